/// \file
/// From which week on the trajectories of two policies differ for good.
#pragma once

#include <vector>

#include "output/results_reader.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

/// A week, or one of these.
inline constexpr int kNeverDiverges = -1;
inline constexpr int kDivergenceUnknown = -2;  ///< the series are not stored, or no series belongs to the outcome

/// For each policy of a plan without a design, the first week from which the series behind an outcome differs from the first policy's in
/// every later week: the 95 % interval of the paired difference excludes 0 or, with one future, the difference is not 0. Read from the
/// stored trajectories, a few runs at a time.
std::vector<int> divergence_weeks(const ResultsReader& reader, const Plan& plan, const Outcome& outcome);

}  // namespace fulcrum
