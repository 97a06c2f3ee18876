// Quantiles and percentiles of samples, by hand numbers.
#include "sim/statistics/order_statistics.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace fulcrum {
namespace {

TEST(OrderStatistics, QuantilesAreLinearBetweenValues) {
  std::vector<double> values{4, 1, 3, 2};
  EXPECT_DOUBLE_EQ(quantile_of(values, .5), 2.5);
  EXPECT_DOUBLE_EQ(quantile_of_sorted(values, 0), 1);
  EXPECT_DOUBLE_EQ(quantile_of_sorted(values, 1), 4);
  EXPECT_DOUBLE_EQ(quantile_of_sorted(values, .1), 1.3);
  EXPECT_TRUE(std::isnan(quantile_of_sorted({}, .5)));
}

TEST(OrderStatistics, PercentilesCountEqualsOneHalfAndLeaveOutWhatIsNoNumber) {
  const std::vector<double> sample{1, 2, 2, 3, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_DOUBLE_EQ(percentile_of(2, sample), 50);
  EXPECT_DOUBLE_EQ(percentile_of(0, sample), 0);
  EXPECT_DOUBLE_EQ(percentile_of(4, sample), 100);
  EXPECT_DOUBLE_EQ(percentile_of(3, sample), 87.5);
}

}  // namespace
}  // namespace fulcrum
