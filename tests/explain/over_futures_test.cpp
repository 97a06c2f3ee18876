// Parts over states of the world: counts and sentences of planted parts, and futures of the model.
#include "sim/explain/over_futures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "scenarios/scenario.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"

namespace fulcrum {
namespace {

using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// Parts of two causes, a future each; the difference is their sum.
OutcomeOverFutures planted(const std::vector<std::vector<double>>& parts) {
  std::vector<double> difference;
  for (const auto& one : parts) difference.push_back(one[0] + one[1]);
  return spread_over_futures(find_outcome("direct_last_year"), std::vector<double>(parts.size(), .5), difference, parts, {});
}

TEST(OverFutures, PlantedPartsAreCountedWhereTheyAreTheLargest) {
  std::vector<std::vector<double>> parts(9, {-.3, -.1});
  parts.push_back({-.1, -.4});
  const OutcomeOverFutures one = planted(parts);
  EXPECT_EQ(one.futures, 10);
  EXPECT_EQ(one.differ, 10);
  EXPECT_EQ(one.by_difference[0].largest, 9);
  EXPECT_EQ(one.by_difference[0].most, 9);
  EXPECT_EQ(one.by_difference[1].largest, 1);
  EXPECT_DOUBLE_EQ(one.by_difference[0].range.median, -.3);
  EXPECT_DOUBLE_EQ(one.by_difference[0].range.low, -.3);
  EXPECT_NEAR(one.by_difference[0].range.high, -.19, 1e-12);  // type 7: .55 of the way from the ninth value to the tenth
  EXPECT_THAT(robust_sentence(one, one.by_difference, {"talks", "arms"}),
              AllOf(StartsWith("In 9 of 10 futures, talks is the largest part (median -0.300"), EndsWith("That is robust.")));
}

TEST(OverFutures, WhatChangesFromFutureToFutureIsNotCalledRobust) {
  std::vector<std::vector<double>> parts(4, {-.3, -.1});
  for (int i = 0; i < 3; ++i) parts.push_back({.1, .4});
  EXPECT_THAT(robust_sentence(planted(parts), planted(parts).by_difference, {"talks", "arms"}), EndsWith("That is not robust."));
  OutcomeOverFutures open = planted(parts);
  open.differ = 9;
  EXPECT_THAT(robust_sentence(open, open.by_difference, {"talks", "arms"}), HasSubstr("depends on the future"));
}

TEST(OverFutures, AFewThatAgreeAreNotCalledRobust) {
  const OutcomeOverFutures few = planted(std::vector<std::vector<double>>(9, {-.3, -.1}));
  EXPECT_THAT(robust_sentence(few, few.by_difference, {"talks", "arms"}), EndsWith("These are too few to call it robust."));
}

TEST(OverFutures, TiesHaveNoLargestPartAndFailedFuturesAreLeftOut) {
  const OutcomeOverFutures one = planted({{-.3, .297}, {kNan, .1}, {-.2, .05}});
  EXPECT_EQ(one.futures, 2);
  EXPECT_EQ(one.failed, 1);
  EXPECT_EQ(one.differ, 1);
  EXPECT_EQ(one.by_difference[0].largest, 1);
  const OutcomeOverFutures none = planted({{.001, .002}, {0, 0}});
  EXPECT_THAT(robust_sentence(none, none.by_difference, {"talks", "arms"}), StartsWith("In none of 2 futures"));
}

/// Two scenarios over the futures that `compare` would draw, the reference case before them.
struct OverModel {
  OverModel(const std::vector<Override>& other, int futures, int jobs) {
    Scenario b = read_scenario("status_quo", {}, other);
    b.name = "other";
    Study study = study_of({read_scenario("status_quo", {}), b}, RunSettings());
    study.uncertainty = uncertainty_in_force({}, study, {});
    plan.emplace(policies_of(study.policies), futures + 1, study.run.seed, true, nullptr, make_futures(study, futures + 1));
    differences = setup_differences({&plan->policies()[0].setup, &plan->policies()[1].setup});
    found = explain_over_futures(*plan, differences, {find_outcome("direct_last_year"), find_outcome("cost")}, {.jobs = jobs});
  }
  std::optional<Plan> plan;
  std::vector<SetupDifference> differences;
  std::vector<OutcomeOverFutures> found;
};

TEST(OverFutures, OneChangeMakesAllOfTheDifferenceInEveryFuture) {
  const OverModel model({{"levers.communication=0.8"}}, 12, 1);
  for (const OutcomeOverFutures& one : model.found) {
    EXPECT_EQ(one.futures, 12);
    ASSERT_EQ(one.by_difference.size(), 1U);
    EXPECT_EQ(one.by_difference[0].largest, one.differ);
    EXPECT_EQ(one.by_difference[0].most, one.differ);
    EXPECT_NEAR(one.by_difference[0].range.median, one.difference.median, 1e-12);
    EXPECT_NEAR(one.by_difference[0].range.low, one.difference.low, 1e-12);
    EXPECT_NEAR(one.by_difference[0].range.high, one.difference.high, 1e-12);
  }
  EXPECT_LT(model.found[0].difference.low, model.found[0].difference.high);  // futures differ
  EXPECT_FALSE(model.found[0].by_path.empty());
  EXPECT_TRUE(model.found[1].by_path.empty());
}

TEST(OverFutures, ThreadsChangeNoBit) {
  const std::vector<Override> other{{"levers.communication=0.8"}, {"levers.rhetoric=0.2"}};
  const OverModel one(other, 8, 1), two(other, 8, 2);
  for (std::size_t o = 0; o < one.found.size(); ++o)
    for (std::size_t i = 0; i < 2; ++i) {
      EXPECT_EQ(one.found[o].by_difference[i].range.median, two.found[o].by_difference[i].range.median);
      EXPECT_EQ(one.found[o].by_difference[i].range.low, two.found[o].by_difference[i].range.low);
      EXPECT_EQ(one.found[o].by_difference[i].largest, two.found[o].by_difference[i].largest);
    }
}

}  // namespace
}  // namespace fulcrum
