/// \file
/// "What is the best I can do?": the search for a policy, as the page asks for it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// Begins a search and gives up the one before. A question with "levers": [{"name", "from"}], the week from which a value holds; "higher":
/// whether the outcome is to be large; "limited": an outcome that may not grow, or "". The last policy is the one that is improved. Throws
/// InputError and QuestionError.
nlohmann::ordered_json begin_search(const nlohmann::json& asked, Numbers& numbers);
/// Works on by a piece: {"more": true, "tried"}, or in the end {"more": false} with what was found. Throws QuestionError where nothing was
/// begun.
nlohmann::ordered_json go_on_searching(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
