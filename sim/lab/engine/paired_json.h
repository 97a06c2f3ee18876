/// \file
/// What paired futures say, as the page reads it.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "sim/statistics/paired_futures.h"

namespace fulcrum {

/// {"median", "low", "high", "lower", "tied", "higher", "verdict", "tie", "pairs"}.
nlohmann::ordered_json paired_json(const PairedFutures& paired);

}  // namespace fulcrum
