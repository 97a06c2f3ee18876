/// \file
/// The source article's goals, of one policy against the first on common random numbers.
#pragma once

#include <string>
#include <vector>

#include "sim/comparison/comparison.h"

namespace fulcrum {

/// A goal: less support in all, less direct support, what remains moved to indirect support; and the end state of a looser dilemma, less
/// direct support and a more stable balance. [P85]
struct Goal {
  std::string name;
  std::string unit;
  std::string long_name;
  /// By replicate (and point), for a policy against the first; not a number where either run failed.
  std::vector<double> (*values)(const OutcomeTable& table, int policy);
  double met_from;  ///< a goal is met above this: more than nothing, or all of it
};
/// goal_total, goal_direct, goal_shift, end_state.
const std::vector<Goal>& goals();

struct GoalOfPolicy {
  std::string policy;
  Interval value;
  double share_met = 0;  ///< of paired futures in which the goal is met
  int pairs = 0;
  int failed = 0;  ///< futures that are in no pair, as a run failed
};
/// How far a policy meets a goal, over its futures.
GoalOfPolicy goal_of_policy(const Plan& plan, const OutcomeTable& table, const Goal& goal, int policy);

}  // namespace fulcrum
