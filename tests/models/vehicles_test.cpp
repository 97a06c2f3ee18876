// Mixes of kinds of support: what a militia names, what is usual in a theatre, and what reaches a militia of indirect support.
#include "models/vehicles.h"

#include <gtest/gtest.h>

#include "models/theatre.h"
#include "tests/models/exact.h"

namespace fulcrum {
namespace {

Theatre theatre_with_kinds() {
  Theatre theatre;
  theatre.militias = {{.name = "a", .fighters = 3000, .vehicles = {{"arms", .6}, {"training", .4}}},
                      {.name = "b", .fighters = 1000, .vehicles = {{"arms", .2}, {"political", .8}}},
                      {.name = "c", .fighters = 50000}};
  theatre.recipients = {{.name = "clinics", .kind = "organisation", .share = .3, .provinces = {}, .militia = "b"},
                        {.name = "schools", .kind = "organisation", .share = .1, .provinces = {}, .militia = "b"},
                        {.name = "trade", .kind = "trade", .share = .6, .provinces = {}}};
  return theatre;
}

TEST(MixOf, HasTheSharesThatAMilitiaNames) {
  const Mix<double> mix = mix_of(theatre_with_kinds().militias[0]);
  EXPECT_EQ(mix.arms, .6);
  EXPECT_EQ(mix.training, .4);
  EXPECT_EQ(mix.funding + mix.intelligence + mix.sanctuary + mix.advisers + mix.political, 0);
}

TEST(MixOf, IsEmptyWhereNoneIsNamed) {
  Mix<double> none = mix_of(theatre_with_kinds().militias[2]);
  for (const VehicleInfo& kind : vehicle_table()) EXPECT_EQ(kind.in(none), 0) << kind.name;
}

TEST(UsualMix, IsTheMeanOverTheFightersOfThoseThatNameVehicles) {
  const Mix<double> usual = usual_mix(theatre_with_kinds());
  EXPECT_NEAR(usual.arms, .5, kExact);      // (3*.6 + .2)/4
  EXPECT_NEAR(usual.training, .3, kExact);  // 3*.4/4
  EXPECT_NEAR(usual.political, .2, kExact);
}

TEST(UsualMix, DoesNotChangeWhenAMilitiaIsSplitOrAllFightersAreScaled) {
  Theatre split = theatre_with_kinds();
  split.militias[0].fighters = 1200;
  split.militias.push_back(split.militias[0]);
  split.militias.back().fighters = 1800;
  for (Militia& militia : split.militias) militia.fighters *= 7;
  Mix<double> before = usual_mix(theatre_with_kinds()), after = usual_mix(split);
  for (const VehicleInfo& kind : vehicle_table()) EXPECT_NEAR(kind.in(before), kind.in(after), kExact) << kind.name;
}

TEST(UsualMix, IsEmptyWhereNoMilitiaNamesVehicles) {
  Theatre theatre = theatre_with_kinds();
  for (Militia& militia : theatre.militias) militia.vehicles.clear();
  Mix<double> usual = usual_mix(theatre);
  for (const VehicleInfo& kind : vehicle_table()) EXPECT_EQ(kind.in(usual), 0) << kind.name;
}

TEST(SocialShare, SumsTheRecipientsOfAMilitiaTimesTheirNumberInAll) {
  EXPECT_NEAR(social_share(theatre_with_kinds(), 1), 1.2, kExact);  // 3*(.3 + .1)
  EXPECT_EQ(social_share(theatre_with_kinds(), 0), 0);
}

}  // namespace
}  // namespace fulcrum
