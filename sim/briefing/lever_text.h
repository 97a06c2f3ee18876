/// \file
/// The course of a lever in words.
#pragma once

#include <string>

#include "models/schedule.h"

namespace fulcrum {

/// A lever over the weeks of a path: "0.7 → 0.2 (week 26)", "0.88 → 0.3 (weeks 104 to 156)"; after four changes, how many more there are.
std::string lever_text(const LeverPath& path, int lever);

}  // namespace fulcrum
