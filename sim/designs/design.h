/// \file
/// A design: points of the unit cube, one coordinate a factor, each worked out when it is asked for.
#pragma once

#include <cstdint>
#include <vector>

namespace fulcrum {

/// A coordinate has 52 digits: beyond that many points they would repeat.
inline constexpr std::int64_t kMostDesignPoints = std::int64_t{1} << 52;

/// Points of the unit cube. A point is a function of the design's settings and its number, so shards and threads need not talk to each
/// other, and a design asked for more points (each says for which numbers) begins with the points it had.
class Design {
 public:
  virtual ~Design() = default;
  virtual std::int64_t points() const = 0;
  virtual int dimensions() const = 0;
  /// Coordinates in [0, 1] of point 0 <= i < points(). Safe from any number of threads at once.
  virtual std::vector<double> point(std::int64_t i) const = 0;
};

}  // namespace fulcrum
