/// \file
/// The few functions of a real number that the model needs, written once for a double and for a pack (pack.h) with the same bits.
///
/// The C library picks variants of exp, log and tanh by processor at run time, and their last bits differ; these use + - * / sqrt and
/// comparisons only. Tested against long double: tests/models/numbers_test.cpp
#pragma once

#include "models/numbers/pack.h"

namespace fulcrum {

/// x limited to [low, high]; NaN stays NaN.
template <class Real>
Real clip(const Real& x, const Real& low, const Real& high) {
  return smaller(high, larger(low, x));
}
/// x limited to [0, 1]: model.md section 3.
template <class Real>
Real clip(const Real& x) {
  return clip(x, Real(0.0), Real(1.0));
}
template <class Real>
Real not_negative(const Real& x) {
  return larger(Real(0.0), x);
}

/// e^x. Relative error below 2 units in the last place on [-708, 709]; the argument is limited to that range.
template <class Real>
Real exponential(const Real& x) {
  // x = n ln 2 + r, |r| <= ln 2 / 2 (Cody and Waite 1980); e^r by its Taylor polynomial, whose remainder is below 2^-57.
  constexpr double kLog2E = 1.4426950408889634074, kLn2High = 6.93145751953125e-1, kLn2Low = 1.42860682030941723212e-6;
  constexpr double kRound = 6755399441055744.0;  // 1.5 * 2^52: adding it rounds to an integer and leaves that in the low bits
  const Real limited = clip(x, Real(-708.0), Real(709.0));
  const Real shifted = limited * kLog2E + kRound;
  const Real n = shifted - kRound;
  const Real r = (limited - n * kLn2High) - n * kLn2Low;
  const Real r2 = r * r, r4 = r2 * r2, r8 = r4 * r4;
  const Real low = (1.0 / 2 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  const Real middle = (1.0 / 720 + r * (1.0 / 5040)) + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  const Real high = (1.0 / 3628800 + r * (1.0 / 39916800)) + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800.0));
  const Real polynomial = 1.0 + (r + r2 * (low + (r4 * middle + r8 * high)));
  const Real scale = detail::real_from_bits<Real>((detail::bits(shifted) + 1023) << 52);
  return polynomial * scale;
}

/// Natural logarithm of x in (2e-308, 1e308); minus infinity is not returned: callers exclude 0. Relative error below 2 units in the last
/// place.
template <class Real>
Real logarithm(const Real& x) {
  // x = 2^k m, m in [sqrt(1/2), sqrt 2): log m = 2 atanh(s), s = (m-1)/(m+1), by the minimax polynomial of fdlibm's e_log.c (Sun 1993).
  constexpr double kLn2High = 6.93147180369123816490e-01, kLn2Low = 1.90821492927058770002e-10, kRound = 6755399441055744.0;
  const auto shifted_bits = detail::bits(x) - 0x3fe6a09e667f3bcdLL;
  const auto exponent = shifted_bits >> 52;
  const Real m = detail::real_from_bits<Real>(detail::bits(x) - (exponent << 52));
  const Real k = detail::real_from_bits<Real>(exponent + detail::bits(kRound)) - kRound;
  const Real f = m - 1.0, s = f / (2.0 + f), z = s * s, w = z * z;
  const Real t1 = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const Real t2 =
      z * (6.666666666666735130e-01 + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const Real half_square = 0.5 * f * f;
  return k * kLn2High - ((half_square - (s * (half_square + (t1 + t2)) + k * kLn2Low)) - f);
}

/// e^x - 1 without loss of digits near 0 (W. Kahan's correction).
[[gnu::always_inline]] inline double exponential_minus_one(double x) {
  const double u = exponential(x);
  if (u == 1.0) return x;
  const double v = u - 1.0;
  return v == -1.0 || u > 1e300 ? v : v * x / logarithm(u);
}

/// Logistic function.
template <class Real>
Real sigma(const Real& x) {
  return 1.0 / (1.0 + exponential(-x));
}

/// Hyperbolic tangent; absolute error below 4e-16.
template <class Real>
Real hyperbolic_tangent(const Real& x) {
  return 1.0 - 2.0 / (1.0 + exponential(2.0 * x));
}

/// x^p for x >= 0 and p >= 0, with 0^0 = 1.
template <class Real>
Real power(const Real& x, const Real& p) {
  const auto zero = x < Real(1e-300);
  const Real positive = exponential(p * logarithm(select(zero, Real(1.0), x)));
  return select(p == Real(0.0), Real(1.0), select(zero, Real(0.0), positive));
}

}  // namespace fulcrum
