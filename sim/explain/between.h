/// \file
/// Why one policy's outcomes differ from another's: over what differs between them, and over the paths by which it acts.
#pragma once

#include <string>
#include <vector>

#include "models/kernel.h"
#include "sim/comparison/setup_differences.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"
#include "sim/statistics/paired.h"

namespace fulcrum {

/// How differences are shared out.
struct BetweenOptions {
  int jobs = 0;
  Kernel kernel = widest_kernel();
  std::size_t exact_up_to = 8;  ///< with more differences than that, orders are sampled
  int orders = 64;              ///< how many, half of them the other half turned round
};

/// A share of the difference: mean over futures with its interval over luck, and the error of sampling orders (0 if exact).
struct Share {
  Interval value;
  double sampling_error = 0;
  double first_in = 0;  ///< mean of what the change makes alone, on top of the first policy
  double last_in = 0;   ///< mean of what is lost when it is taken out of the whole second policy
};
/// An outcome's difference, other less base, split over the differences of the setups and, where it rests on support alone, over paths.
struct OutcomeExplained {
  Outcome outcome;
  double base = 0, other = 0;  ///< means over futures
  Interval difference;
  std::vector<Share> by_difference;  ///< in the order of Between::differences
  std::vector<Share> by_path;        ///< in the order of Path; empty if the outcome rests on more than support
};
struct Between {
  std::vector<SetupDifference> differences;
  std::vector<OutcomeExplained> outcomes;
  bool exact = true;
  int orders = 0;             ///< sampled
  std::int64_t policies = 0;  ///< mixtures that were run
};
/// Explains why policy 1 of the plan differs from policy 0, on the plan's luck. Throws std::runtime_error if a run fails.
Between explain_difference(const Plan& plan, const std::vector<Outcome>& outcomes, const BetweenOptions& options);

}  // namespace fulcrum
