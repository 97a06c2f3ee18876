/// \file
/// What a results file says of each run, and of each event.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

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
  std::string error{};      ///< of a failed run; cut after kMostErrorBytes
  int weeks = 0;            ///< weeks that were computed: fewer than asked if the run failed
  double wall_seconds = 0;  ///< the only value in a file, beside its date and command line, that differs from one computation to the next
};
inline constexpr std::size_t kMostErrorBytes = 96, kStatusBytes = 8;

/// Room that the texts need: the longest, and at least 2, because some readers take texts of length 1 for characters.
inline std::size_t longest(std::span<const std::string> texts) {
  std::size_t length = 2;
  for (const std::string& text : texts) length = std::max(length, text.size());
  return length;
}
/// Bytes of a row of /runs: run, point, policy, replicate, seed, status, error, weeks, seconds.
inline std::size_t run_row_bytes(std::span<const std::string> policies) {
  return 8 + 8 + longest(policies) + 4 + 8 + kStatusBytes + kMostErrorBytes + 4 + 8;
}

/// Something that happened in a run: an action, a rule, a decision.
struct Event {
  std::int64_t run_id = 0;
  int week = 0;
  std::string kind{};
  std::string name{};
  double value = 0;
};

}  // namespace fulcrum
