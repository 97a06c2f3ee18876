/// \file
/// Adaptation pathways as sentences and tables.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/exploration/pathways.h"

namespace fulcrum {

/// For a terminal of that width; `drawn_from` says where the futures come from.
std::string pathways_text(const Pathways& found, const Threshold& threshold, const std::string& drawn_from, int width);
/// Tables pathways (a row a policy) and pathways_switches (a row a switch from one policy to another).
std::vector<Table> pathways_tables(const Pathways& found, const Threshold& threshold);

}  // namespace fulcrum
