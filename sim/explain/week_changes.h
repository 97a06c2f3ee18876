/// \file
/// From one week to the next: what changed the threat that is read, the motive that is wanted and the expected cost.
#pragma once

#include "models/setup.h"
#include "sim/explain/causes.h"
#include "sim/explain/week_arguments.h"

namespace fulcrum {

/// Change of the threat read (step 5), over the fronts and what moved them.
Change threat_change(const Setup& setup, const WeekArguments& before, const WeekArguments& after);
/// Change of the insecurity front (step 5).
Change insecurity_front_change(const Setup& setup, const WeekArguments& before, const WeekArguments& after);
/// Change of what the motive moves towards (step 7), over need, opportunity and their parts.
Change motive_wanted_change(const Setup& setup, const WeekArguments& before, const WeekArguments& after);
/// Change of the expected cost (step 8).
Change expected_cost_change(const Setup& setup, const WeekArguments& before, const WeekArguments& after);

}  // namespace fulcrum
