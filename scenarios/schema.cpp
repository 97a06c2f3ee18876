// JSON Schemas of the input files, generated from the tables of models/.
#include <cmath>
#include <nlohmann/json.hpp>

#include "models/host/host_series.h"
#include "models/vehicles.h"
#include "scenarios/claims.h"
#include "scenarios/overrides.h"
#include "scenarios/readers/host_tables.h"
#include "scenarios/scenario.h"
#include "scenarios/study.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json number(const Bounds& bounds, const std::string& description) {
  Json schema{{"type", bounds.whole ? "integer" : "number"}};
  if (std::isfinite(bounds.lower)) schema["minimum"] = bounds.lower;
  if (std::isfinite(bounds.upper)) schema["maximum"] = bounds.upper;
  if (!description.empty()) schema["description"] = description;
  return schema;
}

Json text(const std::string& description = "") {
  return description.empty() ? Json{{"type", "string"}} : Json{{"type", "string"}, {"description", description}};
}

Json object(Json properties, const std::vector<std::string>& required = {}) {
  Json schema{{"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (!required.empty()) schema["required"] = required;
  return schema;
}

Json list(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }

Json shares() { return {{"type", "object"}, {"additionalProperties", {{"type", "number"}, {"minimum", 0}}}}; }

Json targets() {
  const Json share{{"type", "number"}, {"minimum", 0}};
  return object({{"rival", share}, {"sect", share}, {"host", share}});
}

Json parameters() {
  Json groups = Json::object();
  for (const ParameterInfo& p : parameter_table()) {
    const std::string key(p.key), group = key.substr(0, key.find('.')), name = key.substr(key.find('.') + 1);
    Json value = number(p.bounds(), std::string(p.meaning) + " [" + std::string(p.unit) + "]");
    value["default"] = p.value;
    Json annotated = object({{"value", number(p.bounds(), "")}, {"source", text()}, {"note", text()}}, {"value"});
    groups[group]["type"] = "object";
    groups[group]["additionalProperties"] = false;
    groups[group]["properties"][name] = {{"anyOf", {value, annotated}}};
  }
  return groups;
}

Json uncertainty() {
  const Json factor{{"type", "object"}, {"description", "low, high; values and weights; distribution with mode, or mean and sd"}};
  return object({{"kind", {{"enum", {"none", "luck", "record", "assumptions"}}}},
                 {"futures", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1000000000}}},
                 {"vary", {{"enum", {"declared", "listed"}}}},
                 {"hold", list(text("a key, or a group such as threat.*"))},
                 {"parameters", {{"type", "object"}, {"additionalProperties", factor}}},
                 {"correlations", list(object({{"between", list(text())}, {"rho", {{"type", "number"}}}}, {"between", "rho"}))},
                 {"require", list(text("a condition, e.g. mean(attacks) < 0.5"))},
                 {"reference", text("the policy whose runs must fulfil `require`")},
                 {"candidates", text("the set that kind = record draws from, as calibrate --posterior writes it")},
                 {"set", object({{"source", text("where it was read")},
                                 {"weights", list({{"type", "number"}})},
                                 {"values", {{"type", "object"}, {"additionalProperties", list({{"type", "number"}})}}}})}});
}

Json structure() {
  Json properties = Json::object();
  for (const StructureInfo& s : structure_table())
    properties[std::string(s.key.substr(s.key.find('.') + 1))] = {{"enum", s.forms}, {"default", s.forms[0]}, {"description", s.meaning}};
  return object(properties);
}

Json initial() {
  Json properties = Json::object();
  for (const InitialInfo& i : initial_table()) {
    properties[std::string(i.name)] = number({i.lower, i.upper}, std::string(i.meaning) + " [" + std::string(i.unit) + "]");
    properties[std::string(i.name)]["default"] = i.value;
  }
  for (const OptionalInitialInfo& i : optional_initial_table())
    properties[std::string(i.name)] =
        number({i.lower, i.upper}, std::string(i.meaning) + " [" + std::string(i.unit) + "]; without it " + std::string(i.absent));
  return object(properties);
}

