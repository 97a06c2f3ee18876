// What epsilon-dominance keeps, and how a search's hypervolume grows.
#include "sim/analysis/search_progress.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "sim/statistics/missing.h"

namespace fulcrum {
namespace {

using ::testing::ElementsAre;

std::vector<Objectives> random_candidates(std::size_t n, std::size_t objectives) {
  std::mt19937_64 random(7);
  std::vector<Objectives> all;
  for (std::size_t i = 0; i < n; ++i) {
    Objectives one;
    for (std::size_t m = 0; m < objectives; ++m) one.push_back(static_cast<double>(random() % 1000) / 1000);
    all.push_back(one);
  }
  return all;
}

TEST(EpsilonArchive, KeepsOneABoxTheNearestToItsBestCorner) {
  const std::vector<Objectives> all{{.18, .81}, {.11, .82}, {.55, .35}, {.95, .95}, {.15, kNan}};
  EXPECT_THAT(epsilon_archive(all, {.1, .1}), ElementsAre(1, 2)) << "0 shares the box of 1, 3 is dominated, 4 is no number";
}

TEST(EpsilonArchive, LeavesOutABoxThatAnotherIsAsGoodAsEvenIfNoCandidateDominates) {
  EXPECT_THAT(epsilon_archive(std::vector<Objectives>{{.19, .81}, {.21, .80}}, {.1, .1}), ElementsAre(0));
  EXPECT_THAT(epsilon_archive(std::vector<Objectives>{{.19, .81}, {.21, .80}}, {.01, .01}), ElementsAre(0, 1))
      << "finer boxes tell them apart";
}

// Within a step of it in every objective: that is what epsilon-dominance promises.
TEST(EpsilonArchive, HasSomethingNearEveryCandidate) {
  const auto all = random_candidates(400, 3);
  const Objectives epsilon{.1, .2, .05};
  const auto kept = epsilon_archive(all, epsilon);
  EXPECT_LT(kept.size(), 60U);
  for (const Objectives& c : all) {
    const bool near = std::any_of(kept.begin(), kept.end(), [&](std::size_t k) {
      for (std::size_t m = 0; m < 3; ++m)
        if (all[k][m] > c[m] + epsilon[m]) return false;
      return true;
    });
    EXPECT_TRUE(near);
  }
}

TEST(SearchProgress, IsTheAreaOfTheFrontInTheBoxOfAll) {
  const std::vector<Objectives> all{{1, 3}, {2, 2}, {3, 1}, {4, 0}, {0, 4}};
  const auto generations = search_progress(all, 2, {});
  ASSERT_EQ(generations.size(), 3U);
  EXPECT_EQ(generations[0].candidates, 2);
  EXPECT_EQ(generations[2].candidates, 5);
  EXPECT_NEAR(generations[0].hypervolume, hypervolume({all[0], all[1]}, {4, 4}) / 16, .002);
  EXPECT_NEAR(generations[2].hypervolume, hypervolume(all, {4, 4}) / 16, .002);
  EXPECT_EQ(generations[2].new_boxes, 0) << "without epsilon no boxes are counted";
}

TEST(SearchProgress, NeverFallsWhateverTheObjectives) {
  const auto all = random_candidates(300, 5);
  const auto generations = search_progress(all, 30, {.1, .1, .1, .1, .1});
  ASSERT_EQ(generations.size(), 10U);
  std::int64_t boxes = 0;
  for (std::size_t g = 0; g < generations.size(); ++g) {
    boxes += generations[g].new_boxes;
    if (g > 0) {
      EXPECT_GE(generations[g].hypervolume, generations[g - 1].hypervolume);
    }
  }
  EXPECT_GE(boxes, static_cast<std::int64_t>(epsilon_archive(all, {.1, .1, .1, .1, .1}).size()));
}

}  // namespace
}  // namespace fulcrum
