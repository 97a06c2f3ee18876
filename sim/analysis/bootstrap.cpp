#include "sim/analysis/bootstrap.h"

#include <algorithm>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <limits>

#include "sim/analysis/resample.h"
#include "sim/designs/keyed_engine.h"
#include "sim/statistics/order_statistics.h"

namespace fulcrum {

Eigen::ArrayXd resample_counts(const BootstrapSettings& settings, std::string_view purpose, int resample, std::size_t n) {
  Eigen::ArrayXd counts = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(n));
  if (n == 0) return counts;
  KeyedEngine engine = keyed_engine(settings.seed, purpose, resample);
  const boost::random::uniform_int_distribution<Eigen::Index> any(0, counts.size() - 1);
  for (std::size_t i = 0; i < n; ++i) ++counts(any(engine));
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

}  // namespace fulcrum
