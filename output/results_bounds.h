/// \file
/// What the rows of a results file may say: within these bounds they are taken as places in memory.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "output/results_layout.h"
#include "output/rows.h"

namespace fulcrum {

/// What the readers of scenarios allow.
inline constexpr std::int64_t kMostStoredWeeks = 10000, kMostStoredReplicates = 1000000000;
/// Rows that HDF5 and this program can number.
inline constexpr std::int64_t kMostStoredRuns = std::int64_t{1} << 48;

/// What is wrong with a row of /runs of such a file; nothing if it may be used.
std::optional<std::string> problem_of_row(const RunRow& row, const ResultsLayout& layout);
/// The same of a row of /events.
std::optional<std::string> problem_of_event(const Event& event, const ResultsLayout& layout);

/// Points of the design in the file: the first, and how many; without a design nothing.
struct PointRange {
  std::int64_t first = 0, count = 0;
};
std::optional<PointRange> stored_points(const ResultsLayout& layout);

}  // namespace fulcrum
