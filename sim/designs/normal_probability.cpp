#include "sim/designs/normal_probability.h"

#include <cmath>

#include "models/numbers/normal_quantile.h"

namespace fulcrum {

namespace {

// Rational approximations of Cody 1969, "Rational Chebyshev approximations for the error function", Math. Comp. 23, 631-637, for the normal
// distribution function as in Cody 1993, TOMS algorithm 715. Coefficients by rising power. The exponential is our own: same bits
// everywhere.
constexpr double kA[] = {18154.981253343561249, 1067.6894854603709582, 161.02823106855587881, 2.2352520354606839287,
                         .065682337918207449113};
constexpr double kB[] = {45507.789335026729956, 10260.932208618978205, 976.09855173777669322, 47.20258190468824187, 1.0};
constexpr double kC[] = {9842.7148383839780218, 11602.651437647350124, 6848.1904505362823326,
                         2494.5375852903726711, 597.27027639480026226, 93.506656132177855979,
                         8.8831497943883759412, .39894151208813466764, 1.0765576773720192317e-8};
constexpr double kD[] = {19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                         18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                         235.38790178262499861, 22.266688044328115691, 1.0};
constexpr double kP[] = {2.9112874951168792e-5, .001421619193227893466, .022235277870649807,
                         .1274011611602473639,  .21589853405795699,     .02307344176494017303};
constexpr double kQ[] = {7.29751555083966205e-5, .00378239633202758244, .0659881378689285515,
                         .468238212480865118,    1.28426009614491121,   1.0};

constexpr double kMiddle = 0.67448975, kFar = 5.656854249492380195;  // sqrt(32)
constexpr double kInverseRootTwoPi = 0.398942280401432677940;

/// exp(-x^2/2) for x > 0, with the square split so that it keeps its digits.
double bell(double x) {
  const double head = std::floor(x * 16) / 16;
  return exponential(-head * head * .5) * exponential(-(x - head) * (x + head) * .5);
}

/// Share beyond x, for x above kMiddle.
double upper_tail(double x) {
  using detail::polynomial;
  if (x <= kFar) return bell(x) * polynomial(kC, x) / polynomial(kD, x);
  const double y = 1 / (x * x);
  return bell(x) * (kInverseRootTwoPi - y * polynomial(kP, y) / polynomial(kQ, y)) / x;
}

}  // namespace

double normal_probability(double z) {
  using detail::polynomial;
  if (std::abs(z) <= kMiddle) return .5 + z * polynomial(kA, z * z) / polynomial(kB, z * z);
  if (z < -38) return 0;  // below the smallest normal double
  return z < 0 ? upper_tail(-z) : 1 - upper_tail(z);
}

}  // namespace fulcrum
