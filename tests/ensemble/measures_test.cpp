// Measures are read off the right weeks of the right column.
#include "sim/ensemble/measures.h"

#include <gtest/gtest.h>

#include "tests/support/default_setup.h"
#include "tests/support/planted_run.h"

namespace fulcrum {
namespace {

using testing_support::PlantedRun;

double measured(MeasureKind kind, const std::vector<double>& weeks, int from = 0, int until = -1) {
  const Theatre theatre = testing_support::default_setup().theatre;
  PlantedRun planted({"indirect", "direct"}, theatre, static_cast<int>(weeks.size()));
  planted.set("direct", weeks);
  return MeasureReading({kind, "direct", "", "engagement", from, until}, planted.selection(), theatre).of(planted.view());
}

const std::vector<double> kHill{1, 2, 5, 4, 3, 0};

TEST(Measures, AreThoseOfTheWeeksAsked) {
  EXPECT_EQ(measured(MeasureKind::kMean, kHill, 1, 4), (2 + 5 + 4) / 3.0);
  EXPECT_EQ(measured(MeasureKind::kSum, kHill, 1, 4), 2 + 5 + 4);
  EXPECT_EQ(measured(MeasureKind::kAt, kHill, 3), 4);
  EXPECT_EQ(measured(MeasureKind::kEnd, kHill), 0);
  EXPECT_EQ(measured(MeasureKind::kHighest, kHill, 3), 4);
  EXPECT_EQ(measured(MeasureKind::kLowest, kHill, 0, 4), 1);
}

TEST(Measures, WeeksOfPeaksAndTroughsCountFromTheStartOfTheRun) {
  EXPECT_EQ(measured(MeasureKind::kPeakWeek, kHill), 2);
  EXPECT_EQ(measured(MeasureKind::kPeakWeek, kHill, 3), 3);
  EXPECT_EQ(measured(MeasureKind::kTroughWeek, kHill, 3), 5);
}

TEST(Measures, ANegativeFirstWeekCountsFromTheEnd) {
  EXPECT_EQ(measured(MeasureKind::kSum, kHill, -2), 3 + 0);
  EXPECT_EQ(measured(MeasureKind::kSum, kHill, -100), measured(MeasureKind::kSum, kHill)) << "a run is all there is";
}

TEST(Measures, WeeksBeyondTheRunAreLeftOut) {
  EXPECT_EQ(measured(MeasureKind::kMean, kHill, 4, 400), (3 + 0) / 2.0);
  EXPECT_EQ(measured(MeasureKind::kAt, kHill, 400), 0) << "the last week";
  EXPECT_EQ(measured(MeasureKind::kMean, {7}, 52, 104), 7);
}

TEST(Measures, AHalfLifeIsCountedFromThePeakUntilHalfOfTheRiseIsGone) {
  EXPECT_EQ(measured(MeasureKind::kHalfLife, kHill), 2) << "3 is half-way between 1 and 5";
  EXPECT_EQ(measured(MeasureKind::kHalfLife, {1, 3, 5, 4, 3, 0}, 2), 1) << "week 1 is what was before: 4 is half-way between 3 and 5";
  EXPECT_EQ(measured(MeasureKind::kHalfLife, {0, 4, 4, 3, 3}), 4) << "all weeks that are left, if it never is";
}

TEST(Measures, OfAnOrganisationAreReadOffItsOwnColumn) {
  const Theatre theatre = testing_support::default_setup().theatre;
  PlantedRun planted({"direct", "capability"}, theatre, 2);
  planted.set("capability", {1, 2}, 0).set("capability", {3, 4}, 1).set("capability", {5, 6}, 2);
  for (const auto& [name, end] : {std::pair{"mahdi_army", 2.}, {"badr", 4.}, {"special_groups", 6.}})
    EXPECT_EQ(MeasureReading({MeasureKind::kEnd, "capability", name, ""}, planted.selection(), theatre).of(planted.view()), end) << name;
}

TEST(Measures, AConfrontationIsAProbabilityThatKeepsSmallHazards) {
  EXPECT_EQ(measured(MeasureKind::kConfrontation, {0, 0, 0}), 0);
  EXPECT_DOUBLE_EQ(measured(MeasureKind::kConfrontation, {1e-18, 1e-18}), 2e-18);
  EXPECT_NEAR(measured(MeasureKind::kConfrontation, {std::log(2), std::log(2)}), .75, 1e-15);
}

}  // namespace
}  // namespace fulcrum
