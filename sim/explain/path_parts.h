/// \file
/// Parts of the difference between two policies over the paths by which they act on support, future by future.
#pragma once

#include <vector>

#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"
#include "sim/explain/between.h"
#include "sim/explain/shapley.h"

namespace fulcrum {

/// Whether an outcome can be split over paths: whether it is worked out from direct and indirect support alone.
bool rests_on_support(const Outcome& outcome);

/// [outcome][replicate]: parts in the order of Path, of outcomes that rest on support. The parts of a future in which a run fails are
/// empty; `must_run`: it throws std::runtime_error instead.
std::vector<std::vector<ShapleyParts>> path_parts(const Plan& plan, const std::vector<Outcome>& outcomes, const BetweenOptions& options,
                                                  bool must_run);

}  // namespace fulcrum
