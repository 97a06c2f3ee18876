/// \file
/// A file of records beside an unfinished results file, for what has no fixed place in it: packed chunks, events, rows of failed
/// runs, summaries of points.
///
/// Records are appended whole, with a checksum; what a kill left half written at the end is cut off when the file is opened again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

#include "output/files/file_descriptor.h"

namespace fulcrum {

enum class RecordKind : std::uint32_t { kChunk = 1, kEvents = 2, kFailedRuns = 3, kDecision = 4, kPoint = 5 };

/// One record: what it is, which rows and which column it belongs to, and where its bytes stand.
struct LogRecord {
  RecordKind kind;
  std::int64_t row;
  std::int64_t column;
  std::uint64_t at;
  std::uint64_t bytes;
  std::uint32_t checksum;
};

/// The open file.
class RecordLog {
 public:
  RecordLog() = default;
  /// Opens it, cutting off an incomplete end; a missing one is created.
  explicit RecordLog(const std::filesystem::path& path);

  void append(RecordKind kind, std::int64_t row, std::int64_t column, std::span<const std::byte> bytes);
  /// Records of a kind by row and column; of several for the same place, the last.
  std::vector<LogRecord> records(RecordKind kind) const;
  /// Throws FileError if the bytes are not those that were appended.
  std::vector<std::byte> read(const LogRecord& record) const;
  /// Waits until everything is on the disk.
  void sync() { file_.sync(); }

 private:
  std::vector<std::byte> bytes_of(const LogRecord& record) const;
  FileDescriptor file_;
  std::uint64_t end_ = 0;
  std::vector<LogRecord> records_;
};

}  // namespace fulcrum
