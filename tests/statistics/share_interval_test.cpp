// Shares with Wilson's interval.
#include "sim/statistics/share_interval.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fulcrum {
namespace {

TEST(ShareInterval, IsWilsonsInterval) {  // 7 of 20: Newcombe 1998, Statistics in Medicine 17, gives similar cases; computed by hand here
  const ShareInterval share = wilson_share(7, 20);
  EXPECT_DOUBLE_EQ(share.share, .35);
  EXPECT_NEAR(share.low, .1812, 5e-5);
  EXPECT_NEAR(share.high, .5671, 5e-5);
  EXPECT_NEAR(wilson_share(0, 20).high, .1611, 5e-5);
  EXPECT_DOUBLE_EQ(wilson_share(0, 20).low, 0);
}

TEST(ShareInterval, OfNothingIsNoNumber) { EXPECT_TRUE(std::isnan(wilson_share(0, 0).share)); }

}  // namespace
}  // namespace fulcrum
