/// \file
/// One maker a kernel; each stands in a file of its own, compiled for its instructions.
#pragma once

#include <memory>

#include "models/agents/cells.h"

namespace fulcrum {

class Selection;
class Stepper;
struct Fault;
struct RunInput;

std::unique_ptr<Stepper> make_scalar(const Selection& selection);
std::unique_ptr<Stepper> make_baseline(const Selection& selection);
std::unique_ptr<Stepper> make_avx2(const Selection& selection);
std::unique_ptr<Stepper> make_avx512(const Selection& selection);

CellsKernel make_cells_scalar();
CellsKernel make_cells_baseline();
CellsKernel make_cells_avx2();
CellsKernel make_cells_avx512();

/// Steps a run that failed once more, alone, to find the first week and quantity that is not finite.
Fault first_fault(const RunInput& run);

}  // namespace fulcrum
