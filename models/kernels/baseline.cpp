// Two runs at a time, with the instructions that every processor of the architecture has.
#include "models/core/core_stepper.h"
#include "models/kernels/makers.h"

namespace fulcrum {
std::unique_ptr<Stepper> make_baseline(const Selection& selection) { return std::make_unique<CoreStepper<Pack<2>>>(selection); }
}  // namespace fulcrum
