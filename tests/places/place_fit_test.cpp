// How counts by place move the places of attackers: closed forms for one attacker, planted maps for several.
#include "sim/places/place_fit.h"

#include <gmock/gmock.h>

#include <limits>

namespace fulcrum {
namespace {

AttackMap map_of(std::initializer_list<std::initializer_list<double>> rows) {
  AttackMap map(static_cast<Eigen::Index>(rows.size()), static_cast<Eigen::Index>(rows.begin()->size()));
  Eigen::Index c = 0;
  for (const auto& row : rows) {
    Eigen::Index k = 0;
    for (const double value : row) map(c, k++) = value;
    ++c;
  }
  return map;
}

// Counts in proportion to what is expected, times factors.
PlaceYear year_of(int year, const AttackMap& expected, const AttackMap& factors) {
  return {year, by_category(AttackMap(expected * factors)), expected};
}

AttackMap maps_after(const AttackMap& prior, const std::vector<PlaceYear>& years, const PlaceSettings& settings) {
  return place_factors(prior, years, settings).places;
}

TEST(PlaceFactors, OneAttackerStandsBetweenJudgementAndCountByTheirYears) {
  const AttackMap prior = map_of({{.5}, {.3}, {.2}});
  const std::vector<PlaceYear> years{{2004, {10, 30, 60}, prior * 200}};
  for (const double prior_years : {.25, 1.0, 4.0}) {
    const AttackMap factors = maps_after(prior, years, {.prior_years = prior_years, .memory = .5});
    const double counted[] = {.1, .3, .6};
    for (Eigen::Index c = 0; c < 3; ++c)
      EXPECT_NEAR(prior(c, 0) * factors(c, 0), (prior_years * prior(c, 0) + counted[c]) / (prior_years + 1), 1e-12);
  }
}

TEST(PlaceFactors, OlderYearsCountByTheMemory) {
  const AttackMap prior = map_of({{.5}, {.5}});
  const std::vector<PlaceYear> years{{2004, {1, 0}, prior}, {2006, {0, 1}, prior}};  // 2005 was not counted
  for (const double memory : {0.0, .5, 1.0}) {
    const AttackMap factors = maps_after(prior, years, {.prior_years = 1e-9, .memory = memory});
    const double old = memory * memory;
    EXPECT_NEAR(.5 * factors(0, 0), old / (old + 1), 1e-6);
  }
}

TEST(PlaceFactors, CountsWhereAnAttackerAloneIsAreItsOwn) {
  const AttackMap expected = map_of({{40, 0}, {60, 0}, {0, 10}, {0, 30}});
  const std::vector<PlaceYear> years{{2004, {70, 30, 10, 10}, expected}};
  const AttackMap prior = map_of({{.4, 0}, {.6, 0}, {0, .25}, {0, .75}});
  const AttackMap factors = maps_after(prior, years, {.prior_years = 1e-9, .memory = 1});
  EXPECT_NEAR(prior(0, 0) * factors(0, 0), .7, 1e-6);
  EXPECT_NEAR(prior(2, 1) * factors(2, 1), .5, 1e-6);
  EXPECT_EQ(factors(0, 1), 1);
}

// Two attackers in the same places can be told apart where one of them is more active in some years.
TEST(PlaceFactors, PlantedMapsComeBackFromYearsOfDifferentActivity) {
  const AttackMap judged = map_of({{.5, .2}, {.3, .3}, {.2, .5}}), truth = map_of({{.3, .3}, {.5, .3}, {.2, .4}});
  std::vector<PlaceYear> years;
  const double activity[][2] = {{9, 1}, {1, 9}, {5, 5}, {8, 2}};
  for (int y = 0; y < 4; ++y) {
    const AttackMap by_attacker = map_of({{activity[y][0], activity[y][1]}}).replicate(3, 1);
    years.push_back(year_of(2004 + y, judged * by_attacker, truth / judged));
  }
  const AttackMap found = judged * maps_after(judged, years, {.prior_years = 1e-9, .memory = 1});
  EXPECT_LT((found - truth).abs().maxCoeff(), 2e-3);
}

// The second attacker makes three times as many of the counted attacks as expected: as far as the model's division does not count.
TEST(PlaceFactors, PlantedActivityComesBackAsFarAsTheDivisionIsFree) {
  const AttackMap expected = map_of({{40, 0}, {60, 0}, {0, 25}, {0, 75}}), prior = map_of({{.4, 0}, {.6, 0}, {0, .25}, {0, .75}});
  const std::vector<PlaceYear> years{{2004, {40, 60, 75, 225}, expected}};
  double last = 4;
  for (const double division_years : {1e-9, .1, 1.0, 1e9}) {
    const PlaceFactors found = place_factors(prior, years, {.prior_years = 1, .division_years = division_years, .memory = .5});
    EXPECT_LT((found.places - 1).abs().maxCoeff(), 1e-6);
    const double ratio = found.activity(1) / found.activity(0);
    EXPECT_LT(ratio, last);
    if (division_years < 1e-6) {
      EXPECT_NEAR(ratio, 3, 1e-5);
    }
    if (division_years > 1e6) {
      EXPECT_NEAR(ratio, 1, 1e-6);
    }
    last = ratio;
  }
}

TEST(PlaceFactors, WhatIsExpectedComingTrueMovesNothing) {
  const AttackMap prior = map_of({{.5, .2}, {.3, .3}, {.2, .5}});
  const AttackMap expected = prior * map_of({{7, 2}}).replicate(3, 1);
  const std::vector<PlaceYear> years{{2004, by_category(expected), expected}, {2005, by_category(expected), expected}};
  EXPECT_LT((maps_after(prior, years, {}) - 1).abs().maxCoeff(), 1e-12);
}

// More counted in a place never leaves less expected there.
TEST(PlaceFactors, MoreInAPlaceIsNeverLessOfItThere) {
  const AttackMap prior = map_of({{.5, .2}, {.3, .3}, {.2, .5}});
  const AttackMap expected = prior * map_of({{7, 5}}).replicate(3, 1);
  double last = -1;
  for (const double count : {0.0, 5.0, 20.0, 100.0, 1000.0}) {
    const std::vector<PlaceYear> years{{2004, {count, 30, 40}, expected}};
    const std::vector<double> after = by_category(AttackMap(expected * maps_after(prior, years, {})));
    const double share = after[0] / (after[0] + after[1] + after[2]);
    EXPECT_GT(share, last);
    last = share;
  }
}

TEST(PlaceFactors, CountsThatNobodyIsExpectedToMakeMoveNothing) {
  const AttackMap prior = map_of({{.5}, {.5}, {0}});
  const std::vector<PlaceYear> years{{2004, {10, 10, 80}, prior * 100}};
  const AttackMap factors = maps_after(prior, years, {});
  EXPECT_LT((factors - 1).abs().maxCoeff(), 1e-12);
  EXPECT_TRUE(factors.isFinite().all());
}

}  // namespace
}  // namespace fulcrum
