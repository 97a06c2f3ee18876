/// \file
/// Analyses that join a finished results file later.
#pragma once

#include <filesystem>
#include <span>

#include "output/results_file.h"
#include "output/table.h"

namespace fulcrum {

/// The copy of a file that gets an analysis, until it takes the file's name.
std::filesystem::path unfinished_analysis_path(const std::filesystem::path& path);

/// Adds analyses to a finished file, each in place of one of that name; returns the file that has them. All are there or none: they go to a
/// copy, `<name>.analysis.partial`, which then takes the file's name. Processes that do so at once wait for each other. Where the file or
/// its folder is read-only they go to a file of their own, `<name>.analysis.h5`, beside it or in the working folder. Throws FileError.
std::filesystem::path add_analyses(const std::filesystem::path& path, std::span<const Table> analyses,
                                   Durability durability = Durability::kPower);

/// Writes analyses of a results file to a file of their own, of the kind of `<name>.analysis.h5`. Throws FileError if there is a file of
/// that name and it is not to be replaced.
void write_analyses(const std::filesystem::path& target, const std::filesystem::path& results, std::span<const Table> analyses,
                    Existing existing);

}  // namespace fulcrum
