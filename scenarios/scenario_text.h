/// \file
/// A scenario that stands in no file.
#pragma once

#include <span>
#include <string>

#include "scenarios/scenario.h"

namespace fulcrum {

/// Reads a scenario from text; `name` stands for its file in messages. Files that it names are looked for in the library's paths and among
/// those that are shipped. Throws InputError.
Scenario read_scenario_text(const std::string& name, const std::string& text, const Library& library, std::span<const Override> overrides);

}  // namespace fulcrum
