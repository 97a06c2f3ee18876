/// \file
/// How finely a run resolves militias and the street.
#pragma once

#include <optional>
#include <string_view>

namespace fulcrum {

/// What stands for militias and the street: the core's indices, or cells and communities.
enum class Resolution { kOrganisations, kCells };

/// As files and flags say it: "organisations", "cells".
constexpr std::string_view resolution_name(Resolution resolution) { return resolution == Resolution::kCells ? "cells" : "organisations"; }
/// The resolution of that name, or nothing.
constexpr std::optional<Resolution> resolution_named(std::string_view name) {
  for (const Resolution resolution : {Resolution::kOrganisations, Resolution::kCells})
    if (name == resolution_name(resolution)) return resolution;
  return std::nullopt;
}

}  // namespace fulcrum
