// What knowing is worth, where it is known.
#include "sim/answer/information.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "sim/ensemble/futures.h"

namespace fulcrum {
namespace {

constexpr int kFutures = 2000, kDimensions = 12;

/// Two policies over so many uniform settings: the first gives 0, the other `other` of the setting.
template <class Other>
AnswerInput planted(Other other) {
  UncertaintyRequest request;
  for (int d = 0; d < kDimensions; ++d) {
    Factor factor;
    factor.key.key = std::string("x").append(std::to_string(d));
    factor.key.explore_low = 0;
    factor.key.explore_high = 1;
    request.factors.push_back(factor);
  }
  const Futures drawn(request, 11, std::vector<double>(kDimensions, .5));
  AnswerInput input;
  input.policies = {"first", "other"};
  input.values.resize(2);
  input.settings.resize(kDimensions);
  for (const Factor& factor : drawn.factors()) input.factors.push_back(experiment_factor(factor));
  for (int r = 0; r < kFutures; ++r) {
    const std::vector<double> x = drawn.values(r);
    for (std::size_t f = 0; f < x.size(); ++f) input.settings[f].push_back(x[f]);
    input.scramble.push_back(drawn.scramble(r));
    input.values[0].push_back(0);
    input.values[1].push_back(other(x));
  }
  return input;
}

// The other policy is x0 - .4: .1 worse on average, better where x0 < .4, by .08 on average over all futures (the integral of .4 - x).
double better_below(const std::vector<double>& x) { return x[0] - .4; }

TEST(Information, OfOneFactorIsWhatFollowsFromTheIntegral) {
  const auto known = information_of(planted(better_below));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->chosen, "first");
  EXPECT_NEAR(known->everything, .08, .003);
  ASSERT_EQ(known->factors.size(), 1U) << "no other factor has any say";
  EXPECT_EQ(known->factors[0].key, "x0");
  EXPECT_NEAR(known->factors[0].gain, .08, .003);
  EXPECT_NEAR(known->factors[0].switches, .4, .03);
}

TEST(Information, IsNothingWhereOnePolicyIsAlwaysBetter) {
  const auto known = information_of(planted([](const std::vector<double>& x) { return -1 - x[0]; }));
  ASSERT_TRUE(known);
  EXPECT_EQ(known->chosen, "other");
  EXPECT_EQ(known->everything, 0);
  EXPECT_TRUE(known->factors.empty());
}

TEST(Information, OfAllIsAtLeastThatOfEachFactor) {
  const auto known = information_of(planted([](const std::vector<double>& x) { return x[0] - x[1] + .3 * x[2] - .1; }));
  ASSERT_TRUE(known);
  ASSERT_GE(known->factors.size(), 2U);
  for (const FactorInformation& factor : known->factors) EXPECT_LE(factor.gain, known->everything);
}

TEST(Information, DoesNotDependOnTheOrderOfPolicies) {
  AnswerInput input = planted(better_below), turned = input;
  std::swap(turned.values[0], turned.values[1]);
  std::swap(turned.policies[0], turned.policies[1]);
  const auto a = information_of(input), b = information_of(turned);
  EXPECT_EQ(a->chosen, b->chosen);
  EXPECT_DOUBLE_EQ(a->everything, b->everything);
  ASSERT_EQ(a->factors.size(), b->factors.size());
  EXPECT_DOUBLE_EQ(a->factors[0].gain, b->factors[0].gain);
}

TEST(Information, LeavesOutFuturesInWhichARunFailed) {
  AnswerInput input = planted(better_below);
  for (std::size_t i = 0; i < 500; ++i) input.values[1][4 * i] = std::nan("");
  const auto known = information_of(input);
  ASSERT_TRUE(known);
  EXPECT_NEAR(known->everything, .08, .006);
}

TEST(Information, IsNotWorkedOutForOnePolicyOrAFewFutures) {
  AnswerInput one = planted(better_below);
  one.policies.resize(1);
  one.values.resize(1);
  EXPECT_FALSE(information_of(one));
  AnswerInput few = planted(better_below);
  for (auto& values : few.values) values.resize(99);
  for (auto& values : few.settings) values.resize(99);
  EXPECT_FALSE(information_of(few));
}

TEST(Information, PureChanceIsHardlyEverTakenForKnowledge) {
  // The difference has a mean near 0 and nothing to do with any factor.
  int listed = 0;
  constexpr int kTrials = 20;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::mt19937_64 engine(static_cast<std::uint64_t>(trial));
    const auto noise = [&](const std::vector<double>&) { return static_cast<double>(engine() >> 11) * 0x1p-53 - .5; };
    const auto known = information_of(planted(noise));
    listed += known->factors.empty() ? 0 : 1;
  }
  EXPECT_LE(listed, 4) << "of 20; 1 is expected, and 5 or more would have a chance of 3 in 1,000";
}

}  // namespace
}  // namespace fulcrum
