// One policy gives way to another: the levers of each in their own weeks, and nothing else is moved.
#include "sim/exploration/switched_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/scenario.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;

Policy shipped(const std::string& name, const std::vector<Override>& overrides = {}) {
  return {name, read_scenario(name, {}, overrides).setup};
}

void expect_same_levers(const Setup& setup, const LeverPath& path, int from, int ago) {
  const LeverPath found = lever_path(setup);
  for (int lever = 0; lever < static_cast<int>(setup.levers.size()); ++lever)
    for (int t = from; t < setup.weeks; ++t) ASSERT_EQ(found.value(lever, t), path.value(lever, t - ago)) << lever << " in week " << t;
}

TEST(SwitchedPolicy, AtWeek0IsTheSecondPolicy) {
  const Policy first = shipped("status_quo"), second = shipped("engage_then_coerce");
  fulcrum::Setup setup = first.setup;
  put_switch(lever_path(first.setup), lever_path(second.setup), 0, setup);
  expect_same_levers(setup, lever_path(second.setup), 0, 0);
}

TEST(SwitchedPolicy, BehindTheLastWeekIsTheFirstPolicy) {
  const Policy first = shipped("engage_then_coerce"), second = shipped("status_quo");
  fulcrum::Setup setup = second.setup;
  put_switch(lever_path(first.setup), lever_path(second.setup), setup.weeks, setup);
  expect_same_levers(setup, lever_path(first.setup), 0, 0);
}

TEST(SwitchedPolicy, TheSecondBeginsWithItsOwnFirstWeek) {
  const Policy first = shipped("status_quo"), second = shipped("engage_then_coerce");
  const auto design = switches_at(first, {second}, {52, 104});
  ASSERT_EQ(design->count(), 2);
  fulcrum::Setup setup = second.setup;
  design->apply_to(second.name, design->values(1), setup);
  expect_same_levers(setup, lever_path(second.setup), 104, 104);
  EXPECT_EQ(lever_path(setup).value(0, 103), lever_path(first.setup).value(0, 103));
  design->apply_to(second.name, design->values(0), setup);  // a setup is used again for the next point
  expect_same_levers(setup, lever_path(second.setup), 52, 52);
}

TEST(SwitchedPolicy, MovesNoParameter) {
  const Policy first = shipped("status_quo"), second = shipped("engagement");
  fulcrum::Setup setup = second.setup;
  setup.parameters.direct.threat_gain = 9;
  switches_at(first, {second}, {26})->apply_to(second.name, {26}, setup);
  EXPECT_EQ(setup.parameters.direct.threat_gain, 9);
}

TEST(SwitchedPolicy, IsRefusedWhereMoreThanLeversDiffers) {
  EXPECT_EQ(problem_of_switches({shipped("status_quo"), shipped("engagement")}), "");
  EXPECT_THAT(problem_of_switches({shipped("status_quo"), shipped("engagement", {{"direct.threat_gain=3"}})}),
              HasSubstr("direct.threat_gain"));
  Policy ruled = shipped("engagement");
  ruled.setup.rules.emplace_back();
  EXPECT_THAT(problem_of_switches({shipped("status_quo"), ruled}), HasSubstr("rules"));
  Policy dated = shipped("engagement");
  dated.setup.deadlines.push_back({"departure", 100});
  EXPECT_THAT(problem_of_switches({shipped("status_quo"), dated}), HasSubstr("deadlines"));
}

}  // namespace
}  // namespace fulcrum
