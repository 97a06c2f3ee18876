/// \file
/// The core's equations as XMILE 1.0 (OASIS 2015), which Stella, Vensim's converters, SDEverywhere and PySD read.
#pragma once

#include <string>

#include "sim/equations/core_equations.h"

namespace fulcrum {

/// The whole model: a level is a stock with what it was last week and one flow, a delay a chain of stocks, a lever a graphical function
/// over weeks, everything else an auxiliary. Time is in weeks from 0; a step is one week, by Euler's method.
std::string xmile_text(const CoreEquations& equations);

}  // namespace fulcrum
