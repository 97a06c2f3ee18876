// Latin hypercubes: one point in each stratum of each dimension, and points that stay when the design is doubled.
#include "sim/designs/latin_hypercube.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "sim/designs/maximin.h"
#include "tests/designs/points_of.h"

namespace fulcrum {
namespace {

using testing::Optional;
using Rows = std::vector<std::vector<double>>;

testing::AssertionResult has_one_point_in_each_stratum(const Rows& points) {
  const auto n = static_cast<double>(points.size());
  for (std::size_t d = 0; d < points.front().size(); ++d) {
    std::vector<int> uses(points.size());
    for (const auto& point : points) ++uses.at(static_cast<std::size_t>(point[d] * n));
    if (uses != std::vector<int>(points.size(), 1)) return testing::AssertionFailure() << "dimension " << d;
  }
  return testing::AssertionSuccess();
}

double smallest_distance(const Rows& points) {
  double smallest = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < points.size(); ++i)
    for (std::size_t j = 0; j < i; ++j) {
      double square = 0;
      for (std::size_t d = 0; d < points[i].size(); ++d) square += std::pow(points[i][d] - points[j][d], 2);
      smallest = std::min(smallest, std::sqrt(square));
    }
  return smallest;
}

TEST(LatinHypercube, HasOnePointInEachStratumOfEachDimension) {
  for (const std::int64_t n : {1, 2, 3, 7, 10, 64, 96, 100, 1000, 4096})
    EXPECT_TRUE(has_one_point_in_each_stratum(points_of(LatinHypercube({.seed = 9, .points = n, .dimensions = 5})))) << n;
}

TEST(LatinHypercube, KeepsItsPointsWhenItIsDoubled) {
  for (const std::int64_t n : {1, 5, 12, 100}) {
    const LatinHypercube once({.seed = 9, .points = n, .dimensions = 3}), twice({.seed = 9, .points = 2 * n, .dimensions = 3}),
        eightfold({.seed = 9, .points = 8 * n, .dimensions = 3});
    EXPECT_EQ(first_points_of(twice, n), points_of(once)) << n;
    EXPECT_EQ(first_points_of(eightfold, 2 * n), points_of(twice)) << n;
  }
}

TEST(LatinHypercube, KeepsItsFactorsWhenOneIsAdded) {
  const LatinHypercube two({.seed = 9, .points = 50, .dimensions = 2}), three({.seed = 9, .points = 50, .dimensions = 3});
  for (std::int64_t i = 0; i < 50; ++i) EXPECT_EQ(three.point(i)[1], two.point(i)[1]);
}

TEST(LatinHypercube, HasTheSameBitsForTheSameSeedAndOthersForAnother) {
  const LatinHypercubeSettings settings{.seed = 9, .points = 40, .dimensions = 3};
  EXPECT_EQ(points_of(LatinHypercube(settings)), points_of(LatinHypercube(settings)));
  EXPECT_NE(points_of(LatinHypercube(settings)), points_of(LatinHypercube({.seed = 10, .points = 40, .dimensions = 3})));
}

TEST(LatinHypercube, GivesSinglePointsOfDesignsThatNoMemoryCouldHold) {
  const std::int64_t n = std::int64_t{1} << 40;
  const LatinHypercube design({.seed = 9, .points = n, .dimensions = 2}), half({.seed = 9, .points = n / 2, .dimensions = 2});
  for (const std::int64_t i : {std::int64_t{0}, std::int64_t{123456789}, n / 2 - 1}) EXPECT_EQ(design.point(i), half.point(i));
  for (const double x : design.point(n - 1)) EXPECT_TRUE(x > 0 && x < 1);
}

// A mean of n points in strata has variance below that of n random points for a monotone function (McKay et al. 1979); for a sum of
// coordinates it is (d/12)/n^3 instead of (d/12)/n.
TEST(LatinHypercube, AveragesASumOfCoordinatesAlmostExactly) {
  const std::int64_t n = 200;
  double squares = 0;
  for (std::uint64_t seed = 1; seed <= 100; ++seed) {
    double sum = 0;
    for (const auto& point : points_of(LatinHypercube({.seed = seed, .points = n, .dimensions = 4})))
      for (const double x : point) sum += x;
    squares += std::pow(sum / static_cast<double>(n) - 2, 2) / 100;
  }
  const double expected = 4.0 / 12 / std::pow(static_cast<double>(n), 3);
  EXPECT_NEAR(squares, expected, 4 * expected * std::sqrt(2.0 / 100));  // four standard errors of a variance from 100 normals
}

// Two dimensions are independent: in 400 designs of 8 points the mean correlation is within four standard errors, 1/sqrt(7) each, of 0.
TEST(LatinHypercube, PairsItsDimensionsAtRandom) {
  double sum = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed)
    for (const auto& p : points_of(LatinHypercube({.seed = seed, .points = 8, .dimensions = 2}))) sum += 12 * (p[0] - .5) * (p[1] - .5) / 8;
  EXPECT_NEAR(sum / 400, 0, 4 / std::sqrt(7.0 * 400));
}

TEST(LatinHypercube, RefusesWhatItCannotDo) {
  EXPECT_THAT(problem(LatinHypercubeSettings{.seed = 1, .points = 0, .dimensions = 1}),
              Optional(std::string("points = 0 must lie between 1 and 1099511627776")));
  EXPECT_THAT(problem(LatinHypercubeSettings{.seed = 1, .points = 1, .dimensions = 0}),
              Optional(std::string("a Latin hypercube needs at least one factor")));
  EXPECT_THROW(LatinHypercube({.seed = 1, .points = -1, .dimensions = 1}), std::invalid_argument);
}

TEST(MaximinLatinHypercube, IsALatinHypercubeAtEachDoublingAndKeepsItsPoints) {
  const Rows once = points_of(MaximinLatinHypercube({.seed = 9, .points = 15, .dimensions = 4}));
  const MaximinLatinHypercube fourfold({.seed = 9, .points = 60, .dimensions = 4});
  EXPECT_TRUE(has_one_point_in_each_stratum(once));
  EXPECT_TRUE(has_one_point_in_each_stratum(first_points_of(fourfold, 30)));
  EXPECT_TRUE(has_one_point_in_each_stratum(points_of(fourfold)));
  EXPECT_EQ(first_points_of(fourfold, 15), once);
}

TEST(MaximinLatinHypercube, KeepsItsPointsFartherApartThanChanceDoes) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    const LatinHypercubeSettings settings{.seed = seed, .points = 25, .dimensions = 3};
    EXPECT_GT(smallest_distance(points_of(MaximinLatinHypercube(settings))), 1.5 * smallest_distance(points_of(LatinHypercube(settings))))
        << seed;
  }
}

TEST(MaximinLatinHypercube, RefusesManyPoints) {
  EXPECT_THAT(problem_of_maximin({.seed = 1, .points = 2001, .dimensions = 3}),
              Optional(std::string("points = 2001: maximin is for designs of at most 2000 points; leave it out")));
}

}  // namespace
}  // namespace fulcrum
