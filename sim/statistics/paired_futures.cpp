#include "sim/statistics/paired_futures.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "sim/statistics/order_statistics.h"

namespace fulcrum {

namespace {

double share_of(std::ptrdiff_t count, std::size_t all) { return static_cast<double>(count) / static_cast<double>(all); }

}  // namespace

std::string_view verdict_word(FuturesVerdict verdict) {
  switch (verdict) {
    case FuturesVerdict::kLowers:
      return "lowers";
    case FuturesVerdict::kRaises:
      return "raises";
    case FuturesVerdict::kSignOpen:
      return "sign open";
    case FuturesVerdict::kMostlyNone:
      return "mostly no difference";
    case FuturesVerdict::kNoDifference:
      break;
  }
  return "no difference to speak of";
}

FuturesVerdict verdict_of(double lower, double tied, double higher) {
  constexpr double kBothWays = 0.05, kMost = 0.5, kNearlyAll = 0.9;
  if (tied >= kNearlyAll) return FuturesVerdict::kNoDifference;
  if (std::min(lower, higher) > kBothWays) return FuturesVerdict::kSignOpen;
  if (tied >= kMost) return FuturesVerdict::kMostlyNone;
  return lower > higher ? FuturesVerdict::kLowers : FuturesVerdict::kRaises;
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

std::vector<double> differences_of(std::span<const double> other, std::span<const double> base) {
  std::vector<double> differences(other.size());
  std::transform(other.begin(), other.end(), base.begin(), differences.begin(), std::minus<>());
  return differences;
}

PairedFutures paired_futures(std::span<const double> other, std::span<const double> base, double tie) {
  const std::size_t paired = std::min(other.size(), base.size());
  std::vector<double> differences = differences_of(other.first(paired), base.first(paired));
  std::erase_if(differences, [](double difference) { return std::isnan(difference); });
  PairedFutures futures;
  futures.tie = tie;
  futures.pairs = static_cast<int>(differences.size());
  if (differences.empty()) return futures;
  std::sort(differences.begin(), differences.end());
  futures.median = quantile_of_sorted(differences, .5);
  futures.low = quantile_of_sorted(differences, .05);
  futures.high = quantile_of_sorted(differences, .95);
  futures.quarter_low = quantile_of_sorted(differences, .25);
  futures.quarter_high = quantile_of_sorted(differences, .75);
  const auto below = std::count_if(differences.begin(), differences.end(), [&](double d) { return d < -tie; });
  const auto above = std::count_if(differences.begin(), differences.end(), [&](double d) { return d > tie; });
  futures.lower = share_of(below, differences.size());
  futures.higher = share_of(above, differences.size());
  futures.tied = share_of(static_cast<std::ptrdiff_t>(differences.size()) - below - above, differences.size());
  futures.verdict = verdict_of(futures.lower, futures.tied, futures.higher);
  return futures;
}

}  // namespace fulcrum
