#include "tests/models/reference_scenario.h"

#include <algorithm>
#include <string>

#include "tests/models/default_theatre.h"
#include "tests/models/reference_case.h"

namespace fulcrum::testing_support {

namespace {

int number_of(const Theatre& theatre, const std::string& militia) {
  const auto names = theatre.militia_names();
  return static_cast<int>(std::find(names.begin(), names.end(), militia) - names.begin());
}

Bloc bloc_of(const Json& b, const Theatre& theatre) {
  Bloc bloc{.name = b.at("name"), .seats = b.at("seats")};
  bloc.stance = b.value("stance", bloc.stance);
  bloc.tie = b.value("tie", bloc.tie);
  bloc.trade = b.value("trade", bloc.tie);
  bloc.nation = b.value("nation", bloc.nation);
  bloc.exposure = b.value("exposure", bloc.exposure);
  bloc.protection = b.value("protection", bloc.protection);
  bloc.government = b.value("government", bloc.government);
  bloc.local = b.value("local", bloc.local);
  for (const std::string name : b.value("organisations", Json::array())) bloc.organisations.push_back(number_of(theatre, name));
  for (std::size_t r = 0; r < theatre.recipients.size(); ++r)
    if (b.value("recipient", "") == theatre.recipients[r].name) bloc.recipient = static_cast<int>(r);
  return bloc;
}

Organiser organiser_of(const Json& o, const Theatre& theatre) {
  Organiser organiser{.name = o.at("name")};
  organiser.base = o.value("base", organiser.base);
  organiser.grievance = o.value("grievance", organiser.grievance);
  organiser.threshold = o.value("threshold", organiser.threshold);
  organiser.called = o.value("called", false);
  if (o.contains("organisation")) organiser.organisation = number_of(theatre, o.at("organisation"));
  organiser.rival = o.value("rival", 0.0);
  organiser.government = o.value("government", 0.0);
  organiser.distance = o.value("distance", 0.0);
  organiser.start = o.value("start", 0.0);
  return organiser;
}

std::vector<double> by_militia(const Json& values, const Theatre& theatre) {
  std::vector<double> all;
  for (const Militia& k : theatre.militias) all.push_back(values.value(k.name, 0.0));
  return all;
}

HostActors host_of(const Json& host, const Theatre& theatre) {
  HostActors actors;
  if (host.contains("parliament")) actors.quorum = host.at("parliament").value("quorum", .5);
  for (const Json& b : host.value("bloc", Json::array())) actors.blocs.push_back(bloc_of(b, theatre));
  if (host.contains("government")) {
    const Json& g = host.at("government");
    actors.government = GovernmentCosts{.integrate_cost = g.at("integrate_cost"),
                                        .offensive_cost = g.at("offensive_cost"),
                                        .exit_cost = g.at("exit_cost"),
                                        .extend_cost = g.at("extend_cost"),
                                        .cabinet_cost = g.at("cabinet_cost")};
  }
  for (const Json& o : host.value("organiser", Json::array())) actors.organisers.push_back(organiser_of(o, theatre));
  for (const Json& r : host.value("rivalry", Json::array()))
    actors.rivalries.push_back({.a = number_of(theatre, r.at("a")), .b = number_of(theatre, r.at("b")), .level = r.at("level")});
  for (const Json& m : host.value("intermediary", Json::array()))
    actors.intermediaries.push_back({.name = m.at("name"),
                                     .training = by_militia(m.value("training", Json::object()), theatre),
                                     .deniability = m.value("deniability", 0.0),
                                     .standing = m.value("standing", 0.0),
                                     .link = m.value("link", 1.0)});
  return actors;
}

HostAgenda agenda_of(const Json& scenario, const Theatre& theatre) {
  HostAgenda agenda;
  const Json host = scenario.value("host", Json::object());
  for (const Json& m : host.value("motion", Json::array())) {
    const auto* kind = std::find(std::begin(kMotionKinds), std::end(kMotionKinds), m.at("kind").get<std::string>());
    agenda.motions.push_back({.name = m.at("name"),
                              .week = m.at("week"),
                              .kind = static_cast<MotionKind>(kind - std::begin(kMotionKinds)),
                              .binding = m.value("binding", false),
                              .weeks = m.value("weeks", 52),
                              .cost = m.value("cost", 0.0),
                              .size = m.value("size", .25)});
  }
  for (const Json& e : host.value("host_election", Json::array()))
    agenda.elections.push_back({.name = e.at("name"), .week = e.at("week"), .local = e.at("level") == "local"});
  const Json& initial = scenario.at("initial");
  agenda.integration = by_militia(initial.value("integration", Json::object()), theatre);
  agenda.freeze = by_militia(initial.value("freeze", Json::object()), theatre);
  return agenda;
}

Theatre theatre_of(const Json& scenario) {
  Theatre theatre;
  theatre.name = "reference";
  theatre.presence_reference = scenario.at("theatre").at("presence_reference");
  theatre.attack_scale = scenario.at("theatre").at("attack_scale");
  theatre.militias = militias_of(scenario.at("militias"));
  theatre.neighbours = {{"all", 1}};
  for (const Json& r : scenario.value("recipients", Json::array()))
    theatre.recipients.push_back({.name = r.at("name"), .kind = r.at("kind"), .share = r.at("share"), .provinces = {}});
  theatre.host = host_of(scenario.value("host", Json::object()), theatre);
  return theatre;
}

// A constant, or steps of week and value.
void set_path(Setup& setup, const std::string& lever, const Json& path) {
  if (path.is_number()) return set_lever(setup, lever, path);
  for (const Json& step : path)
    setup.actions.push_back({.kind = ActionKind::kSet, .week = step.at(0), .values = {{lever_number(setup, lever), step.at(1)}}});
}

void set_levers(Setup& setup, const Json& levers) {
  for (const auto& [name, path] : levers.items()) {
    const std::string lever = name == "commander_loss_by" ? "commander_loss" : name;
    if (!path.is_object()) set_path(setup, lever, path);
    if (path.is_object())
      for (const auto& [militia, of] : path.items()) set_path(setup, lever + "." + militia, of);
  }
}

}  // namespace

Setup setup_of_scenario(const Json& scenario) {
  Setup setup = setup_in(theatre_of(scenario), scenario.at("weeks"));
  for (const ParameterInfo& info : parameter_table()) {
    const std::string key(info.key), group = key.substr(0, key.find('.')), name = key.substr(key.find('.') + 1);
    if (scenario.at("parameters").contains(group)) {
      const Json& values = scenario.at("parameters").at(group);
      if (values.contains(name)) info.in(setup.parameters) = values.at(name);
    }
  }
  const Json& initial = scenario.at("initial");
  for (const InitialInfo& info : initial_table()) info.in(setup.initial) = initial.at(std::string(info.name));
  for (const OptionalInitialInfo& info : optional_initial_table())
    if (initial.contains(std::string(info.name))) info.in(setup.initial) = initial.at(std::string(info.name)).get<double>();
  setup.agenda = agenda_of(scenario, setup.theatre);
  for (const Json& d : scenario.at("deadlines"))
    setup.deadlines.push_back(
        {.at = d.at("week"), .known = d.at("known"), .weight = d.value("weight", 1.0), .ramp_weeks = d.value("ramp_weeks", 1)});
  setup.rival = scenario.at("adaptive").get<bool>() ? Rival::kAdaptive : Rival::kScripted;
  set_levers(setup, scenario.at("levers"));
  return setup;
}

}  // namespace fulcrum::testing_support
