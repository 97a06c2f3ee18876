/// \file
/// How a factor of a design, or an uncertain parameter, is distributed: {}, { low, high }, { values = [...] }, { distribution, ... }.
#pragma once

#include <optional>

#include "scenarios/factor.h"
#include "scenarios/input/checker.h"

namespace fulcrum {

/// Reads a factor; what is not said is as the key declares it. Nothing, with problems noted, where it is wrong.
std::optional<Factor> read_factor(SetupKey key, const toml::node& node, Checker& check);

}  // namespace fulcrum
