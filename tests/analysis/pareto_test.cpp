// Dominance, fronts, crowding and hypervolume, against hand-worked cases and against each other.
#include "sim/analysis/pareto.h"
#include "sim/statistics/missing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace fulcrum {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

std::vector<Objectives> candidates(std::size_t n) {
  std::mt19937_64 random(5);
  std::vector<Objectives> all;
  for (std::size_t i = 0; i < n; ++i) all.push_back({static_cast<double>(random() % 20), static_cast<double>(random() % 20)});
  return all;
}

TEST(Dominance, NeedsNowhereWorseAndSomewhereBetter) {
  EXPECT_TRUE(dominates({1, 2}, {1, 3}));
  EXPECT_FALSE(dominates({1, 2}, {1, 2}));
  EXPECT_FALSE(dominates({1, 3}, {2, 2}));
  EXPECT_TRUE(dominates({1, 1e300}, {1, kNan})) << "what is not a number is worse than any number";
  EXPECT_FALSE(dominates({1, kNan}, {1, kNan}));
}

TEST(Fronts, HoldEveryCandidateOnceAndAreEachDominatedByTheFrontBefore) {
  const auto all = candidates(120);
  const auto sorted = fronts(all);
  std::vector<std::size_t> seen;
  for (std::size_t f = 0; f < sorted.size(); ++f)
    for (const std::size_t i : sorted[f]) {
      seen.push_back(i);
      for (const std::size_t j : sorted[f]) EXPECT_FALSE(dominates(all[i], all[j]));
      if (f > 0) {
        EXPECT_TRUE(std::any_of(sorted[f - 1].begin(), sorted[f - 1].end(), [&](std::size_t j) { return dominates(all[j], all[i]); }));
      }
    }
  std::sort(seen.begin(), seen.end());
  ASSERT_EQ(seen.size(), all.size());
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i], i);
  EXPECT_TRUE(fronts({}).empty());
}

// Neighbours' distance in each objective over its range: (3 - 0) / 4 + (4 - 1) / 4 for the second of these.
TEST(Crowding, IsTheSideOfTheBoxBetweenNeighbours) {
  const std::vector<Objectives> all{{0, 4}, {1, 2}, {3, 1}, {4, 0}};
  const auto distance = crowding(all, {0, 1, 2, 3});
  EXPECT_EQ(distance[0], kInfinity);
  EXPECT_EQ(distance[3], kInfinity);
  EXPECT_DOUBLE_EQ(distance[1], 3. / 4 + 3. / 4);
  EXPECT_DOUBLE_EQ(distance[2], 3. / 4 + 2. / 4);
}

TEST(Hypervolume, IsTheAreaUnderStairs) {
  EXPECT_DOUBLE_EQ(hypervolume({{1, 3}, {2, 1}}, {4, 4}), 3 * 1 + 2 * 2);
  EXPECT_DOUBLE_EQ(hypervolume({{5, 0}, {0, 5}}, {4, 4}), 0) << "nothing beyond the reference point counts";
}

TEST(Hypervolume, RestsOnTheFirstFrontAlone) {
  const auto all = candidates(60);
  const Objectives reference{25, 25};
  const auto sorted = fronts(all);
  std::vector<Objectives> first;
  for (const std::size_t i : sorted.front()) first.push_back(all[i]);
  EXPECT_DOUBLE_EQ(hypervolume(all, reference), hypervolume(first, reference));
}

}  // namespace
}  // namespace fulcrum
