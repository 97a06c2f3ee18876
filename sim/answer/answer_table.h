/// \file
/// The answer for programs: JSON and the tables of a results file, with the numbers of the text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/answer/answer.h"

namespace fulcrum {

nlohmann::ordered_json answer_json(const Answer& answer);
/// A row a policy, and a row a split with its limits.
std::vector<Table> answer_tables(const Answer& answer, const std::vector<ExperimentFactor>& factors);

}  // namespace fulcrum
