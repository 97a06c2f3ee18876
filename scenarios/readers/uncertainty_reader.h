/// \file
/// [uncertainty] of scenarios and studies.
#pragma once

#include <optional>

#include "scenarios/input/checker.h"
#include "scenarios/uncertainty.h"

namespace fulcrum {

/// The table of a document, for setups like this one; nothing if it has none.
std::optional<UncertaintyRequest> read_uncertainty(const toml::table& document, const Setup& setup, Checker& check);

}  // namespace fulcrum
