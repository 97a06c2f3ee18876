/// \file
/// A folder among the temporary files for one piece of work.
#pragma once

#include <filesystem>

namespace fulcrum {

/// A folder that nobody else can write to, gone with all in it when this is destroyed. Throws FileError if none can be made.
class PrivateFolder {
 public:
  PrivateFolder();
  ~PrivateFolder();
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace fulcrum
