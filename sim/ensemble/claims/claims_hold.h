/// \file
/// States of the world in which claims of the sources hold.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "scenarios/study.h"
#include "sim/ensemble/futures.h"

namespace fulcrum {

/// Whether all of these shipped claims hold at candidates `first` to `first + count - 1`, by candidate. A claim is tested as `fulcrum
/// claims
/// --given` tests it: in its own runs, on its own theatre, without noise. They have the candidate's parameters and structural forms, and
/// those that all policies of the study set alike; what a run of the claim sets itself wins. Where a run fails the claim does not hold.
std::vector<bool> claims_hold(std::span<const std::string> ids, const Futures& futures, const Study& study, std::int64_t first,
                              std::int64_t count);

}  // namespace fulcrum
