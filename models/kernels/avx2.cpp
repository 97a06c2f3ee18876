// 4 runs at a time, for processors with avx2. No fused multiply-add: contraction is off, so the bits are those of every other kernel.
#include "models/core/core_stepper.h"
#include "models/kernels/makers.h"

namespace fulcrum {
std::unique_ptr<Stepper> make_avx2(const Selection& selection) { return std::make_unique<CoreStepper<Pack<4>>>(selection); }
}  // namespace fulcrum
