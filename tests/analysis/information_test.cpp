// What knowing is worth, where it is known.
#include "sim/analysis/information.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>

namespace fulcrum {
namespace {

constexpr std::size_t kFutures = 2000, kDimensions = 12;

/// Two policies over futures with a dozen uniform settings: the first gives 0, the other `other` of the setting.
struct Planted {
  std::vector<std::vector<double>> values{2}, settings{kDimensions};
  explicit Planted(const std::function<double(const std::vector<double>&)>& other) {
    std::mt19937_64 engine(11);
    for (std::size_t r = 0; r < kFutures; ++r) {
      std::vector<double> x;
      for (std::size_t f = 0; f < kDimensions; ++f) x.push_back(static_cast<double>(engine() >> 11) * 0x1p-53);
      for (std::size_t f = 0; f < kDimensions; ++f) settings[f].push_back(x[f]);
      values[0].push_back(0);
      values[1].push_back(other(x));
    }
  }
  std::optional<InformationValue> information() const { return information_value(values, settings); }
};

// The other policy is x0 - .4: .1 worse on average, better where x0 < .4, by .08 on average over all futures (the integral of .4 - x).
double better_below(const std::vector<double>& x) { return x[0] - .4; }

TEST(Information, OfOneFactorIsWhatFollowsFromTheIntegral) {
  const auto known = Planted(better_below).information();
  ASSERT_TRUE(known);
  EXPECT_EQ(known->chosen, 0U);
  EXPECT_NEAR(known->everything, .08, .003);
  ASSERT_EQ(known->factors.size(), 1U) << "no other factor has any say";
  EXPECT_EQ(known->factors[0].factor, 0U);
  EXPECT_NEAR(known->factors[0].gain, .08, .003);
  EXPECT_NEAR(known->factors[0].switches, .4, .03);
}

TEST(Information, IsNothingWhereOnePolicyIsAlwaysBetter) {
  const auto known = Planted([](const std::vector<double>& x) { return -1 - x[0]; }).information();
  ASSERT_TRUE(known);
  EXPECT_EQ(known->chosen, 1U);
  EXPECT_EQ(known->everything, 0);
  EXPECT_TRUE(known->factors.empty());
}

TEST(Information, OfAllIsAtLeastThatOfEachFactor) {
  const auto known = Planted([](const std::vector<double>& x) { return x[0] - x[1] + .3 * x[2] - .1; }).information();
  ASSERT_TRUE(known);
  ASSERT_GE(known->factors.size(), 2U);
  for (const FactorInformation& factor : known->factors) EXPECT_LE(factor.gain, known->everything);
}

TEST(Information, DoesNotDependOnTheOrderOfPolicies) {
  const Planted asked(better_below);
  Planted turned = asked;
  std::swap(turned.values[0], turned.values[1]);
  const auto a = asked.information(), b = turned.information();
  EXPECT_EQ(a->chosen, 1 - b->chosen);
  EXPECT_DOUBLE_EQ(a->everything, b->everything);
  ASSERT_EQ(a->factors.size(), b->factors.size());
  EXPECT_DOUBLE_EQ(a->factors[0].gain, b->factors[0].gain);
}

TEST(Information, LeavesOutFuturesInWhichARunFailed) {
  Planted some(better_below);
  for (std::size_t i = 0; i < kFutures; i += 4) some.values[1][i] = std::nan("");
  ASSERT_TRUE(some.information());
  EXPECT_NEAR(some.information()->everything, .08, .006);
}

TEST(Information, IsNotWorkedOutForOnePolicyOrAFewFutures) {
  Planted one(better_below);
  one.values.resize(1);
  EXPECT_FALSE(one.information());
  Planted few(better_below);
  for (auto& values : few.values) values.resize(99);
  for (auto& values : few.settings) values.resize(99);
  EXPECT_FALSE(few.information());
}

TEST(Information, PureChanceIsHardlyEverTakenForKnowledge) {
  // The difference has a mean near 0 and nothing to do with any factor.
  int listed = 0;
  constexpr int kTrials = 20;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::mt19937_64 engine(static_cast<std::uint64_t>(trial));
    const auto noise = [&](const std::vector<double>&) { return static_cast<double>(engine() >> 11) * 0x1p-53 - .5; };
    const auto known = Planted(noise).information();
    listed += known->factors.empty() ? 0 : 1;
  }
  EXPECT_LE(listed, 4) << "of 20; 1 is expected, and 5 or more would have a chance of 3 in 1,000";
}

}  // namespace
}  // namespace fulcrum
