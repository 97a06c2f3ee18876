/// \file
/// Files that appear under their name only when they are whole.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>

namespace fulcrum {

/// Refuses to replace a file unless `force` says so. Throws FileError.
void refuse_existing(const std::filesystem::path& path, bool force);

/// Hands `write` a stream to a file beside `path`, which takes that name when all is written; nothing is left behind otherwise. Throws
/// FileError, and what `write` throws.
void write_whole_file(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);

}  // namespace fulcrum
