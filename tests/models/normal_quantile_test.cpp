// The normal quantile against Boost.Math in long double: relative error below 1e-14 over the whole range that draws can reach.
#include "models/numbers/normal_quantile.h"

#include <gtest/gtest.h>

#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "models/stream.h"

namespace fulcrum {
namespace {

long double quantile_of_boost(double probability) {
  const boost::math::normal_distribution<long double> normal;
  // From the nearer end: 1 - p is exact for p >= 1/2.
  if (probability > 0.5) return boost::math::quantile(boost::math::complement(normal, 1 - static_cast<long double>(probability)));
  return boost::math::quantile(normal, static_cast<long double>(probability));
}

void expect_close(double probability) {
  const long double truth = quantile_of_boost(probability);
  ASSERT_LE(std::abs(static_cast<long double>(normal_quantile(probability)) - truth), 1e-14L * std::abs(truth)) << probability;
}

TEST(NormalQuantile, AgreesWithBoostOverTheWholeRange) {
  for (int i = 1; i < 10007; ++i) expect_close(i / 10007.0);
}

TEST(NormalQuantile, AgreesWithBoostInBothTailsDownToTheSmallestDraw) {
  for (int halves = 1; halves <= 53; ++halves)
    for (const double factor : {1.0, 0.83, 0.61}) {
      const double tail = std::max(factor * std::ldexp(1.0, -halves), uniform_of(0));
      expect_close(tail);
      expect_close(1 - tail);
    }
  expect_close(uniform_of(0));
  expect_close(uniform_of(~0ULL));
}

TEST(NormalQuantile, AgreesWithBoostOnBothSidesOfEveryJoin) {
  // AS 241 changes its formula at |p - 1/2| = 0.425 and where sqrt(-log tail) = 5, at a tail of e^-25.
  for (const double join : {0.075, 0.925, std::exp(-25.0), 1 - std::exp(-25.0)})
    for (const double step : {-1e-13, 0.0, 1e-13}) expect_close(join * (1 + step) < 1 ? join * (1 + step) : join);
}

TEST(NormalQuantile, AgreesWithBoostNextToTheMedian) {
  for (const double away : {1e-3, 1e-6, 1e-9, 1e-12, 0x1p-53}) {
    expect_close(0.5 + away);
    expect_close(0.5 - away);
  }
  EXPECT_EQ(normal_quantile(0.5), 0.0);
}

TEST(NormalQuantile, OfOppositeDrawsIsOpposite) {
  for (const std::uint64_t word : {0ULL, 0x0000318ebde6c855ULL, 0x09218ebde6c85537ULL, 0x55941f5266d86105ULL})
    EXPECT_EQ(normal_quantile(uniform_of(word)), -normal_quantile(uniform_of(~word)));
}

// Published: Abramowitz and Stegun 1964, table 26.5, x of upper tail 0.025 and 0.005.
TEST(NormalQuantile, GivesThePublishedPercentagePoints) {
  EXPECT_NEAR(normal_quantile(0.975), 1.95996, 5e-6);
  EXPECT_NEAR(normal_quantile(0.995), 2.57583, 5e-6);
}

}  // namespace
}  // namespace fulcrum
