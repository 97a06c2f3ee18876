#include "sim/designs/latin_hypercube.h"

#include <fmt/format.h>

#include <bit>
#include <boost/random/uniform_int_distribution.hpp>
#include <stdexcept>

#include "sim/designs/keyed_engine.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kMostInHypercube = std::int64_t{1} << 40;
/// Bits of a coordinate. Three fewer than a double holds, so that neither the division nor a later product leaves the stratum.
constexpr int kCoordinateBits = 50;

}  // namespace

std::optional<std::string> problem(const LatinHypercubeSettings& settings) {
  if (settings.dimensions < 1) return "a Latin hypercube needs at least one factor";
  if (settings.points < 1 || settings.points > kMostInHypercube)
    return fmt::format("points = {} must lie between 1 and {}", settings.points, kMostInHypercube);
  return std::nullopt;
}

std::uint64_t place_bits(std::uint64_t seed, int dimension, std::int64_t i) {
  KeyedEngine engine = keyed_engine(seed, "lhs.place", dimension, i);
  return boost::random::uniform_int_distribution<std::uint64_t>()(engine);
}

double coordinate_in(std::uint64_t stratum, std::uint64_t count, std::uint64_t bits) {
  const int finer = kCoordinateBits - static_cast<int>(std::bit_width(count));
  const std::uint64_t cell = (stratum << finer) | (bits >> (64 - finer));
  return (static_cast<double>(cell) + .5) / static_cast<double>(count << finer);
}

LatinHypercube::LatinHypercube(const LatinHypercubeSettings& settings) : settings_(settings), start_(0), doublings_(0) {
  if (const auto wrong = problem(settings)) throw std::invalid_argument(*wrong);
  const auto count = static_cast<std::uint64_t>(settings.points);
  doublings_ = std::countr_zero(count);
  start_ = count >> doublings_;
  for (int doubling = 0; doubling <= doublings_; ++doubling)
    for (int dimension = 0; dimension < settings.dimensions; ++dimension)
      orders_.emplace_back(doubling == 0 ? start_ : count_after(doubling - 1), settings.seed,
                           entity_of("lhs.order", static_cast<std::uint64_t>(dimension)), doubling);
}

const Permutation& LatinHypercube::order(int doublings, int dimension) const {
  return orders_[static_cast<std::size_t>(doublings) * static_cast<std::size_t>(settings_.dimensions) +
                 static_cast<std::size_t>(dimension)];
}

LatinHypercube::Place LatinHypercube::occupant(std::uint64_t stratum, int doublings, int dimension) const {
  const auto number_in = [&](std::uint64_t s, int doubling) { return static_cast<std::int64_t>(order(doubling, dimension).thing_at(s)); };
  const std::uint64_t first = stratum >> doublings;
  Place found{0, first, place_bits(settings_.seed, dimension, number_in(first, 0))};
  for (int doubling = 1; doubling <= doublings; ++doubling) {
    const std::uint64_t wanted = stratum >> (doublings - doubling);
    const int finer = doubling - found.doublings;
    if (((found.stratum << finer) | (found.bits >> (64 - finer))) == wanted) continue;
    const std::int64_t i = static_cast<std::int64_t>(count_after(doubling - 1)) + number_in(wanted >> 1, doubling);
    found = {doubling, wanted, place_bits(settings_.seed, dimension, i)};
  }
  return found;
}

LatinHypercube::Place LatinHypercube::place(std::int64_t i, int dimension) const {
  const std::uint64_t bits = place_bits(settings_.seed, dimension, i);
  const auto number = static_cast<std::uint64_t>(i);
  if (number < start_) return {0, order(0, dimension).place_of(number), bits};
  const int doubling = static_cast<int>(std::bit_width(number / start_));
  const std::uint64_t before = order(doubling, dimension).place_of(number - count_after(doubling - 1));
  const Place old = occupant(before, doubling - 1, dimension);
  const int finer = doubling - old.doublings;
  const std::uint64_t taken = (old.bits >> (64 - finer)) & 1;
  return {doubling, (before << 1) | (taken ^ 1), bits};
}

std::vector<double> LatinHypercube::point(std::int64_t i) const {
  std::vector<double> coordinates(static_cast<std::size_t>(settings_.dimensions));
  for (int dimension = 0; dimension < settings_.dimensions; ++dimension) {
    const Place here = place(i, dimension);
    coordinates[static_cast<std::size_t>(dimension)] = coordinate_in(here.stratum, count_after(here.doublings), here.bits);
  }
  return coordinates;
}

}  // namespace fulcrum
