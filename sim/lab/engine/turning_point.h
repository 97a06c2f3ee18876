/// \file
/// "Break it": the nearest setting of what nobody knows in which a policy does the opposite.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// In the reference case, the smallest move of parameters within their explored ranges, and of one structural form, after which the sign
/// of the difference is another one. Tried in this order: each form and each parameter alone; then the parameters that matter most
/// together, as few as it takes. A move is measured as a share of the explored range, the largest of those that are moved together.
nlohmann::ordered_json turning_point(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
