/// \file
/// The loops of a report as a page draws them: the security dilemma, the loops that lead, and their links, with names in words.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <span>

#include "sim/loops/report.h"

namespace fulcrum {

/// How a row of numbers stands in the JSON.
using PackRow = std::function<nlohmann::ordered_json(std::span<const double> values)>;

/// {"loops": how many, "all": whether that is all, "dilemma", "leading", "links"}. The dilemma is null where it does not act; "net" are the
/// net shares by week.
nlohmann::ordered_json loops_json(const LoopReport& report, const PackRow& pack);

}  // namespace fulcrum
