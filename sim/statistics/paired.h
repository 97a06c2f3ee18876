/// \file
/// Paired comparison of policies on common random numbers.
#pragma once

#include <span>
#include <vector>

namespace fulcrum {

/// Mean of values with its two-sided 95 % interval by Student's t. One value has no interval: low and high are not numbers.
struct Interval {
  double mean = 0;
  double low = 0;
  double high = 0;
};
/// Interval of the mean [unit of the values]; values that are not numbers are left out.
Interval mean_interval(std::span<const double> values);

/// What can be said of a difference.
enum class Verdict {
  kNotTested,  ///< one pair: the difference is what it is, and there is no luck to test it against
  kSame,       ///< no pair differs
  kUndecided,
  kHigher,
  kLower,
};

/// How one policy differs from another in an outcome, replicate by replicate.
struct PairedDifference {
  Interval difference;     ///< other less base [unit of the outcome]
  double share_above = 0;  ///< share of paired futures in which other is larger; ties count one half
  int pairs = 0;
  double effect = 0;              ///< difference over the mean spread of the two (root of the mean variance; Lakens 2013, d_av)
  double variance_reduction = 0;  ///< variance of the difference of unpaired runs over that of paired ones; infinite if all pairs agree
  double p = 1;                   ///< two-sided p-value of the paired t test, this comparison alone
  double p_adjusted = 1;          ///< by Holm 1979 over the policies compared in this outcome: adjust_for_several()
  Verdict verdict = Verdict::kNotTested;
};
/// `other` and `base` have one value a replicate, in the same order; pairs with a value that is not a number are left out.
PairedDifference paired_difference(std::span<const double> other, std::span<const double> base);

/// p-values that hold together: the chance of any false finding among them stays below the level each is held against. Holm 1979.
std::vector<double> holm_adjusted(std::span<const double> p);
/// Sets p_adjusted over a family of comparisons, and from it the verdicts at 5 %.
void adjust_for_several(std::span<PairedDifference* const> family);

}  // namespace fulcrum
