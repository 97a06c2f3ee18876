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
/// That such runs are the mean-field reduction of the agents, as a sentence without its stop; empty where they have cells, or nowhere to
/// put them.
std::string reduction_note(const Setup& setup);
/// That runs with cells are agents, and how many cells one stands for, as a sentence without its stop.
std::string cells_note(const Setup& setup);

}  // namespace fulcrum
