#include "sim/designs/beta_quantile.h"

#include <cmath>
#include <initializer_list>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

// The incomplete beta integral from 0 to x, not divided by B(a, b): continued fraction of DLMF 8.17.22, evaluated from the front by Lentz's
// method (Thompson and Barnett 1986, J. Comput. Phys. 64). It converges fast for x < (a + 1)/(a + b + 2).
double incomplete_beta(double a, double b, double x) {
  constexpr double kTiny = 1e-300, kPrecision = 1e-15;
  constexpr int kMostSteps = 500;
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  d = 1 / (std::abs(d) < kTiny ? kTiny : d);
  double fraction = d;
  for (int m = 1; m < kMostSteps; ++m) {
    double step = 1;
    for (const double numerator :
         {m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)), -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))}) {
      d = 1 + numerator * d;
      d = 1 / (std::abs(d) < kTiny ? kTiny : d);
      c = 1 + numerator / c;
      c = std::abs(c) < kTiny ? kTiny : c;
      step = c * d;
      fraction *= step;
    }
    if (std::abs(step - 1) < kPrecision) break;
  }
  return exponential(a * logarithm(x) + b * logarithm(1 - x)) / a * fraction;
}

// Share of the distribution below x in (0, 1).
double share_below(double a, double b, double x, double whole) {
  return x < (a + 1) / (a + b + 2) ? incomplete_beta(a, b, x) / whole : 1 - incomplete_beta(b, a, 1 - x) / whole;
}

}  // namespace

double beta_quantile(double a, double b, double u) {
  constexpr int kHalvings = 48;  // of the unit interval
  const double middle = (a + 1) / (a + b + 2);
  const double whole = incomplete_beta(a, b, middle) + incomplete_beta(b, a, 1 - middle);  // B(a, b)
  double low = 0, high = 1;
  for (int i = 0; i < kHalvings; ++i) {
    const double x = (low + high) / 2;
    (share_below(a, b, x, whole) < u ? low : high) = x;
  }
  return (low + high) / 2;
}

}  // namespace fulcrum
