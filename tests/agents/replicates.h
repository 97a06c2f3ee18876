/// \file
/// Replicates of runs with cells, and means over them.
#pragma once

#include <numeric>
#include <vector>

#include "models/agents/events.h"
#include "tests/agents/agent_setup.h"

namespace fulcrum::testing_support {

inline Noise luck(int replicate) { return {true, {20080107, static_cast<std::uint64_t>(replicate)}}; }

inline std::vector<RecordedRun> replicates(const Setup& setup, int count) {
  std::vector<RecordedRun> runs;
  for (int r = 0; r < count; ++r) runs.push_back(record_agents(setup, luck(r)));
  return runs;
}

inline double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

/// Mean over runs and over the weeks from `first` until before `until`.
inline double between(const std::vector<RecordedRun>& runs, const char* series, std::size_t first, std::size_t until,
                      std::size_t entity = 0) {
  double sum = 0;
  for (const RecordedRun& run : runs) {
    const auto values = run.series(series, entity);
    for (std::size_t t = first; t < until; ++t) sum += values[t];
  }
  return sum / static_cast<double>(runs.size() * (until - first));
}

inline double last_year(const std::vector<RecordedRun>& runs, const char* series, std::size_t entity = 0) {
  const auto weeks = static_cast<std::size_t>(runs.front().weeks());
  return between(runs, series, weeks - 52, weeks, entity);
}

/// Sum over the columns of attacks_count that `wanted` accepts, by week.
template <class Wanted>
std::vector<double> attacks(const RecordedRun& run, const Wanted& wanted) {
  std::vector<double> sum(static_cast<std::size_t>(run.weeks()), 0.0);
  const auto& columns = run.selection().columns();
  for (std::size_t c = 0; c < columns.size(); ++c) {
    if (columns[c].series->name != "attacks_count" || !wanted(static_cast<std::size_t>(columns[c].entity))) continue;
    const auto values = run.column(c);
    for (std::size_t t = 0; t < sum.size(); ++t) sum[t] += values[t];
  }
  return sum;
}

inline bool everything(std::size_t) { return true; }
inline std::size_t attacker_of(std::size_t column) { return column / kTargets % 4; }
inline std::size_t province_of(std::size_t column) { return column / (kTargets * 4); }

inline double mean_from(const std::vector<double>& weeks, std::size_t first) {
  return std::accumulate(weeks.begin() + static_cast<std::ptrdiff_t>(first), weeks.end(), 0.0) / static_cast<double>(weeks.size() - first);
}

}  // namespace fulcrum::testing_support
