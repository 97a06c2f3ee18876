// Courses of action that are planted, with indicators and tripwires that warn of them, or do not.
#include "sim/warnings/courses.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace fulcrum {
namespace {

constexpr int kWeeks = 20, kWindow = 4, kLikely = 1;  // course number 1 is warned of

std::vector<double> series(double elsewhere, int from = 0, int until = 0, double value = 0) {
  std::vector<double> weeks(kWeeks, elsewhere);
  std::fill(weeks.begin() + from, weeks.begin() + until, value);
  return weeks;
}

/// In force from week 10 to 12; the first indicator is 1 in the four weeks before, the second never says anything.
struct Planted {
  std::vector<double> course = series(0, 10, 13, kLikely);
  std::vector<std::vector<double>> readings;
  std::vector<std::vector<int>> fired{{2, 7}};
  Planted() {
    readings.assign(kIndicators, series(.5));
    readings[0] = series(0, 6, 10, 1);
  }
  void add_to(CourseWatch& watch, std::int64_t replicate = 0) const {
    const std::vector<std::span<const double>> indicators(readings.begin(), readings.end());
    watch.add(replicate, course, indicators, fired);
  }
};

CourseWatch watching() { return {kWeeks, kWindow, {"alarm"}}; }

TEST(CourseWatch, CountsRunsOnsetsAndWeeksInForce) {
  CourseWatch watch = watching();
  Planted().add_to(watch);
  EXPECT_EQ(watch.course(kLikely).runs, 1);
  EXPECT_EQ(watch.course(kLikely).onsets, 1);
  EXPECT_EQ(watch.course(kLikely).weeks, 3);
  EXPECT_EQ(watch.course(kLikely).first_weeks[10], 1);
  EXPECT_EQ(watch.course(0).onsets, 2) << "restraint was there at the start and came again";
  EXPECT_EQ(watch.course(2).runs, 0);
}

TEST(CourseWatch, AnIndicatorThatIsHighBeforeOnsetsAloneIsPerfect) {
  CourseWatch watch = watching();
  Planted().add_to(watch);
  const IndicatorScore score = watch.indicator(kLikely, 0);
  // Weeks 0 to 15 have a whole window before the end; 10 to 12 are in force; an onset follows 6 to 9.
  EXPECT_EQ(score.base_rate, 4 / 13.0);
  EXPECT_EQ(score.auc, 1);
  EXPECT_EQ(score.hit_rate.front(), 1) << "at a threshold of 0 everything is an alarm";
  EXPECT_EQ(score.false_alarm_rate.front(), 1);
  EXPECT_EQ(score.hit_rate.back(), 1) << "a reading of 1 is at the threshold of 1";
  EXPECT_EQ(score.false_alarm_rate.back(), 0);
}

TEST(CourseWatch, AnIndicatorThatNeverChangesTellsNothing) {
  CourseWatch watch = watching();
  Planted().add_to(watch);
  EXPECT_EQ(watch.indicator(kLikely, 1).auc, .5);
  Planted turned;
  for (double& reading : turned.readings[0]) reading = 1 - reading;
  CourseWatch other = watching();
  turned.add_to(other);
  EXPECT_EQ(other.indicator(kLikely, 0).auc, 0) << "one that is low before onsets is worse than none";
}

TEST(CourseWatch, SkillIsLearnedOnOneHalfOfTheRunsAndScoredOnTheOther) {
  CourseWatch watch = watching();
  for (int replicate = 0; replicate < 20; ++replicate) Planted().add_to(watch, replicate);
  EXPECT_GT(watch.indicator(kLikely, 0).skill, .95);
  EXPECT_NEAR(watch.indicator(kLikely, 1).skill, 0, 1e-9);
  CourseWatch even = watching();
  for (int replicate = 0; replicate < 20; replicate += 2) Planted().add_to(even, replicate);
  EXPECT_TRUE(std::isnan(even.indicator(kLikely, 0).brier)) << "nothing was left to score it on";
}

TEST(CourseWatch, TripwiresWarnWithinTheWindowOrFireInVain) {
  CourseWatch watch = watching();
  Planted().add_to(watch);
  const TripwireScore& alarm = watch.tripwire(kLikely, 0);
  EXPECT_EQ(alarm.onsets, 1);
  EXPECT_EQ(alarm.warned, 1);
  EXPECT_EQ(alarm.lead_weeks, 3);
  EXPECT_EQ(alarm.fired, 2);
  EXPECT_EQ(alarm.in_vain, 1) << "week 2 is too early";
  Planted late;
  late.fired = {{10, 11, 17}};
  CourseWatch other = watching();
  late.add_to(other);
  EXPECT_EQ(other.tripwire(kLikely, 0).warned, 0) << "while it is in force it is no warning";
  EXPECT_EQ(other.tripwire(kLikely, 0).fired, 0) << "nor in the last weeks";
}

TEST(CourseWatch, ACourseFromTheStartBeganButNothingCouldWarnOfIt) {
  Planted planted;
  planted.course = series(0, 0, 3, kLikely);
  CourseWatch watch = watching();
  planted.add_to(watch);
  EXPECT_EQ(watch.course(kLikely).onsets, 1);
  EXPECT_EQ(watch.course(kLikely).first_weeks[0], 1);
  EXPECT_EQ(watch.tripwire(kLikely, 0).onsets, 0);
  EXPECT_TRUE(std::isnan(watch.indicator(kLikely, 0).auc)) << "there is no onset to tell from";
  EXPECT_EQ(watch.indicator(kLikely, 0).base_rate, 0);
}

TEST(CourseWatch, RunsMayComeInAnyOrder) {
  Planted other;
  other.course = series(0, 14, 16, kLikely);
  other.readings[0] = series(.25, 3, 8, .75);
  CourseWatch one = watching(), back = watching();
  for (int replicate = 0; replicate < 6; ++replicate) (replicate % 3 == 0 ? other : Planted()).add_to(one, replicate);
  for (int replicate = 5; replicate >= 0; --replicate) (replicate % 3 == 0 ? other : Planted()).add_to(back, replicate);
  EXPECT_EQ(one.indicator(kLikely, 0).auc, back.indicator(kLikely, 0).auc);
  EXPECT_EQ(one.indicator(kLikely, 0).brier, back.indicator(kLikely, 0).brier);
  EXPECT_EQ(one.tripwire(kLikely, 0).in_vain, back.tripwire(kLikely, 0).in_vain);
}

template <class T>
const std::vector<T>& values(const Table& table, const std::string& name) {
  for (const TableColumn& column : table.columns)
    if (column.name == name) return std::get<std::vector<T>>(column.values);
  throw std::logic_error("no column " + name);
}

TEST(CourseTables, SharesAddUpAndWhatNeverCameHasNoWeek) {
  CourseWatch watch = watching();
  for (int replicate = 0; replicate < 4; ++replicate) Planted().add_to(watch, replicate);
  const std::vector<Table> tables = course_tables(watch);
  ASSERT_EQ(tables.size(), 4U);
  double in_force = 0;
  for (const double share : values<double>(tables[0], "in_force")) in_force += share;
  EXPECT_NEAR(in_force, 1, 1e-12);
  EXPECT_EQ(values<double>(tables[0], "first_week")[kLikely], 10);
  EXPECT_TRUE(std::isnan(values<double>(tables[0], "first_week")[2]));
  EXPECT_EQ(tables[2].columns[0].rows(), tables[1].columns[0].rows() * roc_thresholds().size());
  EXPECT_EQ(values<double>(tables[3], "warned_share")[0], 1);
  for (const Table& table : course_tables(watching()))
    for (const TableColumn& column : table.columns)
      EXPECT_EQ(column.rows(), table.columns.front().rows()) << "without a run: " << column.name;
}

}  // namespace
}  // namespace fulcrum
