// Sobol' sequences and the designs that are built on them or beside them: Saltelli's blocks and Morris' trajectories.
#include <algorithm>
#include <boost/random/sobol.hpp>
#include <numeric>
#include <stdexcept>

#include "models/stream.h"
#include "sim/designs/unit_design.h"

namespace fulcrum {

namespace {

std::uint64_t word_of(std::uint64_t seed, std::uint64_t what, std::uint64_t number, std::int64_t index) {
  return draw_words({seed, 0}, Purpose::kDesign, {what, number}, index)[0];
}

class Sobol final : public UnitDesign {
 public:
  Sobol(std::int64_t points, int dimensions, std::uint64_t seed) : points_(points), start_(static_cast<std::size_t>(dimensions)) {
    for (int d = 0; d < dimensions; ++d) shift_.push_back(word_of(seed, 4, static_cast<std::uint64_t>(d), 0));
  }
  std::int64_t count() const override { return points_; }

  // Boost's sequence leaves the origin out, which a net needs: it is point 0 here.
  void point(std::int64_t index, std::span<double> x) const override {
    boost::random::sobol engine = start_;
    if (index > 0) engine.seed(static_cast<std::uint64_t>(index - 1));
    for (std::size_t d = 0; d < shift_.size(); ++d) x[d] = uniform_of((index > 0 ? engine() : 0) ^ shift_[d]);
  }

 private:
  std::int64_t points_;
  boost::random::sobol start_;
  std::vector<std::uint64_t> shift_;
};

class Saltelli final : public UnitDesign {
 public:
  Saltelli(std::int64_t base, int dimensions, std::uint64_t seed, bool second_order)
      : base_(base, 2 * dimensions, seed),
        d_(static_cast<std::size_t>(dimensions)),
        rows_(static_cast<std::int64_t>(second_order ? 2 * d_ + 2 : d_ + 2)) {}
  std::int64_t count() const override { return base_.count() * rows_; }
  void point(std::int64_t index, std::span<double> x) const override {
    std::vector<double> both(2 * d_);
    base_.point(index / rows_, both);
    const auto row = static_cast<std::size_t>(index % rows_);
    const bool from_a = row <= d_;  // A and A with a column of B; then B with a column of A, and B
    std::copy_n(both.begin() + static_cast<std::ptrdiff_t>(from_a ? 0 : d_), d_, x.begin());
    const std::size_t column = from_a ? row : row - d_;
    if (column >= 1 && column <= d_ && index % rows_ != rows_ - 1) x[column - 1] = both[column - 1 + (from_a ? d_ : 0)];
  }

 private:
  Sobol base_;
  std::size_t d_;
  std::int64_t rows_;
};

class Morris final : public UnitDesign {
 public:
  Morris(std::int64_t trajectories, int dimensions, int levels, std::uint64_t seed)
      : trajectories_(trajectories), d_(static_cast<std::size_t>(dimensions)), levels_(static_cast<std::uint64_t>(levels)), seed_(seed) {
    if (levels < 2 || levels % 2 != 0) throw std::invalid_argument("a Morris design needs an even number of levels");
  }
  std::int64_t count() const override { return trajectories_ * static_cast<std::int64_t>(d_ + 1); }
  void point(std::int64_t index, std::span<double> x) const override {
    const auto length = static_cast<std::int64_t>(d_ + 1);
    const std::int64_t trajectory = index / length;
    const auto steps = static_cast<std::size_t>(index % length);
    const double step = static_cast<double>(levels_) / (2.0 * static_cast<double>(levels_ - 1));
    std::vector<std::uint64_t> words(d_);
    for (std::size_t d = 0; d < d_; ++d) words[d] = word_of(seed_, 5, d, trajectory);
    std::vector<std::size_t> order(d_);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return words[a] != words[b] ? words[a] < words[b] : a < b; });
    for (std::size_t d = 0; d < d_; ++d) {
      const std::uint64_t word = word_of(seed_, 6, d, trajectory);
      const double low = static_cast<double>((word >> 1) % (levels_ / 2)) / static_cast<double>(levels_ - 1);
      x[d] = (word & 1) != 0 ? low + step : low;
    }
    for (std::size_t s = 0; s < steps; ++s) {
      const bool up = (word_of(seed_, 6, order[s], trajectory) & 1) != 0;
      x[order[s]] += up ? -step : step;
    }
  }

 private:
  std::int64_t trajectories_;
  std::size_t d_;
  std::uint64_t levels_, seed_;
};

}  // namespace

std::unique_ptr<UnitDesign> sobol_sequence(std::int64_t points, int dimensions, std::uint64_t seed) {
  return std::make_unique<Sobol>(points, dimensions, seed);
}

std::unique_ptr<UnitDesign> saltelli_blocks(std::int64_t base_points, int dimensions, std::uint64_t seed, bool second_order) {
  return std::make_unique<Saltelli>(base_points, dimensions, seed, second_order);
}

std::unique_ptr<UnitDesign> morris_trajectories(std::int64_t trajectories, int dimensions, int levels, std::uint64_t seed) {
  return std::make_unique<Morris>(trajectories, dimensions, levels, seed);
}

}  // namespace fulcrum
