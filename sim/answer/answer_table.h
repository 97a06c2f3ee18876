/// \file
/// The answer for programs: JSON and the tables of a results file, with the numbers of the text.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/answer/answer.h"
#include "sim/answer/answer_text.h"

namespace fulcrum {

nlohmann::ordered_json answer_json(const Answer& answer);
/// The same as a text, with the comparison of all outcomes behind it.
std::string answer_document(const Answer& answer, const AnswerContext& context);
/// A row a policy, and a row a split with its limits.
std::vector<Table> answer_tables(const Answer& answer, const std::vector<ExperimentFactor>& factors);

}  // namespace fulcrum
