/// \file
/// Feedback loops of the policy that is shown, in the reference case.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// What `fulcrum loops` says and draws of the last policy of a question: {"sentences", "paths", "weeks"} and what loops_json() has. Throws
/// InputError, QuestionError, and std::invalid_argument with what of the policy equations cannot say.
nlohmann::ordered_json loops(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
