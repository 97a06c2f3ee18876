/// \file
/// The loops of a graph: all of them, or the shortest independent ones where all are too many.
#pragma once

#include <cstddef>
#include <vector>

#include "sim/loops/graph.h"

namespace fulcrum {

/// A loop: numbers of its links, each going on where the one before ends, the last one to the start of the first.
using Loop = std::vector<std::size_t>;

struct Loops {
  std::vector<Loop> loops;
  bool all = true;  ///< false: the shortest independent ones only
};

/// Every elementary loop, links to itself included, by Hawick and James's form of Johnson's algorithm (Boost.Graph). If there are more than
/// `most`, the shortest independent loop set instead (R. Oliva, System Dynamics Review 20(4), 2004): loop after loop, the shortest first,
/// that has a link which none before it has.
Loops find_loops(const std::vector<CausalLink>& links, std::size_t most);
/// Number of the strongly connected part in which each link lies; kNoPart of links between parts.
std::vector<std::size_t> component_of_links(const std::vector<CausalLink>& links);
inline constexpr auto kNoPart = static_cast<std::size_t>(-1);
/// The part with the most links; kNoPart if there is none.
std::size_t largest_part(const std::vector<std::size_t>& part_of_link);

}  // namespace fulcrum
