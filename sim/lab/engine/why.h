/// \file
/// Why two policies differ, in the reference case.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// Parts of the difference over what differs and over paths, as `fulcrum explain A B` shares it out; over the one future in which nothing
/// is drawn.
nlohmann::ordered_json why(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
