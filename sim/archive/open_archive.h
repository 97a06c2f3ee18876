/// \file
/// An archive that was written by write_archive(), held against what it says of itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "sim/archive/zip_file.h"

namespace fulcrum {

/// What an archive says of its results file.
struct ArchivedResults {
  std::string name;
  std::string sha256;
  std::uint64_t bytes = 0;
  bool held = true;       ///< whether the file itself is in the archive
  std::size_t files = 0;  ///< that the archive holds beside its metadata, all with the SHA-256 that it says
};

/// Reads the metadata, and holds every file against its size and SHA-256. Throws FileError if the archive has no metadata, or metadata of
/// something else, or a file that they do not list, or lacks one that they list, or has another one in its place.
ArchivedResults check_archive(const ZipReader& archive);

/// The results file of an archive, unpacked into a folder of its own among the temporary files; gone with this object, and when a signal
/// ends the program.
class UnpackedResults {
 public:
  /// Throws FileError: no room, or damaged meanwhile.
  UnpackedResults(const ZipReader& archive, const ArchivedResults& results);
  ~UnpackedResults();
  UnpackedResults(const UnpackedResults&) = delete;
  UnpackedResults& operator=(const UnpackedResults&) = delete;
  const std::filesystem::path& path() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Throws FileError unless the file is the results file that the archive was made of.
void require_results(const std::filesystem::path& file, const ArchivedResults& results, const std::filesystem::path& archive);

}  // namespace fulcrum
