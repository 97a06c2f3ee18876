// Causes of a week's changes add up to what the model did, and only what changed is a cause.
#include "sim/explain/week_changes.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/explain/weeks_of_runs.h"

namespace fulcrum {
namespace {

using testing_support::WeeksOfRun;

double sum(const Change& change) { return std::accumulate(change.begin(), change.end(), 0.0); }

TEST(WeekChanges, AddUpToTheChangesOfTheRun) {
  for (const char* name : {"engage_then_coerce", "strikes_alone", "march_2020", "withdrawal_2011_politics"}) {
    const WeeksOfRun run(name);
    for (std::size_t t = 1; t < run.weeks.size(); ++t) {
      const WeekArguments &before = run.weeks[t - 1], &after = run.weeks[t];
      ASSERT_NEAR(sum(threat_change(run.setup, before, after)), after.threat - before.threat, 1e-12) << name << ' ' << t;
      ASSERT_NEAR(sum(insecurity_front_change(run.setup, before, after)), after.x_V - before.x_V, 1e-12) << name << ' ' << t;
      ASSERT_NEAR(sum(motive_wanted_change(run.setup, before, after)), after.motive_wanted - before.motive_wanted, 1e-12)
          << name << ' ' << t;
      ASSERT_NEAR(sum(expected_cost_change(run.setup, before, after)), after.EC - before.EC, 1e-12) << name << ' ' << t;
    }
  }
}

TEST(WeekChanges, OfAWeekThatIsTheSameAreNothing) {
  const WeeksOfRun run("strikes_alone");
  for (const auto change : {threat_change, insecurity_front_change, motive_wanted_change, expected_cost_change})
    for (const double part : change(run.setup, run.weeks[60], run.weeks[60])) EXPECT_EQ(part, 0);
}

TEST(WeekChanges, BackwardsAreTheSameWithTheOtherSign) {
  const WeeksOfRun run("strikes_alone");
  const WeekArguments &a = run.weeks[20], &b = run.weeks[90];
  for (const auto change : {insecurity_front_change, expected_cost_change}) {
    const Change there = change(run.setup, a, b), back = change(run.setup, b, a);
    EXPECT_GT(std::abs(sum(there)), 0);
    for (std::size_t i = 0; i < there.size(); ++i) EXPECT_NEAR(there[i], -back[i], 1e-15) << causes()[i].name;
  }
}

TEST(WeekChanges, HaveTheOneCauseThatChanged) {
  const WeeksOfRun run("status_quo");
  const WeekArguments before = run.weeks[60];
  WeekArguments after = before;
  after.u.strikes += .5;
  const Change cost = expected_cost_change(run.setup, before, after);
  for (std::size_t i = 0; i < cost.size(); ++i)
    if (causes()[i].name != "strikes" || causes()[i].way != "expected cost") {
      EXPECT_EQ(cost[i], 0) << causes()[i].way << ' ' << causes()[i].name;
    }
  EXPECT_GT(cost[cause_number("expected cost", "strikes")], 0);
  after = before;
  after.V += .25;
  const Change street = insecurity_front_change(run.setup, before, after);
  EXPECT_NE(street[cause_number("insecurity front", "insecurity of the street")], 0);
  EXPECT_EQ(street[cause_number("insecurity front", "host capacity")], 0);
}

}  // namespace
}  // namespace fulcrum
