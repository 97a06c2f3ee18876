// The scenarios that are shipped are the reference strategies: read from their files, every run has the bits of the one whose levers and
// actions were typed from the specification. So the table and the orderings hold for them too.
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <string>
#include <vector>

#include "models/recording.h"
#include "scenarios/scenario.h"
#include "tests/claims/strategy_runs.h"

namespace fulcrum {
namespace {

using testing_support::record;
using testing_support::RecordedRun;
using testing_support::strategy;
using testing_support::strategy_runs;

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& [name, run] : strategy_runs()) all.push_back(name);
  return all;
}

class ShippedScenario : public testing::TestWithParam<std::string> {};

TEST_P(ShippedScenario, IsTheReferenceStrategyToTheLastBit) {
  const Scenario scenario = read_scenario(GetParam(), Library{});
  EXPECT_EQ(scenario.name, GetParam());
  ASSERT_EQ(scenario.setup.weeks, 208);
  EXPECT_EQ(scenario.setup.start, std::chrono::sys_days{std::chrono::year{2008} / 1 / 7});
  const RecordedRun shipped = record(scenario.setup);
  const RecordedRun& typed = strategy(GetParam());
  for (const SeriesInfo& series : series_catalogue()) {
    // The typed theatre has neither recipients nor provinces, and no run here has cells.
    if (series.agents || series.axis == Axis::kRecipient || series.axis == Axis::kProvince) continue;
    const std::size_t entities = axis_names(series.axis, scenario.setup.theatre).size();
    for (std::size_t entity = 0; entity < entities; ++entity)
      for (std::size_t t = 0; t < 208; ++t)
        ASSERT_EQ(std::bit_cast<std::uint64_t>(shipped.series(series.name, entity)[t]),
                  std::bit_cast<std::uint64_t>(typed.series(series.name, entity)[t]))
            << series.name << " " << entity << " in week " << t;
  }
}

TEST_P(ShippedScenario, SaysWhatItIsAndNotesNothing) {
  const Scenario scenario = read_scenario(GetParam(), Library{});
  EXPECT_FALSE(scenario.title.empty());
  EXPECT_FALSE(scenario.description.empty());
  EXPECT_TRUE(scenario.notes.empty());
}

INSTANTIATE_TEST_SUITE_P(Of, ShippedScenario, testing::ValuesIn(names()), [](const auto& of) { return of.param; });

// The historical ones: no fault, and what their sources tell.

TEST(CoerciveEngagement2009, EndsWithLessDirectSupportThanTheStatusQuo) {
  const RecordedRun run = record(read_scenario("coercive_engagement_2009", Library{}).setup);
  ASSERT_FALSE(run.fault.has_value());
  EXPECT_LT(run.mean_of_last("direct"), strategy("status_quo").mean_of_last("direct"));
}

TEST(Withdrawal2011, FeelsItsDeadlineOnceItIsKnownAndEndsWithoutForces) {
  const Scenario scenario = read_scenario("withdrawal_2011", Library{});
  const RecordedRun run = record(scenario.setup);
  ASSERT_FALSE(run.fault.has_value());
  const auto deadline = run.series("deadline"), decision = run.series("lever_decision");
  EXPECT_EQ(deadline[45], 0);                                         // not yet known
  EXPECT_GT(deadline[46], 0);                                         // the week of the vote on the security agreement
  EXPECT_EQ(deadline.back(), 1);                                      // its week, with no commitment left
  EXPECT_EQ(*std::max_element(decision.begin(), decision.end()), 0);  // nothing is set by hand
  EXPECT_EQ(run.last("lever_forces"), 0);
}

}  // namespace
}  // namespace fulcrum
