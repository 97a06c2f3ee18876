// Sobol' points: published numbers, discrepancies known exactly, and nets that scrambling leaves nets.
#include "sim/designs/sobol.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <stdexcept>

#include "tests/designs/points_of.h"

namespace fulcrum {
namespace {

using testing::Optional;
using Rows = std::vector<std::vector<double>>;

Rows plain_points(std::int64_t points, int dimensions) {
  return points_of(SobolDesign({.seed = 1, .points = points, .dimensions = dimensions, .scramble = Scramble::kNone}));
}

/// L2 star discrepancy by the formula of Warnock 1972.
double l2_star_discrepancy(const Rows& points) {
  const auto n = static_cast<double>(points.size());
  double single = 0, pairs = 0;
  for (const auto& p : points) {
    double product = 1;
    for (const double x : p) product *= (1 - x * x) / 2;
    single += product;
    for (const auto& q : points) {
      double both = 1;
      for (std::size_t d = 0; d < p.size(); ++d) both *= 1 - std::max(p[d], q[d]);
      pairs += both;
    }
  }
  return std::sqrt(std::pow(3.0, -static_cast<double>(points.front().size())) - 2 * single / n + pairs / n / n);
}

/// Star discrepancy in two dimensions: the largest difference between share and area of a box at the origin. It is approached at corners
/// whose coordinates are those of points or 1.
double star_discrepancy(Rows points) {
  std::sort(points.begin(), points.end());
  const auto n = static_cast<double>(points.size());
  std::vector<double> ys{1};
  for (const auto& p : points) ys.push_back(p[1]);
  double largest = 0;
  for (const double y : ys) {
    double open = 0, closed = 0;
    for (const auto& p : points) {
      largest = std::max(largest, p[0] * y - open / n);
      open += p[1] < y ? 1 : 0, closed += p[1] <= y ? 1 : 0;
      largest = std::max(largest, closed / n - p[0] * y);
    }
    largest = std::max(largest, y - open / n);
  }
  return largest;
}

/// Whether each box of 2^-(m - t) of the volume, cut by halving the sides, holds 2^t of the 2^m points: a (t, m, s)-net in base 2.
bool is_net(const Rows& points, int t, int m) {
  const int s = static_cast<int>(points.front().size());
  std::vector<int> halvings(static_cast<std::size_t>(s));
  const auto even = [&] {
    std::vector<int> counts(std::size_t{1} << (m - t));
    for (const auto& p : points) {
      std::size_t box = 0;
      for (std::size_t d = 0; d < p.size(); ++d) box = (box << halvings[d]) | static_cast<std::size_t>(std::ldexp(p[d], halvings[d]));
      ++counts[box];
    }
    return counts == std::vector<int>(counts.size(), 1 << t);
  };
  const auto all_ways = [&](const auto& self, std::size_t d, int left) -> bool {
    if (d + 1 == halvings.size()) return halvings[d] = left, even();
    for (int here = 0; here <= left; ++here) {
      halvings[d] = here;
      if (!self(self, d + 1, left - here)) return false;
    }
    return true;
  };
  return all_ways(all_ways, 0, m - t);
}

// The first ten points in three dimensions, as the program of Joe and Kuo prints them for new-joe-kuo-6.21201.
TEST(SobolDesign, BeginsWithThePointsOfJoeAndKuo) {
  const Rows published = {{0, 0, 0},          {.5, .5, .5},       {.75, .25, .25},    {.25, .75, .75},       {.375, .375, .625},
                          {.875, .875, .125}, {.625, .125, .875}, {.125, .625, .375}, {.1875, .3125, .9375}, {.6875, .8125, .4375}};
  const Rows points = plain_points(10, 3);
  for (std::size_t i = 0; i < published.size(); ++i)
    for (std::size_t d = 0; d < 3; ++d) EXPECT_EQ(points[i][d], published[i][d] + 0x1p-53) << i << ' ' << d;
}

// Coordinates in 64ths, by SciPy 1.10, which reads the same table of direction numbers.
TEST(SobolDesign, AgreesWithAnotherProgramInHighDimensions) {
  const SobolDesign design({.seed = 1, .points = 64, .dimensions = 3667, .scramble = Scramble::kNone});
  const int expected[3][4] = {{3, 16, 16, 48}, {17, 2, 2, 30}, {63, 43, 3, 1}};
  for (const auto& [i, in_50, in_1000, in_3667] : expected) {
    const auto point = design.point(i);
    EXPECT_EQ(std::floor(64 * point[49]), in_50);
    EXPECT_EQ(std::floor(64 * point[999]), in_1000);
    EXPECT_EQ(std::floor(64 * point[3666]), in_3667);
  }
}

// The first dimension is van der Corput's sequence; with the numbers of its points for the other coordinate it is Hammersley's point set,
// of which both discrepancies are known. N L2 squared = m^2/64 + 29 m/192 + 3/8 - m/(16 N) + 1/(4 N) - 1/(72 N^2) and N D* = m/3 + 13/9 -
// (-1)^m 4/(9 N): Halton and Zaremba 1969, Monatsh. Math. 73.
TEST(SobolDesign, HasTheDiscrepanciesKnownForHammersleysPoints) {
  for (const int m : {2, 3, 5, 8}) {
    const double n = std::ldexp(1, m);
    Rows points = plain_points(std::int64_t{1} << m, 1);
    for (std::size_t i = 0; i < points.size(); ++i) points[i].push_back(static_cast<double>(i ^ (i >> 1)) / n);  // Gray code: its number
    EXPECT_NEAR(std::pow(n * l2_star_discrepancy(points), 2),
                m * m / 64.0 + 29 * m / 192.0 + 3 / 8.0 - m / (16 * n) + 1 / (4 * n) - 1 / (72 * n * n), 1e-6)
        << m;
    EXPECT_NEAR(n * star_discrepancy(points), m / 3.0 + 13 / 9.0 - std::pow(-1, m) * 4 / (9 * n), 1e-9) << m;
  }
}

// Values of SciPy 1.10 (scipy.stats.qmc.discrepancy, method L2-star) for the same points.
TEST(SobolDesign, HasTheDiscrepancyThatAnotherProgramFinds) {
  EXPECT_NEAR(l2_star_discrepancy(plain_points(128, 2)), .00702978960812672, 1e-12);
  EXPECT_NEAR(l2_star_discrepancy(plain_points(1024, 5)), .0015213073584988493, 1e-11);
}

// N D* of a (0, m, 2)-net is at most m/3 + 19/9: Larcher and Pillichshammer 2003, Monatsh. Math. 138. Random points would have some
// 0.8 sqrt(N), 13 for N = 256 where the bound is 4.8.
TEST(SobolDesign, KeepsTheBoundOfNetsOnDiscrepancyHoweverScrambled) {
  for (const Scramble scramble : {Scramble::kNone, Scramble::kShift, Scramble::kMatrix})
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const Rows points = points_of(SobolDesign({.seed = seed, .points = 256, .dimensions = 2, .scramble = scramble}));
      EXPECT_LE(256 * star_discrepancy(points), 8 / 3.0 + 19 / 9.0);
    }
}

// Sobol' 1967: t is the sum over dimensions of the degree of the polynomial less one, which is 0, 0, 1, 2, 2 in the first five.
TEST(SobolDesign, IsANetOfTheKnownQualityBeforeAndAfterScrambling) {
  for (const Scramble scramble : {Scramble::kNone, Scramble::kShift, Scramble::kMatrix})
    for (const auto& [dimensions, t] : {std::pair{1, 0}, {2, 0}, {3, 1}, {4, 3}, {5, 5}}) {
      const SobolDesign design({.seed = 12, .points = 2048, .dimensions = dimensions, .scramble = scramble});
      const Rows points = points_of(design);
      EXPECT_TRUE(is_net(points, t, 11)) << dimensions;
      EXPECT_TRUE(is_net({points.begin() + 1024, points.end()}, t, 10)) << dimensions << ", second half";
    }
}

TEST(SobolDesign, IsNoNetOnceAPointIsMoved) {  // or else the check above proves nothing
  Rows points = plain_points(64, 2);
  points[5][0] = 1 - points[5][0];
  EXPECT_FALSE(is_net(points, 0, 6));
}

TEST(SobolDesign, KeepsItsPointsWhenMoreAreAskedFor) {
  const SobolDesign few({.seed = 12, .points = 100, .dimensions = 7}), many({.seed = 12, .points = 1000, .dimensions = 7});
  EXPECT_EQ(first_points_of(many, 100), points_of(few));
  const SobolDesign huge({.seed = 12, .points = std::int64_t{1} << 52, .dimensions = 7});
  EXPECT_EQ(huge.point(77), few.point(77));
  EXPECT_NE(huge.point((std::int64_t{1} << 52) - 1), few.point(77));
}

TEST(SobolDesign, KeepsItsFactorsWhenOneIsAdded) {
  const SobolDesign two({.seed = 12, .points = 64, .dimensions = 2}), three({.seed = 12, .points = 64, .dimensions = 3});
  for (std::int64_t i = 0; i < 64; ++i) EXPECT_EQ(three.point(i)[1], two.point(i)[1]);
}

TEST(SobolDesign, HasTheSameBitsForTheSameSeedAndOthersForAnother) {
  const SobolSettings settings{.seed = 12, .points = 64, .dimensions = 3};
  EXPECT_EQ(points_of(SobolDesign(settings)), points_of(SobolDesign(settings)));
  EXPECT_NE(points_of(SobolDesign(settings)), points_of(SobolDesign({.seed = 13, .points = 64, .dimensions = 3})));
}

// Under scrambling one point is uniform: over 4,000 seeds the mean of a coordinate is within four standard errors of 1/2 and that of its
// square of 1/3.
TEST(SobolDesign, MakesEachPointUniformByScrambling) {
  double sum = 0, squares = 0;
  for (std::uint64_t seed = 1; seed <= 4000; ++seed) {
    const double x = SobolDesign({.seed = seed, .points = 8, .dimensions = 2}).point(5)[1];
    sum += x / 4000, squares += x * x / 4000;
  }
  EXPECT_NEAR(sum, 1.0 / 2, 4 * std::sqrt(1 / 12.0 / 4000));
  EXPECT_NEAR(squares, 1.0 / 3, 4 * std::sqrt(4 / 45.0 / 4000));
}

// The mean of a smooth function by scrambled points has an error of nearly N^-3/2 (Owen 1997, Ann. Stat. 25), not N^-1/2. For
// f = x1 x2 x3 and N = 1,024, random points have a standard error of 0.0046; a hundredth of that is ample.
TEST(SobolDesign, IntegratesASmoothFunctionFarBetterThanRandomPoints) {
  double squares = 0;
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    double mean = 0;
    for (const auto& p : points_of(SobolDesign({.seed = seed, .points = 1024, .dimensions = 3}))) mean += p[0] * p[1] * p[2] / 1024;
    squares += std::pow(mean - .125, 2) / 50;
  }
  EXPECT_LT(std::sqrt(squares), .0046 / 100);
}

TEST(SobolDesign, RefusesWhatItCannotDo) {
  EXPECT_THAT(problem(SobolSettings{.seed = 1, .points = 1, .dimensions = 3668}),
              Optional(std::string("3668 dimensions: there are direction numbers for at most 3667")));
  EXPECT_THAT(problem(SobolSettings{.seed = 1, .points = 0, .dimensions = 1}),
              Optional(std::string("points = 0 must lie between 1 and 4503599627370496")));
  EXPECT_THROW(SobolDesign({.seed = 1, .points = 0, .dimensions = 1}), std::invalid_argument);
}

}  // namespace
}  // namespace fulcrum
