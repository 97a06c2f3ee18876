/// \file
/// Scenarios as the reference files of the second edition hold them (second_edition.json, host_side.json): everything resolved, dates as
/// weeks, levers as constants or as steps of week and value.
#pragma once

#include <nlohmann/json.hpp>

#include "models/setup.h"

namespace fulcrum::testing_support {

using Json = nlohmann::json;

Setup setup_of_scenario(const Json& scenario);

}  // namespace fulcrum::testing_support
