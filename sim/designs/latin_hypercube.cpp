// Latin hypercubes that grow by doubling: every stratum splits in two, the old point stays in its half and a new one takes the other.
#include <cmath>
#include <limits>

#include "models/stream.h"
#include "sim/designs/permutation.h"
#include "sim/designs/unit_design.h"

namespace fulcrum {

namespace {

constexpr int kCandidates = 32;
constexpr std::int64_t kMostMaximin = 2048;

// One dimension of a design of first * 2^doublings points; `first` is odd, so that n and 2n have the same history.
class Axis1 {
 public:
  Axis1(std::uint64_t first, std::uint64_t seed, std::uint64_t dimension) : first_(first), seed_(seed), dimension_(dimension) {}

  double coordinate(std::uint64_t i) const {
    const int level = level_of(i);
    const std::uint64_t strata = first_ << level;
    return (static_cast<double>(stratum(i, level)) + jitter(i)) / static_cast<double>(strata);
  }

 private:
  // The doubling that brought a point: 0 for those of the first design.
  int level_of(std::uint64_t i) const {
    int level = 0;
    while (i >= first_ << level) ++level;
    return level;
  }

  std::uint64_t key(int level) const { return draw_words({seed_, 0}, Purpose::kDesign, {dimension_, 1}, level)[0]; }
  Permutation permutation(int level) const { return {level == 0 ? first_ : first_ << (level - 1), key(level)}; }

  double jitter(std::uint64_t i) const {
    return uniform_of(draw_words({seed_, 0}, Purpose::kDesign, {dimension_, 2}, static_cast<std::int64_t>(i))[0]);
  }

  // Stratum of a point at the resolution of the level that brought it.
  std::uint64_t stratum(std::uint64_t i, int level) const {
    if (level == 0) return permutation(0)(i);
    const std::uint64_t before = first_ << (level - 1), wide = permutation(level)(i - before);
    return 2 * wide + (1 - half(holder(wide, level - 1), level));
  }

  // Which half of its stratum of the level before a point takes at a level.
  std::uint64_t half(std::uint64_t i, int level) const {
    const double place = coordinate(i) * static_cast<double>(first_ << level);
    return static_cast<std::uint64_t>(place) & 1;
  }

  // The point that holds a stratum at a level, among the points up to it.
  std::uint64_t holder(std::uint64_t stratum_at_level, int level) const {
    if (level == 0) return permutation(0).inverse(stratum_at_level);
    const std::uint64_t wide = stratum_at_level >> 1, old = holder(wide, level - 1);
    if (half(old, level) == (stratum_at_level & 1)) return old;
    return (first_ << (level - 1)) + permutation(level).inverse(wide);
  }

  std::uint64_t first_, seed_, dimension_;
};

class LatinHypercube final : public UnitDesign {
 public:
  LatinHypercube(std::int64_t points, int dimensions, std::uint64_t seed) : points_(points) {
    auto first = static_cast<std::uint64_t>(points);
    while (first % 2 == 0) first /= 2;
    for (int d = 0; d < dimensions; ++d) axes_.emplace_back(first, seed, static_cast<std::uint64_t>(d));
  }
  std::int64_t count() const override { return points_; }
  void point(std::int64_t index, std::span<double> x) const override {
    for (std::size_t d = 0; d < axes_.size(); ++d) x[d] = axes_[d].coordinate(static_cast<std::uint64_t>(index));
  }

 private:
  std::int64_t points_;
  std::vector<Axis1> axes_;
};

double least_distance(const UnitDesign& design, int dimensions) {
  const auto d = static_cast<std::size_t>(dimensions), n = static_cast<std::size_t>(design.count());
  std::vector<double> x(n * d);
  for (std::size_t i = 0; i < n; ++i) design.point(static_cast<std::int64_t>(i), std::span(x).subspan(i * d, d));
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < i; ++j) {
      double squares = 0;
      for (std::size_t k = 0; k < d; ++k) squares += (x[i * d + k] - x[j * d + k]) * (x[i * d + k] - x[j * d + k]);
      least = std::fmin(least, squares);
    }
  return least;
}

}  // namespace

std::unique_ptr<UnitDesign> latin_hypercube(std::int64_t points, int dimensions, std::uint64_t seed, bool maximin) {
  auto best = std::make_unique<LatinHypercube>(points, dimensions, seed);
  if (!maximin || points > kMostMaximin) return best;
  double best_distance = least_distance(*best, dimensions);
  for (int candidate = 1; candidate < kCandidates; ++candidate) {
    const std::uint64_t candidate_seed = draw_words({seed, 0}, Purpose::kDesign, {0, 3}, candidate)[0];
    auto other = std::make_unique<LatinHypercube>(points, dimensions, candidate_seed);
    const double distance = least_distance(*other, dimensions);
    if (distance <= best_distance) continue;
    best_distance = distance;
    best = std::move(other);
  }
  return best;
}

}  // namespace fulcrum
