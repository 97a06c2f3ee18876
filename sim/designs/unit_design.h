/// \file
/// Designs on the unit cube: which points an ensemble visits, worked out one by one from (seed, index), so that a shard needs no other.
///
/// All are extensible: more points later leave those before as they are (of Latin hypercubes: twice as many).
/// docs/decisions/0007-designs.md
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace fulcrum {

/// Points of [0, 1)^d. Any number of threads may ask at once.
class UnitDesign {
 public:
  virtual ~UnitDesign() = default;
  virtual std::int64_t count() const = 0;
  /// Coordinates of a point; `x` has one place a dimension.
  virtual void point(std::int64_t index, std::span<double> x) const = 0;
};

/// Latin hypercube of n points: each of n equal strata of each dimension holds one. A design of 2n points begins with that of n. With
/// `maximin` the best of 32 candidates by least distance is taken (up to 2,048 points); such a design cannot be extended.
std::unique_ptr<UnitDesign> latin_hypercube(std::int64_t points, int dimensions, std::uint64_t seed, bool maximin = false);

/// Sobol' sequence with Boost's direction numbers (Joe and Kuo 2008), from the origin on, scrambled by a random digital shift. At most
/// 3,667 dimensions. The first 2^m points keep the equidistribution of a net.
std::unique_ptr<UnitDesign> sobol_sequence(std::int64_t points, int dimensions, std::uint64_t seed);

/// Saltelli's blocks for Sobol' indices, from base points of a sequence of 2d dimensions: for every base point the rows A, A with column i
/// of B (i = 1..d), with `second_order` B with column i of A (i = 1..d), and B. So n base points make n(d + 2) or n(2d + 2) rows.
std::unique_ptr<UnitDesign> saltelli_blocks(std::int64_t base_points, int dimensions, std::uint64_t seed, bool second_order = false);

/// Morris' trajectories on a grid of `levels` values (even): d + 1 points each, of which neighbours differ in one coordinate by
/// levels/(2(levels - 1)).
std::unique_ptr<UnitDesign> morris_trajectories(std::int64_t trajectories, int dimensions, int levels, std::uint64_t seed);

}  // namespace fulcrum
