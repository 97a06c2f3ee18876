#include "sim/loops/futures/loop_tree.h"

#include <algorithm>
#include <numeric>

namespace fulcrum {

void LoopTree::close(std::size_t depth, std::vector<std::size_t>& open) {
  for (; open.size() > depth; open.pop_back()) nodes_[open.back()].end = static_cast<std::uint32_t>(nodes_.size());
}

void LoopTree::add(Node node, std::vector<std::size_t>& open) {
  close(node.depth, open);
  open.push_back(nodes_.size());
  nodes_.push_back(node);
}

LoopTree::LoopTree(const std::vector<Loop>& loops, const std::vector<std::size_t>& group_of) {
  std::vector<std::size_t> order(loops.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return loops[a] < loops[b]; });
  std::vector<std::size_t> open;
  Loop before;
  for (const std::size_t number : order) {
    const Loop& loop = loops[number];
    const auto shared = std::mismatch(before.begin(), before.end(), loop.begin(), loop.end()).second - loop.begin();
    for (auto depth = static_cast<std::size_t>(shared); depth < loop.size(); ++depth)
      add({static_cast<std::uint32_t>(loop[depth]), static_cast<std::uint32_t>(depth), 0, -1}, open);
    nodes_.back().group = static_cast<std::int32_t>(group_of[number]);
    deepest_ = std::max(deepest_, loop.size());
    before = loop;
  }
  close(0, open);
}

LoopTree LoopTree::without(const std::vector<char>& silent) const {
  LoopTree left;
  left.deepest_ = deepest_;
  std::vector<std::size_t> path, open;  // nodes here, by depth; those of them that a loop has needed, there
  for (std::size_t at = 0; at < nodes_.size();) {
    const Node& node = nodes_[at];
    if (silent[node.link] != 0) {
      at = node.end;
      continue;
    }
    path.resize(node.depth);
    path.push_back(at);
    left.close(node.depth, open);
    for (std::size_t depth = open.size(); node.group >= 0 && depth < path.size(); ++depth) left.add(nodes_[path[depth]], open);
    ++at;
  }
  left.close(0, open);
  return left;
}

}  // namespace fulcrum
