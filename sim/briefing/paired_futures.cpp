#include "sim/briefing/paired_futures.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fulcrum {

namespace {

std::string_view verdict_of(const PairedFutures& futures) {
  constexpr double kBothWays = 0.05, kMost = 0.5, kNearlyAll = 0.9;
  const bool open = std::min(futures.lower, futures.higher) > kBothWays;
  if (futures.tied >= (open ? kNearlyAll : kMost)) return "no difference to speak of";
  if (open) return "sign open";
  return futures.lower > futures.higher ? "lowers" : "raises";
}

double share_of(std::ptrdiff_t count, std::size_t all) { return static_cast<double>(count) / static_cast<double>(all); }

}  // namespace

double sorted_quantile(std::span<const double> sorted, double share) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(std::floor(at));
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - std::floor(at)) * (sorted[above] - sorted[below]);
}

double tie_of(std::string_view unit, std::span<const double> base) {
  constexpr double kOfIndex = 0.01, kOfMean = 0.01;
  if (unit == "index" || unit == "1") return kOfIndex;
  double sum = 0;
  int count = 0;
  for (const double value : base)
    if (!std::isnan(value)) {
      sum += std::abs(value);
      ++count;
    }
  return count == 0 ? 0 : kOfMean * sum / count;
}

PairedFutures paired_futures(std::span<const double> other, std::span<const double> base, double tie) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < std::min(other.size(), base.size()); ++i)
    if (const double difference = other[i] - base[i]; !std::isnan(difference)) differences.push_back(difference);
  PairedFutures futures;
  futures.tie = tie;
  futures.pairs = static_cast<int>(differences.size());
  if (differences.empty()) return futures;
  std::sort(differences.begin(), differences.end());
  futures.median = sorted_quantile(differences, .5);
  futures.low = sorted_quantile(differences, .05);
  futures.high = sorted_quantile(differences, .95);
  futures.quarter_low = sorted_quantile(differences, .25);
  futures.quarter_high = sorted_quantile(differences, .75);
  const auto below = std::count_if(differences.begin(), differences.end(), [&](double d) { return d < -tie; });
  const auto above = std::count_if(differences.begin(), differences.end(), [&](double d) { return d > tie; });
  futures.lower = share_of(below, differences.size());
  futures.higher = share_of(above, differences.size());
  futures.tied = share_of(static_cast<std::ptrdiff_t>(differences.size()) - below - above, differences.size());
  futures.verdict = verdict_of(futures);
  return futures;
}

}  // namespace fulcrum
