/// \file
/// Why two policies differ: as text, CSV, JSON, and the table of a results file.
#pragma once

#include <string>

#include "output/table.h"
#include "sim/explain/between.h"

namespace fulcrum {

std::string between_text(const Plan& plan, const Between& explained);
std::string between_csv(const Between& explained);
std::string between_json(const Plan& plan, const Between& explained);
Table between_table(const Between& explained);

}  // namespace fulcrum
