// Cells, 4 at a time, for processors with avx2.
#include "models/agents/attack_counts.h"
#include "models/agents/attack_uniforms.h"
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
CellsKernel make_cells_avx2() { return {step_cells<Pack<4>>, count_attacks<Pack<4>>, draw_attacks<Pack<4>>}; }
}  // namespace fulcrum
