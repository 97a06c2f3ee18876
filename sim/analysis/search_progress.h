/// \file
/// How a search for policies came along: what epsilon-dominance keeps of all candidates, and the hypervolume of the front by generation.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "sim/analysis/pareto.h"

namespace fulcrum {

/// Candidates that epsilon-dominance keeps, by number, in their order (Laumanns, Thiele, Deb and Zitzler 2002, Evol. Comput. 10). `epsilon`
/// has a step > 0 for each objective: space is cut into boxes of these sides, a box is kept if no other one is as good everywhere, and in a
/// box the candidate that is nearest to its best corner. Candidates with what is no number are left out.
std::vector<std::size_t> epsilon_archive(std::span<const Objectives> candidates, const Objectives& epsilon);

/// One generation of a search.
struct Generation {
  std::int64_t candidates = 0;  ///< judged up to its end
  double hypervolume = 0;       ///< of all candidates so far, as a share of the box between the best and the worst that the search met
  std::int64_t new_boxes = 0;   ///< epsilon-progress: boxes kept after it that were not kept before
};
/// Generations of `size` candidates each. The hypervolume is the share of 4,096 Sobol' points of the box that are dominated; it never
/// falls. Without `epsilon` (empty) no boxes are counted.
std::vector<Generation> search_progress(std::span<const Objectives> candidates, std::size_t size, const Objectives& epsilon);

}  // namespace fulcrum
