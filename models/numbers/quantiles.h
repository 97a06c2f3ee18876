/// \file
/// Inverse distribution functions that the agent layer draws with, from + - * / and models/numbers only: the same bits everywhere.
#pragma once

#include <cmath>
#include <cstdint>

#include "models/numbers/normal_quantile.h"

namespace fulcrum {

/// Smallest k whose cumulative Poisson probability at mean `lambda` reaches u in (0, 1). Above 700, where e^-lambda leaves the range of
/// doubles, the rounded normal approximation. Up to there it never falls when lambda rises.
[[gnu::always_inline]] inline std::uint32_t poisson_quantile(double u, double lambda) {
  if (!(lambda > 0.0)) return 0;
  if (lambda > 700.0) {
    const double k = lambda + square_root(lambda) * normal_quantile(u) + 0.5;
    return k > 0.0 ? static_cast<std::uint32_t>(smaller(k, 4e9)) : 0;
  }
  double term = exponential(-lambda), cumulative = term;
  std::uint32_t k = 0;
  while (cumulative < u) {
    ++k;
    term *= lambda / k;
    cumulative += term;
    if (k > lambda && term < 1e-20) break;  // rounding keeps the sum below u: the tail holds no more
  }
  return k;
}

/// Natural logarithm of the gamma function for x > 0. Absolute error about 1e-14.
double log_gamma(double x);
/// Regularised incomplete beta function I_x(a, b) for a, b > 0: continued fraction by Lentz's method.
double incomplete_beta(double x, double a, double b);
/// Quantile of the beta distribution for p in (0, 1), a, b > 0; absolute error about 1e-15.
double beta_quantile(double p, double a, double b);

}  // namespace fulcrum
