/// \file
/// Every recorded value of some runs, to be compared bit for bit with those of the program.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/lab/engine/job.h"

namespace fulcrum {

/// {"policy": ..., "set": [...], "seed": "n", "futures": n}: the runs of `fulcrum run --uncertainty luck --series all`. By series, and by
/// outcome, the place of its numbers: [run][entity][week], [run].
nlohmann::ordered_json bits(const nlohmann::json& asked, Numbers& numbers);

}  // namespace fulcrum
