// Shapley values: the axioms that define them, and values known in closed form.
#include "sim/explain/shapley.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "sim/explain/causes.h"

namespace fulcrum {
namespace {

TEST(Shapley, TheGloveGameIsThatOfTheTextbook) {
  // One left glove, two right ones: a pair is worth 1. Values 2/3, 1/6, 1/6.
  const std::vector<double> worth{0, 0, 0, 1, 0, 1, 0, 1}, values = shapley_values(3, worth);
  EXPECT_NEAR(values[0], 2.0 / 3, 1e-15);
  EXPECT_NEAR(values[1], 1.0 / 6, 1e-15);
  EXPECT_NEAR(values[2], 1.0 / 6, 1e-15);
}

TEST(Shapley, FirstInAndLastInAreTheEndsOfTheGloveGame) {
  // A glove alone is worth nothing; without the left one nothing is left, without a right one there is another.
  const std::vector<double> worth{0, 0, 0, 1, 0, 1, 0, 1};
  const ShapleyParts parts = shapley_parts(3, worth);
  EXPECT_EQ(parts.first_in, (std::vector<double>{0, 0, 0}));
  EXPECT_EQ(parts.last_in, (std::vector<double>{1, 0, 0}));
  EXPECT_EQ(parts.shapley, shapley_values(3, worth));
}

TEST(Shapley, AProductOfTwoIsSharedAtTheMean) {
  const Equation f = [](std::span<const double> x) { return x[0] * x[1]; };
  const std::vector<double> before{1, 2}, after{3, 5}, parts = shapley_of_change(f, before, after);
  EXPECT_DOUBLE_EQ(parts[0], 2 * 3.5);
  EXPECT_DOUBLE_EQ(parts[1], 3 * 2);
}

TEST(Shapley, SymmetricArgumentsGetEqualPartsAndUselessOnesNone) {
  const Equation f = [](std::span<const double> x) { return std::exp(x[0] + x[1]) + x[2]; };
  const std::vector<double> before{0, 0, 0, 1}, after{.7, .7, 2, 5}, parts = shapley_of_change(f, before, after);
  EXPECT_DOUBLE_EQ(parts[0], parts[1]);
  EXPECT_EQ(parts[3], 0);
  EXPECT_NEAR(parts[0] + parts[1] + parts[2] + parts[3], f(after) - f(before), 1e-12);
}

TEST(Shapley, NothingChangedMeansNothingToShare) {
  const Equation f = [](std::span<const double> x) { return x[0]; };
  const std::vector<double> same{1};
  EXPECT_EQ(shapley_of_change(f, same, same), std::vector<double>{0});
}

TEST(Shapley, EstimatesFromOrdersHaveMeanAndStandardError) {
  const SampledShapley s = sampled_shapley({{1, 3}, {3, 1}});
  EXPECT_EQ(s.values, (std::vector<double>{2, 2}));
  EXPECT_EQ(s.errors, (std::vector<double>{1, 1}));
}

TEST(Shapley, CausesThatCancelInAnArgumentStillShowTheirParts) {
  // x rises by .5 for one cause and falls by as much for another: at slope 2 that is +1 and -1.
  const Equation f = [](std::span<const double> x) { return 2 * x[0]; };
  Change by = no_change();
  by[0] = .5;
  by[1] = -.5;
  const std::vector<double> x{1};
  const Change causes[] = {by};
  const Change change = chained(f, x, x, causes);
  EXPECT_NEAR(change[0], 1, 1e-9);
  EXPECT_NEAR(change[1], -1, 1e-9);
  EXPECT_NEAR(std::accumulate(change.begin(), change.end(), 0.0), 0, 1e-15);
}

}  // namespace
}  // namespace fulcrum
