/// \file
/// What paired futures say of a policy against the first one: verdict, range and shares. The terminal's answer and the briefing use the
/// same rule, so that they never disagree.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace fulcrum {

/// What a policy does to an outcome, in a word.
enum class FuturesVerdict { kLowers, kRaises, kNoDifference, kMostlyNone, kSignOpen };
/// "lowers", "raises", "no difference to speak of", "mostly no difference", "sign open".
std::string_view verdict_word(FuturesVerdict verdict);
/// From the shares of futures in which the outcome is lower, a tie, higher. No difference to speak of: nine in ten are ties. Sign open:
/// more than one in twenty go each way. Of the others, mostly no difference: at least half are ties.
FuturesVerdict verdict_of(double lower, double tied, double higher);

/// Differences of paired futures [unit of the outcome]; a difference of at most `tie` counts as none.
struct PairedFutures {
  double median = 0;
  double low = 0, high = 0;                  ///< nine of ten futures: 5th and 95th percentile
  double quarter_low = 0, quarter_high = 0;  ///< half of the futures: 25th and 75th percentile
  double lower = 0, tied = 0, higher = 0;    ///< shares of the futures
  double tie = 0;
  int pairs = 0;
  FuturesVerdict verdict = FuturesVerdict::kNoDifference;
};
/// The largest difference that is none to speak of: 0.01 of an index or share, which is read to two decimals; of anything else 1 % of the
/// mean size under the first policy.
double tie_of(std::string_view unit, std::span<const double> base);
/// `other` less `base`, future by future; they have as many.
std::vector<double> differences_of(std::span<const double> other, std::span<const double> base);
/// `other` and `base` have one value a future, in the same order; pairs with a value that is not a number are left out.
PairedFutures paired_futures(std::span<const double> other, std::span<const double> base, double tie);

}  // namespace fulcrum
