/// \file
/// Inverse distribution functions that the agent layer draws with, from + - * / and models/numbers only: the same bits everywhere.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "models/numbers/normal_quantile.h"

namespace fulcrum {

namespace detail {
/// 1/k.
inline constexpr std::size_t kReciprocals = 1024;
inline constexpr auto kReciprocal = [] {
  std::array<double, kReciprocals> reciprocals{};
  for (std::size_t k = 1; k < kReciprocals; ++k) reciprocals[k] = 1.0 / static_cast<double>(k);
  return reciprocals;
}();
}  // namespace detail

/// Smallest k whose cumulative Poisson probability at mean `lambda` reaches u in (0, 1), lane by lane. Above 700, where e^-lambda leaves
/// the range of doubles, the rounded normal approximation, at most 4e9. Up to there it never falls when lambda rises.
template <class Real>
[[gnu::always_inline]] inline Real poisson_quantile(const Real& u, const Real& lambda) {
  constexpr double kMost = 700.0;
  constexpr std::size_t kAtOnce = 4;  // terms between two looks at whether that is enough; more change nothing
  const auto large = lambda > Real(kMost);
  const Real mean = select(large, Real(0.0), not_negative(lambda));
  Real term = exponential(Real(-mean)), cumulative = term, count = 0.0;
  for (std::size_t k = 1; k + kAtOnce < detail::kReciprocals && any(cumulative < u);) {
    for (const std::size_t until = k + kAtOnce; k < until; ++k) {
      // Where rounding keeps the sum below u the tail holds no more.
      const auto tail = both(Real(static_cast<double>(k)) > mean, term < Real(1e-20));
      count = select(but_not(cumulative < u, tail), Real(static_cast<double>(k)), count);
      term = term * (mean * detail::kReciprocal[k]);
      cumulative += term;
    }
  }
  if (any(large))
    for (int l = 0; l < kLanes<Real>; ++l) {
      const double at = lane(lambda, l);
      if (!(at > kMost)) continue;
      const double k = at + square_root(at) * normal_quantile(lane(u, l)) + 0.5;
      set_lane(count, l, static_cast<double>(static_cast<std::uint32_t>(clip(k, 0.0, 4e9))));
    }
  return count;
}

/// Smallest k whose cumulative binomial probability of `trials`, a whole number, at `chance` in [0, 1] reaches u in (0, 1), lane by lane.
/// Beyond 1,000 trials the rounded normal approximation. Up to there it never falls when trials or the chance rise.
template <class Real>
[[gnu::always_inline]] inline Real binomial_quantile(const Real& u, const Real& trials, const Real& chance) {
  constexpr double kMost = 1000.0;
  const auto often = chance > Real(0.5);  // then those that fail are counted: the chance of none must not leave the range of doubles
  const Real p = select(often, Real(1.0 - chance), chance), wanted = select(often, Real(1.0 - u), u);
  const auto large = trials > Real(kMost);
  const Real n = select(large, Real(0.0), trials), odds = p / (1.0 - p);
  Real term = exponential(Real(n * logarithm(Real(1.0 - p)))), cumulative = term, count = 0.0;
  for (std::size_t k = 1; k < detail::kReciprocals && any(cumulative < wanted); ++k) {
    const Real at = static_cast<double>(k);
    const auto tail = either(at > n, both(at > n * p, term < Real(1e-20)));
    count = select(but_not(cumulative < wanted, tail), at, count);
    term = term * ((n - (at - 1.0)) * odds * detail::kReciprocal[k]);
    cumulative += term;
  }
  count = select(often, Real(n - count), count);
  if (any(large))
    for (int l = 0; l < kLanes<Real>; ++l) {
      const double all = lane(trials, l), q = lane(chance, l), mean = all * q;
      if (!(all > kMost)) continue;
      const double k = mean + square_root(mean * (1 - q)) * normal_quantile(lane(u, l)) + 0.5;
      set_lane(count, l, static_cast<double>(static_cast<std::uint32_t>(clip(k, 0.0, all))));
    }
  return count;
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
