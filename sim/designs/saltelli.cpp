#include "sim/designs/saltelli.h"

#include <fmt/format.h>

#include <limits>
#include <stdexcept>
#include <utility>

#include "sim/designs/keyed_engine.h"
#include "sim/designs/permutation.h"

namespace fulcrum {

namespace {

SobolSettings sequence_settings(const SaltelliSettings& settings, int scramble) {
  const std::int64_t points = (settings.base_samples + kSaltelliScrambles - 1) / kSaltelliScrambles;
  return {.seed = keyed_engine(settings.seed, "saltelli.scramble", scramble)(), .points = points, .dimensions = 2 * settings.dimensions};
}

std::vector<std::size_t> columns_of(const SaltelliSettings& settings, int scramble) {
  const auto d = static_cast<std::uint64_t>(settings.dimensions);
  const Permutation order(d, settings.seed, entity_of("saltelli.columns", static_cast<std::uint64_t>(scramble)));
  std::vector<std::size_t> columns;
  for (std::uint64_t factor = 0; factor < d; ++factor) columns.push_back(d + order.place_of(factor));
  return columns;
}

}  // namespace

std::optional<std::string> problem(const SaltelliSettings& settings) {
  if (settings.dimensions < 1) return "Sobol' indices need at least one factor";
  if (settings.dimensions > std::numeric_limits<int>::max() / 4) return fmt::format("{} factors are too many", settings.dimensions);
  if (settings.base_samples < 1) return fmt::format("points = {} must be at least 1", settings.base_samples);
  return problem(sequence_settings(settings, 0));
}

SaltelliDesign::SaltelliDesign(const SaltelliSettings& settings)
    : base_samples_(settings.base_samples), dimensions_(settings.dimensions), blocks_(settings.blocks) {
  if (const auto wrong = problem(settings)) throw std::invalid_argument(*wrong);
  for (int scramble = 0; scramble < kSaltelliScrambles && scramble < base_samples_; ++scramble)
    sequences_.push_back({SobolDesign(sequence_settings(settings, scramble)), columns_of(settings, scramble)});
}

SaltelliRow SaltelliDesign::row(std::int64_t i) const {
  using Kind = SaltelliRow::Kind;
  const std::int64_t sample = i / rows_per_sample();
  const int within = static_cast<int>(i % rows_per_sample());
  if (within == 0) return {sample, Kind::kA, -1};
  if (within == rows_per_sample() - 1) return {sample, Kind::kB, -1};
  if (within <= dimensions_) return {sample, Kind::kAWithB, within - 1};
  return {sample, Kind::kBWithA, within - 1 - dimensions_};
}

std::vector<double> SaltelliDesign::point(std::int64_t i) const {
  using Kind = SaltelliRow::Kind;
  const SaltelliRow here = row(i);
  const Sequence& sequence = sequences_[static_cast<std::size_t>(here.base_sample % kSaltelliScrambles)];
  const std::vector<double> both = sequence.sobol.point(here.base_sample / kSaltelliScrambles);
  std::vector<double> coordinates(both.begin(), both.begin() + dimensions_), others;
  for (const std::size_t column : sequence.columns) others.push_back(both[column]);
  if (here.kind == Kind::kB || here.kind == Kind::kBWithA) std::swap(coordinates, others);
  if (here.column >= 0) coordinates[static_cast<std::size_t>(here.column)] = others[static_cast<std::size_t>(here.column)];
  return coordinates;
}

}  // namespace fulcrum
