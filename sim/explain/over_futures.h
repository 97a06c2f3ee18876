/// \file
/// How the parts of the difference between two policies are spread over states of the world, and which of them is robust.
#pragma once

#include <string>
#include <vector>

#include "sim/explain/between.h"
#include "sim/statistics/order_statistics.h"

namespace fulcrum {

/// A part over futures. The counts are of futures in which the policies differ.
struct PartOverFutures {
  Spread range;     ///< [unit of the outcome]
  int largest = 0;  ///< in which no other part is larger in size; of equal ones the first counts
  int most = 0;     ///< in which it is the largest and more than half of the difference, with its sign
};
/// An outcome's difference and its parts.
struct OutcomeOverFutures {
  Outcome outcome;
  Spread difference;
  double tie = 0;   ///< a difference that is not larger is none to speak of
  int futures = 0;  ///< without those in which a mixture could not be run
  int failed = 0;
  int differ = 0;                              ///< futures in which the policies differ by more than a tie
  std::vector<PartOverFutures> by_difference;  ///< in the order of Between::differences
  std::vector<PartOverFutures> by_path;        ///< in the order of Path; empty if the outcome rests on more than support
};

/// Parts of policy 1's difference from policy 0 in replicates 1, 2, ... of a plan with futures: replicate 0 is the reference case. The
/// plan's futures must not change levers, which the mixtures hold week by week. `differences` are those of Between.
std::vector<OutcomeOverFutures> explain_over_futures(const Plan& plan, const std::vector<SetupDifference>& differences,
                                                     const std::vector<Outcome>& outcomes, const BetweenOptions& options);

/// The same of parts that are known, [future][part]; `difference` and `base` have a value a future. Futures with a value that is not a
/// number are left out.
OutcomeOverFutures spread_over_futures(const Outcome& outcome, const std::vector<double>& base, const std::vector<double>& difference,
                                       const std::vector<std::vector<double>>& by_difference,
                                       const std::vector<std::vector<double>>& by_path);

/// Which part is the largest in most futures, and how sure that is: "In 46 of 50 futures communication is the largest part ...".
std::string robust_sentence(const OutcomeOverFutures& one, const std::vector<PartOverFutures>& parts,
                            const std::vector<std::string>& names);

}  // namespace fulcrum
