// Scores of a run against a record that it explains, or does not.
#include "sim/hindcast/scores.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/hindcast/planted_record.h"

namespace fulcrum {
namespace {

using testing_support::PlantedRecord;

TEST(FitSeries, FindsTheScaleThatTheRecordWasMadeWith) {
  const PlantedRecord planted;
  const auto fitted = planted.fitted();
  ASSERT_EQ(fitted.size(), 1U);
  EXPECT_NEAR(fitted[0].fit.scale, 100, 2) << "a hundredth of the mean is an offset";
  EXPECT_EQ(fitted[0].weeks.size(), std::size_t{PlantedRecord::kWeeks});
  EXPECT_EQ(fitted[0].x.size(), planted.months.count());
  EXPECT_GT(fitted[0].train_nse, .99);
}

TEST(ScoreSeries, ARunThatExplainsTheRecordBeatsEveryNaiveForecast) {
  const PlantedRecord planted;
  const auto scores = score_series(planted.fitted(), planted.troops);
  ASSERT_EQ(scores.size(), 2U);
  EXPECT_EQ(scores[0].part, DataSplit::kTrain);
  EXPECT_EQ(scores[1].part, DataSplit::kTest);
  EXPECT_EQ(scores[0].months + scores[1].months, static_cast<int>(planted.months.count()));
  for (const SeriesScore& score : scores) {
    EXPECT_GT(score.nse, .98);
    EXPECT_GT(score.correlation, .999);
    EXPECT_GT(score.correlation_of_changes, .99);
    for (const ForecastScore& naive : {score.naive_mean, score.naive_last, score.naive_troops}) {
      EXPECT_GT(score.model.likelihood, naive.likelihood);
      EXPECT_LT(score.model.rmse, naive.rmse);
    }
  }
}

TEST(ScoreSeries, TroopsThatDoNotChangeForecastTheMean) {
  const PlantedRecord planted(4);
  for (const SeriesScore& score : score_series(planted.fitted(), planted.troops)) {
    EXPECT_NEAR(score.naive_troops.rmse, score.naive_mean.rmse, 1e-3);
    EXPECT_NEAR(score.naive_troops.likelihood, score.naive_mean.likelihood, 1e-4);
  }
}

TEST(ScoreSeries, OnlyPartsThatHaveDataAreScored) {
  PlantedRecord planted;
  planted.record.months.resize(6);
  EXPECT_EQ(score_series(planted.fitted(), planted.troops).size(), 1U);
}

TEST(Totals, AreOfTheSeriesThatCountAndTargetsOfThoseThatHaveOne) {
  PlantedRecord planted;
  auto fitted = planted.fitted();
  EXPECT_EQ(training_total(fitted), fitted[0].train_likelihood);
  EXPECT_EQ(missed_targets(fitted), 0) << "no target";
  planted.model.in_total = false;
  planted.model.least_nse = 1.5;
  fitted = planted.fitted();
  EXPECT_EQ(training_total(fitted), 0);
  EXPECT_NEAR(missed_targets(fitted), 1.5 - fitted[0].train_nse, 1e-12);
}

TEST(ObservedSelection, HasEverySeriesOnce) {
  const PlantedRecord planted;
  const std::vector<Record> twice{planted.record, planted.record};
  const Selection selection = observed_selection(twice, testing_support::default_setup().theatre);
  EXPECT_EQ(selection.series().size(), 4U);
  EXPECT_GE(selection.find("attacks"), 0);
  EXPECT_GE(selection.find("lever_forces"), 0);
}

}  // namespace
}  // namespace fulcrum
