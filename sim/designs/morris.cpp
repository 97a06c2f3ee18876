#include "sim/designs/morris.h"

#include <fmt/format.h>

#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <stdexcept>

#include "sim/designs/keyed_engine.h"
#include "sim/designs/permutation.h"

namespace fulcrum {

namespace {

constexpr int kMostLevels = 1 << 20;
/// Pairs of points whose distances a choice among candidates may need: some seconds.
constexpr double kMostPairs = 1e9;

Permutation order_of(std::uint64_t seed, int dimensions, std::int64_t candidate) {
  return Permutation(static_cast<std::uint64_t>(dimensions), seed, entity_of("morris.order"), candidate);
}

/// Sum of the distances between all points of two trajectories.
double distance(const std::vector<std::vector<double>>& a, const std::vector<std::vector<double>>& b) {
  double sum = 0;
  for (const auto& p : a)
    for (const auto& q : b) {
      double square = 0;
      for (std::size_t d = 0; d < p.size(); ++d) square += (p[d] - q[d]) * (p[d] - q[d]);
      sum += std::sqrt(square);
    }
  return sum;
}

}  // namespace

std::optional<std::string> problem(const MorrisSettings& settings) {
  if (settings.dimensions < 1) return "a Morris design needs at least one factor";
  if (settings.trajectories < 1 || settings.trajectories > kMostDesignPoints / (settings.dimensions + std::int64_t{1}))
    return fmt::format("trajectories = {} must be at least 1, and all points at most {}", settings.trajectories, kMostDesignPoints);
  if (settings.levels < 2 || settings.levels > kMostLevels || settings.levels % 2 != 0)
    return fmt::format("levels = {} must be an even number from 2 to {}", settings.levels, kMostLevels);
  if (settings.candidates < 1) return fmt::format("candidates = {} must be at least 1", settings.candidates);
  const double rows = settings.dimensions + 1.0, count = static_cast<double>(settings.trajectories);
  if (settings.candidates > 1 && count * count / 2 * settings.candidates * rows * rows > kMostPairs)
    return fmt::format(
        "choosing {} trajectories of {} factors among {} candidates each takes too long: ask for fewer, or leave candidates out",
        settings.trajectories, settings.dimensions, settings.candidates);
  return std::nullopt;
}

MorrisDesign::MorrisDesign(const MorrisSettings& settings) : settings_(settings) {
  if (const auto wrong = problem(settings)) throw std::invalid_argument(*wrong);
  if (settings.candidates > 1) choose();
}

void MorrisDesign::choose() {
  std::vector<Trajectory> kept;
  for (std::int64_t t = 0; t < settings_.trajectories; ++t) {
    std::int64_t best = t * settings_.candidates;
    double farthest = -1;
    for (std::int64_t c = t * settings_.candidates; c < (t + 1) * settings_.candidates; ++c) {
      double sum = 0;
      const Trajectory candidate = trajectory(c);
      for (const Trajectory& other : kept) sum += distance(candidate, other);
      if (sum > farthest) farthest = sum, best = c;
    }
    chosen_.push_back(best);
    kept.push_back(trajectory(best));
  }
}

std::int64_t MorrisDesign::candidate_of(std::int64_t trajectory) const {
  return chosen_.empty() ? trajectory : chosen_[static_cast<std::size_t>(trajectory)];
}

std::vector<double> MorrisDesign::point_of(std::int64_t candidate, int steps) const {
  const Permutation order = order_of(settings_.seed, settings_.dimensions, candidate);
  const auto half = static_cast<std::uint64_t>(settings_.levels / 2);
  std::vector<double> coordinates;
  for (int d = 0; d < settings_.dimensions; ++d) {
    KeyedEngine engine = keyed_engine(settings_.seed, "morris.start", d, candidate);
    const std::uint64_t low = boost::random::uniform_int_distribution<std::uint64_t>(0, half - 1)(engine);
    const bool starts_high = boost::random::uniform_int_distribution<int>(0, 1)(engine) != 0;
    const bool changed = order.place_of(static_cast<std::uint64_t>(d)) < static_cast<std::uint64_t>(steps);
    const std::uint64_t level = low + (starts_high != changed ? half : 0);
    coordinates.push_back(static_cast<double>(level) / (settings_.levels - 1));
  }
  return coordinates;
}

MorrisDesign::Trajectory MorrisDesign::trajectory(std::int64_t candidate) const {
  Trajectory rows;
  for (int steps = 0; steps <= settings_.dimensions; ++steps) rows.push_back(point_of(candidate, steps));
  return rows;
}

std::vector<double> MorrisDesign::point(std::int64_t i) const {
  return point_of(candidate_of(trajectory_of(i)), static_cast<int>(i % (settings_.dimensions + 1)));
}

std::optional<int> MorrisDesign::changed_factor(std::int64_t i) const {
  const std::int64_t steps = i % (settings_.dimensions + 1);
  if (steps == 0) return std::nullopt;
  const Permutation order = order_of(settings_.seed, settings_.dimensions, candidate_of(trajectory_of(i)));
  return static_cast<int>(order.thing_at(static_cast<std::uint64_t>(steps - 1)));
}

}  // namespace fulcrum
