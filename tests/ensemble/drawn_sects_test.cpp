// Sects that are drawn once are those that every run would draw by itself, and what is kept of them is bounded.
#include "sim/ensemble/drawn_sects.h"

#include <gtest/gtest.h>

namespace fulcrum {
namespace {

ProvincePlace province(const char* name, std::size_t communities, double share) {
  return {.entity = entity_of(name), .population = 1e6, .cosect_share = share, .communities = communities};
}

TEST(DrawnSects, AreWhatARunDrawsByItself) {
  DrawnSects sects;
  for (int time = 0; time < 2; ++time)
    for (const std::uint64_t replicate : {0, 1})
      for (const double segregation : {.2, .3})
        for (const auto& place :
             {province("anbar", 20, .1), province("basra", 20, .1), province("anbar", 21, .1), province("anbar", 20, .2)}) {
          const Luck luck{7, replicate};
          EXPECT_EQ(*sects.shares(place, segregation, luck), *draw_sect_shares(place, segregation, luck));
        }
}

TEST(DrawnSects, AreDrawnOnce) {
  DrawnSects sects;
  const ProvincePlace place = province("anbar", 20, .1);
  EXPECT_EQ(sects.shares(place, .3, {7, 3}), sects.shares(place, .3, {7, 3}));  // the same numbers in memory
  const ProvincePlace more_people{.entity = place.entity, .population = 2e6, .cosect_share = .1, .first_community = 9, .communities = 20};
  EXPECT_EQ(sects.shares(more_people, .3, {7, 3}), sects.shares(place, .3, {7, 3}));
}

TEST(DrawnSects, KeepTheFirstThatHaveRoom) {
  DrawnSects sects(4096);
  const ProvincePlace place = province("anbar", 100, .1);
  const SectShares first = sects.shares(place, .3, {7, 0});
  for (std::uint64_t replicate = 1; replicate < 100; ++replicate) sects.shares(place, .3, {7, replicate});
  EXPECT_LE(sects.memory(), 4096u);
  EXPECT_EQ(sects.shares(place, .3, {7, 0}), first);
  EXPECT_EQ(*sects.shares(place, .3, {7, 99}), *draw_sect_shares(place, .3, {7, 99}));
}

}  // namespace
}  // namespace fulcrum
