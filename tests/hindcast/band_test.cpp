// What several candidates expect together, targets that are missed, and shares held against naive forecasts.
#include "sim/hindcast/band.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/hindcast/share_scores.h"

namespace fulcrum {
namespace {

FittedSeries poisson(const Record& record, double mu) {
  FittedSeries series;
  series.record = &record;
  series.fit = {.kind = ErrorKind::kPoisson, .scale = mu, .offset = 0};
  series.x = {1, 1};
  return series;
}

TEST(Band, OfOneCandidateIsItsOwnInterval) {
  const ObservationModel model;
  const Record record{&model, {{0, 7, DataSplit::kTrain}, {1, 40, DataSplit::kTest}}, {}};
  const FittedSeries one = poisson(record, 7);
  const FittedSeries* candidates[] = {&one};
  const Band band = band_of(candidates);
  // Cumulative probabilities of a Poisson variable of mean 7: .030 at 2, .082 at 3; .947 at 11, .973 at 12.
  EXPECT_EQ(band.low90[0], 3);
  EXPECT_EQ(band.high90[0], 12);
  EXPECT_EQ(band.mu_low[0], 7);
  EXPECT_EQ(band.mu_high[0], 7);
  EXPECT_EQ(band.coverage_90, 1);  // the month that is not of the training part does not count
}

TEST(Band, OfTwoCandidatesHoldsItsShareOfTheirMixture) {
  const ObservationModel model;
  const Record record{&model, {}, {}};
  const FittedSeries low = poisson(record, 5), high = poisson(record, 50);
  const FittedSeries* candidates[] = {&low, &high};
  const Band band = band_of(candidates);
  const auto below = [&](double y) { return (cumulative(low.fit, y, 5) + cumulative(high.fit, y, 50)) / 2; };
  EXPECT_GE(below(band.low90[0]), .05);
  EXPECT_LT(below(band.low90[0] - 1), .05);
  EXPECT_GE(below(band.high90[0]), .95);
  EXPECT_LT(below(band.high90[0] - 1), .95);
}

TEST(Targets, OnlyWhatIsLackingCounts) {
  ObservationModel asked, more, none;
  asked.least_nse = .3;
  more.least_nse = .5;
  const Record a{&asked, {}, {}}, b{&more, {}, {}}, c{&none, {}, {}};
  FittedSeries short_of, beyond, free_of;
  short_of.record = &a;
  short_of.train_nse = .1;
  beyond.record = &b;
  beyond.train_nse = .9;
  free_of.record = &c;
  free_of.train_nse = -5;
  EXPECT_NEAR(missed_targets(std::vector<FittedSeries>{short_of, beyond, free_of}), .2, 1e-15);
}

// Three years of two categories; the model has the first year's shares right for ever.
FittedSeries shares(const Record& record) {
  FittedSeries series;
  series.record = &record;
  for (const ObservedYear& year : record.years) series.years.push_back({year.counts, {3, 1}});
  return series;
}

TEST(Shares, AreComparedWithEqualOnesAndThoseOfTheYearBefore) {
  ObservationModel model;
  model.error = ErrorKind::kDirichletMultinomial;
  const Record record{
      &model, {}, {{2004, {75, 25}, DataSplit::kTrain}, {2005, {150, 50}, DataSplit::kTrain}, {2006, {50, 50}, DataSplit::kTrain}}};
  const auto scores = score_shares(std::vector<FittedSeries>{shares(record)});
  ASSERT_EQ(scores.size(), 1u);
  EXPECT_EQ(scores[0].years, 2);                        // 2004 has no year before it
  EXPECT_NEAR(scores[0].model.misplaced, .125, 1e-15);  // 0 in 2005, a quarter in 2006
  EXPECT_NEAR(scores[0].last.misplaced, .125, 1e-15);
  EXPECT_NEAR(scores[0].equal.misplaced, .125, 1e-15);                        // a quarter in 2005, 0 in 2006
  EXPECT_NEAR(scores[0].model.likelihood, scores[0].last.likelihood, 1e-12);  // the same shares in both years
}

TEST(Shares, OfTheTestPartUseThePrecisionOfTheTrainingPart) {
  ObservationModel model;
  model.error = ErrorKind::kDirichletMultinomial;
  const Record record{
      &model, {}, {{2004, {75, 25}, DataSplit::kTrain}, {2005, {70, 30}, DataSplit::kTrain}, {2006, {10, 90}, DataSplit::kTest}}};
  const FittedSeries series = shares(record);
  const auto scores = score_shares(std::vector<FittedSeries>{series});
  ASSERT_EQ(scores.size(), 2u);
  const std::vector<ShareCounts> train{series.years[1]};
  EXPECT_DOUBLE_EQ(scores[1].model.likelihood, dirichlet_multinomial(series.years[2], fit_precision(train)));
}

}  // namespace
}  // namespace fulcrum
