// One run at a time.
#include <cmath>

#include "models/core/core_stepper.h"
#include "models/kernels/makers.h"

namespace fulcrum {

std::unique_ptr<Stepper> make_scalar(const Selection& selection) { return std::make_unique<CoreStepper<double>>(selection); }

Fault first_fault(const RunInput& run) {
  CoreModel<double> model;
  model.initialise({&run, 1});
  while (model.week() < run.setup->weeks) {
    model.step();
#define FULCRUM_SERIES(name, ...) \
  if (!std::isfinite(model.now().name)) return {model.week() - 1, #name};
#include "models/series.def"
#undef FULCRUM_SERIES
  }
  return {run.setup->weeks - 1, "capability, control or rage of a militia"};
}

}  // namespace fulcrum
