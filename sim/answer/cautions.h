/// \file
/// What a reader should know of the runs before reading differences off them.
#pragma once

#include <string>
#include <vector>

#include "sim/comparison/comparison.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

/// A sentence each, of the policies as they are set up: that two of them are the same policy; that under the status quo support moves far
/// from where it starts by itself; that the last year of the run ends at a deadline or point of decision. `outcomes`: of the plan's runs,
/// of which the first of each policy is the reference case.
std::vector<std::string> cautions(const Plan& plan, const OutcomeTable& outcomes);
/// Whether such runs are agents or their mean-field reduction, in a sentence; empty where there is nowhere to put agents.
std::string resolution_note(const Setup& setup);

}  // namespace fulcrum
