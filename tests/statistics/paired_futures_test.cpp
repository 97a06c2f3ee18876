// What paired futures say of a policy: shares, ties and the verdict, at its limits.
#include "sim/statistics/paired_futures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

namespace fulcrum {
namespace {

TEST(PairedFutures, VerdictsFollowFromTheShares) {
  EXPECT_EQ(verdict_of(.97, .03, 0), FuturesVerdict::kLowers);
  EXPECT_EQ(verdict_of(.02, .3, .68), FuturesVerdict::kRaises);
  EXPECT_EQ(verdict_of(.47, .38, .15), FuturesVerdict::kSignOpen);
  EXPECT_EQ(verdict_of(.2, .7, .1), FuturesVerdict::kSignOpen) << "most are ties, and the others go both ways";
  EXPECT_EQ(verdict_of(.4, .55, .05), FuturesVerdict::kMostlyNone) << "one in twenty is not more than one in twenty";
  EXPECT_EQ(verdict_of(.06, .9, .04), FuturesVerdict::kNoDifference);
  EXPECT_EQ(verdict_of(0, 1, 0), FuturesVerdict::kNoDifference);
  EXPECT_EQ(verdict_word(verdict_of(0, .4, .6)), "raises");
}

TEST(PairedFutures, SharesRangeAndMedianAreThoseOfHandNumbers) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const std::vector<double> base{0, 0, 0, 0, 0, nan}, other{-.5, -.4, 0, .01, .3, 1};
  const PairedFutures futures = paired_futures(other, base, .01);
  EXPECT_EQ(futures.pairs, 5);
  EXPECT_DOUBLE_EQ(futures.lower, .4);
  EXPECT_DOUBLE_EQ(futures.tied, .4);
  EXPECT_DOUBLE_EQ(futures.higher, .2);
  EXPECT_DOUBLE_EQ(futures.median, 0);
  EXPECT_DOUBLE_EQ(futures.quarter_low, -.4);
  EXPECT_DOUBLE_EQ(futures.quarter_high, .01);
  EXPECT_EQ(futures.verdict, FuturesVerdict::kSignOpen);
}

TEST(PairedFutures, ATieIsAHundredthOfAnIndexOrOfTheMeanOfAnythingElse) {
  const std::vector<double> base{100, -300, std::numeric_limits<double>::quiet_NaN()};
  EXPECT_DOUBLE_EQ(tie_of("index", base), .01);
  EXPECT_DOUBLE_EQ(tie_of("1", base), .01);
  EXPECT_DOUBLE_EQ(tie_of("attacks", base), 2);
  EXPECT_DOUBLE_EQ(tie_of("attacks", {}), 0);
}

}  // namespace
}  // namespace fulcrum
