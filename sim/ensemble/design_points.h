/// \file
/// The points of a study's design, in the factors' own units.
#pragma once

#include <memory>

#include "scenarios/study.h"
#include "sim/designs/distribution.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

/// A factor's distribution, and its value at a coordinate of the unit interval [unit of the factor].
Distribution distribution_of(const Factor& factor);
double value_of(const Factor& factor, const Distribution& distribution, double u);

/// The design of a study; null if it has none. Throws std::invalid_argument if the request cannot be met (a grid over a continuous factor
/// without levels, too many dimensions for Sobol').
std::shared_ptr<const DesignPoints> make_design_points(const DesignRequest& design, std::uint64_t seed);
/// How many points a counted design has, without making them; of a grid or list the `points` of its request.
std::int64_t design_rows(const DesignRequest& design);

/// Why no run is possible in a setup at some point of a design; nothing if one is.
std::optional<std::string> problem_of_point(const Setup& setup);
/// Refuses, as files do, a design with a point at which no militia has an effect on anybody, among the first million. Throws
/// std::invalid_argument.
void check_lethality(const std::vector<Policy>& policies, const DesignRequest& design, const DesignPoints* points);

}  // namespace fulcrum
