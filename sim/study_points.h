/// \file
/// The points of a study's design, in the factors' own units.
#pragma once

#include <memory>

#include "scenarios/study.h"
#include "sim/plan.h"

namespace fulcrum {

/// The design of a study; null if it has none. Throws std::invalid_argument if the request cannot be met (a grid over a continuous factor
/// without levels, too many dimensions for Sobol').
std::shared_ptr<const Points> make_points(const DesignRequest& design, std::uint64_t seed);

}  // namespace fulcrum
