/// \file
/// What common random numbers gain in a paired difference.
#pragma once

#include <span>

namespace fulcrum {

/// Variance that the difference of two policies would have on luck of their own, over that which it has on the same luck; both within
/// design points, pooled. `a` and `b` hold `replicates` values a point; pairs with a value that is not a number are left out. Not a number
/// where no point has two pairs; infinite where the difference does not vary.
double variance_reduction(std::span<const double> a, std::span<const double> b, int replicates);

}  // namespace fulcrum
