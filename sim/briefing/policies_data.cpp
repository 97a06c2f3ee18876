#include <algorithm>

#include "models/levers.h"
#include "sim/briefing/lever_text.h"
#include "sim/briefing/parts.h"

namespace fulcrum {

namespace {

// Whether a lever is worth a line: it differs between policies, or changes in the only one.
bool tells(const std::vector<LeverPath>& paths, int lever) {
  if (paths.size() == 1)
    return std::any_of(paths[0].changes().begin(), paths[0].changes().end(), [&](const auto& change) { return change.lever == lever; });
  for (std::size_t p = 1; p < paths.size(); ++p)
    for (int week = 0; week < paths[0].weeks(); ++week)
      if (paths[p].value(lever, week) != paths[0].value(lever, week)) return true;
  return false;
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

std::vector<Scenario> stored_scenarios(const ResultsReader& results) {
  std::vector<Scenario> scenarios;
  for (const PolicyText& policy : results.layout().study.policies) scenarios.push_back(read_resolved(policy.name, policy.scenario));
  return scenarios;
}

Json policies_data(const ResultsReader& results, const std::vector<Scenario>& scenarios) {
  Json policies = Json::array();
  const auto& texts = results.layout().study.policies;
  for (std::size_t p = 0; p < texts.size(); ++p)
    policies.push_back({{"name", texts[p].name}, {"title", texts[p].title}, {"description", scenarios[p].description}});
  return policies;
}

Json levers_data(const std::vector<Scenario>& scenarios) {
  std::vector<LeverPath> paths;
  for (const Scenario& scenario : scenarios) paths.push_back(lever_path(scenario.setup));
  const std::vector<std::string> militias = scenarios[0].setup.theatre.militia_names();
  Json levers = Json::array();
  for (int lever = 0; lever < static_cast<int>(paths[0].start().size()); ++lever) {
    if (!tells(paths, lever)) continue;
    const LeverInfo& info = lever_info(lever, static_cast<int>(militias.size()));
    Json values = Json::array();
    for (const LeverPath& path : paths) values.push_back(lever_text(path, lever));
    levers.push_back({{"name", lever_name(lever, militias)}, {"unit", info.unit}, {"meaning", info.meaning}, {"values", values}});
  }
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
