/// \file
/// Latin hypercubes that keep their points when they are doubled.
#pragma once

#include <optional>
#include <string>

#include "sim/designs/design.h"
#include "sim/designs/permutation.h"

namespace fulcrum {

struct LatinHypercubeSettings {
  std::uint64_t seed = 1;
  std::int64_t points = 1;
  int dimensions = 1;
};

/// What is wrong with the settings; nothing if they can be used.
std::optional<std::string> problem(const LatinHypercubeSettings& settings);

/// n points of which each dimension has exactly one in each of n equal strata (McKay, Beckman and Conover 1979, Technometrics 21), at a
/// random place within.
///
/// With n = m 2^k and m odd, the design is one of m points doubled k times. A doubling halves the strata: each point stands in one half,
/// and the new points take the free halves in random order, dimension by dimension (nested as in Qian 2009, Biometrika 96). So the first n
/// points of the design of 2n are the design of n. Any other number of points is another design.
class LatinHypercube final : public Design {
 public:
  explicit LatinHypercube(const LatinHypercubeSettings& settings);
  std::int64_t points() const override { return settings_.points; }
  int dimensions() const override { return settings_.dimensions; }
  std::vector<double> point(std::int64_t i) const override;

 private:
  /// A point in one dimension: stratum among the points there were when it was added, and random bits of its place within.
  struct Place {
    int doublings;
    std::uint64_t stratum;
    std::uint64_t bits;
  };
  std::uint64_t count_after(int doublings) const { return start_ << doublings; }
  const Permutation& order(int doublings, int dimension) const;
  Place place(std::int64_t i, int dimension) const;
  Place occupant(std::uint64_t stratum, int doublings, int dimension) const;

  LatinHypercubeSettings settings_;
  std::uint64_t start_;              ///< m
  int doublings_;                    ///< k
  std::vector<Permutation> orders_;  ///< for each doubling (and the start), each dimension
};

/// Random bits of the place of a point within its stratum in one dimension; the leading ones say in which half it stands when strata are
/// halved.
std::uint64_t place_bits(std::uint64_t seed, int dimension, std::int64_t i);
/// Coordinate of a place within a stratum of `count` equal ones: strictly inside, also after rounding.
double coordinate_in(std::uint64_t stratum, std::uint64_t count, std::uint64_t bits);

}  // namespace fulcrum
