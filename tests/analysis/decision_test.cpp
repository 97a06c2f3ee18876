// Criteria of decision, counted by hand, and the search for what nothing dominates.
#include "sim/analysis/decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/analysis/nsga2.h"
#include "sim/statistics/missing.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
// Two policies, three futures, lower is better: best of each future 1, 2, 3.
const Payoffs kLosses{{{1, 5, 3}, {2, 2, 4}}, Direction::kLower};

// A policy whose losses are 0.01, 0.02, ... and one that is never the better one.
Payoffs hundred_futures() {
  Payoffs payoffs{{{}, {}}, Direction::kLower};
  for (int f = 1; f <= 100; ++f) {
    payoffs.values[0].push_back(.01 * f);
    payoffs.values[1].push_back(.02 * f);
  }
  return payoffs;
}

TEST(CriteriaRanges, OfAMeanAreThoseOfTheNormalApproximation) {
  const double half = 1.959964 * criteria(hundred_futures())[0].sd / std::sqrt(100.);
  const CriteriaRange range = criteria_ranges(hundred_futures(), {.seed = 7, .resamples = 4000})[0];
  EXPECT_NEAR(range.low.mean, .505 - half, .1 * half);
  EXPECT_NEAR(range.high.mean, .505 + half, .1 * half);
}

TEST(CriteriaRanges, HoldWhatWasFoundAndOfExtremesEndAtWhatWasSeen) {
  const Criteria found = criteria(hundred_futures())[1];
  const CriteriaRange range = criteria_ranges(hundred_futures(), {.seed = 7})[1];
  for (const auto criterion :
       {&Criteria::mean, &Criteria::percentile, &Criteria::hurwicz, &Criteria::mean_sd, &Criteria::percentile_regret}) {
    EXPECT_LT(range.low.*criterion, found.*criterion);
    EXPECT_GT(range.high.*criterion, found.*criterion);
  }
  EXPECT_EQ(range.high.worst, found.worst);
  EXPECT_EQ(range.high.largest_regret, found.largest_regret);
  EXPECT_LT(range.low.largest_regret, found.largest_regret);
  EXPECT_EQ(criteria_ranges(hundred_futures(), {.seed = 7})[1].low.mean_regret, range.low.mean_regret);
}

TEST(CriteriaRanges, LeaveOutFuturesInWhichAPolicyFailed) {
  Payoffs failed = hundred_futures();
  failed.values[1][99] = kNan;
  EXPECT_LE(criteria_ranges(failed, {.seed = 7})[0].high.worst, .99);
}

TEST(Regret, IsTheDistanceFromTheBestPolicyOfEachFuture) {
  EXPECT_THAT(regrets(kLosses), ElementsAre(ElementsAre(0, 3, 0), ElementsAre(1, 0, 1)));
}

TEST(Criteria, AreThoseCountedByHand) {
  const auto all = criteria(kLosses);
  EXPECT_DOUBLE_EQ(all[0].mean, 3);
  EXPECT_DOUBLE_EQ(all[0].sd, 2);
  EXPECT_DOUBLE_EQ(all[0].worst, 5);
  EXPECT_DOUBLE_EQ(all[0].best, 1);
  EXPECT_DOUBLE_EQ(all[0].hurwicz, 3);
  EXPECT_DOUBLE_EQ(all[0].mean_sd, 5);
  EXPECT_DOUBLE_EQ(all[0].percentile, 4.6);  // between 3 and 5, eight tenths of the way
  EXPECT_DOUBLE_EQ(all[0].largest_regret, 3);
  EXPECT_DOUBLE_EQ(all[0].mean_regret, 1);
  EXPECT_DOUBLE_EQ(all[1].largest_regret, 1);
}

TEST(Criteria, WithHigherBetterAreThoseOfTheMirroredValues) {
  Payoffs mirrored = kLosses;
  for (auto& row : mirrored.values)
    for (double& value : row) value = -value;
  mirrored.better = Direction::kHigher;
  const auto low = criteria(kLosses), high = criteria(mirrored);
  for (std::size_t p = 0; p < 2; ++p) {
    EXPECT_DOUBLE_EQ(high[p].mean, -low[p].mean);
    EXPECT_DOUBLE_EQ(high[p].worst, -low[p].worst);
    EXPECT_DOUBLE_EQ(high[p].percentile, -low[p].percentile);
    EXPECT_DOUBLE_EQ(high[p].mean_sd, -low[p].mean_sd);
    EXPECT_DOUBLE_EQ(high[p].largest_regret, low[p].largest_regret);
  }
}

