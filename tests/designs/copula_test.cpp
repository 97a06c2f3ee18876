// Correlated coordinates: as correlated as asked, each still uniform, and nothing else is touched.
#include "sim/designs/copula.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include "models/numbers/normal_quantile.h"
#include "sim/designs/sobol.h"

namespace fulcrum {
namespace {

constexpr int kPoints = 4096;

std::vector<std::vector<double>> correlated(const GaussianCopula& copula, int dimensions) {
  const SobolDesign design({.seed = 3, .points = kPoints, .dimensions = dimensions});
  std::vector<std::vector<double>> points;
  for (int i = 0; i < kPoints; ++i) {
    points.push_back(design.point(i));
    copula.correlate(points.back());
  }
  return points;
}

// Of the normal values behind two coordinates.
double correlation(const std::vector<std::vector<double>>& points, std::size_t a, std::size_t b) {
  double sum = 0;
  for (const auto& point : points) sum += normal_quantile(point[a]) * normal_quantile(point[b]);
  return sum / kPoints;
}

// 4,096 points of a net: errors of such means are far below those of chance, 1/64.
TEST(Copula, GivesTheCorrelationsThatAreAsked) {
  const auto points = correlated(GaussianCopula({{0, 2, .6}, {2, 3, -.4}}), 4);
  EXPECT_NEAR(correlation(points, 0, 2), .6, .02);
  EXPECT_NEAR(correlation(points, 2, 3), -.4, .02);
  EXPECT_NEAR(correlation(points, 0, 3), 0, .02) << "what is not named is not correlated";
  for (std::size_t d = 0; d < 4; ++d) {
    double mean = 0, squares = 0;
    for (const auto& point : points) {
      EXPECT_TRUE(point[d] > 0 && point[d] < 1);
      mean += point[d] / kPoints;
      squares += (point[d] - .5) * (point[d] - .5) / kPoints;
    }
    EXPECT_NEAR(mean, .5, .005) << d;
    EXPECT_NEAR(squares, 1 / 12.0, .002) << d;
  }
}

TEST(Copula, LeavesOtherCoordinatesAsTheyAre) {
  std::vector<double> point{.1, .2, .3, .4};
  GaussianCopula({{1, 3, .7}}).correlate(point);
  EXPECT_EQ(point[0], .1);
  EXPECT_EQ(point[2], .3);
  EXPECT_NEAR(point[1], .2, 1e-12) << "the first of a pair keeps its value";
  EXPECT_NE(point[3], .4);
  std::vector<double> untouched{.1, .2};
  GaussianCopula().correlate(untouched);
  EXPECT_EQ(untouched, (std::vector<double>{.1, .2}));
}

TEST(Copula, NearlyFullCorrelationsMakeOneOfTwo) {
  for (const double u : {.01, .3, .5, .99}) {
    std::vector<double> together{u, .2}, against{u, .2};
    GaussianCopula({{0, 1, 1 - 1e-10}}).correlate(together);
    GaussianCopula({{0, 1, -1 + 1e-10}}).correlate(against);
    EXPECT_NEAR(together[1], u, 1e-4);
    EXPECT_NEAR(against[1], 1 - u, 1e-4);
  }
}

TEST(Copula, DoesNotDependOnTheOrderInWhichPairsAreNamed) {
  std::vector<double> one{.1, .6, .9}, other = one;
  GaussianCopula({{0, 1, .3}, {1, 2, .5}}).correlate(one);
  GaussianCopula({{2, 1, .5}, {1, 0, .3}}).correlate(other);
  EXPECT_EQ(one, other);
}

TEST(Copula, RefusesWhatCannotHoldTogether) {
  EXPECT_THROW(GaussianCopula({{0, 1, 1}}), std::invalid_argument);
  EXPECT_THROW(GaussianCopula({{0, 1, .9}, {1, 2, .9}, {0, 2, -.9}}), std::invalid_argument);
  EXPECT_NO_THROW(GaussianCopula({{0, 1, .9}, {1, 2, .9}, {0, 2, .7}}));
}

}  // namespace
}  // namespace fulcrum
