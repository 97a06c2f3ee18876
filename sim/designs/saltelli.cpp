#include "sim/designs/saltelli.h"

#include <fmt/format.h>

#include <limits>
#include <stdexcept>
#include <utility>

namespace fulcrum {

namespace {

SobolSettings base_settings(const SaltelliSettings& settings) {
  return {.seed = settings.seed, .points = settings.base_samples, .dimensions = 2 * settings.dimensions};
}

SobolSettings checked(const SaltelliSettings& settings) {
  if (const auto wrong = problem(settings)) throw std::invalid_argument(*wrong);
  return base_settings(settings);
}

}  // namespace

std::optional<std::string> problem(const SaltelliSettings& settings) {
  if (settings.dimensions < 1) return "Sobol' indices need at least one factor";
  if (settings.dimensions > std::numeric_limits<int>::max() / 4) return fmt::format("{} factors are too many", settings.dimensions);
  return problem(base_settings(settings));
}

SaltelliDesign::SaltelliDesign(const SaltelliSettings& settings)
    : dimensions_(settings.dimensions), blocks_(settings.blocks), sobol_(checked(settings)) {}

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
  const std::vector<double> both = sobol_.point(here.base_sample);
  const auto middle = both.begin() + dimensions_;
  std::vector<double> coordinates(both.begin(), middle), others(middle, both.end());
  if (here.kind == Kind::kB || here.kind == Kind::kBWithA) std::swap(coordinates, others);
  if (here.column >= 0) coordinates[static_cast<std::size_t>(here.column)] = others[static_cast<std::size_t>(here.column)];
  return coordinates;
}

}  // namespace fulcrum
