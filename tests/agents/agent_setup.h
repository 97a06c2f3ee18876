/// \file
/// Setups with cells for tests: the default theatre with its provinces, equal provinces, and everything switched off that sets the layer
/// apart from the core; agents.md sections 2 and 9.
#pragma once

#include "models/agents/agent_stepper.h"
#include "tests/models/recorded_run.h"

namespace fulcrum::testing_support {

/// The default theatre with the 18 governorates.
Theatre iraq_theatre();
/// The default militias in provinces that do not differ, in a row.
Theatre equal_provinces(int provinces);
/// Replaces a setup's theatre, whose militias must have the same names, and asks for cells.
void use_cells(Setup& setup, Theatre theatre);
/// The all-off set: then the layer is the core.
void switch_all_off(Parameters<double>& parameters);
/// The first edition of the core, no perception noise and no course of action: under these the prototype's numbers were printed (agents.md
/// section 10).
void as_printed(Parameters<double>& parameters);
/// Status quo in the 18 governorates, as printed.
Setup iraq_setup(int weeks = 208);
/// Runs a setup with cells, everything recorded.
RecordedRun record_agents(const Setup& setup, const Noise& noise = {}, Kernel kernel = widest_kernel(), const Crew& crew = work_alone);

}  // namespace fulcrum::testing_support
