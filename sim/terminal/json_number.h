/// \file
/// Numbers as JSON has them.
#pragma once

#include <cmath>
#include <nlohmann/json.hpp>

namespace fulcrum {

/// A number; null if it is not finite, for which JSON has no number.
inline nlohmann::ordered_json json_number(double value) {
  return std::isfinite(value) ? nlohmann::ordered_json(value) : nlohmann::ordered_json(nullptr);
}

}  // namespace fulcrum
