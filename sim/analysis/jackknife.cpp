#include "sim/analysis/jackknife.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "sim/statistics/missing.h"

namespace fulcrum {

Estimate jackknifed(double value, const std::vector<double>& without, double confidence) {
  const auto groups = static_cast<double>(without.size());
  if (groups < 2) return {value, kNan, kNan};
  double mean = 0, squares = 0;
  for (const double v : without) mean += v / groups;
  for (const double v : without) squares += (v - mean) * (v - mean);
  const double error = std::sqrt((groups - 1) / groups * squares);
  const double half = boost::math::quantile(boost::math::students_t(groups - 1), (1 + confidence) / 2) * error;
  return {value, value - half, value + half};
}

}  // namespace fulcrum
