#include "sim/analysis/bootstrap.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/designs/design.h"

namespace fulcrum {

std::vector<std::uint32_t> resample_counts(const BootstrapSettings& settings, std::string_view purpose, int resample, std::size_t n) {
  std::vector<std::uint32_t> counts(n, 0);
  for (std::size_t i = 0; i < n; i += 4) {
    const auto words = design_words(settings.seed, purpose, resample, static_cast<std::int64_t>(i / 4));
    for (std::size_t k = 0; k < 4 && i + k < n; ++k)
      ++counts[std::min(n - 1, static_cast<std::size_t>(uniform_of(words[k]) * static_cast<double>(n)))];
  }
  return counts;
}

Estimate with_interval(double value, std::vector<double> resampled, double confidence) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  std::erase_if(resampled, [](double v) { return std::isnan(v); });
  if (resampled.size() < 2) return {value, nan, nan};
  const double tail = (1 - confidence) / 2;
  const double shift = value - quantile_of(resampled, .5);
  const double low = quantile_of(resampled, tail), high = quantile_of(resampled, 1 - tail);
  return {value, low + shift, high + shift};
}

double quantile_of(std::vector<double>& values, double share) {
  if (values.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(values.begin(), values.end());
  const double at = share * static_cast<double>(values.size() - 1);
  const auto below = static_cast<std::size_t>(at);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (at - static_cast<double>(below)) * (values[above] - values[below]);
}

}  // namespace fulcrum
