#include "sim/paired.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <vector>

namespace fulcrum {

Interval mean_interval(std::span<const double> values) {
  double n = 0, mean = 0, squares = 0;
  for (const double value : values) {  // Welford 1962
    if (std::isnan(value)) continue;
    const double before = mean;
    mean += (value - mean) / ++n;
    squares += (value - before) * (value - mean);
  }
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  if (n < 1) return {nan, nan, nan};
  if (n < 2) return {mean, nan, nan};
  const double t = boost::math::quantile(boost::math::students_t(n - 1), 0.975);
  const double half = t * std::sqrt(squares / (n - 1) / n);
  return {mean, mean - half, mean + half};
}

PairedDifference paired_difference(std::span<const double> other, std::span<const double> base) {
  std::vector<double> differences;
  double above = 0;
  for (std::size_t i = 0; i < other.size() && i < base.size(); ++i) {
    const double difference = other[i] - base[i];
    if (std::isnan(difference)) continue;
    differences.push_back(difference);
    above += difference > 0 ? 1 : (difference == 0 ? .5 : 0);
  }
  const double pairs = static_cast<double>(differences.size());
  return {mean_interval(differences), pairs > 0 ? above / pairs : std::numeric_limits<double>::quiet_NaN(),
          static_cast<int>(differences.size())};
}

}  // namespace fulcrum
