// Parameters that are 0 by default switch a disputed mechanism off: with one at 0, its companions may have any value and the run keeps its
// bits; with it on, they matter (otherwise the first would prove nothing). model.md section 8.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ostream>

#include "tests/models/default_theatre.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {
namespace {

using testing_support::default_setup;
using testing_support::lever_number;
using testing_support::record;
using testing_support::same_bits;
using testing_support::set_lever;

double& parameter(Setup& setup, std::string_view key) { return find_parameter(key)->in(setup.parameters); }

// What the switched mechanisms act on: raids, accommodation, talks, a surge, kinds of support.
Setup busy_setup() {
  Setup setup = default_setup(104);
  set_lever(setup, "raids", .5);
  set_lever(setup, "accommodation", .4);
  set_lever(setup, "communication", .6);
  set_lever(setup, "surge", .2);
  setup.theatre.militias[0].vehicles = {{"arms", .2}, {"training", .1}, {"funding", .2}, {"sanctuary", .3}, {"political", .2}};
  setup.theatre.militias[2].vehicles = {{"arms", .4}, {"training", .2}, {"funding", .1}, {"intelligence", .2}, {"advisers", .1}};
  return setup;
}

void add_a_bloc(Setup& setup) {
  Bloc bloc;
  bloc.name = "bloc";
  bloc.seats = 10;
  bloc.tie = .5;
  bloc.organisations = {0};
  setup.theatre.host.blocs = {bloc};
}

std::vector<std::string_view> switches() {
  std::vector<std::string_view> zero;
  for (const ParameterInfo& info : parameter_table())
    if (info.value == 0) zero.push_back(info.key);
  std::sort(zero.begin(), zero.end());
  return zero;
}

TEST(Switches, OfTheSpecificationAreZeroByDefault) {
  EXPECT_THAT(switches(), testing::IsSupersetOf({"insecurity.infiltration", "insecurity.minimum", "insecurity.patron_agitation",
                                                 "insurgents.realignment", "motive.accommodation_opening", "motive.emboldenment",
                                                 "motive.talk_weakness", "threat.raid_alarm"}));
}

class EachSwitch : public testing::TestWithParam<std::string_view> {};

TEST_P(EachSwitch, ChangesARunWhenOn) {
  auto off = busy_setup();
  if (GetParam() == "insecurity.minimum") set_lever(off, "host_aid", 1);  // safe enough to reach the minimum
  if (GetParam() == "kinds.political_pull") add_a_bloc(off);
  auto on = off;
  parameter(on, GetParam()) = find_parameter(GetParam())->explore_high;
  EXPECT_FALSE(same_bits(record(off), record(on)));
}

INSTANTIATE_TEST_SUITE_P(Of, EachSwitch, testing::ValuesIn(switches()), [](const auto& of) {
  std::string name(of.param);
  std::replace(name.begin(), name.end(), '.', '_');
  return name;
});

// A companion, and what switches its mechanism on.
struct Companion {
  const char* key;
  void (*on)(Setup&);
};
void PrintTo(const Companion& companion, std::ostream* out) { *out << companion.key; }  // for names of tests

void realign(Setup& setup) { setup.parameters.insurgents.realignment = .5; }
void shock_the_sects(Setup& setup) {
  setup.actions.push_back({.kind = ActionKind::kPulse, .week = 10, .values = {{kLever_sectarian_shock, .6}}});
}
void crack_down(Setup& setup) {
  setup.actions.push_back({.kind = ActionKind::kPulse, .week = 10, .values = {{lever_number(setup, "crackdown.mahdi_army"), 1}}});
}

class EachCompanion : public testing::TestWithParam<Companion> {};

TEST_P(EachCompanion, KeepsTheBitsWhileItsMechanismIsOffAndMattersWhenItIsOn) {
  const auto& [key, on] = GetParam();
  for (const double value : {find_parameter(key)->explore_low, find_parameter(key)->explore_high}) {
    auto plain = busy_setup(), changed = busy_setup();
    parameter(changed, key) = value;
    EXPECT_TRUE(same_bits(record(plain), record(changed))) << key << " = " << value;
    on(plain);
    on(changed);
    EXPECT_FALSE(same_bits(record(plain), record(changed))) << key << " = " << value;
  }
}

INSTANTIATE_TEST_SUITE_P(Of, EachCompanion,
                         testing::Values(Companion{"insurgents.realignment_rate", realign},
                                         Companion{"insecurity.shock_gain", shock_the_sects},
                                         Companion{"insecurity.shock_weeks", shock_the_sects}, Companion{"militia.rage_gain", crack_down},
                                         Companion{"militia.rage_weeks", crack_down}, Companion{"militia.crackdown_loss", crack_down}),
                         [](const auto& of) {
                           std::string name(of.param.key);
                           std::replace(name.begin(), name.end(), '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace fulcrum
