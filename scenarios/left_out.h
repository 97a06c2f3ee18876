/// \file
/// What files leave out, and what it is then.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "scenarios/scenario.h"

namespace fulcrum {

/// Values that no file sets, "reach = 0", by the table in which they would stand: "levers", "initial", "militia.badr", "parameters".
using LeftOut = std::vector<std::pair<std::string, std::vector<std::string>>>;

/// What neither a scenario, nor what it extends, nor its theatre sets. Reads it anew; throws InputError as read_scenario() does.
LeftOut left_out_of_scenario(const std::string& name, const Library& library, std::span<const Override> overrides = {});
/// What a theatre leaves out. Throws InputError as read_theatre() does.
LeftOut left_out_of_theatre(const std::string& name, const Library& library);

}  // namespace fulcrum
