/// \file
/// Inverse of the standard normal distribution, for doubles and packs with the same bits.
#pragma once

#include "models/numbers/functions.h"

namespace fulcrum {

namespace detail {
template <class Real, int N>
Real polynomial(const double (&c)[N], const Real& x) {
  Real sum = c[N - 1];
  for (int i = N - 2; i >= 0; --i) sum = sum * x + c[i];
  return sum;
}
}  // namespace detail

/// Standard normal quantile [standard deviations] of a probability in (0, 1). Relative error about 1e-15: algorithm AS 241, PPND16
/// (Wichura 1988, Applied Statistics 37, 477-484). Tested against Boost.Math.
template <class Real>
Real normal_quantile(const Real& probability) {
  using detail::polynomial;
  static constexpr double kA[] = {3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
                                  4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr double kB[] = {1.0,
                                  4.2313330701600911252e+1,
                                  6.8718700749205790830e+2,
                                  5.3941960214247511077e+3,
                                  2.1213794301586595867e+4,
                                  3.9307895800092710610e+4,
                                  2.8729085735721942674e+4,
                                  5.2264952788528545610e+3};
  static constexpr double kC[] = {1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                  3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                  2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr double kD[] = {1.0,
                                  2.05319162663775882187e0,
                                  1.67638483018380384940e0,
                                  6.89767334985100004550e-1,
                                  1.48103976427480074590e-1,
                                  1.51986665636164571966e-2,
                                  5.47593808499534494600e-4,
                                  1.05075007164441684324e-9};
  static constexpr double kE[] = {6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                  2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                  2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr double kF[] = {1.0,
                                  5.99832206555887937690e-1,
                                  1.36929880922735805310e-1,
                                  1.48753612908506148525e-2,
                                  7.86869131145613259100e-4,
                                  1.84631831751005468180e-5,
                                  1.42151175831644588870e-7,
                                  2.04426310338993978564e-15};
  const Real q = probability - 0.5;
  const Real central = 0.180625 - q * q;
  const Real middle = q * polynomial(kA, central) / polynomial(kB, central);
  const auto in_tail = central < Real(0.0);
  if (!any(in_tail)) return middle;
  const Real tail = select(q < Real(0.0), probability, 1.0 - probability);
  const Real r = square_root(-logarithm(tail));
  const Real near = polynomial(kC, Real(r - 1.6)) / polynomial(kD, Real(r - 1.6));
  const Real far = polynomial(kE, Real(r - 5.0)) / polynomial(kF, Real(r - 5.0));
  const Real size = select(r <= Real(5.0), near, far);
  return select(in_tail, select(q < Real(0.0), Real(-size), size), middle);
}

}  // namespace fulcrum
