// Morris trajectories.
#include "sim/designs/morris.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "tests/designs/points_of.h"

namespace fulcrum {
namespace {

using testing::Optional;

constexpr MorrisSettings kPlain{.seed = 3, .trajectories = 20, .dimensions = 6, .levels = 4};
constexpr MorrisSettings kChosen{.seed = 3, .trajectories = 12, .dimensions = 5, .levels = 6, .candidates = 8};

TEST(MorrisDesign, ChangesOneFactorAtATimeByDeltaAndEachOnceATrajectory) {
  for (const MorrisSettings& settings : {kPlain, kChosen}) {
    const MorrisDesign design(settings);
    const int rows = settings.dimensions + 1;
    for (std::int64_t t = 0; t < settings.trajectories; ++t) {
      std::set<int> changed;
      EXPECT_EQ(design.changed_factor(t * rows), std::nullopt);
      for (std::int64_t i = t * rows + 1; i < (t + 1) * rows; ++i) {
        const auto before = design.point(i - 1), now = design.point(i);
        const int factor = design.changed_factor(i).value();
        changed.insert(factor);
        for (int d = 0; d < settings.dimensions; ++d) {
          const auto at = static_cast<std::size_t>(d);
          EXPECT_NEAR(std::abs(now[at] - before[at]), d == factor ? design.delta() : 0, 1e-15);
        }
      }
      EXPECT_EQ(changed.size(), static_cast<std::size_t>(settings.dimensions));
    }
  }
}

TEST(MorrisDesign, StandsOnItsLevels) {
  for (const auto& point : points_of(MorrisDesign(kChosen)))
    for (const double x : point) {
      EXPECT_EQ(x, std::round(x * 5) / 5);
      EXPECT_TRUE(x >= 0 && x <= 1);
    }
}

// Each of four levels comes equally often at the start of trajectories: 4,000 of 16,000 coordinates, standard deviation 55; five of them.
TEST(MorrisDesign, StartsAtEveryLevelEquallyOften) {
  const MorrisDesign design({.seed = 3, .trajectories = 4000, .dimensions = 4, .levels = 4});
  int counts[4] = {};
  for (std::int64_t t = 0; t < 4000; ++t)
    for (const double x : design.point(5 * t)) ++counts[std::lround(3 * x)];
  for (const int count : counts) EXPECT_NEAR(count, 4000, 275);
}

TEST(MorrisDesign, KeepsItsTrajectoriesWhenMoreAreAskedFor) {
  for (MorrisSettings settings : {kPlain, kChosen}) {
    const MorrisDesign before(settings);
    settings.trajectories *= 3;
    EXPECT_EQ(first_points_of(MorrisDesign(settings), before.points()), points_of(before));
  }
}

TEST(MorrisDesign, HasTheSameBitsForTheSameSeedAndOthersForAnother) {
  EXPECT_EQ(points_of(MorrisDesign(kPlain)), points_of(MorrisDesign(kPlain)));
  MorrisSettings other = kPlain;
  other.seed = 4;
  EXPECT_NE(points_of(MorrisDesign(kPlain)), points_of(MorrisDesign(other)));
}

TEST(MorrisDesign, SpreadsItsTrajectoriesWhenItMayChoose) {
  MorrisSettings unchosen = kChosen;
  unchosen.candidates = 1;
  const auto spread = [](const MorrisDesign& design) {  // sum of the distances between points of different trajectories
    const auto points = points_of(design);
    double sum = 0;
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t j = 0; j < i; ++j) {
        if (i / 6 == j / 6) continue;
        double square = 0;
        for (std::size_t d = 0; d < 5; ++d) square += std::pow(points[i][d] - points[j][d], 2);
        sum += std::sqrt(square);
      }
    return sum;
  };
  EXPECT_GT(spread(MorrisDesign(kChosen)), 1.02 * spread(MorrisDesign(unchosen)));
}

// For f = 2 x1 - x2 + 0 x3 every elementary effect is the coefficient: 2, -1, 0.
TEST(MorrisDesign, FindsTheCoefficientsOfALinearFunction) {
  const MorrisDesign design({.seed = 3, .trajectories = 5, .dimensions = 3, .levels = 4});
  const double coefficients[] = {2, -1, 0};
  const auto f = [](const std::vector<double>& x) { return 2 * x[0] - x[1]; };
  for (std::int64_t i = 0; i < design.points(); ++i) {
    const auto factor = design.changed_factor(i);
    if (!factor) continue;
    const auto before = design.point(i - 1), now = design.point(i);
    const auto at = static_cast<std::size_t>(*factor);
    EXPECT_NEAR((f(now) - f(before)) / (now[at] - before[at]), coefficients[at], 1e-12);
  }
}

TEST(MorrisDesign, RefusesWhatItCannotDo) {
  EXPECT_THAT(problem(MorrisSettings{.seed = 1, .trajectories = 4, .dimensions = 2, .levels = 5}),
              Optional(std::string("levels = 5 must be an even number from 2 to 1048576")));
  EXPECT_THAT(problem(MorrisSettings{.seed = 1, .trajectories = 0, .dimensions = 2}),
              Optional(std::string("trajectories = 0 must be at least 1, and all points at most 4503599627370496")));
  EXPECT_THAT(
      problem(MorrisSettings{.seed = 1, .trajectories = 5000, .dimensions = 20, .levels = 4, .candidates = 10}),
      Optional(std::string(
          "choosing 5000 trajectories of 20 factors among 10 candidates each takes too long: ask for fewer, or leave candidates out")));
}

}  // namespace
}  // namespace fulcrum
