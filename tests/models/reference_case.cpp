#include "tests/models/reference_case.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <stdexcept>

#include "tests/models/default_theatre.h"
#include "tests/models/first_edition.h"

namespace fulcrum::testing_support {

namespace {

const std::filesystem::path kFolder = FULCRUM_REFERENCE;

Action action_of(const Json& json, const Setup& setup) {
  static const std::map<std::string, ActionKind> kinds = {
      {"set", ActionKind::kSet}, {"ramp", ActionKind::kRamp}, {"pulse", ActionKind::kPulse}, {"decision", ActionKind::kDecision}};
  Action action;
  action.kind = kinds.at(json.at("kind"));
  action.week = json.contains("from") ? json.at("from") : json.at("week");
  action.until = json.value("until", -1);
  action.weeks = json.value("weeks", 1);
  action.lead_weeks = json.value("lead_weeks", 12);
  action.weight = json.value("weight", 1.0);
  const Json values = json.value("values", Json::object());
  for (const auto& [lever, value] : values.items()) action.values.push_back({lever_number(setup, lever), value});
  return action;
}

void add_levers_and_actions(const Json& json, Setup& setup) {
  for (const auto& [lever, value] : json.at("levers").items()) set_lever(setup, lever, value);
  for (const Json& action : json.at("actions")) setup.actions.push_back(action_of(action, setup));
}

Theatre theatre_of(const Json& json) {
  Theatre theatre;
  theatre.name = json.at("name");
  theatre.militias = militias_of(json.at("militias"));
  for (const Json& n : json.at("neighbours")) theatre.neighbours.push_back({n.at("name"), n.at("arms_share")});
  for (const Json& r : json.at("recipients")) theatre.recipients.push_back({r.at("name"), r.at("kind"), r.at("share"), {}});
  return theatre;
}

Structure structure_of(const Json& json) {
  Structure structure;
  for (const StructureInfo& info : structure_table()) {
    const std::string key(info.key.substr(info.key.find('.') + 1));
    if (!json.contains(key)) continue;  // a switch that the first edition did not have
    const std::string form = json.at(key);
    const auto found = std::find(info.forms.begin(), info.forms.end(), form);
    if (found == info.forms.end()) throw std::invalid_argument(std::string("no structure.").append(key).append(" ").append(form));
    info.set(structure, static_cast<int>(found - info.forms.begin()));
  }
  return structure;
}

}  // namespace

std::vector<Militia> militias_of(const Json& json) {
  std::vector<Militia> militias;
  for (const Json& k : json)
    militias.push_back({.name = k.at("name"),
                        .fighters = k.at("fighters"),
                        .tie = k.at("tie"),
                        .agenda = k.at("agenda"),
                        .fit = k.at("fit"),
                        .role = k.at("role"),
                        .lethality = k.at("lethality"),
                        .swing = k.at("swing")});
  return militias;
}

Json read_reference(const std::string& name) {
  std::ifstream file(kFolder / name);
  if (!file) throw std::runtime_error("cannot read tests/reference/" + name);
  return Json::parse(file);
}

std::vector<std::string> reference_files(const std::string& prefix) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.ends_with(".json")) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

Setup setup_of_case(const Json& of_case) {
  Setup setup = setup_in(theatre_of(of_case), of_case.at("weeks"));
  setup.structure = structure_of(of_case.at("structure"));
  switch_off(setup);
  for (const ParameterInfo& info : parameter_table())
    if (const auto value = of_case.at("parameters").find(std::string(info.key)); value != of_case.at("parameters").end())
      info.in(setup.parameters) = *value;
  for (const InitialInfo& info : initial_table())
    if (const auto value = of_case.at("initial").find(std::string(info.name)); value != of_case.at("initial").end())
      info.in(setup.initial) = *value;
  add_levers_and_actions(of_case, setup);
  return setup;
}

Setup setup_of_strategy(const Json& strategy) {
  Setup setup = default_setup(strategy.at("weeks"));
  add_levers_and_actions(strategy, setup);
  return setup;
}

}  // namespace fulcrum::testing_support
