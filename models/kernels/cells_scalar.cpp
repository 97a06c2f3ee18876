// Cells, one at a time.
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
StepCells make_cells_scalar() { return step_cells<double>; }
}  // namespace fulcrum
