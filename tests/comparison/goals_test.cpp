// The source article's goals, of outcomes that are filled in by hand.
#include "sim/comparison/goals.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using Values = std::map<std::string, std::vector<double>>;  // by replicate

class Goals : public ::testing::Test {
 protected:
  /// Of the first policy and the other; outcomes that are not named are 1/2.
  GoalOfPolicy reached(const std::string& goal, const Values& first, const Values& other) {
    OutcomeTable table(plan_, {standard_outcomes().begin(), standard_outcomes().end()});
    for (std::size_t o = 0; o < table.outcomes().size(); ++o)
      for (const auto& [policy, values] : {std::pair{0, &first}, std::pair{1, &other}}) {
        const auto found = values->find(table.outcomes()[o].name);
        table.fill(o, 4 * policy, found == values->end() ? std::vector<double>(4, .5) : found->second);
      }
    for (const Goal& one : goals())
      if (one.name == goal) return goal_of_policy(plan_, table, one, 1);
    throw std::logic_error("no such goal");
  }

  Plan plan_{{{"first", testing_support::default_setup()}, {"other", testing_support::default_setup()}}, 4, 1, true};
};

TEST_F(Goals, AreNotMetByAPolicyThatChangesNothing) {
  for (const Goal& goal : goals()) {
    const GoalOfPolicy none = reached(goal.name, {}, {});
    EXPECT_EQ(none.share_met, 0) << goal.name << ": a tie is not met";
    EXPECT_EQ(none.value.mean, 0) << goal.name;
    EXPECT_EQ(none.pairs, 4) << goal.name;
  }
}

TEST_F(Goals, AreReductionsAndCountedFutureByFuture) {
  const GoalOfPolicy direct = reached("goal_direct", {}, {{"direct_last_year", {.25, .25, .25, .75}}});
  EXPECT_EQ(direct.value.mean, (.25 + .25 + .25 - .25) / 4);
  EXPECT_EQ(direct.share_met, .75);
  EXPECT_EQ(direct.policy, "other");
  EXPECT_EQ(reached("goal_total", {}, {{"total_last_year", {0, 0, 1, 1}}}).share_met, .5);
  const GoalOfPolicy moved = reached("goal_shift", {}, {{"indirect_share_last_year", {.75, .75, .75, .75}}});
  EXPECT_EQ(moved.value.mean, .25) << "a larger share of indirect support";
  EXPECT_EQ(moved.share_met, 1);
}

TEST_F(Goals, TheEndStateIsMetWhereAllThreePartsAre) {
  const Values other{
      {"tightness_last_year", {.25, .25, .25, .75}}, {"direct_last_year", {.25, .25, .75, .25}}, {"balance_drift", {-.25, .75, .25, .25}}};
  const GoalOfPolicy end = reached("end_state", {}, other);
  EXPECT_EQ(end.value.mean, (3 + 2 + 2 + 2) / 4.0);
  EXPECT_EQ(end.share_met, .25) << "a drift of either sign is held against that of the first policy by its size";
}

TEST_F(Goals, FuturesInWhichARunFailedAreLeftOutAndCounted) {
  const double none = std::nan("");
  const GoalOfPolicy direct =
      reached("goal_direct", {{"direct_last_year", {none, .5, .5, .5}}}, {{"direct_last_year", {.25, none, .25, .75}}});
  EXPECT_EQ(direct.pairs, 2);
  EXPECT_EQ(direct.failed, 2);
  EXPECT_EQ(direct.share_met, .5);
  const std::vector<double> all(4, none);
  const GoalOfPolicy failed = reached("end_state", {{"direct_last_year", all}}, {});
  EXPECT_EQ(failed.pairs, 0);
  EXPECT_TRUE(std::isnan(failed.share_met)) << "no future says anything";
}

}  // namespace
}  // namespace fulcrum
