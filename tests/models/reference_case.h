/// \file
/// Cases of tests/reference as setups of the model: the format is described there.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "models/setup.h"

namespace fulcrum::testing_support {

using Json = nlohmann::json;

/// Reads tests/reference/<name>.
Json read_reference(const std::string& name);
/// The files of tests/reference whose names start so, sorted.
std::vector<std::string> reference_files(const std::string& prefix);
/// Militias with all traits but their vehicles.
std::vector<Militia> militias_of(const Json& json);
/// A `case` with all its inputs.
Setup setup_of_case(const Json& of_case);
/// A strategy of strategies.json: levers and actions that differ from the default theatre's.
Setup setup_of_strategy(const Json& strategy);

}  // namespace fulcrum::testing_support
