#include "sim/lab/lab_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "build_info.h"
#include "models/levers.h"
#include "models/parameters.h"
#include "scenarios/scenario.h"
#include "sim/ensemble/outcomes.h"
#include "sim/lab/shape.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/json_number.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json levers_json(std::span<const LeverInfo> levers) {
  Json all = Json::array();
  for (const LeverInfo& l : levers)
    all.push_back({{"name", l.name},
                   {"value", l.value},
                   {"low", l.lower},
                   {"high", l.upper},
                   {"unit", l.unit},
                   {"claims", l.claims},
                   {"meaning", l.meaning}});
  return all;
}

Json parameters_json() {
  Json all = Json::array();
  for (const ParameterInfo& p : parameter_table())
    if (p.explore_low < p.explore_high)
      all.push_back({{"key", p.key},
                     {"value", p.value},
                     {"low", p.explore_low},
                     {"high", p.explore_high},
                     {"unit", p.unit},
                     {"whole", p.bounds().whole},
                     {"source", p.source},
                     {"claims", p.claims},
                     {"meaning", p.meaning}});
  for (const StructureInfo& s : structure_table()) all.push_back({{"key", s.key}, {"forms", s.forms}, {"meaning", s.meaning}});
  return all;
}

Json outcomes_json() {
  Json all = Json::array();
  for (const Outcome& o : standard_outcomes()) all.push_back({{"name", o.name}, {"unit", o.unit}, {"meaning", o.long_name}});
  return all;
}

Json scenario_json(const Scenario& scenario) {
  return {{"name", scenario.name},
          {"title", scenario.title},
          {"description", scenario.description},
          {"theatre", scenario.setup.theatre.title.empty() ? scenario.setup.theatre.name : scenario.setup.theatre.title},
          {"shape", shape_of(scenario.setup)},
          {"cells", scenario.setup.resolution == Resolution::kCells},
          {"militias", scenario.setup.theatre.militia_names()},
          {"seed", std::to_string(scenario.run.seed)}};
}

Json shipped_json() {
  constexpr std::string_view kEnding = ".toml";
  Json all = Json::array();
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.name.ends_with(kEnding) || looks_like_theatre({std::string(file.name), std::string(file.text), {}, {}})) continue;
    const std::string name(file.name.substr(0, file.name.size() - kEnding.size()));
    all.push_back(scenario_json(read_scenario(name, {})));
    all.back()["name"] = name;
  }
  return all;
}

Json own_json(const std::vector<LabPolicy>& policies) {
  Json all = Json::array();
  for (const LabPolicy& policy : policies) {
    all.push_back(scenario_json(read_resolved(policy.name, policy.toml)));
    all.back().update({{"title", policy.title}, {"description", policy.description}, {"toml", policy.toml}});
  }
  return all;
}

}  // namespace

std::string lab_data(const LabStart& start) {
  Json data{{"version", kProgramVersion},
            {"commit", kGitSha1},
            {"disclaimer", kDisclaimer},
            {"levers", levers_json(lever_table())},
            {"militia_levers", levers_json(militia_lever_table())},
            {"parameters", parameters_json()},
            {"outcomes", outcomes_json()},
            {"scenarios", shipped_json()},
            {"own", own_json(start.own)},
            {"reference", start.reference.empty() ? "status_quo" : start.reference},
            {"policy", start.policy.empty() ? "engagement" : start.policy}};
  if (start.seed) data["seed"] = std::to_string(*start.seed);
  return data.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace fulcrum
