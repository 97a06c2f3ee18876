/// \file
/// What stands in an archive of a results file, and the archive itself: a zip that is an RO-Crate 1.1 of the Process Run Crate profile 0.5.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "output/results_reader.h"

namespace fulcrum {

/// What an archive is asked to hold.
struct ArchiveRequest {
  bool with_results = true;  ///< else only the SHA-256 of the results file
  std::string author;        ///< who made the results; empty: nobody is named
  std::string license;       ///< of the archive, an address or words; empty: none was stated
};

/// What a file of an archive is to the run that made the results.
enum class Role {
  kInput,   ///< a resolved scenario or the study
  kResult,  ///< the results file
  kMade,    ///< made from the results by `fulcrum archive`
};

/// A file of an archive: a text, or the place of a file on the disk.
struct ArchivedFile {
  std::string name;  ///< path in the archive: letters, digits, "_", "-", ".", "/"
  std::string media_type;
  std::string description;
  Role role = Role::kMade;
  std::string text;
  std::filesystem::path source;  ///< empty: the text
  std::string sha256;
  std::uint64_t bytes = 0;
};

/// Everything that an archive holds but its metadata, sorted by name.
struct ArchiveContents {
  std::vector<ArchivedFile> files;
  std::string results_name;  ///< of the results file, in the archive or left out
  std::string results_sha256;
  std::uint64_t results_bytes = 0;
  std::vector<std::string> notes;  ///< what could not be made, and why
};

inline constexpr const char* kCrateMetadata = "ro-crate-metadata.json";
inline constexpr const char* kProcessRunCrate = "https://w3id.org/ro/wfrun/process/0.5";

/// The resolved scenarios and the study as TOML, the results file, the briefing as a page and as text with figures, README.txt and
/// SHA256SUMS. A briefing that cannot be made is noted and left out. Throws FileError.
ArchiveContents archive_contents(const ResultsReader& results, const ArchiveRequest& request);

/// Writes the archive of a complete results file. Returns the notes. Throws FileError.
std::vector<std::string> write_archive(const ResultsReader& results, const ArchiveRequest& request, const std::filesystem::path& output);

}  // namespace fulcrum
