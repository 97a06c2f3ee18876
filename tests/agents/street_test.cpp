// Provinces and communities: sects as they are drawn, what a survey sums up, and that people who move are the same people.
#include "models/agents/street.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/agents/agent_setup.h"

namespace fulcrum {
namespace {

using testing_support::iraq_setup;

constexpr Luck kLuck{7, 3};

/// A province of so many communities.
ProvincePlace province(std::size_t communities, double cosect_share) {
  ProvincePlace place = lay_out(iraq_setup()).provinces.front();
  place.first_community = 0;
  place.communities = communities;
  place.population = 1000.0 * static_cast<double>(communities);
  place.cosect_share = cosect_share;
  return place;
}

Communities drawn(const ProvincePlace& place, double segregation) {
  Communities communities;
  communities.resize(place.communities);
  settle_sects(place, *draw_sect_shares(place, segregation, kLuck), communities);
  return communities;
}

// Shares of a beta distribution of mean m and concentration (1 - s)/s have the variance m (1 - m) s.
TEST(DrawSects, GivesTheMeanOfTheProvinceAndTheVarianceOfItsSegregation) {
  constexpr std::size_t kCommunities = 4000;
  for (const double segregation : {.1, .5}) {
    const Communities c = drawn(province(kCommunities, .6), segregation);
    double mean = 0, square = 0;
    for (std::size_t j = 0; j < kCommunities; ++j) {
      EXPECT_NEAR(c.people(j), 1000, 1e-9);
      mean += c.cosect[j] / 1000 / kCommunities;
      square += c.cosect[j] * c.cosect[j] / 1e6 / kCommunities;
    }
    // Standard errors: of the mean sqrt(.24 s/4000), below .0055; of the variance below .004.
    EXPECT_NEAR(mean, .6, .02) << segregation;
    EXPECT_NEAR(square - mean * mean, .24 * segregation, .015) << segregation;
  }
}

TEST(DrawSects, WithoutSegregationAllCommunitiesAreAlike) {
  const Communities c = drawn(province(5, .6), 0);
  for (std::size_t j = 0; j < 5; ++j) EXPECT_EQ(c.cosect[j], 600);
  for (const double share : {0., 1.}) EXPECT_EQ(drawn(province(5, share), .5).cosect[3], 1000 * share) << "a province of one sect";
}

TEST(Survey, SumsUpFearMixtureAndRunningSums) {
  const ProvincePlace place = province(2, .5);
  Communities c;
  c.resize(2);
  c.cosect = {300, 0};
  c.others = {100, 600};
  c.insecurity = {.5, .25};
  ProvinceState state;
  survey(place, .5, c, state);
  EXPECT_EQ(c.fear[0], .5) << "at the insecurity of half fear";
  EXPECT_EQ(c.cosect_before[1], 300);
  EXPECT_EQ(c.others_before[1], 700);
  EXPECT_DOUBLE_EQ(state.mean_insecurity, (400 * .5 + 600 * .25) / 1000);
  EXPECT_DOUBLE_EQ(state.share_cosect, .3);
  EXPECT_DOUBLE_EQ(state.mixed, 4 * 400 * .75 * .25 / 1000) << "the second community is of one sect";
}

/// The theatre's street before its first week.
struct Street {
  Street() : layout(lay_out(setup)), provinces(layout.provinces.size()) {
    communities.resize(layout.communities);
    for (const ProvincePlace& place : layout.provinces) settle_sects(place, *draw_sect_shares(place, .3, kLuck), communities);
    for (double& value : communities.insecurity) value = .5;
    for (ProvinceState& state : provinces) state.insurgents = .4;
    parameters = setup.parameters;
  }
  StreetMeans move() {
    for (std::size_t p = 0; p < provinces.size(); ++p) survey(layout.provinces[p], .5, communities, provinces[p]);
    return move_street(layout, parameters, {.attacks = .4, .direct = .5, .realigned = 0, .sectarian = .3, .feuds = 0}, communities,
                       provinces);
  }
  double people(const std::vector<double>& of, const ProvincePlace& place) const {
    double sum = 0;
    for (std::size_t j = 0; j < place.communities; ++j) sum += of[place.first_community + j];
    return sum;
  }

  Setup setup = iraq_setup();
  AgentLayout layout;
  Communities communities;
  std::vector<ProvinceState> provinces;
  Parameters<double> parameters;
};

TEST(MoveStreet, PeopleThatMoveStayInTheirProvinceAndTheirSect) {
  Street street;
  const Communities before = street.communities;
  for (int week = 0; week < 20; ++week) street.move();
  EXPECT_NE(street.communities.cosect, before.cosect);
  for (const ProvincePlace& place : street.layout.provinces) {
    EXPECT_NEAR(street.people(street.communities.cosect, place), street.people(before.cosect, place), 1e-9 * place.population);
    EXPECT_NEAR(street.people(street.communities.others, place), street.people(before.others, place), 1e-9 * place.population);
  }
}

TEST(MoveStreet, WhereNobodyFleesNobodyMovesAndMoreFlightSeparatesMore) {
  std::vector<double> mixed;
  for (const double rate : {0., .02, .1}) {
    Street street;
    street.parameters.insecurity.segregation_rate = rate;
    const Communities before = street.communities;
    for (int week = 0; week < 20; ++week) street.move();
    if (rate == 0) {
      EXPECT_EQ(street.communities.cosect, before.cosect);
    }
    double sum = 0;
    for (const ProvinceState& state : street.provinces) sum += state.mixed;
    mixed.push_back(sum);
  }
  EXPECT_GT(mixed[0], mixed[1]);
  EXPECT_GT(mixed[1], mixed[2]);
}

TEST(MoveStreet, MeansStayWithinTheirScale) {
  Street street;
  for (int week = 0; week < 50; ++week) {
    const StreetMeans means = street.move();
    for (const double mean : {means.insurgents, means.insecurity, means.segregation}) {
      EXPECT_GE(mean, 0);
      EXPECT_LE(mean, 1);
    }
  }
}

}  // namespace
}  // namespace fulcrum
