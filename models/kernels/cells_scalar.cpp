// Cells, one at a time.
#include "models/agents/attack_counts.h"
#include "models/agents/attack_uniforms.h"
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
CellsKernel make_cells_scalar() { return {step_cells<double>, count_attacks<double>, draw_attacks<double>}; }
}  // namespace fulcrum
