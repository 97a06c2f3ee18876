/// \file
/// The answer as one JSON document, with the comparison of all outcomes.
#pragma once

#include <string>

#include "sim/answer/answer_text.h"

namespace fulcrum {

/// Numbers of the answer, what was set, notes, and the comparison behind it.
std::string answer_document(const Answer& answer, const AnswerContext& context);

}  // namespace fulcrum
