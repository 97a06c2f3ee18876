// What splits a verdict: which exceptions are looked for, and that boxes are judged on futures in which they were not sought.
#include "sim/answer/split.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/answer/planted_input.h"

namespace fulcrum {
namespace {

using testing_support::planted;

constexpr double kTie = .01;

std::optional<Split> split(const AnswerInput& input) {
  const Answer answer = answer_of(input);
  return split_of(input, answer.policies.front(), kTie);
}

// Other in a corner of a quarter of the space than elsewhere.
AnswerInput corner(double inside, double elsewhere, int futures = 1000) {
  return planted(3, futures, 6, [=](const std::vector<double>& x) { return x[1] > .5 && x[4] < .5 ? inside : elsewhere; });
}

TEST(SplitOf, SeeksTheRarerSignOrWhereAPolicyDoesNotDoWhatItMostlyDoes) {
  EXPECT_EQ(split(corner(.2, -.2))->way, "is higher");
  EXPECT_EQ(split(corner(-.2, .2))->way, "is lower");
  EXPECT_EQ(split(corner(0, -.2))->way, "does not lower it");
  EXPECT_EQ(split(corner(0, .2))->way, "does not raise it");
  EXPECT_EQ(split(corner(-.2, 0))->way, "is lower") << "mostly no difference: where there is one";
}

TEST(SplitOf, IsTheBoxJudgedOnOtherFutures) {
  const Split found = split(corner(0, -.2)).value();
  EXPECT_NEAR(found.box[1].low, .5, .05);
  EXPECT_NEAR(found.box[4].high, .5, .05);
  EXPECT_EQ(limited_factors(found.box), 2) << found.words;
  EXPECT_NEAR(found.base_rate(), .25, .03);
  EXPECT_GT(found.fresh.density(), .9);
  EXPECT_EQ(found.found.cases + found.fresh.cases, 999) << "all futures but the reference case";
}

TEST(SplitOf, LimitsAtMostThreeFactors) {
  const Split found = split(planted(3, 4000, 8, [](const std::vector<double>& x) {
                        return x[0] > .2 && x[2] > .2 && x[4] > .2 && x[6] > .2 && x[7] > .2 ? .2 : -.2;
                      })).value();
  EXPECT_LE(limited_factors(found.box), 3) << found.words;
}

TEST(SplitOf, IsNoneWhereThereIsHardlyAnException) {
  EXPECT_FALSE(split(planted(3, 1000, 6, [](const std::vector<double>&) { return -.2; })));
  EXPECT_FALSE(split(planted(3, 1000, 6, [](const std::vector<double>& x) { return x[0] > .98 ? 0 : -.2; }))) << "one future in fifty";
  EXPECT_FALSE(split(planted(3, 1000, 6, [](const std::vector<double>&) { return 0.; })));
}

TEST(SplitOf, IsNoneWhereThereAreTooFewFuturesOrNothingVaries) {
  EXPECT_FALSE(split(corner(.2, -.2, 90)));
  AnswerInput input = corner(.2, -.2);
  input.factors.clear();
  input.settings.clear();
  EXPECT_FALSE(split(input));
}

TEST(SplitOf, LeavesOutFuturesInWhichARunFailed) {
  AnswerInput input = corner(0, -.2);
  for (std::size_t i = 1; i <= 200; ++i) input.values[i % 2][i] = std::nan("");
  const Split found = split(input).value();
  EXPECT_EQ(found.found.cases + found.fresh.cases, 799);
  EXPECT_GT(found.fresh.density(), .9);
}

// Where chance alone makes exceptions, fresh futures do not confirm what a box seems to say.
TEST(SplitOf, OfExceptionsByChanceDoesNotHoldOnFreshFutures) {
  const AnswerInput input = planted(3, 1000, 6, [](const std::vector<double>& x) {
    const double noise = std::sin(1e5 * (x[0] + x[1] + x[2] + x[3] + x[4] + x[5]));
    return noise > .7 ? 0 : -.2;
  });
  const std::optional<Split> found = split(input);
  ASSERT_TRUE(found);
  EXPECT_TRUE(found->words.empty() || found->fresh.density() < 2 * found->base_rate()) << found->words;
}

}  // namespace
}  // namespace fulcrum
