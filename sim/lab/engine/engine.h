/// \file
/// Questions that the engine answers.
#pragma once

#include <string>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// `question`: {"ask": "keep | read | begin | advance | why | break | search | search_on | loops | bits", ...}, of the forms
/// (forms/forms.h) or of the game (table/table.h). The answer has what was asked for, or {"problems": [...]} of the reader, or {"error":
/// text}. Never throws.
std::string answer_to(const std::string& question, Numbers& numbers);

}  // namespace fulcrum
