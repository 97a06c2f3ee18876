// Blocks of points for Sobol' indices.
#include "sim/designs/saltelli.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <set>

#include "tests/designs/points_of.h"

namespace fulcrum {
namespace {

using testing::Optional;
using Kind = SaltelliRow::Kind;

TEST(SaltelliDesign, HasBlocksOfARowsWithOneColumnExchangedAndB) {
  const SaltelliDesign design({.seed = 5, .base_samples = 8, .dimensions = 3});
  ASSERT_EQ(design.points(), 8 * 5);
  for (std::int64_t j = 0; j < 8; ++j) {
    const auto a = design.point(5 * j), b = design.point(5 * j + 4);
    for (int column = 0; column < 3; ++column) {
      auto expected = a;
      expected[static_cast<std::size_t>(column)] = b[static_cast<std::size_t>(column)];
      EXPECT_EQ(design.point(5 * j + 1 + column), expected) << j << ' ' << column;
    }
  }
}

TEST(SaltelliDesign, HasBWithColumnsOfATooWhenSecondOrderIsAskedFor) {
  const SaltelliDesign design({.seed = 5, .base_samples = 4, .dimensions = 3, .blocks = SaltelliBlocks::kSecondToo});
  ASSERT_EQ(design.points(), 4 * 8);
  for (std::int64_t j = 0; j < 4; ++j) {
    const auto a = design.point(8 * j), b = design.point(8 * j + 7);
    for (int column = 0; column < 3; ++column) {
      auto expected = b;
      expected[static_cast<std::size_t>(column)] = a[static_cast<std::size_t>(column)];
      EXPECT_EQ(design.point(8 * j + 4 + column), expected) << j << ' ' << column;
    }
  }
}

TEST(SaltelliDesign, SaysWhichRowOfItsBlockAPointIs) {
  const SaltelliDesign design({.seed = 5, .base_samples = 4, .dimensions = 2, .blocks = SaltelliBlocks::kSecondToo});
  const std::vector<std::pair<Kind, int>> expected{{Kind::kA, -1},     {Kind::kAWithB, 0}, {Kind::kAWithB, 1},
                                                   {Kind::kBWithA, 0}, {Kind::kBWithA, 1}, {Kind::kB, -1}};
  for (std::int64_t i = 0; i < design.points(); ++i) {
    const SaltelliRow row = design.row(i);
    EXPECT_EQ(row.base_sample, i / 6);
    EXPECT_EQ(std::pair(row.kind, row.column), expected[static_cast<std::size_t>(i % 6)]) << i;
  }
}

TEST(SaltelliDesign, KeepsItsPointsWhenBaseSamplesAreAdded) {
  const SaltelliDesign before({.seed = 5, .base_samples = 8, .dimensions = 3}), after({.seed = 5, .base_samples = 32, .dimensions = 3});
  EXPECT_EQ(first_points_of(after, before.points()), points_of(before));
}

// Points that a scramble of a Sobol' sequence begins with have one in each of as many slices of every coordinate, in A and in B.
TEST(SaltelliDesign, FillsEveryCoordinateEvenlyInEachOfItsScrambles) {
  const SaltelliDesign design({.seed = 5, .base_samples = 8 * kSaltelliScrambles, .dimensions = 3});
  for (int scramble = 0; scramble < kSaltelliScrambles; ++scramble)
    for (const int row : {0, 4})
      for (std::size_t d = 0; d < 3; ++d) {
        std::set<int> slices;
        for (std::int64_t j = scramble; j < 8 * kSaltelliScrambles; j += kSaltelliScrambles)
          slices.insert(static_cast<int>(8 * design.point(5 * j + row)[d]));
        EXPECT_EQ(slices.size(), 8U) << scramble << ' ' << row << ' ' << d;
      }
}

// Ishigami and Homma 1990: sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1 on [-pi, pi]^3 has first-order indices 0.3139, 0.4424, 0 and total ones
// 0.5576, 0.4424, 0.2437. Estimators: Saltelli et al. 2010 (first), Jansen 1999 (total). With 4,096 base samples the error of these sums by
// scrambled points is some 1e-3; 0.01 is ample and far from confusing one index with another.
TEST(SaltelliDesign, FindsTheKnownIndicesOfIshigamisFunction) {
  const SaltelliDesign design({.seed = 5, .base_samples = 4096, .dimensions = 3});
  const auto f = [](const std::vector<double>& u) {
    const auto x = [&](std::size_t d) { return std::numbers::pi * (2 * u[d] - 1); };
    return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + .1 * std::pow(x(2), 4) * std::sin(x(0));
  };
  double sum = 0, squares = 0, first[3] = {}, total[3] = {};
  for (std::int64_t j = 0; j < 4096; ++j) {
    const double a = f(design.point(5 * j)), b = f(design.point(5 * j + 4));
    sum += a + b, squares += a * a + b * b;
    for (int d = 0; d < 3; ++d) {
      const double mixed = f(design.point(5 * j + 1 + d));
      first[d] += b * (mixed - a) / 4096;
      total[d] += (a - mixed) * (a - mixed) / 2 / 4096;
    }
  }
  const double mean = sum / 8192, variance = squares / 8192 - mean * mean;
  const double known_first[] = {.3139, .4424, 0}, known_total[] = {.5576, .4424, .2437};
  for (int d = 0; d < 3; ++d) {
    EXPECT_NEAR(first[d] / variance, known_first[d], .01) << d;
    EXPECT_NEAR(total[d] / variance, known_total[d], .01) << d;
  }
}

TEST(SaltelliDesign, RefusesMoreFactorsThanHalfTheDirectionNumbers) {
  EXPECT_EQ(problem(SaltelliSettings{.seed = 1, .base_samples = 1, .dimensions = 1833}), std::nullopt);
  EXPECT_THAT(problem(SaltelliSettings{.seed = 1, .base_samples = 1, .dimensions = 1834}),
              Optional(std::string("3668 dimensions: there are direction numbers for at most 3667")));
}

}  // namespace
}  // namespace fulcrum