Json levers() {
  Json properties = Json::object();
  const auto add = [&](const LeverInfo& l) {
    properties[std::string(l.name)] = number({l.lower, l.upper}, std::string(l.meaning) + " [" + std::string(l.unit) + "]");
    properties[std::string(l.name)]["default"] = l.value;
  };
  for (const LeverInfo& l : lever_table()) add(l);
  properties["troops"] = number({0, kUnbounded}, "troops in theatre, in men: the same lever as forces");
  Json patterns = Json::object();
  for (const LeverInfo& l : militia_lever_table()) {
    const std::string name(l.name);
    const Json value = number({l.lower, l.upper}, std::string(l.meaning));
    const Json by_militia{{"type", "object"}, {"additionalProperties", value}};
    properties[name] = properties.contains(name) ? Json{{"anyOf", {properties[name], by_militia}}} : by_militia;
    patterns["^" + name + "\\..+$"] = value;
  }
  Json schema = object(properties);
  schema["patternProperties"] = std::move(patterns);
  return schema;
}

// Those that overrides and sweeps may set.
Json traits() {
  Json properties = Json::object();
  for (const TraitInfo& trait : trait_table()) properties[std::string(trait.name)] = number(trait.bounds, std::string(trait.unit));
  return object(properties);
}

Json outcomes() {
  return list(object({{"name", text("letters, digits, '_' and '-'")},
                      {"title", text()},
                      {"unit", text()},
                      {"formula", text("one number per run, e.g. max(mean(attacks, 4))")}},
                     {"name", "formula"}));
}

Json vehicles() {
  Json properties = Json::object();
  for (const VehicleInfo& kind : vehicle_table()) properties[std::string(kind.name)] = number({0, kUnbounded}, std::string(kind.meaning));
  return object(properties);
}

Json militia() {
  Json properties{{"name", text()}};
  for (const TraitInfo& t : trait_table()) properties[std::string(t.name)] = number(t.bounds, "");
  properties["swing"] = {{"type", "boolean"}};
  properties["vehicles"] = vehicles();
  properties["places"] = shares();
  properties["own_targets"] = targets();
  properties["source"] = text();
  return object(properties, {"name", "fighters", "tie", "agenda", "fit"});
}

Json province() {
  return object({{"name", text()},
                 {"population", number({1, 1e10}, "persons")},
                 {"cosect_share", number({0, 1}, "share of the patron's sect")},
                 {"borders_patron", {{"type", "boolean"}}},
                 {"neighbours", list(text())},
                 {"forces_share", number({0, kUnbounded}, "")},
                 {"host_relative", number({0, kUnbounded}, "")},
                 {"insurgent_share", number({0, kUnbounded}, "")},
                 {"n_communities", number({1, 100000, true}, "")},
                 {"source", text()}},
                {"name", "population", "cosect_share"});
}

// The numbers of an actor, beside what else it has.
template <class Actor, std::size_t N>
Json with_numbers(const ActorNumber<Actor> (&numbers)[N], Json properties) {
  const Actor standard{};
  for (const ActorNumber<Actor>& n : numbers) {
    Json value = number(n.bounds, std::string(n.meaning) + " [" + std::string(n.unit) + "]");
    if (!n.required) value["default"] = standard.*n.in;
    properties[std::string(n.name)] = std::move(value);
  }
  return properties;
}

Json by_militia() { return {{"type", "object"}, {"additionalProperties", number({0, 1}, "")}}; }

void add_host(Json& properties) {
  const Json share = number({0, 1}, ""), named{{"name", text()}, {"source", text()}};
  const auto actor = [&](Json more) {
    more.update(named);
    return more;
  };
  properties["parliament"] = object({{"quorum", number({0, 1}, "share of all seats that must attend and vote yes")}, {"source", text()}});
  properties["government"] = object(with_numbers(kGovernmentNumbers, {{"source", text()}}));
  properties["bloc"] = list(
      object(with_numbers(kBlocNumbers, actor({{"organisations", list(text("a militia"))}, {"recipient", text()}})), {"name", "seats"}));
  properties["organiser"] = list(
      object(with_numbers(kOrganiserNumbers, actor({{"called", {{"type", "boolean"}}}, {"organisation", text("a militia")}})), {"name"}));
  properties["rivalry"] =
      list(object({{"a", text("a militia")}, {"b", text("a militia")}, {"level", share}, {"source", text()}}, {"a", "b", "level"}));
  properties["intermediary"] = list(object(with_numbers(kIntermediaryNumbers, actor({{"training", by_militia()}})), {"name"}));
  for (const char* start : {"integration", "freeze"}) properties["initial"]["properties"][start] = by_militia();
}

