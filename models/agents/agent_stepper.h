/// \file
/// The stepper of runs with cells: one run at a time, its blocks of cells by a crew.
#pragma once

#include <functional>
#include <memory>

#include "models/agents/agent_model.h"
#include "models/kernel.h"

namespace fulcrum {

/// The function that steps cells with a kernel's instructions.
CellsKernel cells_kernel(Kernel kernel);
/// A stepper of the agent layer that records the selection's columns.
/// `between_weeks` is called before each week of a run; what it throws ends the run. `sects` draws the communities of the start.
std::unique_ptr<Stepper> make_agent_stepper(const Selection& selection, Kernel kernel = widest_kernel(), Crew crew = work_alone,
                                            std::function<void()> between_weeks = {}, DrawSectShares sects = draw_sect_shares);

}  // namespace fulcrum
