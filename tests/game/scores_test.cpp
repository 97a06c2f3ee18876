// Scores of forecasts against their closed forms.
#include "sim/game/scores.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fulcrum {
namespace {

TEST(ForecastScoresTest, CertaintyThatIsRightScoresNothingAndOneHalfItsKnownValues) {
  EXPECT_EQ(brier_score(1, true), 0);
  EXPECT_EQ(brier_score(1, false), 1);
  EXPECT_EQ(brier_score(.5, true), .25);
  EXPECT_DOUBLE_EQ(log_score(.5, false), std::log(2.0));
}

// Both scores are proper: in the mean over what happens with probability q, to say q is best.
TEST(ForecastScoresTest, TheTrueProbabilityHasTheBestExpectedScore) {
  for (const double q : {.1, .35, .8})
    for (const double p : {.05, .2, .5, .9}) {
      EXPECT_LE(q * brier_score(q, true) + (1 - q) * brier_score(q, false), q * brier_score(p, true) + (1 - q) * brier_score(p, false));
      EXPECT_LE(q * log_score(q, true) + (1 - q) * log_score(q, false), q * log_score(p, true) + (1 - q) * log_score(p, false));
    }
}

TEST(ForecastScoresTest, MeansAreByTeam) {
  const auto means = mean_scores({{{.team = "a"}, true, .2, .4}, {{.team = "b"}, true, 1, 1}, {{.team = "a"}, true, .4, .8}});
  ASSERT_EQ(means.size(), 2u);
  EXPECT_EQ(means[0].of, "a");
  EXPECT_EQ(means[0].forecasts, 2);
  EXPECT_DOUBLE_EQ(means[0].brier, .3);
  EXPECT_DOUBLE_EQ(means[0].log, .6);
}

}  // namespace
}  // namespace fulcrum