void add_actors(Json& properties) {
  properties["militia"] = list(militia());
  properties["neighbour"] =
      list(object({{"name", text()}, {"arms_share", number({0, 1}, "share of arms purchases; all add up to 1")}, {"source", text()}},
                  {"name", "arms_share"}));
  properties["recipient"] = list(object({{"name", text()},
                                         {"kind", {{"enum", {"party", "clergy", "civil", "trade", kOrganisation}}}},
                                         {"militia", text("whose it is, if its kind is organisation")},
                                         {"share", number({0, 1}, "share of indirect support; all add up to 1")},
                                         {"provinces", list(text())},
                                         {"source", text()}},
                                        {"name", "kind", "share"}));
  properties["province"] = list(province());
  properties["order_targets"] = targets();
  properties["insurgent_targets"] = targets();
}

void add_theatre_values(Json& properties) {
  properties["forces_reference"] = number({1, 1e9}, "troops that forces = 1 stands for [persons]");
  properties["presence_reference"] = number(kPresenceBounds, "forces that are usual here, in units of forces_reference");
  properties["presence_troops"] = number({1, 1e9}, "the same in men: give one of them [persons]");
  properties["attack_scale"] = number(kAttackScaleBounds, "attacks against those that the index stands for elsewhere");
}

Json date() { return text("a TOML date, e.g. 2008-01-07"); }
Json time() { return {{"type", {"integer", "string"}}, {"description", "a week number, a date, or the name of a date of the theatre"}}; }

Json pulse() {
  Json schema = levers();
  schema["properties"]["weeks"] = number({1, 1000000, true}, "how long it lasts [weeks]");
  return schema;
}

Json action() {
  return object({{"at", time()},
                 {"week", time()},
                 {"from", time()},
                 {"until", time()},
                 {"weeks", number({1, 1000000, true}, "how long a pulse lasts [weeks]")},
                 {"set", levers()},
                 {"ramp", levers()},
                 {"pulse", pulse()},
                 {"decision", object({{"lead_weeks", number({1, 520, true}, "")}, {"weight", number({0, 1}, "")}, {"name", text()}})},
                 {"note", text()}});
}

Json rule() {
  const Json names{{"anyOf", Json::array({text(), list(text())})}};
  return object({{"name", text()},
                 {"when", text("a condition, e.g. attacks > 0.4 and trend(insecurity, 8) > 0")},
                 {"for_weeks", number({1, 10000, true}, "weeks in a row that the condition must hold")},
                 {"set", levers()},
                 {"release", text("a condition that ends it")},
                 {"weeks", number({1, 10000, true}, "longest time in force [weeks]")},
                 {"cooldown_weeks", number({0, 10000, true}, "from release until it may fire again")},
                 {"at_most", number({1, 10000, true}, "times that it may fire")},
                 {"from", time()},
                 {"until", time()},
                 {"after", names},
                 {"unless", names},
                 {"note", text()}},
                {"name", "when", "set"});
}

Json tripwire() {
  Json indicators = Json::array();
  for (int i = 0; i < kIndicators; ++i) indicators.push_back(indicator_series(i).name);
  for (int i = 0; i < kHostIndicators; ++i) indicators.push_back(host_indicator_series(i).name);
  return object({{"name", text()},
                 {"indicator", {{"enum", indicators}}},
                 {"above", number({0, 1}, "threshold")},
                 {"below", number({0, 1}, "threshold")},
                 {"weeks", number({1, 10000, true}, "weeks in a row beyond the threshold")},
                 {"note", text()}},
                {"name", "indicator"});
}

