#include "tests/models/recorded_run.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>

namespace fulcrum::testing_support {

RecordedRun::RecordedRun(Selection selection, int weeks)
    : selection_(std::move(selection)), weeks_(weeks), values_(selection_.columns().size() * static_cast<std::size_t>(weeks)) {}

std::span<const double> RecordedRun::column(std::size_t c) const {
  return std::span(values_).subspan(c * static_cast<std::size_t>(weeks_), static_cast<std::size_t>(weeks_));
}

std::span<const double> RecordedRun::series(std::string_view name, std::size_t entity) const {
  const int c = selection_.find(name);
  if (c < 0) throw std::invalid_argument("no series " + std::string(name));
  return column(static_cast<std::size_t>(c) + entity);
}

double RecordedRun::mean_of_last(std::string_view name, std::size_t weeks) const {
  const auto all = series(name);
  const auto last = all.last(std::min(weeks, all.size()));
  return std::accumulate(last.begin(), last.end(), 0.0) / static_cast<double>(last.size());
}

double RecordedRun::confrontation() const {
  const auto hazard = series("confrontation_hazard");
  return -std::expm1(-std::accumulate(hazard.begin(), hazard.end(), 0.0));
}

std::vector<RecordedRun> record(std::span<const Setup> setups, std::span<const Noise> noise, Kernel kernel) {
  const Selection selection(all_series(Resolution::kOrganisations, HostTables{true, true, true, true, true}), setups.front().theatre);
  std::vector<LeverPath> levers;
  std::vector<RunInput> inputs;
  std::vector<RecordedRun> runs;
  std::vector<double*> recordings;
  for (const Setup& setup : setups) {
    levers.push_back(lever_path(setup));
    runs.emplace_back(selection, setup.weeks);
  }
  for (std::size_t i = 0; i < setups.size(); ++i) {
    inputs.push_back({.setup = &setups[i], .levers = &levers[i], .luck = noise[i].luck, .noise = noise[i].on});
    recordings.push_back(runs[i].data());
  }
  const auto faults = make_stepper(selection, kernel)->run(inputs, recordings, static_cast<std::size_t>(setups.front().weeks));
  for (std::size_t i = 0; i < runs.size(); ++i) runs[i].fault = faults[i];
  return runs;
}

RecordedRun record(const Setup& setup, const Noise& noise) {
  return std::move(record(std::span(&setup, 1), std::span(&noise, 1), Kernel::kScalar).front());
}

bool same_bits(const RecordedRun& a, const RecordedRun& b) {
  return std::equal(a.values().begin(), a.values().end(), b.values().begin(), b.values().end(),
                    [](double x, double y) { return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y); });
}

double largest_difference(const RecordedRun& a, const RecordedRun& b) {
  double largest = 0;
  for (const SeriesInfo& info : series_catalogue()) {
    if (info.axis != Axis::kNone || info.agents) continue;
    const auto x = a.series(info.name), y = b.series(info.name);
    for (std::size_t t = 0; t < x.size(); ++t) largest = std::max(largest, std::abs(x[t] - y[t]));
  }
  return largest;
}

}  // namespace fulcrum::testing_support
