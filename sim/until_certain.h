/// \file
/// Replicates until certain: how many replicates each design point needs before the difference between two policies is known.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "output/table.h"
#include "scenarios/study.h"
#include "sim/outcomes.h"
#include "sim/plan.h"
#include "sim/stopping.h"

namespace fulcrum {

/// What a design point came to.
struct PointDecision {
  std::int64_t point;
  Stopping stopping;
};

/// Decides points first to last (not included) of the plan, each by itself: policies `first` and `second` of the request meet the same
/// luck, replicate by replicate, until the rule is met. Pure in the plan and the request: threads and shards change nothing. `interrupted`
/// may end it early; then the result is shorter. Throws std::invalid_argument if the rule cannot be used.
std::vector<PointDecision> decide_points(const Plan& plan, const StopRequest& request, const Outcome& outcome, std::int64_t first,
                                         std::int64_t last, int jobs, const std::function<bool()>& interrupted);

/// The decisions as a table for /analysis.
Table decisions_table(const StopRequest& request, const std::string& unit, const std::vector<PointDecision>& decisions);
/// "certain", "sign known", "undecided".
std::string_view certainty_name(Certainty certainty);

}  // namespace fulcrum