Json common() {
  Json properties{{"schema", {{"const", 1}}}, {"name", text("letters, digits, '_' and '-'")}, {"title", text()}, {"description", text()}};
  Json groups = parameters();
  groups["structure"] = structure();
  properties["parameters"] = object(std::move(groups));
  properties["structure"] = structure();
  properties["initial"] = initial();
  properties["levers"] = levers();
  properties["dates"] = {{"type", "object"}, {"additionalProperties", date()}};
  properties["deadline"] = list(object({{"name", text()},
                                        {"at", time()},
                                        {"known", time()},
                                        {"weight", number({0, 1}, "how far the date binds")},
                                        {"ramp_weeks", number({1, 1000, true}, "over which the law takes the forces out")},
                                        {"source", text()},
                                        {"note", text()}},
                                       {"at"}));
  properties["motion"] = list(object({{"name", text()},
                                      {"at", time()},
                                      {"kind", {{"enum", kMotionKinds}}},
                                      {"binding", {{"type", "boolean"}}},
                                      {"weeks", number({1, 1000, true}, "until the deadline that a binding exit makes")},
                                      {"cost", number({-kUnbounded, kUnbounded}, "of a yes to a member [index]")},
                                      {"size", number({0, 1}, "of a law: share of those outside who come in")},
                                      {"source", text()},
                                      {"note", text()}},
                                     {"name", "at", "kind"}));
  properties["host_election"] =
      list(object({{"name", text()}, {"at", time()}, {"level", {{"enum", {"parliament", "local"}}}}, {"source", text()}, {"note", text()}},
                  {"name", "at", "level"}));
  add_actors(properties);
  add_host(properties);
  return properties;
}

std::string document(const std::string& title, Json properties, const std::vector<std::string>& required) {
  Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}, {"title", title}};
  schema.update(object(std::move(properties), required));
  return schema.dump(1) + "\n";
}

}  // namespace

std::string theatre_schema() {
  Json properties = common();
  add_theatre_values(properties);
  properties["base"] = text("a theatre of which only what differs is written here");
  return document("fulcrum theatre", properties, {"schema", "name"});
}

std::string scenario_schema() {
  Json properties = common();
  properties["extends"] = {{"description", "a scenario of which only what differs is written here, or several, each over those before it"},
                           {"anyOf", {text(), list(text())}}};
  properties["militia"] = {{"description", "all militias, or traits of single ones that change: [militia.badr]"},
                           {"anyOf", {properties["militia"], {{"type", "object"}, {"additionalProperties", traits()}}}}};
  Json of_written{{"name", text()}, {"title", text()}, {"levers", levers()}};
  add_theatre_values(of_written);
  const Json written = object(std::move(of_written));
  properties["theatre"] = {{"description", "a theatre file or a shipped theatre; a table where the actors are written in the scenario"},
                           {"oneOf", {text(), written}}};
  properties["time"] = object({{"start", date()},
                               {"weeks", number({1, 10000, true}, "")},
                               {"shift_weeks", number({0, 9999, true}, "how much later the whole policy begins [weeks]")}});
  properties["run"] = object({{"seed", {{"type", "integer"}, {"minimum", 0}}},
                              {"replicates", {{"type", "integer"}, {"minimum", 1}, {"maximum", 1000000000}}},
                              {"noise", {{"type", "boolean"}}},
                              {"host", {{"type", "boolean"}}},
                              {"resolution", {{"enum", {"organisations", "cells"}}}},
                              {"rival", {{"enum", {"scripted", "adaptive"}}}}});
  properties["cells"] = object({{"scale", number(kScaleBounds, "cells that one agent stands for")}, {"events", {{"type", "boolean"}}}});
  properties["communities"] = object({{"people", number(kCommunityBounds, "people in a community")}});
  properties["uncertainty"] = uncertainty();
  properties["action"] = list(action());
  properties["schedule"] = list(object({{"file", text()},
                                        {"time", text()},
                                        {"columns", {{"type", "object"}, {"additionalProperties", text()}}},
                                        {"values", {{"type", "object"}}}}));
  properties["outcome"] = outcomes();
  properties["rule"] = list(rule());
  properties["tripwire"] = list(tripwire());
  return document("fulcrum scenario", properties, {"schema", "name"});
}

