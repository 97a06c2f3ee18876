#include "sim/statistics/order_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fulcrum {

double quantile_of_sorted(std::span<const double> sorted, double share) {
  if (sorted.empty()) return std::numeric_limits<double>::quiet_NaN();
  const double at = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  return sorted[below] + (at - static_cast<double>(below)) * (sorted[above] - sorted[below]);
}

double quantile_of(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return quantile_of_sorted(values, share);
}

double percentile_of(double value, std::span<const double> sample) {
  double below = 0, all = 0;
  for (const double other : sample) {
    if (std::isnan(other)) continue;
    below += other < value ? 1 : (other == value ? .5 : 0);
    ++all;
  }
  return 100 * below / all;
}

Spread spread_of(std::vector<double> values) {
  constexpr double kTail = .05;  // on either side
  std::erase_if(values, [](double value) { return std::isnan(value); });
  std::sort(values.begin(), values.end());
  return {quantile_of_sorted(values, .5), quantile_of_sorted(values, kTail), quantile_of_sorted(values, 1 - kTail)};
}

}  // namespace fulcrum
