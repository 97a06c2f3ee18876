#include "sim/ensemble/stored/run_difference.h"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "output/files/file_error.h"
#include "sim/statistics/missing.h"

namespace fulcrum {

namespace {

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

bool same_event(const Event& a, const Event& b) {
  return a.week == b.week && a.kind == b.kind && a.name == b.name && same_bits(a.value, b.value);
}

std::string name_of(const Event& event) { return fmt::format("event {} {}", event.kind, event.name); }

}  // namespace

void compare_column(const StoredSeries& series, std::size_t entity, std::span<const double> stored, std::span<const double> now,
                    std::vector<RunDifference>& differences) {
  RunDifference difference;
  for (std::size_t t = 0; t < now.size(); ++t) {
    if (same_bits(stored[t], now[t]) || difference.weeks++ > 0) continue;
    difference.week = static_cast<int>(t);
    difference.stored = stored[t];
    difference.now = now[t];
  }
  if (difference.weeks == 0) return;
  difference.name = series.info.name + (series.entities.empty() ? "" : " of " + series.entities[entity]);
  differences.push_back(std::move(difference));
}

void compare_outcome(const OutcomeInfo& outcome, double stored, double now, std::vector<RunDifference>& differences) {
  if (!same_bits(stored, now)) differences.push_back({"outcome " + outcome.name, -1, stored, now, 0});
}

void compare_events(std::span<const Event> stored, std::span<const Event> now, std::vector<RunDifference>& differences) {
  const auto [then_at, now_at] = std::mismatch(stored.begin(), stored.end(), now.begin(), now.end(), same_event);
  if (then_at != stored.end()) differences.push_back({name_of(*then_at), then_at->week, then_at->value, kNan, 0});
  if (now_at != now.end()) differences.push_back({name_of(*now_at), now_at->week, kNan, now_at->value, 0});
}

void require_columns(const ResultsReader& reader, const StoredSeries& series, const SeriesInfo& info, const Theatre& theatre) {
  if (series.columns() != std::max<std::size_t>(1, axis_names(info.axis, theatre).size()))
    throw FileError(reader.path(),
                    fmt::format("dataset /timeseries/{} has {} columns, which its scenario has not", series.info.name, series.columns()));
}

}  // namespace fulcrum