namespace {

Json factor() {
  const Json number_or_form{{"type", {"number", "string"}}};
  return object({{"low", number({-kUnbounded, kUnbounded}, "")},
                 {"high", number({-kUnbounded, kUnbounded}, "")},
                 {"values", list(number_or_form)},
                 {"weights", list(number({0, kUnbounded}, ""))},
                 {"distribution", {{"enum", {"uniform", "log-uniform", "triangular", "pert", "normal"}}}},
                 {"mode", number({-kUnbounded, kUnbounded}, "")},
                 {"mean", number({-kUnbounded, kUnbounded}, "")},
                 {"sd", number({0, kUnbounded}, "")}});
}

Json design() {
  std::vector<std::string> kinds;
  for (const auto& [name, kind] : kDesignKinds) kinds.emplace_back(name);
  const Json many = number({1, 1e12, true}, "");
  return object(
      {{"kind", {{"enum", kinds}}},
       {"points", many},
       {"trajectories", many},
       {"maximin", {{"type", "boolean"}}},
       {"second_order", {{"type", "boolean"}}},
       {"groups", {{"type", "boolean"}}},
       {"levels", number({2, 1000, true}, "")},
       {"file", text("a table with a column for each factor")},
       {"list", {{"type", {"array", "object"}}}},
       {"factors",
        {{"type", "object"},
         {"description", "keys of `fulcrum describe`, groups (threat.*), all, and keys of one policy (engagement:levers.framework)"},
         {"additionalProperties", factor()}}}},
      {"kind"});
}

Json stop() {
  return object({{"pair", list(text("a policy"))},
                 {"outcome", text()},
                 {"half_width", number({0, kUnbounded}, "")},
                 {"sign", {{"type", "boolean"}}},
                 {"max_replicates", number({2, 1e9, true}, "")},
                 {"confidence", number({.5, .9999}, "")},
                 {"range", list(number({-kUnbounded, kUnbounded}, ""))}},
                {"pair", "outcome"});
}

}  // namespace

std::string study_schema() {
  const Json policy{{"anyOf", {text("a scenario file or a shipped scenario"), {{"type", "object"}, {"required", {"name"}}}}}};
  const Json head = object({{"name", text("letters, digits, '_' and '-'")},
                            {"title", text()},
                            {"policies", list(policy)},
                            {"replicates", number({1, 1e9, true}, "")},
                            {"seed", {{"type", "integer"}, {"minimum", 0}}},
                            {"noise", {{"type", "boolean"}}}},
                           {"name", "policies"});
  return document("fulcrum study",
                  {{"schema", {{"const", 1}}},
                   {"study", head},
                   {"design", design()},
                   {"stop", stop()},
                   {"outcome", outcomes()},
                   {"uncertainty", uncertainty()}},
                  {"schema", "study"});
}

std::string claims_schema() {
  const Json settings{{"type", "object"}, {"description", "keys of `fulcrum describe` with the values they take"}};
  const Json runs{{"type", "object"},
                  {"description",
                   "runs by name: a scenario in line (extends status_quo unless it says otherwise), an array of names of runs, or a "
                   "scenario with `sweep` (a key) and `values`"},
                  {"additionalProperties", {{"type", {"object", "array"}}}}};
  const Json condition = text("an inequality over quantities read off runs, e.g. last_year(direct, a) < last_year(direct, b)");
  Json claim{{"id", text("letters, digits, '_' and '-'")},
             {"statement", text("what the claim says")},
             {"source", text("source:line")},
             {"kind", text("letters of docs/claims-index.md")},
             {"test", text("how the condition stands for the statement")},
             {"unit", {{"anyOf", {text("of the effects"), list(text())}}}},
             {"untested", text("why no run decides it")},
             {"by_construction", text("the equation from whose form it follows; such a claim is not counted with the others")},
             {"runs", runs},
             {"holds", {{"anyOf", {condition, list(condition)}}}},
             {"tie", number({0, kUnbounded}, "differences up to this size count as none")},
             {"holds_with", settings},
             {"breaks", settings}};
  const Json side = object({{"view", text()}, {"claims", list(text("id of a claim"))}}, {"view", "claims"});
  const Json choice = object({{"name", text()}, {"set", settings}}, {"name", "set"});
  const Json dispute =
      object({{"id", text()}, {"question", text()}, {"side", list(side)}, {"choice", list(choice)}}, {"id", "question", "side"});
  return document("fulcrum claims",
                  {{"schema", {{"const", 1}}},
                   {"title", text()},
                   {"runs", runs},
                   {"claim", list(object(claim, {"id", "statement", "source", "kind"}))},
                   {"dispute", list(dispute)}},
                  {"schema"});
}

}  // namespace fulcrum
