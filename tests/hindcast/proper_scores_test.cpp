// Scores against the formulas of their definitions, written out.
#include "sim/hindcast/proper_scores.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace fulcrum {
namespace {

const std::vector<double> kDraws{3.2, 0, 7.5, 3.2, 11, 1.25, 4};

// Of the empirical distribution: the integral of (F(x) - 1{x >= y})^2, step by step.
double crps_by_integral(std::vector<double> draws, double y) {
  std::vector<double> ends = draws;
  ends.push_back(y);
  std::sort(ends.begin(), ends.end());
  double sum = 0;
  for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
    const double middle = (ends[i] + ends[i + 1]) / 2;
    const double below = static_cast<double>(std::count_if(draws.begin(), draws.end(), [&](double x) { return x <= middle; }));
    const double gap = below / static_cast<double>(draws.size()) - (middle >= y ? 1 : 0);
    sum += gap * gap * (ends[i + 1] - ends[i]);
  }
  return sum;
}

double crps_by_pairs(const std::vector<double>& draws, double y) {
  const double n = static_cast<double>(draws.size());
  double sum = 0;
  for (const double a : draws) {
    sum += std::abs(a - y) / n;
    for (const double b : draws) sum -= std::abs(a - b) / (2 * n * n);
  }
  return sum;
}

TEST(Crps, IsTheIntegralOfItsDefinitionAndTheMeanOverPairs) {
  for (const double y : {-1.0, 0.0, 3.2, 5.0, 40.0}) {
    EXPECT_NEAR(crps(kDraws, y), crps_by_integral(kDraws, y), 1e-9);
    EXPECT_NEAR(crps(kDraws, y), crps_by_pairs(kDraws, y), 1e-9);
  }
  EXPECT_NEAR(crps(std::vector<double>{2}, 5), 3, 1e-12) << "of a point it is the absolute error";
}

// (F(x) - 1{x >= y})^2 above the threshold only.
TEST(ThresholdWeightedCrps, IsTheIntegralAboveTheThreshold) {
  for (const double y : {0.0, 5.0, 9.0})
    for (const double threshold : {-2.0, 3.5, 20.0}) {
      std::vector<double> cut;
      for (const double draw : kDraws) cut.push_back(std::max(draw, threshold));
      EXPECT_NEAR(threshold_weighted_crps(kDraws, y, threshold), crps_by_integral(cut, std::max(y, threshold)), 1e-9);
    }
  EXPECT_NEAR(threshold_weighted_crps(kDraws, 5, -1e9), crps(kDraws, 5), 1e-6);
}

// scoringutils (Bosse et al. 2022): (u - l) + 2/alpha (l - y) 1{y < l} + 2/alpha (y - u) 1{y > u}, alpha = 1 - share.
TEST(IntervalScore, IsWidthAndPenalties) {
  for (const double share : {.5, .9})
    for (const double y : {-3.0, 2.0, 4.0, 12.0}) {
      const double alpha = 1 - share, l = 2, u = 7;
      EXPECT_NEAR(interval_score({l, u}, share, y), (u - l) + 2 / alpha * (l - y) * (y < l) + 2 / alpha * (y - u) * (y > u), 1e-9);
    }
}

TEST(EnergyScore, OfOneDimensionIsTheCrpsAndOfTwoTheMeanOverPairs) {
  const std::vector<std::vector<double>> one{kDraws};
  EXPECT_NEAR(energy_score(one, std::vector<double>{5}), crps(kDraws, 5), 1e-9);
  const std::vector<std::vector<double>> two{{0, 3, 1}, {0, 4, -2}};
  const std::vector<double> y{1, 1};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    sum += std::hypot(two[0][i] - 1, two[1][i] - 1) / 3;
    for (std::size_t j = 0; j < 3; ++j) sum -= std::hypot(two[0][i] - two[0][j], two[1][i] - two[1][j]) / 18;
  }
  EXPECT_NEAR(energy_score(two, y), sum, 1e-9);
}

TEST(Mixtures, LogScoreAndTransformAreMeansOverTheParts) {
  const ErrorFit narrow{.kind = ErrorKind::kNormal, .spread = 1}, wide{.kind = ErrorKind::kNormal, .spread = 2};
  const PredictiveMonth forecast{{narrow, wide}, {0, 1}, {}};
  const auto density = [](double x, double m, double s) {
    return std::exp(-(x - m) * (x - m) / (2 * s * s)) / (s * std::sqrt(2 * std::numbers::pi));
  };
  EXPECT_NEAR(log_score(forecast, .7), std::log((density(.7, 0, 1) + density(.7, 1, 2)) / 2), 1e-9);
  EXPECT_NEAR(probability_transform({{wide}, {1}, {}}, 1), .5, 1e-12);
  const ErrorFit counts{.kind = ErrorKind::kPoisson};
  EXPECT_NEAR(probability_transform({{counts}, {2}, {}}, 0), std::exp(-2.0) / 2, 1e-9) << "the middle of the step";
}

// A forecast that is right scores better on the mean than one whose spread or place is wrong.
TEST(Scores, AreProper) {
  std::vector<double> truth, moved, narrow;
  for (int i = 0; i < 400; ++i) {
    const double u = (i + .5) / 400, x = std::log(u / (1 - u));
    truth.push_back(x);
    moved.push_back(x + .6);
    narrow.push_back(.5 * x);
  }
  double of_truth = 0, of_moved = 0, of_narrow = 0;
  for (const double y : truth) {
    of_truth += crps(truth, y);
    of_moved += crps(moved, y);
    of_narrow += crps(narrow, y);
  }
  EXPECT_LT(of_truth, of_moved);
  EXPECT_LT(of_truth, of_narrow);
}

}  // namespace
}  // namespace fulcrum
