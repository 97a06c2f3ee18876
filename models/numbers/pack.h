/// \file
/// A pack: the same quantity of several runs side by side, one run a lane, in one processor register.
///
/// Only operations that IEEE 754 defines to the last bit are used on packs (+ - * / sqrt, comparison, choice), so a lane of a pack has
/// the same bits as the same computation on a double, whatever the width. docs/decisions/0002-same-bits.md
///
/// Functions of doubles are always inlined: this header is compiled for several instruction sets in one program (models/kernels), and no
/// copy of them made for a newer processor may be called on an older one.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace fulcrum {

namespace detail {
template <int W>
struct PackTypes;
template <>
struct PackTypes<2> {
  typedef double Doubles __attribute__((vector_size(16)));
  typedef std::int64_t Integers __attribute__((vector_size(16)));
};
template <>
struct PackTypes<4> {
  typedef double Doubles __attribute__((vector_size(32)));
  typedef std::int64_t Integers __attribute__((vector_size(32)));
};
template <>
struct PackTypes<8> {
  typedef double Doubles __attribute__((vector_size(64)));
  typedef std::int64_t Integers __attribute__((vector_size(64)));
};
}  // namespace detail

/// Result of comparing two packs: all bits set in the lanes where it holds.
template <int W>
struct PackMask {
  typename detail::PackTypes<W>::Integers lanes;
};

/// W doubles, one of each run. W is 2, 4 or 8.
template <int W>
struct alignas(W * sizeof(double)) Pack {
  static constexpr int kWidth = W;
  using Doubles = typename detail::PackTypes<W>::Doubles;
  using Integers = typename detail::PackTypes<W>::Integers;
  Doubles lanes;

  Pack() = default;
  Pack(double everywhere) : lanes(Doubles{} + everywhere) {}  // NOLINT(google-explicit-constructor): equations mix constants and packs
  explicit Pack(const Doubles& values) : lanes(values) {}

  double lane(int l) const { return lanes[l]; }
  void set_lane(int l, double value) { lanes[l] = value; }

  friend Pack operator+(const Pack& a, const Pack& b) { return Pack(a.lanes + b.lanes); }
  friend Pack operator-(const Pack& a, const Pack& b) { return Pack(a.lanes - b.lanes); }
  friend Pack operator*(const Pack& a, const Pack& b) { return Pack(a.lanes * b.lanes); }
  friend Pack operator/(const Pack& a, const Pack& b) { return Pack(a.lanes / b.lanes); }
  friend Pack operator-(const Pack& a) { return Pack(-a.lanes); }
  Pack& operator+=(const Pack& b) { return *this = *this + b; }
  Pack& operator-=(const Pack& b) { return *this = *this - b; }
  Pack& operator*=(const Pack& b) { return *this = *this * b; }
  Pack& operator/=(const Pack& b) { return *this = *this / b; }
  friend PackMask<W> operator<(const Pack& a, const Pack& b) { return {a.lanes < b.lanes}; }
  friend PackMask<W> operator>(const Pack& a, const Pack& b) { return {a.lanes > b.lanes}; }
  friend PackMask<W> operator<=(const Pack& a, const Pack& b) { return {a.lanes <= b.lanes}; }
  friend PackMask<W> operator==(const Pack& a, const Pack& b) { return {a.lanes == b.lanes}; }
};

/// Lanes a real type holds: 1 for double.
template <class Real>
inline constexpr int kLanes = Real::kWidth;
template <>
inline constexpr int kLanes<double> = 1;

[[gnu::always_inline]] inline double lane(double x, int) { return x; }
[[gnu::always_inline]] inline void set_lane(double& x, int, double value) { x = value; }
template <int W>
double lane(const Pack<W>& x, int l) {
  return x.lane(l);
}
template <int W>
void set_lane(Pack<W>& x, int l, double value) {
  x.set_lane(l, value);
}

/// `yes` where the condition holds, else `no`.
[[gnu::always_inline]] inline double select(bool condition, double yes, double no) { return condition ? yes : no; }
template <int W>
Pack<W> select(const PackMask<W>& condition, const Pack<W>& yes, const Pack<W>& no) {
  return Pack<W>(condition.lanes ? yes.lanes : no.lanes);
}
[[gnu::always_inline]] inline bool any(bool condition) { return condition; }
template <int W>
bool any(const PackMask<W>& condition) {
  for (int l = 0; l < W; ++l)
    if (condition.lanes[l]) return true;
  return false;
}

/// Both hold; one of them holds; the first holds and the second does not.
[[gnu::always_inline]] inline bool both(bool a, bool b) { return a && b; }
[[gnu::always_inline]] inline bool either(bool a, bool b) { return a || b; }
[[gnu::always_inline]] inline bool but_not(bool a, bool b) { return a && !b; }
template <int W>
PackMask<W> both(const PackMask<W>& a, const PackMask<W>& b) {
  return {a.lanes & b.lanes};
}
template <int W>
PackMask<W> either(const PackMask<W>& a, const PackMask<W>& b) {
  return {a.lanes | b.lanes};
}
template <int W>
PackMask<W> but_not(const PackMask<W>& a, const PackMask<W>& b) {
  return {a.lanes & ~b.lanes};
}

/// The larger (smaller) of two; the second where either is not a number, so that clip() hands a NaN on.
[[gnu::always_inline]] inline double larger(double a, double b) { return a > b ? a : b; }
[[gnu::always_inline]] inline double smaller(double a, double b) { return a < b ? a : b; }
template <int W>
Pack<W> larger(const Pack<W>& a, const Pack<W>& b) {
  return Pack<W>(a.lanes > b.lanes ? a.lanes : b.lanes);
}
template <int W>
Pack<W> smaller(const Pack<W>& a, const Pack<W>& b) {
  return Pack<W>(a.lanes < b.lanes ? a.lanes : b.lanes);
}

/// Square root; IEEE 754 rounds it correctly. Not a number below zero.
[[gnu::always_inline]] inline double square_root(double x) { return __builtin_sqrt(x); }
template <int W>
Pack<W> square_root(const Pack<W>& x) {
  Pack<W> root;
  for (int l = 0; l < W; ++l) root.lanes[l] = __builtin_sqrt(x.lanes[l]);
  return root;
}

namespace detail {
/// The bits of a double as an integer, and back; lane by lane.
[[gnu::always_inline]] inline std::int64_t bits(double x) {
  std::int64_t i;
  std::memcpy(&i, &x, sizeof i);
  return i;
}
[[gnu::always_inline]] inline double from_bits(std::int64_t i) {
  double x;
  std::memcpy(&x, &i, sizeof x);
  return x;
}
template <int W>
typename Pack<W>::Integers bits(const Pack<W>& x) {
  return reinterpret_cast<typename Pack<W>::Integers>(x.lanes);
}
template <class Integers>
auto pack_from_bits(const Integers& i) {
  constexpr int kW = sizeof(Integers) / sizeof(std::int64_t);
  return Pack<kW>(reinterpret_cast<typename Pack<kW>::Doubles>(i));
}
template <class Real, class Integers>
Real real_from_bits(const Integers& i) {
  if constexpr (kLanes<Real> == 1)
    return from_bits(i);
  else
    return pack_from_bits(i);
}
}  // namespace detail

}  // namespace fulcrum
