// When policies tip, what follows them, and that neither depends on how it is computed.
#include "sim/exploration/pathways.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "scenarios/scenario.h"
#include "sim/exploration/pathways_text.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Plan plan_of_policies(const std::vector<std::string>& names, int futures = 40) {
  std::vector<Policy> policies;
  for (const std::string& name : names) policies.push_back({name, read_scenario(name, {}).setup});
  return Plan(policies, futures, 7, true);
}

const Threshold kShort{.limit = 1, .over = 2, .grace = 3, .every = 4};

TEST(TippingWeek, IsTheFirstInWhichTheMeanOfTheLastWeeksIsBeyondTheLimit) {
  EXPECT_EQ(tipping_week(std::vector<double>{9, 9, 0, 0, 1, 1, 2, 0}, kShort, 0), 6);
  EXPECT_EQ(tipping_week(std::vector<double>{0, 0, 0, 0, 1, 1, 1, 1}, kShort, 0), -1);
}

TEST(TippingWeek, DoesNotCountTheWeeksOfGrace) {
  const std::vector<double> early{9, 9, 0, 0, 0, 0, 0, 0};
  EXPECT_EQ(tipping_week(early, kShort, 0), -1);
  const std::vector<double> after_a_switch{0, 0, 0, 9, 9, 9, 0, 0, 0};
  EXPECT_EQ(tipping_week(after_a_switch, kShort, 0), 3);
  EXPECT_EQ(tipping_week(after_a_switch, kShort, 4), -1);  // the mean of weeks 6 and 7 is the first that counts
}

TEST(TippingWeek, OfAFloorIsBelowIt) {
  Threshold floor = kShort;
  floor.at_most = false;
  EXPECT_EQ(tipping_week(std::vector<double>{0, 0, 2, 2, 1, 1, 0, 0}, floor, 0), 6);
}

TEST(WeekOfSwitch, IsTheFirstDecisionPointAfterThePolicyTips) {
  EXPECT_EQ(week_of_switch(3, kShort), 4);
  EXPECT_EQ(week_of_switch(4, kShort), 8);
  EXPECT_EQ(week_of_switch(7, kShort), 8);
}

TEST(Pathways, OfALimitThatNothingReachesHaveNoSwitch) {
  const auto found = pathways(plan_of_policies({"status_quo", "engagement"}), {.limit = 1}, {});
  ASSERT_TRUE(found);
  for (const Pathway& from : found->from) {
    EXPECT_EQ(from.tips.share, 0);
    EXPECT_TRUE(std::isnan(from.week.median));
    EXPECT_TRUE(from.followers.empty());
  }
  EXPECT_EQ(found->runs, 80);
}

TEST(Pathways, ALooserLimitIsNeverBrokenInMoreFutures) {
  const Plan plan = plan_of_policies({"status_quo", "containment_plus"});
  double before = 2;
  for (const double limit : {0.1, 0.4, 0.5, 0.55, 0.6, 0.8}) {
    const double share = pathways(plan, {.limit = limit}, {})->from[0].tips.share;
    EXPECT_LE(share, before) << limit;
    before = share;
  }
  EXPECT_EQ(before, 0);
}

TEST(Pathways, APolicyThatNeverTipsKeepsWhatItTakesOver) {
  const auto found = pathways(plan_of_policies({"containment_plus", "engagement"}), {.limit = 0.5}, {});
  ASSERT_EQ(found->from[1].tips.share, 0);
  ASSERT_EQ(found->from[0].tips.share, 1);
  EXPECT_EQ(found->from[0].switched, 40);
  EXPECT_EQ(found->from[0].followers.at(0).policy, 1u);
  EXPECT_GT(found->from[0].followers.at(0).keeps.share, 0.5);
  EXPECT_EQ(found->from[0].helped.share, found->from[0].followers.at(0).keeps.share);
}

TEST(Pathways, ThreadsChangeNothing) {
  const Plan plan = plan_of_policies({"status_quo", "engagement", "coercion_alone"});
  std::vector<std::string> texts;
  for (const int jobs : {1, 2, 5}) {
    const auto found = pathways(plan, {.limit = 0.52}, {.jobs = jobs});
    texts.push_back(pathways_text(*found, {.limit = 0.52}, "test", 100));
  }
  EXPECT_THAT(texts, ElementsAre(texts[0], texts[0], texts[0]));
}

TEST(Pathways, AreWithoutAnAnswerWhenInterrupted) {
  EXPECT_FALSE(pathways(plan_of_policies({"status_quo", "engagement"}), {.limit = 0.4}, {.interrupted = [] { return true; }}));
}

TEST(Pathways, RefuseWhatIsNoThreshold) {
  const Plan plan = plan_of_policies({"status_quo", "engagement"});
  EXPECT_THROW(pathways(plan, {.series = "delivered"}, {}), std::invalid_argument);  // one a militia
  EXPECT_THROW(pathways(plan, {.series = "dirct"}, {}), std::invalid_argument);
  EXPECT_THROW(pathways(plan, {.over = 60}, {}), std::invalid_argument);
  EXPECT_THROW(pathways(plan, {.grace = 208}, {}), std::invalid_argument);
}

TEST(PathwaysText, NamesPoliciesAndWhatIsKept) {
  const Threshold threshold{.limit = 0.5};
  const auto found = pathways(plan_of_policies({"containment_plus", "engagement"}), threshold, {});
  const std::string text = pathways_text(*found, threshold, "seed 7", 200);
  EXPECT_THAT(text, HasSubstr("mean of 26 weeks, at most 0.5. Over 40 states of the world (seed 7)."));
  EXPECT_THAT(text, HasSubstr("of the 40 states of the world in which containment_plus is replaced"));
}

TEST(PathwaysTables, HaveARowAPolicyAndARowASwitch) {
  const Threshold threshold{.limit = 0.5};
  const auto tables =
      pathways_tables(*pathways(plan_of_policies({"containment_plus", "engagement", "status_quo"}), threshold, {}), threshold);
  EXPECT_EQ(tables.at(0).columns.at(0).rows(), 3u);
  for (const TableColumn& column : tables.at(1).columns) EXPECT_EQ(column.rows(), tables.at(1).columns.at(0).rows());
}

}  // namespace
}  // namespace fulcrum
