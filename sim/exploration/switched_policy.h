/// \file
/// One policy until a week, and another from then on.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/ensemble/plan.h"

namespace fulcrum {

/// Why policies cannot follow each other, in a sentence: they differ in more than levers, or decide by rules. Empty: they can.
std::string problem_of_switches(const std::vector<Policy>& policies);

/// Puts into a setup the levers of `first` before a week and those of `second` from then on, which begins there with its own first week.
/// The rest of the setup stays. Both paths and the setup have the same weeks and levers.
void put_switch(const LeverPath& first, const LeverPath& second, int week, Setup& setup);

/// A design whose points are weeks in which one policy gives way to each of several others, which are the policies of the plan. It changes
/// levers only, so every state of the world stays what it is.
std::unique_ptr<DesignPoints> switches_at(const Policy& first, const std::vector<Policy>& others, std::vector<int> weeks);

}  // namespace fulcrum
