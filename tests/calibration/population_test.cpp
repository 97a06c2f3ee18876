// Searches and populations find what was planted, and have the same bits for any number of threads.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/calibration/population.h"
#include "sim/calibration/search.h"

namespace fulcrum {
namespace {

// Two hills of which one is higher, at (.8, .3); a local search alone from the middle finds the other.
double two_hills(const std::vector<double>& x) {
  const auto hill = [&](double a, double b, double width) {
    return std::exp(-((x[0] - a) * (x[0] - a) + (x[1] - b) * (x[1] - b)) / (width * width));
  };
  return 0.6 * hill(.45, .5, .3) + hill(.8, .3, .1);
}

TEST(Search, FindsTheHigherOfTwoHills) {
  const SearchSettings settings{.seed = 3, .searches = 3, .global_steps = 600, .local_steps = 300};
  const SearchResult found = maximise([] { return Objective(two_hills); }, 2, settings, 1);
  EXPECT_NEAR(found.best[0], .8, .03);
  EXPECT_NEAR(found.best[1], .3, .03);
}

TEST(Search, HasTheSameBitsForAnyNumberOfThreads) {
  const SearchSettings settings{.seed = 5, .searches = 5, .global_steps = 200, .local_steps = 100};
  const SearchResult one = maximise([] { return Objective(two_hills); }, 2, settings, 1);
  for (const int jobs : {2, 7}) {
    const SearchResult many = maximise([] { return Objective(two_hills); }, 2, settings, jobs);
    EXPECT_EQ(many.best, one.best);
    EXPECT_EQ(many.by_search, one.by_search);
  }
}

// -z^2/2 summed, planted at (.3, .6, .5) with sds .05, .1 and without end: the third says nothing.
std::vector<double> gaussian(std::span<const std::vector<double>> points) {
  std::vector<double> values;
  for (const auto& x : points) values.push_back(-std::pow((x[0] - .3) / .05, 2) / 2 - std::pow((x[1] - .6) / .1, 2) / 2);
  return values;
}

double quantile_of(const Population& set, std::size_t dimension, double q) {
  std::vector<double> values;
  for (const auto& point : set.points) values.push_back(point[dimension]);
  std::sort(values.begin(), values.end());
  return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))];
}

TEST(NotRuledOut, IsTheEllipsisAroundWhatWasPlanted) {
  const Population set = not_ruled_out(gaussian, 3, 2.0, {}, {.seed = 11});
  ASSERT_GT(set.points.size(), 2000u);
  for (const double value : set.values) EXPECT_GE(value, set.best - 2.0);
  // The ellipse within 2 of the best has half-axes of 2 sds.
  EXPECT_NEAR(quantile_of(set, 0, 0), .2, .01);
  EXPECT_NEAR(quantile_of(set, 0, 1), .4, .01);
  EXPECT_NEAR(quantile_of(set, 1, .5), .6, .02);
  EXPECT_LT(quantile_of(set, 2, .025), .1);  // what says nothing spans its range
  EXPECT_GT(quantile_of(set, 2, .975), .9);
}

// A likelihood that is flat, or within the tolerance everywhere, rules nothing out: the middle 95 % of every factor is that of its range,
// so that none can be called identified. The best of many points, from which the population once set out, made it a third of the range.
TEST(NotRuledOut, IsTheWholeBoxWhereTheLikelihoodIsFlat) {
  for (const double slope : {0.0, .01}) {
    const ManyValues nearly_flat = [&](std::span<const std::vector<double>> points) {
      std::vector<double> values;
      for (const auto& x : points) values.push_back(slope * (x[0] + x[1]));
      return values;
    };
    const std::vector<std::vector<double>> best{std::vector<double>(8, 1.0)};
    const Population set = not_ruled_out(nearly_flat, 8, .7, best, {.seed = 5});
    for (std::size_t i = 0; i < 8; ++i) EXPECT_GT(quantile_of(set, i, .975) - quantile_of(set, i, .025), .9) << i;
  }
}

TEST(NotRuledOut, DependsOnItsSeedAlone) {
  const PopulationSettings settings{.seed = 17, .members = 64, .sweeps = 8};
  EXPECT_EQ(not_ruled_out(gaussian, 3, 1, {}, settings).points, not_ruled_out(gaussian, 3, 1, {}, settings).points);
}

}  // namespace
}  // namespace fulcrum
