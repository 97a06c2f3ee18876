// Paired differences: verdicts, Holm's adjustment, effect size and variance reduction by hand.
#include "sim/statistics/paired.h"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace fulcrum {
namespace {

TEST(Paired, HolmsAdjustmentIsThatOfAWorkedExample) {
  // p sorted: .005 .011 .02 .04 times 4 3 2 1, made increasing: .02 .033 .04 .04.
  EXPECT_EQ(holm_adjusted(std::vector<double>{.02, .005, .04, .011}), (std::vector<double>{.04, .02, .04, 3 * .011}));
}

TEST(Paired, AnAdjustedValueIsNeverAboveOneNorBelowItsOwn) {
  const std::vector<double> p{.5, .9, .4}, adjusted = holm_adjusted(p);
  for (std::size_t i = 0; i < p.size(); ++i) {
    EXPECT_GE(adjusted[i], p[i]);
    EXPECT_LE(adjusted[i], 1);
  }
}

TEST(Paired, EffectAndVarianceReductionAreThoseOfHandNumbers) {
  // Variances 1 and 4, differences 0, 1, 2 with mean 1 and variance 1.
  const PairedDifference d = paired_difference(std::vector<double>{1, 3, 5}, std::vector<double>{1, 2, 3});
  EXPECT_DOUBLE_EQ(d.difference.mean, 1);
  EXPECT_DOUBLE_EQ(d.effect, 1 / std::sqrt(2.5));
  EXPECT_DOUBLE_EQ(d.variance_reduction, 5);
  EXPECT_DOUBLE_EQ(d.share_above, 2.5 / 3);
  EXPECT_EQ(d.verdict, Verdict::kUndecided);  // t = sqrt(3) with two degrees of freedom: p = .225
  EXPECT_NEAR(d.p, .2254033, 1e-6);
}

TEST(Paired, EqualPairsAreTheSameAndOnePairIsNotTested) {
  EXPECT_EQ(paired_difference(std::vector<double>{1, 2}, std::vector<double>{1, 2}).verdict, Verdict::kSame);
  EXPECT_EQ(paired_difference(std::vector<double>{2}, std::vector<double>{1}).verdict, Verdict::kNotTested);
}

TEST(Paired, ADifferenceThatIsDecidedAloneMayBeUndecidedAmongSeveral) {
  const std::vector<double> base(8, 0.0), some{1, 1, 1, 1, -1, 1, 1, .2};
  PairedDifference a = paired_difference(some, base), b = paired_difference(std::vector<double>{1, -1, 1, -1, 1, -1, 1, -1}, base), c = b;
  ASSERT_EQ(a.verdict, Verdict::kHigher) << a.p;
  PairedDifference* const family[] = {&a, &b, &c};
  adjust_for_several(family);
  EXPECT_EQ(a.verdict, Verdict::kUndecided) << a.p_adjusted;
}

}  // namespace
}  // namespace fulcrum
