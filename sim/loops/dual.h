/// \file
/// A number with its derivative by one input: forward automatic differentiation over an equation.
#pragma once

#include <cmath>

namespace fulcrum {

/// Value and derivative. At a kink of max, min or clip the derivative is that of the side that gives the value, the first one in a tie.
struct Dual {
  double value = 0;
  double slope = 0;
};

inline double value_of(double x) { return x; }
inline double value_of(Dual x) { return x.value; }

inline Dual operator+(Dual a, Dual b) { return {a.value + b.value, a.slope + b.slope}; }
inline Dual operator-(Dual a, Dual b) { return {a.value - b.value, a.slope - b.slope}; }
inline Dual operator*(Dual a, Dual b) { return {a.value * b.value, a.slope * b.value + a.value * b.slope}; }
inline Dual operator/(Dual a, Dual b) {
  const double ratio = a.value / b.value;
  return {ratio, (a.slope - ratio * b.slope) / b.value};
}
inline Dual exp(Dual x) {
  const double e = std::exp(x.value);
  return {e, e * x.slope};
}
inline Dual sqrt(Dual x) {
  const double root = std::sqrt(x.value);
  return {root, x.slope == 0 ? 0 : x.slope / (2 * root)};
}
inline Dual tanh(Dual x) {
  const double t = std::tanh(x.value);
  return {t, (1 - t * t) * x.slope};
}
/// A base of 0 has no slope, whatever the exponent.
inline Dual pow(Dual x, Dual y) {
  const double power = std::pow(x.value, y.value);
  if (x.value <= 0) return {power, 0};
  return {power, power * (y.slope * std::log(x.value) + y.value * x.slope / x.value)};
}

}  // namespace fulcrum
