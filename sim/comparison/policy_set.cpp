#include "sim/comparison/policy_set.h"

#include <fmt/core.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "scenarios/readers/theatre_reader.h"
#include "sim/comparison/policy_fit.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

constexpr int kFutures = 1000;

void check_names(const std::vector<Scenario>& scenarios) {
  for (std::size_t i = 0; i < scenarios.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (scenarios[i].name == scenarios[j].name)
        throw UsageError(fmt::format("two policies are called '{}'; names must differ", scenarios[i].name));
}

int futures_of(const PolicySet& set, const FuturesAsked& asked, const UncertaintyRequest& request) {
  const auto keys = keys_of(asked.settings);
  if (asked.futures) return *asked.futures;
  if (std::find(keys.begin(), keys.end(), "run.replicates") != keys.end()) return set.scenarios.front().run.replicates;
  return request.futures.value_or(kFutures);
}

// The set that is drawn from; naming one asks for the kind.
void take_record(UncertaintyRequest& request, const FuturesAsked& asked, const Setup& setup) {
  if (!asked.record.empty()) {
    if (asked.kind.empty()) request.kind = UncertaintyKind::kRecord;
    if (request.kind != UncertaintyKind::kRecord) throw UsageError("--record FILE goes with --uncertainty record only");
    request.candidates = asked.record;
  }
  read_candidates(request, setup, asked.paths);
}

std::vector<const SeriesInfo*> named_series(const std::string& text, const Setup& setup) {
  std::vector<std::string> names;
  for (const SeriesInfo& series : series_catalogue()) names.push_back(series.name);
  std::vector<const SeriesInfo*> chosen;
  std::istringstream list(text);
  for (std::string name; std::getline(list, name, ',');) {
    const SeriesInfo* series = find_series(name);
    if (series == nullptr)
      throw UsageError("--series: there is no series '" + name + "'" + suggestion(name, names) +
                       (nearest(name, names).empty() ? "; see `fulcrum describe series`" : ""));
    if (series->agents && setup.resolution != Resolution::kCells)
      throw UsageError("--series: '" + name + "' is recorded only with cells: --resolution cells");
    if (std::find(chosen.begin(), chosen.end(), series) == chosen.end()) chosen.push_back(series);
  }
  return chosen;
}

}  // namespace

std::vector<std::string> keys_of(const std::vector<std::string>& settings) {
  std::vector<std::string> keys;
  for (const std::string& setting : settings) keys.push_back(setting.substr(0, setting.find('=')));
  return keys;
}

void take_resolution(std::vector<Scenario>& scenarios, Resolution unsaid) {
  constexpr double kCellsAnAgent = 10;
  const auto said = std::find_if(scenarios.begin(), scenarios.end(), [](const Scenario& s) { return s.says_resolution; });
  const auto scaled = std::find_if(scenarios.begin(), scenarios.end(), [](const Scenario& s) { return s.says_scale; });
  const bool anywhere = said != scenarios.end();
  for (Scenario& scenario : scenarios) {
    Setup& setup = scenario.setup;
    if (scenario.says_resolution) continue;
    if (anywhere) setup.resolution = said->setup.resolution;
    if (!anywhere && !setup.theatre.provinces.empty()) setup.resolution = unsaid;
    if (setup.resolution != Resolution::kCells || scenario.says_scale) continue;
    setup.agents.scale = scaled != scenarios.end() ? scaled->setup.agents.scale : kCellsAnAgent;
    if (const auto too_many = too_many_agents(setup))
      throw UsageError(scenario.name + ": " + *too_many + "; or --resolution organisations");
  }
}

void check_fit(const Scenario& first, const Scenario& other) {
  if (const std::string what = misfit(first, other); !what.empty())
    throw UsageError(fmt::format("'{}' and '{}' cannot be compared: they differ in {}", first.name, other.name, what));
}

void check_set(const std::vector<Scenario>& scenarios) {
  check_names(scenarios);
  for (const Scenario& scenario : scenarios) check_fit(scenarios.front(), scenario);
}

void take_uncertainty(PolicySet& set, const FuturesAsked& asked) {
  UncertaintyRequest request = set.scenarios.front().uncertainty.value_or(UncertaintyRequest{});
  try {
    if (!asked.kind.empty()) request.kind = uncertainty_named(asked.kind);
    take_record(request, asked, set.scenarios.front().setup);
    for (FutureCondition& condition : read_conditions(asked.require, set.scenarios.front().setup))
      request.require.push_back(std::move(condition));
    if (request.kind == UncertaintyKind::kNone) {
      set.run.noise = false;
      set.run.replicates = 1;
    }
    const int futures = futures_of(set, asked, request);
    if (!asked.require.empty() && (request.kind == UncertaintyKind::kNone || request.kind == UncertaintyKind::kLuck))
      throw UsageError("--require goes with --uncertainty assumptions or record: without noise or with luck alone nothing is left out");
    set.uncertainty = uncertainty_in_force(request, study_of(set.scenarios, set.run), keys_of(asked.settings));
    if (set.uncertainty) {
      set.run.replicates = futures;
      set.uncertainty->futures = futures;
    }
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  for (Scenario& scenario : set.scenarios) scenario.run = set.run;
}

std::vector<const SeriesInfo*> chosen_series(const std::string& text, const Setup& setup) {
  std::vector<const SeriesInfo*> chosen;
  const HostTables tables = tables_of(setup.theatre.host);
  if (text == "core") chosen = core_series(setup.resolution, tables);
  if (text == "all") chosen = all_series(setup.resolution, tables);
  if (chosen.empty()) chosen = named_series(text, setup);
  if (chosen.empty()) throw UsageError("--series names no series; allowed: core, all, or names separated by commas");
  std::erase_if(chosen, [&](const SeriesInfo* series) { return axis_names(series->axis, setup.theatre).empty(); });
  return chosen;
}

}  // namespace fulcrum
