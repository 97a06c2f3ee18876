/// \file
/// Inverse distribution functions that the agent layer draws with, from + - * / and models/numbers only: the same bits everywhere.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/numbers/normal_quantile.h"

namespace fulcrum {

/// poisson_quantile() below where exponential(-lambda) is known.
[[gnu::always_inline]] inline std::uint32_t poisson_quantile(double u, double lambda, double none) {
  if (!(lambda > 0.0)) return 0;
  if (lambda > 700.0) {
    const double k = lambda + square_root(lambda) * normal_quantile(u) + 0.5;
    return k > 0.0 ? static_cast<std::uint32_t>(smaller(k, 4e9)) : 0;
  }
  double term = none, cumulative = term;
  std::uint32_t k = 0;
  while (cumulative < u) {
    ++k;
    term *= lambda / k;
    cumulative += term;
    if (k > lambda && term < 1e-20) break;  // rounding keeps the sum below u: the tail holds no more
  }
  return k;
}

/// Smallest k whose cumulative Poisson probability at mean `lambda` reaches u in (0, 1). Above 700, where e^-lambda leaves the range of
/// doubles, the rounded normal approximation. Up to there it never falls when lambda rises.
[[gnu::always_inline]] inline std::uint32_t poisson_quantile(double u, double lambda) {
  return poisson_quantile(u, lambda, exponential(-lambda));
}

/// Natural logarithm of the gamma function for x > 0. Absolute error about 1e-14.
double log_gamma(double x);
/// Regularised incomplete beta function I_x(a, b) for a, b > 0: continued fraction by Lentz's method.
double incomplete_beta(double x, double a, double b);

/// A beta distribution with a, b > 0.
class BetaDistribution {
 public:
  BetaDistribution(double a, double b);
  /// incomplete_beta(x, a, b).
  double cumulative(double x) const;
  /// Quantile for p in (0, 1); absolute error about 1e-15.
  double quantile(double p) const;

 private:
  double a_, b_;
  double log_scale_;  ///< log of 1/B(a, b)
};
/// Its quantile, where only one is asked for.
double beta_quantile(double p, double a, double b);

}  // namespace fulcrum
