// Cells, two at a time, with the instructions that every processor of the architecture has.
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
StepCells make_cells_baseline() { return step_cells<Pack<2>>; }
}  // namespace fulcrum
