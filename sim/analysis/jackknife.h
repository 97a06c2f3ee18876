/// \file
/// Intervals from a few independent groups of a sample.
#pragma once

#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

/// An estimate with the interval of the jackknife that leaves out a group at a time (Miller 1974, Biometrika 61), by Student's t with one
/// degree of freedom less than there are groups. `without`: the estimate without each group.
Estimate jackknifed(double value, const std::vector<double>& without, double confidence);

}  // namespace fulcrum
