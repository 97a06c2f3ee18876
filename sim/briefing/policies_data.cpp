#include <set>

#include "models/levers.h"
#include "sim/briefing/briefing_data.h"
#include "sim/comparison/setup_differences.h"

namespace fulcrum {

namespace {

Json lever_data(const std::string& name, const Setup& setup, const std::vector<std::string>& values) {
  const std::vector<std::string> militias = setup.theatre.militia_names();
  const LeverInfo& info = lever_info(find_lever(name, militias), static_cast<int>(militias.size()));
  return {{"name", name}, {"unit", info.unit}, {"meaning", info.meaning}, {"values", values}};
}

// Of a single policy, the levers that change.
Json changing_levers(const Setup& setup) {
  const LeverPath path = lever_path(setup);
  std::set<int> changing;
  for (const LeverPath::Change& change : path.changes()) changing.insert(change.lever);
  Json levers = Json::array();
  for (const int lever : changing)
    levers.push_back(lever_data(lever_name(lever, setup.theatre.militia_names()), setup, {path_text(path, lever)}));
  for (const Rule& rule : setup.rules)
    if (rule.kind != Rule::Kind::kTripwire)
      levers.push_back({{"name", rule.name}, {"unit", ""}, {"meaning", "rule"}, {"values", {"when " + rule.when_text}}});
  return levers;
}

std::string source_of(const Scenario& scenario, std::string_view key) {
  for (const Annotation& annotation : scenario.annotations)
    if (annotation.key == key)
      return annotation.note.empty()     ? annotation.source
             : annotation.source.empty() ? annotation.note
                                         : annotation.source + "; " + annotation.note;
  return "";
}

// Adds a departure, or the policy's name to one that says the same.
void add_departure(Json& departures, const std::string& policy, Json departure) {
  for (Json& known : departures) {
    if (known["key"] != departure["key"] || known["value"] != departure["value"]) continue;
    known["policies"].push_back(policy);
    return;
  }
  departure["policies"] = Json::array({policy});
  departures.push_back(std::move(departure));
}

}  // namespace

Json policies_data(const ResultsReader& results, const std::vector<Scenario>& scenarios) {
  Json policies = Json::array();
  const auto& texts = results.layout().study.policies;
  for (std::size_t p = 0; p < texts.size(); ++p)
    policies.push_back({{"name", texts[p].name}, {"title", texts[p].title}, {"description", scenarios[p].description}});
  return policies;
}

Json levers_data(const std::vector<Scenario>& scenarios) {
  if (scenarios.size() == 1) return changing_levers(scenarios[0].setup);
  std::vector<const Setup*> setups;
  for (const Scenario& scenario : scenarios) setups.push_back(&scenario.setup);
  Json levers = Json::array();
  for (const SetupDifference& difference : setup_differences(setups))
    if (find_lever(difference.key, setups[0]->theatre.militia_names()) >= 0)
      levers.push_back(lever_data(difference.key, *setups[0], difference.values));
    else if (difference.kind == "lever")  // the rules of a policy stand in one row
      levers.push_back({{"name", difference.key}, {"unit", ""}, {"meaning", difference.meaning}, {"values", difference.values}});
  return levers;
}

Json departures_data(const std::vector<Scenario>& scenarios) {
  Json departures = Json::array();
  for (const Scenario& scenario : scenarios) {
    Parameters<double> parameters = scenario.setup.parameters;
    for (const ParameterInfo& info : parameter_table())
      if (const double value = info.in(parameters); value != info.value)
        add_departure(departures, scenario.name,
                      {{"key", info.key},
                       {"value", value},
                       {"standard", info.value},
                       {"unit", info.unit},
                       {"source", source_of(scenario, info.key)}});
    for (const StructureInfo& info : structure_table())
      if (const int form = info.get(scenario.setup.structure); form != 0)
        add_departure(departures, scenario.name,
                      {{"key", info.key},
                       {"value", info.forms[static_cast<std::size_t>(form)]},
                       {"standard", info.forms[0]},
                       {"unit", ""},
                       {"source", ""}});
  }
  return departures;
}

}  // namespace fulcrum
