/// \file
/// Zip archives: the same entries give the same bytes, and what is read is not trusted.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace fulcrum {

/// A zip archive that takes its name when it is whole; until then it stands beside it, and is removed by an error or a signal. Entries keep
/// the order in which they were added, and all have the same date (1980-01-01), so that equal entries give equal bytes. Everything throws
/// FileError.
class ZipWriter {
 public:
  explicit ZipWriter(const std::filesystem::path& path);
  ~ZipWriter();
  ZipWriter(const ZipWriter&) = delete;
  ZipWriter& operator=(const ZipWriter&) = delete;

  void add_text(const std::string& name, std::string text);
  /// The file is read by finish().
  void add_file(const std::string& name, const std::filesystem::path& file);
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// A file in an archive.
struct ZipEntry {
  std::string name;
  std::uint64_t bytes = 0;  ///< unpacked, as the archive says
};

/// An archive from anywhere. Opening it throws FileError if it is no zip archive, contradicts itself, or has an entry that would be
/// unpacked somewhere else: an absolute path, one with "..", a backslash or a control character, or two entries of one name.
class ZipReader {
 public:
  explicit ZipReader(const std::filesystem::path& path);
  ~ZipReader();
  ZipReader(const ZipReader&) = delete;
  ZipReader& operator=(const ZipReader&) = delete;

  const std::filesystem::path& path() const;
  /// Files, in the order of the archive; folders are left out.
  const std::vector<ZipEntry>& entries() const;
  const ZipEntry* find(std::string_view name) const;
  /// Hands over the bytes of a file piece by piece. Throws FileError if they are damaged, or not as many as the archive says.
  void read(const ZipEntry& entry, const std::function<void(std::string_view)>& take) const;
  /// A text of at most `most` bytes. Throws FileError.
  std::string text(const ZipEntry& entry, std::uint64_t most) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a file begins as zip archives do. False if it cannot be read.
bool looks_like_zip(const std::filesystem::path& path);

}  // namespace fulcrum
