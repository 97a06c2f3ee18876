// Runs with kinds of support and with recipients that are organisations: neutral to the bit where nobody asks for them, and which way they
// work. model.md steps 12 to 14. That their numbers are those of the equations: tests/scenarios/second_cases_test.cpp.
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/models/default_theatre.h"
#include "tests/models/recorded_run.h"

namespace fulcrum {
namespace {

using testing_support::default_setup;
using testing_support::lever_number;
using testing_support::record;
using testing_support::RecordedRun;
using testing_support::same_bits;
using testing_support::set_lever;

enum : std::size_t { kMahdiArmy, kBadr, kSpecialGroups };

void name_vehicles(Setup& setup) {
  setup.theatre.militias[kMahdiArmy].vehicles = {{"arms", .2}, {"training", .1}, {"funding", .2}, {"sanctuary", .3}, {"political", .2}};
  setup.theatre.militias[kBadr].vehicles = {{"arms", .3}, {"training", .3}, {"funding", .25}, {"political", .15}};
  setup.theatre.militias[kSpecialGroups].vehicles = {{"arms", .4}, {"training", .3}, {"funding", .2}, {"advisers", .1}};
}

Setup setup_with_kinds() {
  Setup setup = default_setup(104);
  name_vehicles(setup);
  set_lever(setup, "raids", .5);
  return setup;
}

void switch_on(Setup& setup, double gain = 1) {
  for (const ParameterInfo& info : parameter_table())
    if (info.key.starts_with("kinds.")) info.in(setup.parameters) = gain;
}

double last_year(const Setup& setup, std::string_view series, std::size_t k) {
  const RecordedRun run = record(setup);
  const auto values = run.series(series, k).last(52);
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / 52;
}

TEST(KindsOfSupport, ChangeNoBitWhileTheirGainsAreOffAndNothingIsCut) {
  auto without = setup_with_kinds();
  for (Militia& militia : without.theatre.militias) militia.vehicles.clear();
  EXPECT_TRUE(same_bits(record(setup_with_kinds()), record(without)));
}

TEST(KindsOfSupport, ChangeNoBitWhereNoMilitiaNamesVehicles) {
  auto off = default_setup(104), on = default_setup(104);
  switch_on(on);
  for (const char* cut : {"arms_cut", "training_cut", "funds_cut", "sanctuary_cut"}) {
    set_lever(on, cut, .7);
    EXPECT_EQ(lever_number(on, cut), lever_number(off, cut));
  }
  const RecordedRun x = record(off), y = record(on);
  for (const char* series : {"direct", "attacks", "insecurity", "rival_threat", "balance"})
    for (int t = 0; t < 104; ++t) ASSERT_EQ(x.series(series)[static_cast<std::size_t>(t)], y.series(series)[static_cast<std::size_t>(t)]);
}

TEST(KindsOfSupport, HardlyMatterWhereAllMilitiasHaveOneMix) {
  auto off = setup_with_kinds();
  for (Militia& militia : off.theatre.militias) militia.vehicles = {{"arms", .5}, {"funding", .5}};
  auto on = off;
  switch_on(on);
  const RecordedRun x = record(off), y = record(on);
  for (int t = 0; t < 104; ++t)
    ASSERT_NEAR(x.series("attacks")[static_cast<std::size_t>(t)], y.series("attacks")[static_cast<std::size_t>(t)], 1e-13);
}

TEST(Cuts, TakeTheirKindsShareOfADeliveryAlsoWhileGainsAreOff) {
  auto open = setup_with_kinds(), cut = setup_with_kinds();
  set_lever(cut, "arms_cut", .5);
  const RecordedRun x = record(open), y = record(cut);
  // In the first week nothing else differs: half of the Mahdi Army's .2 of arms is gone.
  EXPECT_NEAR(y.series("delivered", kMahdiArmy)[0], x.series("delivered", kMahdiArmy)[0] * .9, 1e-15);
  EXPECT_NEAR(y.series("delivered", kSpecialGroups)[0], x.series("delivered", kSpecialGroups)[0] * .8, 1e-15);
}

TEST(Cuts, LeaveNothingBehindInDeliveriesOnceTheyEnd) {
  auto open = setup_with_kinds();
  open.parameters.direct.adjust_weeks = 1e9;
  open.parameters.militia.allocation_sharpness = 0;
  auto cut = open;
  cut.actions.push_back({.kind = ActionKind::kSet, .week = 10, .until = 20, .values = {{lever_number(cut, "funds_cut"), 1}}});
  const auto x = record(open), y = record(cut);
  EXPECT_LT(y.series("delivered", kBadr)[19], x.series("delivered", kBadr)[19]);
  EXPECT_NEAR(y.series("delivered", kBadr)[20], x.series("delivered", kBadr)[20], 1e-8);  // D follows what is wanted by 1e-9 a week
}

TEST(KindsOfSupport, MoveWhatTheyBring) {
  const auto off = setup_with_kinds();
  const auto with = [&](std::string_view key) {
    auto on = off;
    find_parameter(key)->in(on.parameters) = 1;
    return on;
  };
  // The special groups have more arms, training and advisers than is usual and no sanctuary, the Mahdi Army the reverse.
  for (const char* key : {"kinds.arms_build", "kinds.training_build"})
    EXPECT_GT(last_year(with(key), "capability", kSpecialGroups), last_year(off, "capability", kSpecialGroups)) << key;
  EXPECT_GT(last_year(with("kinds.advisers_control"), "control", kSpecialGroups), last_year(off, "control", kSpecialGroups));
  EXPECT_GT(last_year(with("kinds.funding_control"), "control", kBadr), last_year(off, "control", kBadr));
  EXPECT_LT(last_year(with("kinds.sanctuary_cover"), "capability", kSpecialGroups), last_year(off, "capability", kSpecialGroups));
  EXPECT_NE(last_year(with("kinds.arms_lethality"), "act", kMahdiArmy), 0);
}

Setup with_clinics(double share) {
  Setup setup = setup_with_kinds();
  setup.theatre.recipients = {{.name = "clinics", .kind = "organisation", .share = share, .provinces = {}, .militia = "mahdi_army"},
                              {.name = "trade", .kind = "trade", .share = 1 - share, .provinces = {}}};
  return setup;
}

TEST(Organisation, ThatReceivesNothingChangesNoBit) {
  auto plain = with_clinics(0);
  plain.theatre.recipients[0].kind = "party";
  plain.theatre.recipients[0].militia.clear();
  EXPECT_TRUE(same_bits(record(with_clinics(0)), record(plain)));
}

TEST(Organisation, ThatReceivesIndirectSupportObeysMoreAndLosesLess) {
  EXPECT_GT(last_year(with_clinics(.5), "control", kMahdiArmy), last_year(with_clinics(.2), "control", kMahdiArmy));
  EXPECT_GT(last_year(with_clinics(.2), "control", kMahdiArmy), last_year(with_clinics(0), "control", kMahdiArmy));
  auto unbound = with_clinics(.5);
  unbound.parameters.social.control_gain = 0;
  EXPECT_GT(last_year(unbound, "capability", kMahdiArmy), last_year(with_clinics(0), "capability", kMahdiArmy));
}

TEST(Organisation, WithoutBothGainsChangesNothingButWhatIsReceived) {
  auto off = with_clinics(.5);
  off.parameters.social.control_gain = off.parameters.social.cover = 0;
  const RecordedRun x = record(off), y = record(with_clinics(0));
  for (const char* series : {"direct", "attacks", "insecurity"})
    for (std::size_t t = 0; t < 104; ++t) ASSERT_EQ(x.series(series)[t], y.series(series)[t]) << series;
  EXPECT_GT(x.series("received", 0)[0], y.series("received", 0)[0]);
}

}  // namespace
}  // namespace fulcrum
