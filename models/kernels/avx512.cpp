// 8 runs at a time, for processors with avx512f. No fused multiply-add: contraction is off, so the bits are those of every other kernel.
#include "models/core/core_stepper.h"
#include "models/kernels/makers.h"

namespace fulcrum {
std::unique_ptr<Stepper> make_avx512(const Selection& selection) { return std::make_unique<CoreStepper<Pack<8>>>(selection); }
}  // namespace fulcrum
