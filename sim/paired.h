/// \file
/// Paired comparison of policies that met the same luck.
#pragma once

#include <span>

namespace fulcrum {

/// Mean of values with its two-sided 95 % interval by Student's t. One value has no interval: low and high are not numbers.
struct Interval {
  double mean = 0;
  double low = 0;
  double high = 0;
};
/// Interval of the mean [unit of the values]; values that are not numbers are left out.
Interval mean_interval(std::span<const double> values);

/// How one policy differs from another in an outcome, replicate by replicate.
struct PairedDifference {
  Interval difference;     ///< other less base [unit of the outcome]
  double share_above = 0;  ///< share of paired futures in which other is larger; ties count one half
  int pairs = 0;
};
/// `other` and `base` have one value a replicate, in the same order; pairs with a value that is not a number are left out.
PairedDifference paired_difference(std::span<const double> other, std::span<const double> base);

}  // namespace fulcrum
