/// \file
/// Loops as a tree of the links with which they begin, so that products of weights that many loops share are worked out once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "sim/loops/circuits.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// Weeks that are worked out side by side.
inline constexpr int kWeeksAtOnce = 16;
using Weeks = Eigen::Array<double, kWeeksAtOnce, 1>;
/// Weights of all links in such weeks, [week][link].
using WeightsOfWeeks = Eigen::Array<double, kWeeksAtOnce, Eigen::Dynamic>;

class LoopTree {
 public:
  /// `group_of` has the group of each loop.
  LoopTree(const std::vector<Loop>& loops, const std::vector<std::size_t>& group_of);

  /// The loops without those that pass a silent link; `silent` by link, 1 if it carries nothing.
  LoopTree without(const std::vector<char>& silent) const;

  /// Calls take(group, score) with the product of the weights of each loop, but for loops with a link that carries nothing in any of these
  /// weeks. In the order of the tree.
  template <class Take>
  void each_score(const WeightsOfWeeks& weights, Take take) const {
    std::vector<char> silent;
    for (Eigen::Index link = 0; link < weights.cols(); ++link) silent.push_back((weights.col(link) == 0).all() ? 1 : 0);
    std::vector<Weeks> products(deepest_ + 1, Weeks::Ones());
    for (std::size_t at = 0; at < nodes_.size();) {
      const Node& node = nodes_[at];
      if (silent[node.link] != 0) {
        at = node.end;
        continue;
      }
      products[node.depth + 1] = products[node.depth] * weights.col(node.link);
      if (node.group >= 0) take(static_cast<std::size_t>(node.group), products[node.depth + 1]);
      ++at;
    }
  }

 private:
  LoopTree() = default;
  struct Node {
    std::uint32_t link, depth;
    std::uint32_t end;   ///< the first node that does not follow from this one
    std::int32_t group;  ///< of the loop that is closed here; -1: none is
  };
  /// Adds a node behind the nodes of `open`, the last ones of each depth.
  void add(Node node, std::vector<std::size_t>& open);
  void close(std::size_t depth, std::vector<std::size_t>& open);
  std::vector<Node> nodes_;  ///< each before those that follow from it
  std::size_t deepest_ = 0;  ///< links of the longest loop
};

}  // namespace fulcrum
