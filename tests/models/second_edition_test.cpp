// The second edition of the core against the six scenarios that its specification gives (second_edition.json: noise off, the values of the
// last week and the means over all weeks, to 17 digits). Two correct implementations agree to 1e-12.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <string>

#include "tests/models/default_theatre.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {
namespace {

using testing_support::lever_number;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::set_lever;
using testing_support::setup_in;
using Json = nlohmann::json;

const Json& reference() {
  static const Json all = Json::parse(std::ifstream(FULCRUM_TEST_DATA "/second_edition.json"));
  return all;
}

Theatre theatre_of(const Json& scenario) {
  Theatre theatre;
  theatre.name = "reference";
  theatre.presence_reference = scenario.at("theatre").at("presence_reference");
  theatre.attack_scale = scenario.at("theatre").at("attack_scale");
  for (const Json& k : scenario.at("militias"))
    theatre.militias.push_back({.name = k.at("name"),
                                .fighters = k.at("fighters"),
                                .tie = k.at("tie"),
                                .agenda = k.at("agenda"),
                                .fit = k.at("fit"),
                                .role = k.at("role"),
                                .lethality = k.at("lethality"),
                                .swing = k.at("swing")});
  theatre.neighbours = {{"all", 1}};
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

Setup setup_of(const Json& scenario) {
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
  for (const Json& d : scenario.at("deadlines"))
    setup.deadlines.push_back({.at = d.at("week"), .known = d.at("known"), .weight = d.value("weight", 1.0)});
  setup.rival = scenario.at("adaptive").get<bool>() ? Rival::kAdaptive : Rival::kScripted;
  set_levers(setup, scenario.at("levers"));
  return setup;
}

// By week; `delivered` is the sum over the militias.
std::vector<double> values_of(const RecordedRun& run, const Setup& setup, const std::string& series) {
  std::vector<double> sum(static_cast<std::size_t>(setup.weeks), 0.0);
  const std::size_t entities = series == "delivered" ? setup.theatre.militias.size() : 1;
  for (std::size_t e = 0; e < entities; ++e)
    std::transform(sum.begin(), sum.end(), run.series(series, e).begin(), sum.begin(), std::plus<>());
  return sum;
}

void expect_equal(double value, double expected, const std::string& what) {
  EXPECT_LE(std::abs(value - expected), 1e-12 * std::max(1.0, std::abs(expected))) << what << ": " << value << ", reference " << expected;
}

class SecondEdition : public testing::TestWithParam<std::string> {};

TEST_P(SecondEdition, AgreesWithItsReferenceValues) {
  const Json& of = reference().at(GetParam());
  const auto setup = setup_of(of.at("scenario"));
  const RecordedRun run = record(setup);
  ASSERT_FALSE(run.fault.has_value()) << run.fault->message();
  for (const auto& [series, mean] : of.at("mean").items()) {
    const auto values = values_of(run, setup, series);
    expect_equal(values.back(), of.at("last").at(series), "last " + series);
    expect_equal(std::accumulate(values.begin(), values.end(), 0.0) / setup.weeks, mean, "mean " + series);
  }
  const Json& posture = of.at("last").at("posture");
  expect_equal(run.last("posture_forces"), posture.at(0), "posture_forces");
  expect_equal(run.last("posture_engage"), posture.at(1), "posture_engage");
  expect_equal(run.last("posture_coerce"), posture.at(2), "posture_coerce");
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& [name, of] : reference().items()) all.push_back(name);
  return all;
}

INSTANTIATE_TEST_SUITE_P(Of, SecondEdition, testing::ValuesIn(names()), [](const auto& of) {
  std::string name(of.param);
  std::replace_if(
      name.begin(), name.end(), [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
});

}  // namespace
}  // namespace fulcrum
