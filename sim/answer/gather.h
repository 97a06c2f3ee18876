/// \file
/// An answer's numbers from the runs of a plan over states of the world.
#pragma once

#include <optional>

#include "sim/answer/answer.h"

namespace fulcrum {

/// The outcome in all futures of a plan that has states of the world. Some of them are run again with part of them drawn anew; nothing if
/// that was interrupted.
std::optional<AnswerInput> gather_answer(const Plan& plan, const OutcomeTable& table, const std::string& outcome,
                                         const ExperimentOptions& options);

}  // namespace fulcrum
