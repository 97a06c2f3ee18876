#include "sim/designs/maximin.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/random/uniform_int_distribution.hpp>
#include <stdexcept>
#include <utility>

#include "sim/designs/keyed_engine.h"

namespace fulcrum {

namespace {

using Rows = std::vector<std::vector<double>>;
/// Strata of the new points: strata[j][d] for the j-th of them.
using Strata = std::vector<std::vector<std::uint64_t>>;

constexpr std::int64_t kMostForMaximin = 2000;
constexpr std::int64_t kTriesPerPoint = 50;
constexpr std::int64_t kMostTries = 10000;

/// distance^-16 of two points.
double nearness(const std::vector<double>& a, const std::vector<double>& b) {
  double square = 0;
  for (std::size_t d = 0; d < a.size(); ++d) square += (a[d] - b[d]) * (a[d] - b[d]);
  const double inverse2 = 1 / square, inverse4 = inverse2 * inverse2, inverse8 = inverse4 * inverse4;
  return inverse8 * inverse8;
}

/// Nearness of two rows to all the others and to each other.
double nearness_of(const Rows& rows, std::size_t first, std::size_t second) {
  double sum = nearness(rows[first], rows[second]);
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (i != first && i != second) sum += nearness(rows[i], rows[first]) + nearness(rows[i], rows[second]);
  return sum;
}

/// One doubling under way: `rows` gains points that fill the free strata of `count`.
class Doubling {
 public:
  Doubling(const LatinHypercubeSettings& settings, Rows& rows, std::uint64_t count, int number)
      : seed_(settings.seed), number_(number), count_(count), before_(rows.size()), rows_(rows), strata_(count - rows.size()) {
    for (int d = 0; d < settings.dimensions; ++d) fill(d);
    rows_.resize(count_);
    for (std::size_t j = 0; j < strata_.size(); ++j)
      for (std::size_t d = 0; d < strata_[j].size(); ++d) rows_[before_ + j].push_back(coordinate(j, d));
  }

  /// Tries random exchanges and keeps those that spread the points.
  void spread() {
    using Below = boost::random::uniform_int_distribution<std::size_t>;
    const auto added = static_cast<std::int64_t>(strata_.size());
    if (added < 2) return;
    const std::int64_t tries = std::min(kMostTries, kTriesPerPoint * added);
    const Below dimension(0, strata_.front().size() - 1), one(0, strata_.size() - 1), another(0, strata_.size() - 2);
    KeyedEngine engine = keyed_engine(seed_, "maximin.try", number_);
    for (std::int64_t t = 0; t < tries; ++t) {
      const std::size_t d = dimension(engine), first = one(engine), other = another(engine);
      try_exchange(first, other + (other >= first ? 1 : 0), d);
    }
  }

 private:
  double coordinate(std::size_t j, std::size_t d) const {
    const auto i = static_cast<std::int64_t>(before_ + j);
    return coordinate_in(strata_[j][d], count_, place_bits(seed_, static_cast<int>(d), i));
  }

  /// Gives the free strata of a dimension to the new points in random order.
  void fill(int dimension) {
    std::vector<bool> taken(count_);
    for (std::size_t i = 0; i < before_; ++i)
      taken[static_cast<std::size_t>(rows_[i][static_cast<std::size_t>(dimension)] * static_cast<double>(count_))] = true;
    const Permutation order(strata_.size(), seed_, entity_of("maximin.order", static_cast<std::uint64_t>(dimension)), number_);
    std::uint64_t place = 0;
    for (std::uint64_t stratum = 0; stratum < count_; ++stratum)
      if (!taken[stratum]) strata_[order.thing_at(place++)].push_back(stratum);
  }

  void exchange(std::size_t first, std::size_t second, std::size_t d) {
    std::swap(strata_[first][d], strata_[second][d]);
    for (const std::size_t j : {first, second}) rows_[before_ + j][d] = coordinate(j, d);
  }

  void try_exchange(std::size_t first, std::size_t second, std::size_t d) {
    const double unchanged = nearness_of(rows_, before_ + first, before_ + second);
    exchange(first, second, d);
    if (!(nearness_of(rows_, before_ + first, before_ + second) < unchanged)) exchange(first, second, d);
  }

  std::uint64_t seed_;
  int number_;
  std::uint64_t count_;
  std::size_t before_;
  Rows& rows_;
  Strata strata_;
};

}  // namespace

std::optional<std::string> problem_of_maximin(const LatinHypercubeSettings& settings) {
  if (auto wrong = problem(settings)) return wrong;
  if (settings.points > kMostForMaximin)
    return fmt::format("points = {}: maximin is for designs of at most {} points; leave it out", settings.points, kMostForMaximin);
  return std::nullopt;
}

MaximinLatinHypercube::MaximinLatinHypercube(const LatinHypercubeSettings& settings) : dimensions_(settings.dimensions) {
  if (const auto wrong = problem_of_maximin(settings)) throw std::invalid_argument(*wrong);
  const auto total = static_cast<std::uint64_t>(settings.points);
  const int doublings = total > 0 ? std::countr_zero(total) : 0;
  for (int number = 0; number <= doublings; ++number) Doubling(settings, points_, total >> (doublings - number), number).spread();
}

}  // namespace fulcrum
