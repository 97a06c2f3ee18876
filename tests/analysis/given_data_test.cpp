// First-order indices and Borgonovo's delta from given points, where they are known.
#include "sim/analysis/given_data.h"

#include <gtest/gtest.h>

#include <boost/random/normal_distribution.hpp>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/analysis/slices.h"
#include "sim/designs/keyed_engine.h"

namespace fulcrum {
namespace {

constexpr std::size_t kPoints = 4000;

std::vector<double> normals(std::int64_t number) {
  KeyedEngine engine = keyed_engine(3, "given data test", 0, number);
  boost::random::normal_distribution<double> normal;
  std::vector<double> values;
  for (std::size_t i = 0; i < kPoints; ++i) values.push_back(normal(engine));
  return values;
}

/// y = x + e with variances of 1: the factor explains half of the variance.
struct Linear {
  std::vector<double> x = normals(0), e = normals(1), y;
  Linear() {
    for (std::size_t i = 0; i < kPoints; ++i) y.push_back(x[i] + e[i]);
  }
};

TEST(GivenData, IndicesOfALinearModelAreThoseThatFollowFromIt) {
  const Linear m;
  const GivenDataIndex index = given_data_index(m.x, m.y, {.seed = 1, .resamples = 100});
  // Ten slices keep .98 of the variance of a normal factor. Delta of two normal variables with a correlation of the root of 1/2 is .306,
  // and .297 on a grid of ten by ten, by integration over four million points.
  EXPECT_NEAR(index.first.value, .49, .02);
  EXPECT_NEAR(index.delta.value, .297, .02);
  EXPECT_LT(index.delta.low, .297);
  EXPECT_GT(index.delta.high, .297);
}

TEST(GivenData, AFactorWithoutInfluenceIsAsRandomNumbersAre) {
  const Linear m;
  const BootstrapSettings settings{.seed = 1, .resamples = 100};
  const GivenDataIndex nothing = given_data_of_nothing(m.y, settings), idle = given_data_index(normals(2), m.y, settings);
  EXPECT_LE(idle.delta.value, nothing.delta.high);
  EXPECT_GT(given_data_index(m.x, m.y, settings).delta.value, nothing.delta.high);
}

TEST(GivenData, DeltaSeesWhatTheVarianceDoesNot) {
  // The factor sets the spread of the outcome and nothing else: no share of the variance lies between its slices.
  const std::vector<double> x = normals(0), e = normals(1);
  std::vector<double> y;
  for (std::size_t i = 0; i < kPoints; ++i) y.push_back(e[i] * std::exp(x[i]));
  const BootstrapSettings settings{.seed = 1, .resamples = 50};
  const GivenDataIndex index = given_data_index(x, y, settings);
  EXPECT_LT(index.first.value, .03);
  EXPECT_GT(index.delta.value, 3 * given_data_of_nothing(y, settings).delta.high);
}

TEST(GivenData, DeltaDoesNotChangeWithTheOutcomesScale) {
  const Linear m;
  std::vector<double> transformed;
  for (const double y : m.y) transformed.push_back(std::exp(3 * y) + 7);
  const BootstrapSettings settings{.seed = 1, .resamples = 20};
  EXPECT_DOUBLE_EQ(given_data_index(m.x, m.y, settings).delta.value, given_data_index(m.x, transformed, settings).delta.value);
}

TEST(GivenData, PointsWithoutAnOutcomeAreLeftOut) {
  Linear m;
  std::vector<double> x, y;
  for (std::size_t i = 0; i < kPoints; ++i) {
    if (i % 3 == 0) {
      m.y[i] = std::numeric_limits<double>::quiet_NaN();
    } else {
      x.push_back(m.x[i]);
      y.push_back(m.y[i]);
    }
  }
  const BootstrapSettings none{.seed = 1, .resamples = 0};
  EXPECT_DOUBLE_EQ(given_data_index(m.x, m.y, none).delta.value, given_data_index(x, y, none).delta.value);
  EXPECT_DOUBLE_EQ(explained_share(m.x, m.y), explained_share(x, y));
}

TEST(GivenData, AnOutcomeThatNeverVariesDependsOnNothing) {
  const std::vector<double> constant(kPoints, .5);
  const GivenDataIndex index = given_data_index(normals(0), constant, {.seed = 1, .resamples = 5});
  EXPECT_EQ(index.first.value, 0);
  EXPECT_EQ(index.delta.value, 0);
}

TEST(Slices, HoldEquallyManyPointsAndKeepEqualValuesTogether) {
  std::vector<double> factor;
  for (int i = 0; i < 100; ++i) factor.push_back((i * 37) % 100);
  std::vector<int> sizes(10, 0);
  for (const std::size_t slice : slices_of(factor, 10).of) ++sizes.at(slice);
  EXPECT_EQ(sizes, std::vector<int>(10, 10));
  // A value that a third of the points have is not divided.
  for (int i = 0; i < 50; ++i) factor.push_back(42);
  const Slices tied = slices_of(factor, 10);
  for (std::size_t i = 0; i < factor.size(); ++i) {
    if (factor[i] == 42) {
      EXPECT_EQ(tied.of[i], tied.of.back());
    }
  }
}

TEST(Slices, ARareFormHasASliceOfItsOwn) {
  std::vector<double> forms(1000, 1);
  forms[17] = 0;
  for (std::size_t i = 500; i < 1000; ++i) forms[i] = 2;
  const Slices slices = slices_of(forms, 10);
  EXPECT_EQ(slices.count, 3U);
  EXPECT_EQ(slices.of[17], 0U);
  EXPECT_EQ(slices.of[0], 1U);
}

TEST(Slices, PointsThatAreLeftOutAreInNone) {
  const Slices slices = slices_of(std::vector<double>{3, 1, 2}, 10, {false, true, false});
  EXPECT_EQ(slices.of, (std::vector<std::size_t>{1, Slices::kNone, 0}));
}

}  // namespace
}  // namespace fulcrum
