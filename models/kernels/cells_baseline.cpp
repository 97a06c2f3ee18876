// Cells, two at a time, with the instructions that every processor of the architecture has.
#include "models/agents/attack_counts.h"
#include "models/agents/attack_uniforms.h"
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
CellsKernel make_cells_baseline() { return {step_cells<Pack<2>>, count_attacks<Pack<2>>, draw_attacks<Pack<2>>}; }
}  // namespace fulcrum
