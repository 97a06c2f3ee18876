// Parts of the spread of models in which one part is all there is.
#include "sim/answer/parts.h"

#include <gtest/gtest.h>

#include <cmath>

namespace fulcrum {
namespace {

// By policy and future; future 0 is the reference case.
template <class Value>
std::vector<std::vector<double>> values(int policies, int first, int futures, Value value) {
  std::vector<std::vector<double>> all(static_cast<std::size_t>(policies));
  for (int p = 0; p < policies; ++p)
    for (int i = first; i < futures; ++i) all[static_cast<std::size_t>(p)].push_back(value(p, i));
  return all;
}

template <class Value>
AnswerInput input(Value value, int futures = 64) {
  AnswerInput in;
  in.policies = {"a", "b"};
  in.values = values(2, 0, futures, value);
  return in;
}

double of_future(int i) { return std::sin(2.0 * i); }

double sum(const SpreadParts& s) { return s.parameters + s.forms + s.luck + s.policy + s.interaction; }

TEST(SpreadPartsOf, ModelsWithOnePartAreAllThatPart) {
  EXPECT_NEAR(spread_parts(input([](int, int i) { return of_future(i); }))->parameters, 1, 1e-12);
  EXPECT_NEAR(spread_parts(input([](int p, int) { return 1. * p; }))->policy, 1, 1e-12);
  EXPECT_NEAR(spread_parts(input([](int p, int i) { return (p == 0 ? 1 : -1) * of_future(i); }))->interaction, 1, .01)
      << "what one policy gains the other loses";
}

TEST(SpreadPartsOf, WhatIsDrawnAnewIsLuckAndThenForms) {
  const auto model = [](int, int i) { return of_future(i); };
  AnswerInput in = input(model);
  in.other_luck = values(2, 1, 64, [](int, int i) { return of_future(i + 1000); });
  EXPECT_NEAR(spread_parts(in)->luck, 1, .2) << "everything is new with the luck";
  in.other_luck = values(2, 1, 64, model);
  EXPECT_EQ(spread_parts(in)->luck, 0) << "nothing is";
  in.other_forms = values(2, 1, 64, [](int, int i) { return of_future(i + 1000); });
  const SpreadParts parts = spread_parts(in).value();
  EXPECT_NEAR(parts.forms, 1, .2);
  EXPECT_EQ(parts.luck, 0);
  EXPECT_NEAR(sum(parts), 1, 1e-12);
}

TEST(SpreadPartsOf, AddUpAndDoNotDependOnUnitOrLevel) {
  const auto model = [](int p, int i) { return of_future(i) + .3 * p + .2 * p * std::cos(5.0 * i); };
  const SpreadParts one = spread_parts(input(model)).value();
  const SpreadParts other = spread_parts(input([&](int p, int i) { return 1024 * model(p, i) + 4096; })).value();
  EXPECT_NEAR(sum(one), 1, 1e-9);
  EXPECT_NEAR(one.parameters, other.parameters, 1e-9);
  EXPECT_NEAR(one.policy, other.policy, 1e-9);
  EXPECT_NEAR(one.interaction, other.interaction, 1e-9);
}

TEST(SpreadPartsOf, FuturesInWhichARunFailedHaveNoPart) {
  const auto model = [](int p, int i) { return of_future(i) + .3 * p; };
  const SpreadParts whole = spread_parts(input(model, 60)).value();
  const auto fails = [&](int p, int i) { return i >= 60 && p == i % 2 ? std::nan("") : model(p, i); };
  const SpreadParts failed = spread_parts(input(fails, 80)).value();
  EXPECT_EQ(failed.parameters, whole.parameters);
  EXPECT_EQ(failed.policy, whole.policy);
}

TEST(SpreadPartsOf, TooFewFuturesOrNoSpreadHaveNone) {
  const auto model = [](int, int i) { return of_future(i); };
  EXPECT_FALSE(spread_parts(input(model, 19)));
  EXPECT_TRUE(spread_parts(input(model, 20)));
  EXPECT_FALSE(spread_parts(input([](int, int) { return .5; })));
}

}  // namespace
}  // namespace fulcrum
