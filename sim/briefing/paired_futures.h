/// \file
/// What paired futures say of a policy against the first one: verdict, range and shares. Everything that a briefing says about a
/// difference comes from here.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace fulcrum {

/// Differences of paired futures [unit of the outcome]; a difference of at most `tie` counts as none.
struct PairedFutures {
  double median = 0;
  double low = 0, high = 0;                  ///< nine of ten futures: 5th and 95th percentile
  double quarter_low = 0, quarter_high = 0;  ///< half of the futures: 25th and 75th percentile
  double lower = 0, tied = 0, higher = 0;    ///< shares of the futures
  double tie = 0;
  int pairs = 0;
  std::string_view verdict;  ///< lowers, raises, no difference to speak of, sign open
};
/// The largest difference that is none to speak of: 0.01 of an index or share, which is read to two decimals; of anything else 1 % of the
/// mean size under the first policy.
double tie_of(std::string_view unit, std::span<const double> base);
/// `other` and `base` have one value a future, in the same order; pairs with a value that is not a number are left out. The sign is open
/// where more than one future in twenty goes each way; there is no difference to speak of where most futures, or nine in ten of
/// those with an open sign, are ties.
PairedFutures paired_futures(std::span<const double> other, std::span<const double> base, double tie);

}  // namespace fulcrum
