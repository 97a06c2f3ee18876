/// \file
/// The rows of /runs and /events, and their bytes.
#pragma once

#include <hdf5.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "output/hdf5_handle.h"

namespace fulcrum {

/// What became of a run. A row of zeros is a run that was not computed.
enum class RunStatus { kNotRun, kDone, kFailed };

/// A row of /runs.
struct RunRow {
  std::int64_t run_id = 0;
  std::int64_t point_id = 0;
  int policy = 0;  ///< index into the study's policies; in the file by name
  int replicate = 0;
  std::uint64_t seed = 0;
  RunStatus status = RunStatus::kNotRun;
  std::string error{};       ///< of a failed run; cut after kMostErrorBytes
  int weeks = 0;             ///< weeks that were computed: fewer than asked if the run failed
  double wall_seconds = 0;   ///< the only value in a file, beside its date and command line, that differs from one computation to the next
};
inline constexpr std::size_t kMostErrorBytes = 96;

/// How rows of /runs stand in a file: packed, little-endian, texts padded with zeros to a fixed length.
class RunsTable {
 public:
  explicit RunsTable(std::vector<std::string> policies);
  std::size_t row_bytes() const { return error_at_ + kMostErrorBytes + sizeof(std::int32_t) + sizeof(double); }
  Handle type() const;
  void append(const RunRow& row, std::vector<std::byte>& bytes) const;
  RunRow read(std::span<const std::byte> row) const;
  /// Whether the bytes of a row say that its run was computed (failed runs included).
  bool computed(std::span<const std::byte> row) const;

 private:
  std::vector<std::string> policies_;
  std::size_t policy_bytes_, replicate_at_, status_at_, error_at_;
};

/// Something that happened in a run: an action, a rule, a decision.
struct Event {
  std::int64_t run_id = 0;
  int week = 0;
  std::string kind{};
  std::string name{};
  double value = 0;
};

/// How rows of /events stand in a file.
class EventsTable {
 public:
  static constexpr std::size_t kKindBytes = 24, kNameBytes = 64;
  static constexpr std::size_t kRowBytes = 8 + 4 + kKindBytes + kNameBytes + 8;
  static Handle type();
  static void append(const Event& event, std::vector<std::byte>& bytes);
  static Event read(std::span<const std::byte> row);
};

}  // namespace fulcrum
