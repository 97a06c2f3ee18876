// With equal agents and noise off the layer is the core, to rounding: agents.md sections 9 and 10.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "tests/agents/agent_setup.h"
#include "tests/models/default_theatre.h"
#include "tests/models/reference_case.h"
#include "tests/models/reference_scenario.h"

namespace fulcrum {
namespace {

using testing_support::default_setup;
using testing_support::equal_provinces;
using testing_support::lever_number;
using testing_support::read_reference;
using testing_support::record;
using testing_support::record_agents;
using testing_support::RecordedRun;
using testing_support::set_lever;
using testing_support::setup_of_strategy;
using testing_support::switch_all_off;
using testing_support::use_cells;

// Largest difference between the core and the layer that should equal it, over every week of every series of the core. The militias of the
// layer's theatre keep the traits of the setup's.
double largest_difference(Setup setup, double scale, std::string& where) {
  const RecordedRun core = record(setup);
  Theatre theatre = equal_provinces(5);
  theatre.militias = setup.theatre.militias;
  theatre.neighbours = setup.theatre.neighbours;
  theatre.recipients = setup.theatre.recipients;
  theatre.host = setup.theatre.host;
  use_cells(setup, theatre);
  switch_all_off(setup.parameters);
  setup.agents.scale = scale;
  const RecordedRun layer = record_agents(setup);
  EXPECT_FALSE(layer.fault);
  double largest = 0;
  for (std::size_t c = 0; c < core.selection().columns().size(); ++c) {
    const Column& column = core.selection().columns()[c];
    if (column.series->axis == Axis::kProvince || column.series->axis == Axis::kRecipient) continue;
    const auto a = core.column(c), b = layer.series(column.series->name, static_cast<std::size_t>(column.entity));
    for (std::size_t t = 0; t < a.size(); ++t)
      if (const double difference = std::abs(a[t] - b[t]); !(difference <= largest)) {
        largest = difference;
        where = column.series->name + " in week " + std::to_string(t);
      }
  }
  return largest;
}

void expect_the_core(const Setup& setup) {
  // Sums over some 2,000 cells instead of one index: errors of 2,000 roundings of 1e-16 in the worst case, carried over 208 weeks by
  // equations whose time constants are a few weeks to a year.
  constexpr double kRounding = 1e-12;
  for (const double scale : {1.0, 100.0}) {
    std::string where;
    EXPECT_LE(largest_difference(setup, scale, where), kRounding) << where << " at scale " << scale;
  }
}

class Strategy : public testing::TestWithParam<std::string> {};

TEST_P(Strategy, WithEqualCellsAndNoiseOffIsTheCore) {
  expect_the_core(setup_of_strategy(read_reference("strategies.json").at(GetParam())));
}

std::vector<std::string> strategy_names() {
  std::vector<std::string> names;
  const auto strategies = read_reference("strategies.json");
  for (const auto& [name, inputs] : strategies.items()) names.push_back(name);
  return names;
}
INSTANTIATE_TEST_SUITE_P(Each, Strategy, testing::ValuesIn(strategy_names()), [](const auto& test) { return test.param; });

void change_parameters(Setup& setup) {
  setup.parameters.insecurity.infiltration = .5;
  setup.parameters.insecurity.minimum = .05;
  setup.parameters.insurgents.realignment = .8;
  setup.parameters.motive.emboldenment = .2;
  const double lethality[] = {1, .3, 8};
  for (std::size_t k = 0; k < 3; ++k) setup.theatre.militias[k].lethality = lethality[k];
  setup.theatre.militias[0].role = .9;
}

void add_events(Setup& setup) {
  set_lever(setup, "interdiction", .2);
  set_lever(setup, "ardour", .3);
  const auto between = [&](std::string_view lever, double value, int from, int until) {
    setup.actions.push_back({.kind = ActionKind::kSet, .week = from, .until = until, .values = {{lever_number(setup, lever), value}}});
  };
  between("sectarian_shock", .5, 30, 31);
  between("raids", .5, 40, 70);
  between("surge", .2, 50, 110);
  between("surge", -.1, 110, -1);
  between("crackdown.mahdi_army", 1, 60, 63);
  between("decision", .5, 70, 82);
  between("strikes", 1, 80, 81);
  between("restraint.mahdi_army", .7, 90, 120);
  between("commander_loss", 1, 100, 101);
  between("commander_loss.special_groups", .5, 110, 111);
  between("host_offensive.mahdi_army", .8, 120, 126);
  between("march", .6, 130, 132);
  setup.deadlines = {{.name = "out", .at = 180, .known = 90}};
  setup.theatre.presence_reference = .8;
  setup.theatre.attack_scale = .9;
}

TEST(Switches, AndTraitsActInTheLayerAsInTheCore) {
  auto setup = default_setup();
  change_parameters(setup);
  expect_the_core(setup);
}

TEST(Events, ActInTheLayerAsInTheCore) {
  auto setup = default_setup();
  add_events(setup);
  expect_the_core(setup);
}

TEST(KindsOfSupport, ActInTheLayerAsInTheCore) {
  auto setup = default_setup();
  change_parameters(setup);
  add_events(setup);
  setup.theatre.militias[0].vehicles = {{"arms", .2}, {"training", .1}, {"funding", .2}, {"sanctuary", .3}, {"political", .2}};
  setup.theatre.militias[2].vehicles = {{"arms", .4}, {"training", .2}, {"funding", .1}, {"intelligence", .2}, {"advisers", .1}};
  setup.theatre.recipients = {{.name = "clinics", .kind = "organisation", .share = .4, .provinces = {}, .militia = "mahdi_army"},
                              {.name = "trade", .kind = "trade", .share = .6, .provinces = {}}};
  for (const ParameterInfo& info : parameter_table())
    if (info.key.starts_with("kinds.")) info.in(setup.parameters) = .8;
  set_lever(setup, "arms_cut", .3);
  setup.actions.push_back({.kind = ActionKind::kSet, .week = 60, .until = 90, .values = {{lever_number(setup, "sanctuary_cut"), .9}}});
  expect_the_core(setup);
}

TEST(EventsAndSwitches, ActInTheLayerAsInTheCore) {
  auto setup = default_setup();
  change_parameters(setup);
  add_events(setup);
  expect_the_core(setup);
}

TEST(EventsAndSwitches, ActInTheLayerAsInTheCoreOnAnotherStrategy) {
  auto setup = setup_of_strategy(read_reference("strategies.json").at("engage_then_coerce"));
  change_parameters(setup);
  add_events(setup);
  expect_the_core(setup);
}

// Section 9 of the host side: it reads the layer's militias and street, and its shelter, feuds, freeze, integration and front act on cells.
class HostPolitics : public testing::TestWithParam<std::string> {};

TEST_P(HostPolitics, ActsInTheLayerAsInTheCore) {
  const auto all = testing_support::Json::parse(std::ifstream(FULCRUM_HOST_SIDE));
  auto setup = testing_support::setup_of_scenario(all.at(GetParam()).at("scenario"));
  expect_the_core(setup);
}

INSTANTIATE_TEST_SUITE_P(Of, HostPolitics,
                         testing::Values("basra_2008", "maysan_2011", "march_2020", "march_2020, everything used",
                                         "withdrawal_2011_politics", "iraq_2008, adaptive rival", "march_2020, only street and rivalry"),
                         [](const auto& of) {
                           std::string name = of.param;
                           std::replace_if(
                               name.begin(), name.end(), [](char c) { return c == ' ' || c == ','; }, '_');
                           return name;
                         });

}  // namespace
}  // namespace fulcrum
