/// \file
/// What makes two scenarios comparable.
#pragma once

#include <string>

#include "models/setup.h"

namespace fulcrum {

/// Equal for scenarios of the same theatre, start, weeks and resolution.
inline std::string shape_of(const Setup& setup) {
  return setup.theatre.name + " " + std::to_string(setup.start.time_since_epoch().count()) + " " + std::to_string(setup.weeks) +
         (setup.resolution == Resolution::kCells ? " cells" : "");
}

}  // namespace fulcrum
