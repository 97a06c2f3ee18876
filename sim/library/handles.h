/// \file
/// What stands behind the opaque handles of fulcrum.h.
#pragma once

#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "sim/library/fulcrum.h"
#include "sim/library/in_memory.h"

struct fulcrum_scenario {
  fulcrum::Scenario scenario;
  std::vector<std::string> settings;  ///< with which it was read: their keys are held in all futures
  std::string toml, start, notes;
};

namespace fulcrum {

/// What a request asks for; of NULL the defaults. Throws UsageError if it was never initialised.
RunWish wish_of(const fulcrum_request* request);
/// The scenarios behind some handles, and their settings added to the wish. Throws UsageError for NULL.
std::vector<Scenario> scenarios_of(const fulcrum_scenario* const* policies, std::int32_t count, RunWish& wish);

}  // namespace fulcrum
