/// \file
/// Files that appear under their name only when they are whole.
#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>

namespace fulcrum {

/// Throws FileError unless a file can be written under that name: its folder is there, and nothing stands in its place but, with `force`,
/// a regular file. All commands ask this before they begin.
void require_output(const std::filesystem::path& path, bool force);

/// Hands `write` a stream to a file beside `path`, which takes that name when all is written; nothing is left behind otherwise. Throws
/// FileError, and what `write` throws.
void write_whole_file(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);

}  // namespace fulcrum
