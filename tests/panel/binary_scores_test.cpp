// Scores of probabilities: values by hand, and what weights mean.
#include "sim/panel/binary_scores.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fulcrum {
namespace {

const std::vector<double> kOne{1};

TEST(BinaryScores, AreWhatAHandWorksOut) {
  const ScoredRows rows({1, 0, 1, 0}, {.8, .6, .4, .2}, {0, 0, 0, 0});
  const BinaryScores scores = rows.with(kOne);
  EXPECT_NEAR(scores.log_loss, -(std::log(.8) + std::log(.4) + std::log(.4) + std::log(.8)) / 4, 1e-14);
  EXPECT_NEAR(scores.brier, (.04 + .36 + .36 + .04) / 4, 1e-15);
  EXPECT_EQ(scores.auc, .75);
  EXPECT_NEAR(scores.pr_auc, (1 + 2.0 / 3) / 2, 1e-15);
}

TEST(BinaryScores, TiesCountHalf) {
  EXPECT_EQ(ScoredRows({1, 0, 1, 0}, {.5, .5, .5, .5}, {0, 0, 0, 0}).with(kOne).auc, .5);
  EXPECT_EQ(ScoredRows({1, 0, 0}, {.5, .5, .1}, {0, 0, 0}).with(kOne).auc, .75);
}

TEST(BinaryScores, AGroupOfWeightTwoCountsAsIfItStoodThereTwice) {
  const BinaryScores weighted = ScoredRows({1, 0, 1, 0}, {.8, .6, .4, .2}, {0, 1, 1, 0}).with(std::vector<double>{1, 2});
  const BinaryScores doubled = ScoredRows({1, 0, 0, 1, 1, 0}, {.8, .6, .6, .4, .4, .2}, {0, 0, 0, 0, 0, 0}).with(kOne);
  EXPECT_NEAR(weighted.log_loss, doubled.log_loss, 1e-15);
  EXPECT_NEAR(weighted.brier, doubled.brier, 1e-15);
  EXPECT_NEAR(weighted.auc, doubled.auc, 1e-15);
  EXPECT_NEAR(weighted.pr_auc, doubled.pr_auc, 1e-15);
}

TEST(BinaryScores, AnOutcomeKnownAsAShareCountsOnBothSides) {
  const BinaryScores shared = ScoredRows({.5, 0}, {.7, .2}, {0, 0}).with(kOne);
  EXPECT_NEAR(shared.log_loss, -(.5 * std::log(.7) + .5 * std::log(.3) + std::log(.8)) / 2, 1e-14);
  EXPECT_NEAR(shared.brier, (.5 * .09 + .5 * .49 + .04) / 2, 1e-15);
}

TEST(BinaryScores, RankScoresNeedBothOutcomes) {
  EXPECT_TRUE(std::isnan(ScoredRows({0, 0}, {.5, .2}, {0, 0}).with(kOne).auc));
  EXPECT_TRUE(std::isnan(ScoredRows({1, 1}, {.5, .2}, {0, 0}).with(kOne).auc));
}

}  // namespace
}  // namespace fulcrum
