// Cells, one at a time.
#include "models/agents/event_uniforms.h"
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
CellsKernel make_cells_scalar() { return {step_cells<double>, draw_events<double>}; }
}  // namespace fulcrum
