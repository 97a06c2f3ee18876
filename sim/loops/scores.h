/// \file
/// What loops contribute to change, week by week: the loop scores of W. Schoenberg, P. Davidsen and R. Eberlein, System Dynamics Review
/// 36(2), 2020, with the flows of a level taken together as in W. Schoenberg, J. Hayward and R. Eberlein, System Dynamics Review 39(2),
/// 2023.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/loops/circuits.h"
#include "sim/loops/graph.h"

namespace fulcrum {

/// Shares of groups of loops, [group][week]; 0 in week 0, and in weeks in which nothing changes.
struct LoopShares {
  /// Sum of the relative scores of the group's loops: above 0 where it reinforces, below where it balances. From -1 to 1.
  std::vector<std::vector<double>> net;
  /// Sum of their absolute values: those of a connected part of the graph add up to 1 in every week in which something in it changes.
  std::vector<std::vector<double>> gross;
};

/// `group_of` has the group of each loop, `part_of` the connected part in which it lies: a score is relative to those of its part. A week
/// in which scores are too large for a number counts as one in which nothing changes.
LoopShares loop_shares(const std::vector<std::vector<double>>& weights_by_week, const std::vector<Loop>& loops,
                       const std::vector<std::size_t>& group_of, const std::vector<std::size_t>& part_of);

/// Weights of all links by week; none in week 0.
std::vector<std::vector<double>> weights_by_week(const CausalGraph& graph, const EquationCourse& course);

/// The product of the weights of a loop's links.
double loop_score(const Loop& loop, const std::vector<double>& weights);

/// The fewest of the values that make more than half of the sum of their absolute values, largest first; none if that is 0.
std::vector<std::size_t> more_than_half(const std::vector<double>& values);

}  // namespace fulcrum
