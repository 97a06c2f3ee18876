/// \file
/// What stands for a number that is not known.
#pragma once

#include <limits>

namespace fulcrum {

inline constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

}  // namespace fulcrum
