/// \file
/// How far an equation may lie from what a test works out by another road: rounding of a few operations.
#pragma once

namespace fulcrum {

inline constexpr double kExact = 1e-15;

}  // namespace fulcrum
