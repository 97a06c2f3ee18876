// What several tests of designs ask of a design.
#pragma once

#include <vector>

#include "sim/designs/design.h"

namespace fulcrum {

/// All points, the last first: a point may not depend on which were asked for before.
inline std::vector<std::vector<double>> points_of(const Design& design) {
  std::vector<std::vector<double>> points(static_cast<std::size_t>(design.points()));
  for (std::int64_t i = design.points(); i-- > 0;) points[static_cast<std::size_t>(i)] = design.point(i);
  return points;
}

/// The first so many of them.
inline std::vector<std::vector<double>> first_points_of(const Design& design, std::int64_t count) {
  auto points = points_of(design);
  points.resize(static_cast<std::size_t>(count));
  return points;
}

}  // namespace fulcrum
