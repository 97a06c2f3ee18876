// Cells, 4 at a time, for processors with avx2.
#include "models/agents/event_uniforms.h"
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
CellsKernel make_cells_avx2() { return {step_cells<Pack<4>>, draw_events<Pack<4>>}; }
}  // namespace fulcrum
