/// \file
/// Loops over states of the world, as text for a terminal and as tables.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/loops/futures/dominance.h"

namespace fulcrum {

/// In lines of at most `width` columns. `drawn_from`: what the states of the world differ in, e.g. "seed 1; 12 parameters".
std::string dominance_text(const LoopsOverFutures& over, const std::string& drawn_from, int width);
/// Tables "loops_over_futures", a row a loop, and "leads_over_futures", a row a loop and week.
std::vector<Table> dominance_tables(const LoopsOverFutures& over);

}  // namespace fulcrum
