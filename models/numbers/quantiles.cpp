#include "models/numbers/quantiles.h"

namespace fulcrum {

double log_gamma(double x) {
  // Stirling's series at 10 or more, reached by the recurrence of the gamma function.
  double product = 1.0;
  while (x < 10.0) {
    product *= x;
    x += 1.0;
  }
  const double inverse = 1.0 / x, square = inverse * inverse;
  const double series =
      inverse * (1.0 / 12 + square * (-1.0 / 360 +
                                      square * (1.0 / 1260 + square * (-1.0 / 1680 + square * (1.0 / 1188 - square * (691.0 / 360360))))));
  constexpr double kHalfLogTwoPi = 0.91893853320467274178;
  return (x - 0.5) * logarithm(x) - x + kHalfLogTwoPi + series - logarithm(product);
}

namespace {

// The continued fraction of I_x(a, b) without its factor; converges fast for x < (a + 1)/(a + b + 2).
double beta_fraction(double x, double a, double b) {
  constexpr double kTiny = 1e-300;
  const auto away_from_zero = [](double v) { return v > -kTiny && v < kTiny ? kTiny : v; };
  double c = 1.0, d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0)), sum = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1.0 / away_from_zero(1.0 + even * d);
    c = away_from_zero(1.0 + even / c);
    sum *= d * c;
    const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1.0 / away_from_zero(1.0 + odd * d);
    c = away_from_zero(1.0 + odd / c);
    const double step = d * c;
    sum *= step;
    if (step > 1.0 - 4e-16 && step < 1.0 + 4e-16) break;
  }
  return sum;
}

}  // namespace

BetaDistribution::BetaDistribution(double a, double b) : a_(a), b_(b), log_scale_(log_gamma(a + b) - log_gamma(a) - log_gamma(b)) {}

double BetaDistribution::cumulative(double x) const {
  if (!(x > 0.0)) return 0.0;
  if (!(x < 1.0)) return 1.0;
  const double factor = exponential(log_scale_ + a_ * logarithm(x) + b_ * logarithm(1.0 - x));
  return x < (a_ + 1.0) / (a_ + b_ + 2.0) ? factor * beta_fraction(x, a_, b_) / a_ : 1.0 - factor * beta_fraction(1.0 - x, b_, a_) / b_;
}

double BetaDistribution::quantile(double p) const {
  double low = 0.0, high = 1.0;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = 0.5 * (low + high);
    if (middle == low || middle == high) break;  // neighbours: nothing would move any more
    (cumulative(middle) < p ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

double incomplete_beta(double x, double a, double b) { return BetaDistribution(a, b).cumulative(x); }

double beta_quantile(double p, double a, double b) { return BetaDistribution(a, b).quantile(p); }

}  // namespace fulcrum
