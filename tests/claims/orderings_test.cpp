// What the reference strategies say of each other at the default parameters: every ordering of scenarios/orderings.toml, a test each.
#include "scenarios/orderings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "scenarios/scenario.h"
#include "sim/calibration/orderings.h"
#include "tests/claims/strategy_runs.h"

namespace fulcrum {
namespace {

using testing_support::RecordedRun;
using testing_support::strategy;
using testing_support::strategy_runs;

RecordingView view_of(const RecordedRun& run) {
  return {&run.selection(), run.values().data(), static_cast<std::size_t>(run.weeks()), run.weeks()};
}

std::vector<RecordingView> all_views() {
  std::vector<RecordingView> views;
  for (const std::string& name : policy_orderings().strategies) views.push_back(view_of(strategy(name)));
  return views;
}

const Theatre& theatre() {
  static const Theatre theatre = read_scenario("status_quo", {}).setup.theatre;
  return theatre;
}

double effect_of(const Condition& condition) {
  const auto measured = [](const Measure& measure) {
    const RecordedRun& run = strategy(measure.run);
    return MeasureReading(measure, run.selection(), theatre()).of(view_of(run));
  };
  return value_of(condition.left, measured) - value_of(condition.right, measured);
}

class PolicyOrderings : public testing::TestWithParam<std::size_t> {};

TEST_P(PolicyOrderings, HoldsAtTheDefaults) {
  const Ordering& ordering = policy_orderings().all[GetParam()];
  for (const Condition& condition : ordering.holds) {
    if (condition.or_equal)
      EXPECT_GE(effect_of(condition), 0) << ordering.statement << ": " << condition.text;
    else
      EXPECT_GT(effect_of(condition), 0) << ordering.statement << ": " << condition.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Claims, PolicyOrderings, testing::Range(std::size_t{0}, policy_orderings().all.size()),
                         [](const auto& at) { return policy_orderings().all[at.param].claim + "_" + std::to_string(at.param); });

TEST(PolicyOrderings, AreThoseOfTheSpecification) {
  EXPECT_EQ(policy_orderings().all.size(), 29u);
  EXPECT_EQ(policy_orderings().strategies.size(), strategy_runs().size());
  for (const std::string& name : policy_orderings().strategies) EXPECT_TRUE(strategy_runs().contains(name)) << name;
}

// Whether engaging first beats doing both at once was a tie in the first edition. At the defaults of the second it does, but in fewer than
// half of the draws over the ranges: it stays undecided, and this fails when the tie comes back.
TEST(PolicyOrderings, WhatIsUndecidedIsNoTieAtTheDefaults) {
  ASSERT_EQ(policy_orderings().undecided.size(), 1u);
  EXPECT_GT(std::abs(effect_of(policy_orderings().undecided.front().holds.front())), .01);
}

TEST(OrderingCheck, FindsNothingViolatedAtTheDefaults) {
  const std::vector<RecordingView> views = all_views();
  EXPECT_THAT(OrderingCheck(*views.front().selection, theatre()).violated(views), testing::IsEmpty());
}

TEST(OrderingCheck, NamesTheOrderingsThatAreBroken) {
  std::vector<RecordingView> views = all_views();
  const auto at = [](const char* name) {
    const auto& names = policy_orderings().strategies;
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  };
  std::swap(views[at("sanctions_only")], views[at("sanctions_tailored")]);
  std::vector<std::string> claims;
  for (const Ordering* ordering : OrderingCheck(*views.front().selection, theatre()).violated(views)) claims.push_back(ordering->claim);
  EXPECT_THAT(claims, testing::ElementsAre("P64", "P65"));
}

}  // namespace
}  // namespace fulcrum
