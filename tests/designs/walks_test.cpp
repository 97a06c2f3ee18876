// Walks for Shapley effects.
#include "sim/designs/walks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "tests/designs/points_of.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;

const WalksSettings kGrouped{.seed = 5, .walks = 40, .group_of = {0, 1, 0, 2, 1}};

TEST(WalksDesign, TakesOneGroupAfterTheOtherFromTheEndOfTheWalk) {
  const WalksDesign design(kGrouped);
  ASSERT_EQ(design.rows_per_walk(), 4);
  ASSERT_EQ(design.points(), 160);
  for (std::int64_t walk = 0; walk < 40; ++walk) {
    const auto end = design.point(4 * walk + 3);
    std::set<int> met;
    for (int step = 1; step <= 3; ++step) {
      const auto before = design.point(4 * walk + step - 1), after = design.point(4 * walk + step);
      const int group = design.changed_group(walk, step);
      EXPECT_TRUE(met.insert(group).second) << "a group changes once";
      for (std::size_t d = 0; d < 5; ++d) EXPECT_EQ(after[d], kGrouped.group_of[d] == group ? end[d] : before[d]);
    }
  }
}

TEST(WalksDesign, BeginsAndEndsWhereASaltelliDesignDoes) {
  const WalksDesign design(kGrouped);
  const SaltelliDesign ends({.seed = 5, .base_samples = 40, .dimensions = 5});
  for (std::int64_t walk = 0; walk < 40; ++walk) {
    EXPECT_EQ(design.point(4 * walk), ends.point(7 * walk));
    EXPECT_EQ(design.point(4 * walk + 3), ends.point(7 * walk + 6));
  }
}

TEST(WalksDesign, MeetsEveryOrderEquallyOften) {
  WalksSettings settings = kGrouped;
  settings.walks = 6000;
  const WalksDesign design(settings);
  std::map<std::vector<int>, int> orders;
  for (std::int64_t walk = 0; walk < settings.walks; ++walk)
    ++orders[{design.changed_group(walk, 1), design.changed_group(walk, 2), design.changed_group(walk, 3)}];
  ASSERT_EQ(orders.size(), 6U);
  for (const auto& [order, times] : orders) EXPECT_NEAR(times, 1000, 120);
}

TEST(WalksDesign, KeepsItsWalksWhenMoreAreAskedFor) {
  WalksSettings more = kGrouped;
  more.walks = 200;
  EXPECT_EQ(first_points_of(WalksDesign(more), 160), points_of(WalksDesign(kGrouped)));
}

TEST(FactorGroups, AreFactorsOrWhatTheirKeysBeginWith) {
  const std::vector<std::string> keys{"threat.reach", "direct.gain", "threat.talk", "alone"};
  EXPECT_THAT(factor_groups(keys, false).of, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(factor_groups(keys, false).names, ElementsAre("threat.reach", "direct.gain", "threat.talk", "alone"));
  EXPECT_THAT(factor_groups(keys, true).of, ElementsAre(0, 1, 0, 2));
  EXPECT_THAT(factor_groups(keys, true).names, ElementsAre("threat.*", "direct.*", "alone"));
}

}  // namespace
}  // namespace fulcrum
