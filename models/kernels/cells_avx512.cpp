// Cells, 8 at a time, for processors with avx512f.
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
StepCells make_cells_avx512() { return step_cells<Pack<8>>; }
}  // namespace fulcrum
