/// \file
/// What the machine refused: reading or writing a file.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

namespace fulcrum {

/// A file could not be read or written. The message names the path, what was attempted and why it did not succeed.
class FileError : public std::runtime_error {
 public:
  FileError(std::filesystem::path path, const std::string& problem)
      : std::runtime_error(path.string() + ": " + problem), path_(std::move(path)) {}
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// FileError with the text of an errno: "results.h5: cannot write: No space left on device".
[[noreturn]] void throw_system_error(const std::filesystem::path& path, const std::string& attempt, int error_number);

}  // namespace fulcrum
