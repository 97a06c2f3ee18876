#include "sim/places/attack_maps.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <span>
#include <string>

#include "models/agents/agent_stepper.h"
#include "models/agents/events.h"
#include "models/agents/layout.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

std::size_t attackers_of(const Theatre& theatre) { return theatre.militias.size() + 1; }
// Columns of attacks_count: province, attacker, target.
std::size_t attacker_of(const Column& column, const Theatre& theatre) {
  return static_cast<std::size_t>(column.entity) / kTargets % attackers_of(theatre);
}
std::size_t province_of(const Column& column, const Theatre& theatre) {
  return static_cast<std::size_t>(column.entity) / kTargets / attackers_of(theatre);
}

bool reads_nothing(const Record& record) {
  const auto& categories = record.model->categories;
  return std::all_of(categories.begin(), categories.end(), [](const ObservedCategory& c) { return c.quantity.columns().empty(); });
}

// The one province that a category is of.
std::size_t province_of(const ObservedCategory& category, const std::string& series, const Theatre& theatre) {
  std::set<std::size_t> provinces;
  for (const Column& column : category.quantity.columns()) {
    if (column.series->name != "attacks_count")
      throw UsageError(fmt::format("--places: category '{}' of {} reads '{}'; allowed: attacks_count of one province", category.name,
                                   series, column.series->name));
    provinces.insert(province_of(column, theatre));
  }
  if (provinces.size() != 1)
    throw UsageError(fmt::format("--places: category '{}' of {} reads {} provinces; allowed: attacks_count of one province", category.name,
                                 series, provinces.size()));
  return *provinces.begin();
}

}  // namespace

std::vector<PlaceRecord> place_records(const CalibrationTask& task) {
  std::vector<PlaceRecord> all;
  for (const Record& record : task.records) {
    if (record.years.empty() || reads_nothing(record)) continue;
    PlaceRecord places{&record, {}};
    for (const ObservedCategory& category : record.model->categories) {
      places.province.push_back(province_of(category, record.model->name, task.scenario.setup.theatre));
      if (std::count(places.province.begin(), places.province.end(), places.province.back()) > 1)
        throw UsageError(fmt::format("--places: two categories of {} read province '{}'", record.model->name,
                                     task.scenario.setup.theatre.provinces[places.province.back()].name));
    }
    all.push_back(std::move(places));
  }
  return all;
}

Places places_in(const Theatre& theatre) {
  Places places;
  for (const Militia& militia : theatre.militias) places.push_back(places_of(militia, theatre));
  places.push_back(insurgent_shares(theatre));
  return places;
}

void set_places(Theatre& theatre, const Places& places) {
  for (std::size_t k = 0; k < theatre.militias.size(); ++k) {
    theatre.militias[k].places.clear();
    for (std::size_t p = 0; p < theatre.provinces.size(); ++p)
      theatre.militias[k].places.push_back({theatre.provinces[p].name, places[k][p]});
  }
  for (std::size_t p = 0; p < theatre.provinces.size(); ++p) theatre.provinces[p].insurgent_share = places.back()[p];
}

std::vector<AttackMap> expected_attacks(const CalibrationTask& task, const PlaceRecord& record, const Places& places) {
  Setup setup = task.scenario.setup;
  set_places(setup.theatre, places);
  const LeverPath levers = lever_path(setup);
  const Selection selection = observed_selection(std::span(record.record, 1), setup.theatre);
  const auto weeks = static_cast<std::size_t>(setup.weeks);
  std::vector<double> recorded(selection.columns().size() * weeks);
  double* first = recorded.data();
  const RunInput input{&setup, &levers, {}, false};
  const auto faults = make_agent_stepper(selection)->run(std::span(&input, 1), std::span(&first, 1), weeks);
  if (faults.front()) throw UsageError("the run failed: " + faults.front()->message());
  const RecordingView view{&selection, first, weeks, setup.weeks};

  const std::size_t attackers = attackers_of(setup.theatre);
  std::vector<AttackMap> maps(record.record->years.size(),
                              AttackMap::Zero(static_cast<Eigen::Index>(record.province.size()), static_cast<Eigen::Index>(attackers)));
  for (std::size_t attacker = 0; attacker < attackers; ++attacker) {
    const auto years = share_counts(*record.record, view, *task.months,
                                    [&](const Column& column) { return attacker_of(column, setup.theatre) == attacker; });
    for (std::size_t year = 0; year < years.size(); ++year)
      maps[year].col(static_cast<Eigen::Index>(attacker)) = array(years[year].weights);
  }
  return maps;
}

AttackMap times_columns(const AttackMap& map, const Eigen::ArrayXd& factors) { return map * factors.transpose().replicate(map.rows(), 1); }

std::vector<double> by_category(const AttackMap& attacks, const Eigen::ArrayXd& activity) {
  return by_category(times_columns(attacks, activity));
}

std::vector<double> by_category(const AttackMap& attacks) {
  std::vector<double> sums;
  for (Eigen::Index c = 0; c < attacks.rows(); ++c) sums.push_back(ordered_sum(attacks.row(c).transpose()));
  return sums;
}

}  // namespace fulcrum
