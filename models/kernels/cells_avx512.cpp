// Cells, 8 at a time, for processors with avx512f.
#include "models/agents/attack_counts.h"
#include "models/agents/attack_uniforms.h"
#include "models/agents/step_cells.h"
#include "models/kernels/makers.h"

namespace fulcrum {
CellsKernel make_cells_avx512() { return {step_cells<Pack<8>>, count_attacks<Pack<8>>, draw_attacks<Pack<8>>}; }
}  // namespace fulcrum