TEST(Criteria, LeaveOutFuturesInWhichAnyPolicyFailed) {
  Payoffs failed = kLosses;
  failed.values[1][1] = kNan;
  const auto all = criteria(failed);
  EXPECT_DOUBLE_EQ(all[0].mean, 2);
  EXPECT_DOUBLE_EQ(all[0].largest_regret, 0);
  failed.values[1] = {kNan, kNan, kNan};
  EXPECT_TRUE(std::isnan(criteria(failed)[0].mean));
}

TEST(DomainCriterion, CountsFuturesInWhichEveryRequirementIsMet) {
  const Payoffs other{{{0, 1, 1}, {1, kNan, 0}}, Direction::kHigher};
  const std::vector<Payoffs> objectives{kLosses, other};
  const std::vector<Requirement> requirements{{0, Direction::kLower, 4.5}, {1, Direction::kHigher, .5}};
  const auto all = satisficing(objectives, requirements);
  EXPECT_EQ(all[0].met, 1U);
  EXPECT_EQ(all[0].futures, 3U);
  EXPECT_EQ(all[1].met, 1U);
  EXPECT_EQ(all[1].futures, 2U);
}

TEST(Pareto, FrontsAndAreaAreThoseDrawnByHand) {
  const std::vector<Objectives> c{{1, 4}, {2, 2}, {4, 1}, {3, 3}, {5, 5}, {2, kNan}};
  EXPECT_FALSE(dominates(c[0], c[1]));
  EXPECT_TRUE(dominates(c[1], c[3]));
  EXPECT_FALSE(dominates(c[1], c[1]));
  EXPECT_THAT(fronts(c), ElementsAre(ElementsAre(0, 1, 2), ElementsAre(3, 5), ElementsAre(4)));
  EXPECT_DOUBLE_EQ(hypervolume({{1, 4}, {2, 2}, {4, 1}}, {5, 5}), 4 + 6 + 1);
}

// Zitzler, Deb and Thiele 2000, Evol. Comput. 8: the front is f2 = 1 - sqrt(f1). Up to (1.1, 1.1) it dominates 0.1 + 2/3 + 0.11.
std::vector<Objectives> zdt1(const std::vector<std::vector<double>>& xs) {
  std::vector<Objectives> all;
  for (const auto& x : xs) {
    double sum = 0;
    for (std::size_t d = 1; d < x.size(); ++d) sum += x[d];
    const double g = 1 + 9 * sum / static_cast<double>(x.size() - 1);
    all.push_back({x[0], g * (1 - std::sqrt(x[0] / g))});
  }
  return all;
}

const SearchSpace kUnitCube{std::vector<double>(30, 0), std::vector<double>(30, 1)};

TEST(Nsga2, FindsTheFrontOfZdt1ToOnePercentOfItsHypervolume) {
  const auto found = undominated(nsga2(kUnitCube, {.seed = 1, .population = 200, .generations = 300}, zdt1));
  std::vector<Objectives> front;
  for (const Candidate& c : found) front.push_back(c.objectives);
  const double exact = .1 + 2. / 3 + .11;
  EXPECT_NEAR(hypervolume(front, {1.1, 1.1}), exact, .01 * exact);
  EXPECT_GT(front.size(), 150U);
}

TEST(Nsga2, GivesTheSameCandidatesForTheSameSeedAndOthersForAnother) {
  const auto a = nsga2(kUnitCube, {.seed = 1, .population = 20, .generations = 5}, zdt1);
  const auto b = nsga2(kUnitCube, {.seed = 1, .population = 20, .generations = 5}, zdt1);
  const auto c = nsga2(kUnitCube, {.seed = 2, .population = 20, .generations = 5}, zdt1);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(a[i].x, b[i].x);
  EXPECT_NE(a[0].x, c[0].x);
}

TEST(Nsga2, KeepsToTheBoundsAndStopsWhenToldTo) {
  int generations = 0;
  Nsga2Settings settings{.seed = 3, .population = 20, .generations = 50};
  settings.go_on = [&](int) { return ++generations <= 4; };
  const auto candidates = nsga2({{-1, 2}, {1, 3}}, settings, [](const auto& xs) {
    std::vector<Objectives> all;
    for (const auto& x : xs) {
      EXPECT_GE(x[0], -1);
      EXPECT_LE(x[0], 1);
      EXPECT_GE(x[1], 2);
      EXPECT_LE(x[1], 3);
      all.push_back({x[0] * x[0], (x[0] - 5) * x[1]});
    }
    return all;
  });
  EXPECT_EQ(generations, 5);
  EXPECT_EQ(candidates.size(), 20U);
}

}  // namespace
}  // namespace fulcrum
