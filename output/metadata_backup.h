/// \file
/// A copy of an unfinished file without the results in it, kept while HDF5 changes the file for the last time.
///
/// HDF5 changes a file in several writes; a kill between them can leave one that does not open. What it changes is not results, so
/// those bytes are small: they are set aside before and put back if need be.
#pragma once

#include <filesystem>

#include "output/files/file_descriptor.h"
#include "output/preallocation.h"

namespace fulcrum {

/// Sets aside all of a file but the results of runs.
void back_up_metadata(const std::filesystem::path& copy, const std::filesystem::path& path, const ResultsLayout& layout,
                      const Placement& placement);
/// Where the copy is while it is written.
std::filesystem::path unfinished_copy(std::filesystem::path copy);
/// Puts the file back as it was, if there is a copy.
void restore_metadata(const std::filesystem::path& copy, FileDescriptor& file);

}  // namespace fulcrum
