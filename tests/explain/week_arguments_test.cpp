// What is read back of a week is what the model computed in it.
#include "sim/explain/week_arguments.h"

#include <gtest/gtest.h>

#include "tests/explain/weeks_of_runs.h"

namespace fulcrum {
namespace {

using testing_support::WeeksOfRun;

TEST(WeekArguments, AreThoseOfTheWeekOrOfTheWeekBefore) {
  const WeeksOfRun run("strikes_alone");
  const auto direct = run.series("direct"), insecurity = run.series("insecurity"), rival = run.series("rival_threat"),
             channel = run.series("channel");
  for (std::size_t t = 1; t < run.weeks.size(); ++t) {
    EXPECT_EQ(run.weeks[t].direct, direct[t]);
    EXPECT_EQ(run.weeks[t].C, channel[t]);
    EXPECT_EQ(run.weeks[t].V, insecurity[t - 1]);
    EXPECT_EQ(run.weeks[t].TR, rival[t - 1]);
  }
  EXPECT_EQ(run.weeks[0].V, run.setup.initial.insecurity) << "the first week has the start before it";
}

TEST(WeekArguments, LeversAreThoseOfThePolicy) {
  const WeeksOfRun run("engage_then_coerce");
  const LeverPath path = lever_path(run.setup);
  for (std::size_t t = 0; t < run.weeks.size(); ++t) {
    Levers<double> u = run.weeks[t].u;
    for (int lever = 0; lever < kLeverCount; ++lever) EXPECT_EQ(u.at(lever), path.value(lever, static_cast<int>(t))) << t;
  }
}

TEST(WeekArguments, WantedSupportLeadsToTheSupportThatIsGiven) {
  for (const char* name : {"engage_then_coerce", "withdrawal_2011_politics"}) {
    const WeeksOfRun run(name);
    for (std::size_t t = 1; t < run.weeks.size(); ++t) {
      const WeekArguments &before = run.weeks[t - 1], &now = run.weeks[t];
      ASSERT_EQ(now.direct, before.direct + (now.direct_wanted - before.direct) / run.setup.parameters.direct.adjust_weeks) << t;
      ASSERT_EQ(now.I, before.indirect) << "last week's level";
    }
  }
}

TEST(WeekArguments, StocksAreThoseOfAllNeighbours) {
  const WeeksOfRun run("status_quo");
  const std::size_t neighbours = run.setup.theatre.neighbours.size();
  ASSERT_GT(neighbours, 1U);
  for (std::size_t t = 0; t < run.weeks.size(); t += 13) {
    double sum = 0;
    for (std::size_t n = 0; n < neighbours; ++n) sum += run.column("stock_offensive", n)[t];
    EXPECT_EQ(run.weeks[t].offensive, sum) << t;
  }
}

}  // namespace
}  // namespace fulcrum
