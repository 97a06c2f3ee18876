// Actions to levers by week: model.md section 6. Values are read off the definitions of the actions there.
#include "models/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/models/default_theatre.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing::Pointwise;
using testing_support::default_setup;
using testing_support::lever_number;

// Values of a lever by week after some actions, from a constant.
std::vector<double> by_week(const std::vector<Action>& actions, int weeks, double constant = 0, int lever = kLever_raids) {
  Setup setup = default_setup(weeks);
  setup.levers[static_cast<std::size_t>(lever)] = constant;
  setup.actions = actions;
  const LeverPath path = lever_path(setup);
  std::vector<double> values;
  for (int week = 0; week < weeks; ++week) values.push_back(path.value(lever, week));
  return values;
}

Action set(int week, double value, int until = -1, int lever = kLever_raids) {
  return {.kind = ActionKind::kSet, .week = week, .until = until, .values = {{lever, value}}};
}
Action ramp(int from, int until, double value) {
  return {.kind = ActionKind::kRamp, .week = from, .until = until, .values = {{kLever_raids, value}}};
}
Action pulse(int week, double value, int weeks = 1) {
  return {.kind = ActionKind::kPulse, .week = week, .weeks = weeks, .values = {{kLever_raids, value}}};
}
Action decision(int week, int lead_weeks, double weight) {
  return {.kind = ActionKind::kDecision, .week = week, .lead_weeks = lead_weeks, .weight = weight};
}

MATCHER(IsNear, "") { return std::abs(std::get<0>(arg) - std::get<1>(arg)) < 1e-15; }
auto Weeks(const std::vector<double>& values) { return Pointwise(IsNear(), values); }

TEST(Schedule, WithoutActionsIsTheConstant) { EXPECT_THAT(by_week({}, 3, .4), ElementsAre(.4, .4, .4)); }

TEST(Set, HoldsFromItsWeekOn) { EXPECT_THAT(by_week({set(2, .5)}, 5, .1), ElementsAre(.1, .1, .5, .5, .5)); }

TEST(Set, UntilAWeekGivesWayToWhatWasInForce) {
  EXPECT_THAT(by_week({set(1, .5, 3)}, 5, .1), ElementsAre(.1, .5, .5, .1, .1));
  EXPECT_THAT(by_week({set(1, .3), set(2, .5, 4)}, 6, .1), ElementsAre(.1, .3, .5, .5, .3, .3));
}

TEST(Set, UntilTheHorizonOrBeyondHoldsToTheEnd) {
  EXPECT_THAT(by_week({set(1, .5, 3)}, 3), ElementsAre(0, .5, .5));
  EXPECT_THAT(by_week({set(1, .5, 300)}, 3), ElementsAre(0, .5, .5));
}

TEST(Set, InTheFirstAndInTheLastWeekCounts) {
  EXPECT_THAT(by_week({set(0, .5)}, 3), ElementsAre(.5, .5, .5));
  EXPECT_THAT(by_week({set(2, .5)}, 3), ElementsAre(0, 0, .5));
}

TEST(Ramp, GoesLinearlyFromTheValueInForceToItsTargetAndStays) {
  EXPECT_THAT(by_week({ramp(1, 5, .9)}, 8, .1), Weeks({.1, .1, .3, .5, .7, .9, .9, .9}));  // .2 a week
  EXPECT_THAT(by_week({set(0, .5), ramp(2, 4, .1)}, 6), Weeks({.5, .5, .5, .3, .1, .1}));
}

TEST(Ramp, IsCutOffByTheHorizonOnItsWay) { EXPECT_THAT(by_week({ramp(0, 10, 1)}, 4), Weeks({0, .1, .2, .3})); }

TEST(Ramp, EndsExactlyAtItsTarget) { EXPECT_EQ(by_week({ramp(0, 7, .3)}, 9, .88)[7], .3); }

TEST(Pulse, LastsOneWeekUnlessToldOtherwiseAndReverts) {
  EXPECT_THAT(by_week({pulse(1, .8)}, 4, .2), ElementsAre(.2, .8, .2, .2));
  EXPECT_THAT(by_week({pulse(1, .8, 2)}, 5, .2), ElementsAre(.2, .8, .8, .2, .2));
}

TEST(Pulse, IsCutOffByTheHorizon) { EXPECT_THAT(by_week({pulse(2, .8, 5)}, 4), ElementsAre(0, 0, .8, .8)); }

TEST(Pulse, RevertsToTheRampUnderIt) { EXPECT_THAT(by_week({ramp(0, 4, .8), pulse(2, 1)}, 6), Weeks({0, .2, 1, .6, .8, .8})); }

TEST(Layers, OfTheLaterInTheFileWin) {
  EXPECT_THAT(by_week({set(1, .5), set(1, .7)}, 3), ElementsAre(0, .7, .7));
  EXPECT_THAT(by_week({set(2, .5), set(1, .7)}, 4), ElementsAre(0, .7, .7, .7));  // by the file, not by the calendar
  EXPECT_THAT(by_week({pulse(1, .9, 2), set(2, .4)}, 4), ElementsAre(0, .9, .4, .4));
  EXPECT_THAT(by_week({set(2, .4), pulse(1, .9, 2)}, 4), ElementsAre(0, .9, .9, .4));
  EXPECT_THAT(by_week({ramp(0, 4, .8), set(2, .1, 3)}, 5), Weeks({0, .2, .1, .6, .8}));
}

TEST(Layers, OfARampStartFromWhatTheEarlierOnesLeft) {
  EXPECT_THAT(by_week({pulse(1, .9), ramp(1, 3, .1)}, 5), Weeks({0, .9, .5, .1, .1}));
}

