#include "sim/designs/sobol.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <boost/random/sobol.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <stdexcept>

#include "sim/designs/keyed_engine.h"

namespace fulcrum {

namespace {

constexpr int kMostDimensions = boost::random::default_sobol_table::max_dimension;

/// Direction numbers for each bit of a point's number, for each dimension. Boost keeps them to itself, so they are read off its points: the
/// Gray code of 2^(bit+1) - 1 is that bit alone, and Boost, which leaves out point 0, calls it 2^(bit+1) - 2.
std::vector<std::uint64_t> directions(int bits, int dimensions) {
  boost::random::sobol engine(static_cast<std::size_t>(dimensions));
  std::vector<std::uint64_t> numbers;
  for (int bit = 0; bit < bits; ++bit) {
    engine.seed((std::uint64_t{2} << bit) - 2);
    for (int dimension = 0; dimension < dimensions; ++dimension) numbers.push_back(engine());
  }
  return numbers;
}

std::uint64_t random_digits(std::uint64_t seed, const char* purpose, int dimension, std::int64_t number) {
  KeyedEngine engine = keyed_engine(seed, purpose, dimension, number);
  return boost::random::uniform_int_distribution<std::uint64_t>()(engine);
}

/// A random lower triangular matrix over {0, 1} with ones on the diagonal; bit 63 of a row is for the first digit.
std::vector<std::uint64_t> scrambling_matrix(std::uint64_t seed, int dimension) {
  std::vector<std::uint64_t> rows;
  for (int digit = 0; digit < 64; ++digit) {
    const std::uint64_t diagonal = std::uint64_t{1} << (63 - digit);
    const std::uint64_t random = random_digits(seed, "sobol.matrix", dimension, digit);
    rows.push_back((random & ~(diagonal | (diagonal - 1))) | diagonal);
  }
  return rows;
}

std::uint64_t product(const std::vector<std::uint64_t>& matrix, std::uint64_t digits) {
  std::uint64_t result = 0;
  for (const std::uint64_t row : matrix) result = (result << 1) | static_cast<std::uint64_t>(std::popcount(row & digits) & 1);
  return result;
}

}  // namespace

std::optional<std::string> problem(const SobolSettings& settings) {
  if (settings.dimensions < 1) return "a Sobol' design needs at least one factor";
  if (settings.dimensions > kMostDimensions)
    return fmt::format("{} dimensions: there are direction numbers for at most {}", settings.dimensions, kMostDimensions);
  if (settings.points < 1 || settings.points > kMostDesignPoints)
    return fmt::format("points = {} must lie between 1 and {}", settings.points, kMostDesignPoints);
  return std::nullopt;
}

SobolDesign::SobolDesign(const SobolSettings& settings) : settings_(settings) {
  if (const auto wrong = problem(settings)) throw std::invalid_argument(*wrong);
  const auto d = static_cast<std::size_t>(settings.dimensions);
  directions_ = directions(static_cast<int>(std::bit_width(static_cast<std::uint64_t>(settings.points - 1))), settings.dimensions);
  shifts_.assign(d, 0);
  if (settings.scramble == Scramble::kNone) return;
  for (int dimension = 0; dimension < settings.dimensions; ++dimension) {
    const auto column = static_cast<std::size_t>(dimension);
    shifts_[column] = random_digits(settings.seed, "sobol.shift", dimension, 0);
    if (settings.scramble == Scramble::kShift) continue;
    const auto matrix = scrambling_matrix(settings.seed, dimension);
    for (std::size_t at = column; at < directions_.size(); at += d) directions_[at] = product(matrix, directions_[at]);
  }
}

std::vector<double> SobolDesign::point(std::int64_t i) const {
  std::vector<std::uint64_t> digits = shifts_;
  const auto number = static_cast<std::uint64_t>(i);
  for (std::uint64_t gray = number ^ (number >> 1); gray != 0; gray &= gray - 1) {
    const std::size_t row = static_cast<std::size_t>(std::countr_zero(gray)) * digits.size();
    for (std::size_t d = 0; d < digits.size(); ++d) digits[d] ^= directions_[row + d];
  }
  std::vector<double> coordinates(digits.size());
  std::transform(digits.begin(), digits.end(), coordinates.begin(), uniform_of);
  return coordinates;
}

}  // namespace fulcrum
