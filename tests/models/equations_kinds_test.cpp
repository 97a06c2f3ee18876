// Kinds of support, steps 12 to 14 of model.md: factors worked out by hand, neutral values, and which way each kind works.
#include "models/equations/kinds.h"

#include <gtest/gtest.h>

#include <utility>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

constexpr Mix<double> kMix{.arms = .5, .training = .2, .funding = .1, .intelligence = .1, .sanctuary = .1};
constexpr Mix<double> kUsual{
    .arms = .3, .training = .1, .funding = .2, .intelligence = .05, .sanctuary = .2, .advisers = .05, .political = .1};

KindParameters<double> all_on() {
  return {.arms_build = .5,
          .arms_lethality = .4,
          .training_build = .3,
          .training_lethality = .2,
          .funding_control = 1,
          .advisers_control = .6,
          .intelligence_hits = .8,
          .sanctuary_cover = .5,
          .political_pull = .7};
}

TEST(KindEffects, AreThoseOfSharesBeyondTheUsual) {
  const KindEffects<double> e = kind_effects(all_on(), Levers<double>{}, kMix, kUsual);
  EXPECT_EQ(e.arrives, 1);
  EXPECT_NEAR(e.worth, 1.13, kExact);   // 1 + .5*.2 + .3*.1
  EXPECT_NEAR(e.hold, .87, kExact);     // 1 - 1*.1 - .6*.05
  EXPECT_NEAR(e.effect, 1.14, kExact);  // 1 + .4*.2 + .2*.1 + .8*.05
  EXPECT_NEAR(e.losses, 1.05, kExact);  // 1 + .5*.1
  EXPECT_NEAR(e.pull, -.07, kExact);    // -.7*.1
}

TEST(KindEffects, FallWithWhatIsCut) {
  Levers<double> u;
  u.arms_cut = .4;
  u.training_cut = .25;
  u.funds_cut = .2;
  u.sanctuary_cut = 1;
  const KindEffects<double> e = kind_effects(all_on(), u, kMix, kUsual);
  EXPECT_NEAR(e.arrives, .63, kExact);  // 1 - .5*.4 - .2*.25 - .1*.2 - .1
  EXPECT_NEAR(e.worth, 1.015, kExact);  // 1 + .5*(.3 - .3) + .3*(.15 - .1)
  EXPECT_NEAR(e.hold, .85, kExact);     // 1 + (.08 - .2) - .6*.05
  EXPECT_NEAR(e.losses, 1.1, kExact);   // 1 + .5*.2
}

TEST(KindEffects, AreNeutralToTheBitWithoutGainsAndCutsOrWithoutVehicles) {
  Draws draws(61);
  for (int i = 0; i < 500; ++i) {
    Mix<double> mix, usual, none;
    for (const VehicleInfo& kind : vehicle_table()) {
      kind.in(mix) = draws.share();
      kind.in(usual) = draws.share();
    }
    Levers<double> cut;
    cut.arms_cut = draws.share();
    for (const KindEffects<double>& e :
         {kind_effects(KindParameters<double>{}, Levers<double>{}, mix, usual), kind_effects(draws.parameters().kinds, cut, none, none)}) {
      ASSERT_EQ(e.arrives, 1);
      ASSERT_EQ(e.worth, 1);
      ASSERT_EQ(e.hold, 1);
      ASSERT_EQ(e.effect, 1);
      ASSERT_EQ(e.losses, 1);
      ASSERT_EQ(e.pull, 0);
    }
  }
}

TEST(KindEffects, NeverTurnTheirSign) {
  KindParameters<double> strong = all_on();
  strong.arms_build = strong.arms_lethality = strong.funding_control = strong.sanctuary_cover = 50;
  const KindEffects<double> e = kind_effects(strong, Levers<double>{}, {.sanctuary = 1}, kUsual);
  EXPECT_EQ(e.worth, 0);
  EXPECT_EQ(e.hold, 0);
  EXPECT_EQ(e.effect, 0);
  EXPECT_EQ(e.losses, 0);
}

TEST(AnyKindActs, SeesEveryGain) {
  EXPECT_FALSE(any_kind_acts({}));
  for (const ParameterInfo& info : parameter_table()) {
    if (!info.key.starts_with("kinds.")) continue;
    Parameters<double> p;
    info.in(p) = .1;
    EXPECT_TRUE(any_kind_acts(p.kinds)) << info.key;
  }
}

TEST(LossesAmongFriends, FallWithIndirectSupportUpToItsFullMeasure) {
  const SocialParameters<double> p{.cover = .3};
  EXPECT_EQ(losses_among_friends(p, 0.0), 1);
  EXPECT_NEAR(losses_among_friends(p, .5), .85, kExact);
  EXPECT_NEAR(losses_among_friends(p, 2.0), .7, kExact);
}

}  // namespace
}  // namespace fulcrum
