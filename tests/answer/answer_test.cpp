// The answer over states of the world, on models whose answer is known.
#include "sim/answer/answer.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/analysis/given_data.h"
#include "sim/answer/answer_text.h"
#include "sim/ensemble/futures.h"
#include "sim/terminal/number_text.h"
#include "tests/answer/planted_input.h"

namespace fulcrum {
namespace {

using testing_support::planted;
using testing_support::unit_cube;

const PolicyAnswer& other(const Answer& answer) { return answer.policies.front(); }

// The difference is .5 (x0 - .3): lower than -.01 where x0 < .28, higher than .01 where x0 > .32.
double linear(const std::vector<double>& x) { return .5 * (x[0] - .3); }

TEST(Answer, SharesAndRangesOfALinearModelAreThoseThatFollowFromIt) {
  const Answer answer = answer_of(planted(1, 1000, 20, linear));
  const PolicyAnswer& p = other(answer);
  EXPECT_EQ(p.verdict, FuturesVerdict::kSignOpen);
  // A future in a thousand is the reference case, and a coordinate's strata are 1/62 wide in each scramble.
  EXPECT_NEAR(p.lower.value, .28, .01);
  EXPECT_NEAR(p.tie.value, .04, .01);
  EXPECT_NEAR(p.higher.value, .68, .01);
  EXPECT_NEAR(p.difference.median, .1, .005);
  EXPECT_NEAR(p.difference.low, .5 * (.05 - .3), .005);
  EXPECT_NEAR(p.difference.high, .5 * (.95 - .3), .005);
  EXPECT_NEAR(p.best.value, .3, .01) << "best where the difference is below 0";
  EXPECT_DOUBLE_EQ(p.reference, .1);
  EXPECT_NEAR(p.reference_percentile, 50, 1);
}

TEST(Answer, IntervalsOfSharesCoverWhatTheyClaimTo) {
  // The sum of eight uniform coordinates, above its mean plus half a standard deviation: no coordinate settles it, as in the model. The
  // true share is that of an Irwin-Hall distribution, within .0005 of a normal one here; worked out by its formula.
  constexpr int kTerms = 8, kRepetitions = 500, kFutures = 1000;
  const double limit = kTerms / 2.0 + .5 * std::sqrt(kTerms / 12.0);
  double below = 0, binomial = 1, factorial = 1;
  for (int k = 1; k <= kTerms; ++k) factorial *= k;
  for (int k = 0; k <= static_cast<int>(limit); ++k) {
    below += (k % 2 == 0 ? 1 : -1) * binomial * std::pow(limit - k, kTerms);
    binomial *= static_cast<double>(kTerms - k) / (k + 1);
  }
  const double truth = 1 - below / factorial;
  int covered = 0;
  for (int seed = 1; seed <= kRepetitions; ++seed) {
    const Futures drawn(unit_cube(kTerms), static_cast<std::uint64_t>(seed), std::vector<double>(kTerms, .5));
    std::vector<bool> is;
    std::vector<int> scramble;
    for (int r = 1; r <= kFutures; ++r) {
      double sum = 0;
      for (const double x : drawn.values(r)) sum += x;
      is.push_back(sum > limit);
      scramble.push_back(drawn.scramble(r));
    }
    const FutureShare share = share_of(is, scramble);
    covered += share.low <= truth && truth <= share.high ? 1 : 0;
  }
  EXPECT_GE(covered, kRepetitions * .93);
  EXPECT_LE(covered, kRepetitions * .97);
}

TEST(Answer, FindsTheBoxInWhichAPlantedVerdictReverses) {
  // Lower nearly everywhere, higher where x1 > .6 and x3 < .5: in a fifth of the futures.
  const Answer answer = answer_of(planted(3, 2000, 30, [](const std::vector<double>& x) { return x[1] > .6 && x[3] < .5 ? .3 : -.2; }));
  ASSERT_EQ(answer.splits.size(), 1U);
  const Split& split = answer.splits.front();
  EXPECT_EQ(split.way, "is higher");
  EXPECT_NEAR(split.base_rate(), .2, .02);
  EXPECT_GT(split.fresh.density(), .9);
  EXPECT_GT(split.fresh.coverage(), .85);
  EXPECT_EQ(limited_factors(split.box), 2) << split.words;
  EXPECT_NEAR(split.box[1].low, .6, .05);
  EXPECT_NEAR(split.box[3].high, .5, .05);
}

TEST(Answer, PartsOfTheSpreadAreThoseOfAnAdditiveModel) {
  // y = 3 x0 + x1 + luck + policy effect (0 or 1): variances 9/12, 1/12, 1/12 and 1/4. x1 stands for the structural forms.
  constexpr int kFutures = 4000, kRepeated = 2000;
  AnswerInput input = planted(5, kFutures, 4, [](const std::vector<double>&) { return 0.0; });
  for (std::size_t p = 0; p < 2; ++p)
    for (std::size_t i = 0; i < kFutures; ++i)
      input.values[p][i] = 3 * input.settings[0][i] + input.settings[1][i] + input.settings[2][i] + static_cast<double>(p);
  input.other_luck.resize(2);
  input.other_forms.resize(2);
  for (std::size_t i = 1; i <= kRepeated; ++i)
    for (std::size_t p = 0; p < 2; ++p) {
      const double parameters = 3 * input.settings[0][i] + static_cast<double>(p);
      input.other_luck[p].push_back(parameters + input.settings[1][i] + input.settings[3][i]);
      // Other forms and luck: coordinates of a future far from this one.
      input.other_forms[p].push_back(parameters + input.settings[1][i + kRepeated - 1] + input.settings[2][i + kRepeated - 1]);
    }
  const SpreadParts parts = answer_of(input).parts.value();
  constexpr double kTotal = (9 + 1 + 1 + 3) / 12.0;
  // Half a squared difference of uniform values has a standard deviation of .07: over 2,000 futures .0016, and so .002 of the total.
  EXPECT_NEAR(parts.parameters, 9 / 12.0 / kTotal, .01);
  EXPECT_NEAR(parts.forms, 1 / 12.0 / kTotal, .01);
  EXPECT_NEAR(parts.luck, 1 / 12.0 / kTotal, .01);
  EXPECT_NEAR(parts.policy, 3 / 12.0 / kTotal, .01);
  EXPECT_NEAR(parts.interaction, 0, 1e-12);
  EXPECT_NEAR(parts.parameters + parts.forms + parts.luck + parts.policy + parts.interaction, 1, 1e-12);
}

TEST(Answer, LuckAloneMovesADifferenceByWhatTwoFuturesOfTheSameSettingsAreApart) {
  AnswerInput input = planted(2, 101, 3, linear);
  EXPECT_TRUE(std::isnan(answer_of(input).policies.front().luck)) << "luck was not drawn anew";
  input.other_luck.resize(2);
  for (std::size_t i = 1; i <= 100; ++i) {
    input.other_luck[0].push_back(input.values[0][i] + .5);  // what both policies share is no luck of the difference
    input.other_luck[1].push_back(input.values[1][i] + .5 + (i % 2 == 0 ? 1 : -1) * static_cast<double>(i) / 100);
  }
  const Answer answer = answer_of(input);
  EXPECT_NEAR(answer.policies.front().luck, .901 / std::sqrt(2.0), 1e-12);  // nine in ten of .01, .02, ... 1
  EXPECT_NEAR(answer.policies.back().luck, .5 / std::sqrt(2.0), 1e-12);
}

TEST(Answer, PoliciesStandInTheOrderOfTheirEffectAndTheFirstLast) {
  AnswerInput input = planted(1, 200, 3, linear);
  input.policies = {"first", "raises", "lowers", "nothing"};
  input.values.resize(4);
  for (std::size_t p = 1; p < 4; ++p) input.values[p].assign(200, p == 1 ? .8 : (p == 2 ? .2 : .505));
  const Answer answer = answer_of(input);
  std::vector<std::string> order;
  for (const PolicyAnswer& p : answer.policies) order.push_back(p.policy + ": " + std::string(verdict_word(p.verdict)));
  order.pop_back();
  EXPECT_EQ(order, (std::vector<std::string>{"lowers: lowers", "nothing: no difference to speak of", "raises: raises"}));
  EXPECT_EQ(answer.policies.back().policy, "first");
  EXPECT_DOUBLE_EQ(answer.policies.front().best.value, 1);
}

TEST(Answer, FailedFuturesAreInNoShareAndAreCounted) {
  AnswerInput input = planted(1, 400, 3, linear);
  for (std::size_t i = 0; i < 100; ++i) input.values[1][i] = std::nan("");
  const Answer answer = answer_of(input);
  EXPECT_EQ(other(answer).futures, 300);
  EXPECT_EQ(other(answer).failed, 100);
  EXPECT_NEAR(other(answer).lower.value + other(answer).tie.value + other(answer).higher.value, 1, 1e-12);
}

TEST(Answer, WhatNeverDiffersIsBoundedAndNotCalledTheSame) {
  const Answer answer = answer_of(planted(1, 1000, 3, [](const std::vector<double>&) { return 0.0; }));
  EXPECT_TRUE(other(answer).never_differs);
  EXPECT_DOUBLE_EQ(other(answer).higher.value, 0);
  EXPECT_DOUBLE_EQ(other(answer).higher.high, .003) << "the rule of three";
}

TEST(Answer, ExplainedShareIsThatOfTheTermInASum) {
  const AnswerInput input = planted(2, 4000, 3, [](const std::vector<double>& x) { return 2 * x[0] + x[1]; });
  // 4/5 and 1/5; bins take a hundredth of a uniform term's variance.
  EXPECT_NEAR(explained_share(input.settings[0], input.values[1]), .8, .02);
  EXPECT_NEAR(explained_share(input.settings[1], input.values[1]), .2, .03);
  EXPECT_NEAR(explained_share(input.settings[2], input.values[1]), 0, .01);
}

TEST(AnswerNumbers, AreAsTheirUnitIsRead) {
  EXPECT_EQ(number_of(.123456, "index"), "0.12");
  EXPECT_EQ(number_of(12345.6, "persons"), "12,346");
  EXPECT_EQ(signed_number_of(12345.6, "persons"), "+12,346");
  EXPECT_EQ(signed_number_of(-.4, "index"), "-0.40");
}

}  // namespace
}  // namespace fulcrum
