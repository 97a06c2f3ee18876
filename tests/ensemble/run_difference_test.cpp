#include "sim/ensemble/stored/run_difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/statistics/missing.h"

namespace fulcrum {
namespace {

using Found = std::vector<RunDifference>;

TEST(RunDifference, OfAColumnIsItsFirstWeekAndHowManyDiffer) {
  const StoredSeries series{.info = *find_series("capability"), .entities = {"badr", "mahdi_army"}};
  Found found;
  compare_column(series, 1, std::vector{1.0, kNan, 3.0}, std::vector{1.0, kNan, 3.0}, found);
  EXPECT_TRUE(found.empty()) << "numbers that are none are equal";
  compare_column(series, 1, std::vector{0.0, 2.0, 3.0}, std::vector{-0.0, 2.0, 3.5}, found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, series.info.name + " of mahdi_army");
  EXPECT_EQ(found[0].week, 0) << "the sign of nothing is a bit, too";
  EXPECT_EQ(found[0].weeks, 2);
}

TEST(RunDifference, OfAnOutcomeHasNoWeek) {
  Found found;
  compare_outcome({"cost", "years", "burden"}, 1.5, 1.5, found);
  EXPECT_TRUE(found.empty());
  compare_outcome({"cost", "years", "burden"}, 1.5, kNan, found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "outcome cost");
  EXPECT_EQ(found[0].week, -1);
}

TEST(RunDifference, OfEventsIsWhereTheyPart) {
  const Event strike{.week = 3, .kind = "action", .name = "strike"}, vote{.week = 9, .kind = "motion", .name = "vote"};
  Found found;
  compare_events(std::vector{strike, vote}, std::vector{strike, vote}, found);
  EXPECT_TRUE(found.empty());
  compare_events(std::vector{strike, vote}, std::vector{strike}, found);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].name, "event motion vote");
  EXPECT_EQ(found[0].week, 9);
  EXPECT_TRUE(std::isnan(found[0].now)) << "it did not happen again";
}

}  // namespace
}  // namespace fulcrum
