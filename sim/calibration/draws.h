/// \file
/// Values that may be observed, drawn from an error model.
#pragma once

#include <boost/random/gamma_distribution.hpp>
#include <boost/random/normal_distribution.hpp>
#include <boost/random/poisson_distribution.hpp>

#include "sim/designs/keyed_engine.h"
#include "sim/hindcast/error_model.h"

namespace fulcrum {

/// One value: a count but for normal errors. A negative binomial is a Poisson whose mean is gamma distributed.
inline double draw_of(const ErrorFit& fit, double mu, KeyedEngine& engine) {
  constexpr double kMost = 1e9;  // beyond it counts are of no interest, and whole numbers end
  if (fit.kind == ErrorKind::kNormal) return boost::random::normal_distribution<double>(mu, fit.spread)(engine);
  double mean = mu;
  if (fit.kind == ErrorKind::kNegativeBinomial) mean = boost::random::gamma_distribution<double>(fit.size, mu / fit.size)(engine);
  if (!(mean > 0)) return 0;
  return mean < kMost ? static_cast<double>(boost::random::poisson_distribution<std::int64_t, double>(mean)(engine)) : mean;
}

}  // namespace fulcrum
