/// \file
/// Latin hypercubes whose points keep away from each other.
#pragma once

#include "sim/designs/latin_hypercube.h"

namespace fulcrum {

/// What is wrong with the settings; nothing if they can be used. At most 2,000 points: the work grows with the square, and more points
/// leave no gaps that would be worth it.
std::optional<std::string> problem_of_maximin(const LatinHypercubeSettings& settings);

/// A Latin hypercube spread out by exchanges: of two points the coordinates in one dimension are swapped where that lowers
/// sum over pairs of distance^-16 (Morris and Mitchell 1995, J. Stat. Plan. Inference 43; its minimum tends to the maximin design). A fixed
/// number of random exchanges is tried at each doubling, among the points it adds; earlier points stay. So this too keeps its first n
/// points when it is asked for 2n, and is a Latin hypercube at each doubling. The whole design is worked out and stored at once.
class MaximinLatinHypercube final : public Design {
 public:
  explicit MaximinLatinHypercube(const LatinHypercubeSettings& settings);
  std::int64_t points() const override { return static_cast<std::int64_t>(points_.size()); }
  int dimensions() const override { return dimensions_; }
  std::vector<double> point(std::int64_t i) const override { return points_[static_cast<std::size_t>(i)]; }

 private:
  int dimensions_;
  std::vector<std::vector<double>> points_;
};

}  // namespace fulcrum
