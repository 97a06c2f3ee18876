/// \file
/// Random states, levers and parameters for tests: the same numbers with every compiler and library.
#pragma once

#include <cmath>
#include <cstdint>
#include <random>

#include "models/initial.h"
#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum::testing_support {

/// Draws from a fixed seed. std::mt19937_64 is fixed by the standard; its distributions are not, so they are not used.
class Draws {
 public:
  explicit Draws(std::uint64_t seed) : engine_(seed) {}
  double between(double low, double high) { return low + (high - low) * (static_cast<double>(engine_() >> 11) * 0x1p-53); }
  double share() { return between(0, 1); }
  int whole(int low, int high) { return static_cast<int>(std::floor(between(low, high + 1.0))); }

  /// Every parameter somewhere in its exploration range.
  Parameters<double> parameters() {
    Parameters<double> p;
    for (const ParameterInfo& info : parameter_table())
      info.in(p) = info.bounds().whole ? whole(static_cast<int>(info.explore_low), static_cast<int>(info.explore_high))
                                       : between(info.explore_low, info.explore_high);
    return p;
  }
  /// Every lever somewhere within its limits; those of militias are left out.
  Levers<double> levers() {
    Levers<double> u;
    for (int lever = 0; lever < kLeverCount; ++lever) {
      const LeverInfo& info = lever_table()[static_cast<std::size_t>(lever)];
      u.at(lever) = between(info.lower, info.upper);
    }
    return u;
  }
  /// Every initial value in [0.05, 0.95] of its limits (stocks: up to 30 billion USD).
  Initial initial() {
    Initial start;
    for (const InitialInfo& info : initial_table()) info.in(start) = info.upper > 1 ? between(0, 30) : between(0.05, 0.95);
    return start;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace fulcrum::testing_support