TEST(Decision, RisesToItsWeightInTheWeekOfItsDateAndIsOver) {
  // weight*(1 - (d - t)/lead): d = 4, lead 4
  EXPECT_THAT(by_week({decision(4, 4, 1)}, 7, 0, kLever_decision), Weeks({0, .25, .5, .75, 1, 0, 0}));
  EXPECT_THAT(by_week({decision(4, 4, .5)}, 7, 0, kLever_decision), Weeks({0, .125, .25, .375, .5, 0, 0}));
}

TEST(Decision, BeyondTheHorizonOrBeforeItsLeadIsFeltAsFarAsTheRunGoes) {
  EXPECT_THAT(by_week({decision(6, 4, 1)}, 5, 0, kLever_decision), Weeks({0, 0, 0, .25, .5}));
  EXPECT_THAT(by_week({decision(1, 4, 1)}, 4, 0, kLever_decision), Weeks({.75, 1, 0, 0}));
  EXPECT_THAT(by_week({decision(100, 4, 1)}, 4, 0, kLever_decision), Weeks({0, 0, 0, 0}));
}

TEST(Decision, PointsThatOverlapGiveTheirMaximumInAnyOrder) {
  // d = 4: 0 .25 .5 .75 1 0 0; d = 6, weight .8, lead 4: 0 0 0 .2 .4 .6 .8
  const std::vector<double> both = {0, .25, .5, .75, 1, .6, .8};
  EXPECT_THAT(by_week({decision(4, 4, 1), decision(6, 4, .8)}, 7, 0, kLever_decision), Weeks(both));
  EXPECT_THAT(by_week({decision(6, 4, .8), decision(4, 4, 1)}, 7, 0, kLever_decision), Weeks(both));
}

TEST(Decision, DoesNotLowerALeverThatIsSet) {
  EXPECT_THAT(by_week({set(0, .6, -1, kLever_decision), decision(4, 4, 1)}, 6, 0, kLever_decision), Weeks({.6, .6, .6, .75, 1, .6}));
}

TEST(Actions, MoveSeveralLeversAndNoOthers) {
  auto setup = default_setup(3);
  setup.actions = {{.kind = ActionKind::kSet, .week = 1, .values = {{kLever_raids, .5}, {kLever_forces, .3}}}};
  const LeverPath path = lever_path(setup);
  for (int lever = 0; lever < static_cast<int>(setup.levers.size()); ++lever) {
    const double before = setup.levers[static_cast<std::size_t>(lever)];
    const double after = lever == kLever_raids ? .5 : lever == kLever_forces ? .3 : before;
    EXPECT_EQ(path.value(lever, 0), before) << lever;
    EXPECT_EQ(path.value(lever, 1), after) << lever;
    EXPECT_EQ(path.value(lever, 2), after) << lever;
  }
}

TEST(Actions, ReachOneMilitiaAlone) {
  auto setup = default_setup(4);
  const int of_badr = lever_number(setup, "crackdown.badr"), of_mahdi = lever_number(setup, "crackdown.mahdi_army");
  const int restraint = lever_number(setup, "restraint.mahdi_army");
  EXPECT_EQ(of_badr, of_mahdi + 1);
  EXPECT_EQ(restraint, kLeverCount + 3);  // after the crackdowns of three militias
  setup.actions = {{.kind = ActionKind::kPulse, .week = 1, .values = {{of_badr, 1}}},
                   {.kind = ActionKind::kSet, .week = 2, .values = {{restraint, .7}}}};
  const LeverPath path = lever_path(setup);
  for (int week = 0; week < 4; ++week) {
    EXPECT_EQ(path.value(of_badr, week), week == 1 ? 1 : 0);
    EXPECT_EQ(path.value(of_mahdi, week), 0);
    EXPECT_EQ(path.value(restraint, week), week >= 2 ? .7 : 0);
  }
}

TEST(Tables, LieOverConstantsAndUnderActions) {
  auto setup = default_setup(4);
  setup.levers[kLever_raids] = .9;
  setup.tables = {{kLever_raids, {.1, .2, .3, .4}}, {kLever_forces, {1, 1, 1, 1}}};
  setup.actions = {set(1, .7, 3)};
  const LeverPath path = lever_path(setup);
  EXPECT_EQ(path.value(kLever_raids, 0), .1);
  EXPECT_EQ(path.value(kLever_raids, 1), .7);
  EXPECT_EQ(path.value(kLever_raids, 2), .7);
  EXPECT_EQ(path.value(kLever_raids, 3), .4);
  EXPECT_EQ(path.value(kLever_forces, 2), 1);
}

TEST(LeverPath, HoldsOnlyWeeksInWhichALeverChanges) {
  auto setup = default_setup(100);
  setup.actions = {set(10, .5), set(20, .5), pulse(30, .5), pulse(40, .8)};
  const LeverPath path = lever_path(setup);
  ASSERT_EQ(path.changes().size(), 3u);  // weeks 10, 40 and 41: the others leave the lever where it is
  EXPECT_EQ(path.changes()[0].week, 10);
  EXPECT_EQ(path.changes()[1].week, 40);
  EXPECT_EQ(path.changes()[2].week, 41);
  EXPECT_EQ(path.changes()[2].value, .5);
  EXPECT_EQ(path.weeks(), 100);
}

TEST(LeverPath, OfOneWeekHasNoChanges) {
  EXPECT_TRUE(lever_path(default_setup(1)).changes().empty());
  EXPECT_THAT(by_week({set(0, .3)}, 1), ElementsAre(.3));
}

}  // namespace
}  // namespace fulcrum
