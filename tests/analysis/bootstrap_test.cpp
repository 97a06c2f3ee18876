// Resampling: counts that are resamples, quantiles of known samples, and intervals that lie about the estimate.
#include "sim/analysis/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/analysis/resample.h"
#include "sim/statistics/missing.h"
#include "sim/statistics/order_statistics.h"

namespace fulcrum {
namespace {

TEST(ResampleCounts, AddUpToTheSampleAndAreTheSameForTheSameKey) {
  const BootstrapSettings settings{.seed = 3};
  const Eigen::ArrayXd counts = resample_counts(settings, "test", 4, 50);
  EXPECT_EQ(counts.size(), 50);
  EXPECT_EQ(counts.sum(), 50);
  EXPECT_GE(counts.minCoeff(), 0);
  EXPECT_TRUE((counts == resample_counts(settings, "test", 4, 50)).all());
  EXPECT_FALSE((counts == resample_counts(settings, "test", 5, 50)).all());
  EXPECT_FALSE((counts == resample_counts(settings, "other", 4, 50)).all());
  EXPECT_FALSE((counts == resample_counts({.seed = 4}, "test", 4, 50)).all());
  EXPECT_EQ(resample_counts(settings, "test", 0, 0).size(), 0);
}

// A count is binomial with n = 20 draws of probability 1/20: mean 1, variance .95. Over 20 x 2,000 counts the mean is exact, and the
// variance has a standard error of about sqrt((kurtosis - 1) / 40,000) x .95 = .008, of which five are allowed.
TEST(ResampleCounts, HaveTheVarianceOfDrawsWithReplacement) {
  double squares = 0;
  for (int r = 0; r < 2000; ++r) squares += (resample_counts({.seed = 1}, "variance", r, 20) - 1).square().sum();
  EXPECT_NEAR(squares / 40000, .95, .04);
}

TEST(Quantile, IsLinearBetweenOrderStatistics) {
  std::vector<double> values{4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(quantile_of(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile_of(values, .5), 2.5);
  EXPECT_DOUBLE_EQ(quantile_of(values, 1), 4);
  std::vector<double> none;
  EXPECT_TRUE(std::isnan(quantile_of(none, .5)));
}

TEST(WithInterval, IsShiftedSoThatItsMiddleIsTheEstimate) {
  std::vector<double> resampled{kNan};  // that could not be computed: left out
  for (int i = 0; i <= 100; ++i) resampled.push_back(i);
  const Estimate estimate = with_interval(10, resampled, .9);
  EXPECT_DOUBLE_EQ(estimate.value, 10);
  EXPECT_DOUBLE_EQ(estimate.low, 5 + (10 - 50));
  EXPECT_DOUBLE_EQ(estimate.high, 95 + (10 - 50));
  EXPECT_DOUBLE_EQ(estimate.half_width(), 45);
}

TEST(WithInterval, OfLessThanTwoResamplesIsUnknown) {
  const Estimate estimate = with_interval(10, {3, kNan}, .9);
  EXPECT_DOUBLE_EQ(estimate.value, 10);
  EXPECT_TRUE(std::isnan(estimate.low));
  EXPECT_TRUE(std::isnan(estimate.high));
}

}  // namespace
}  // namespace fulcrum
