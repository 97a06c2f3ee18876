// Steps 1 and 19 of model.md: what the adaptive rival chooses, and what it makes of its policy.
#include "models/equations/rival_choice.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(RivalChoices, ThatAreNeutralLeaveThePolicyToTheLastBit) {
  Draws draws(40);
  for (int i = 0; i < 500; ++i) {
    const Levers<double> u = draws.levers();
    Levers<double> does = u;
    act_on_choices(draws.parameters().posture, u, RivalChoices<double>{}, does);
    for (int lever = 0; lever < kLeverCount; ++lever) ASSERT_EQ(does.at(lever), Levers<double>(u).at(lever));
  }
}

TEST(RivalChoices, ActOnFiveLevers) {
  const PostureParameters<double> p{.talk = 0.8, .softer = 0.5};
  Levers<double> u, does;
  u.forces = 0.8;
  u.communication = 0.2;
  u.rhetoric = 0.6;
  u.coercive_threat = 0.3;
  u.strikes = 0;
  act_on_choices(p, u, {.forces = 0.5, .engage = 0.5, .coerce = 0.4, .strike = 0.1}, does);
  EXPECT_NEAR(does.forces, 0.4, kExact);
  EXPECT_NEAR(does.communication, 0.5, kExact);  // .2 + .5*.6
  EXPECT_NEAR(does.rhetoric, 0.45, kExact);      // .6*(1 - .5*.5)
  EXPECT_EQ(does.coercive_threat, 0.4);
  EXPECT_EQ(does.strikes, 0.1);
}

TEST(ChancesOfOptions, AreAShareEach) {
  const auto chance = chances_of_options(PostureParameters<double>{}, RivalChoices<double>{},
                                         {.rival_threat = 0.5, .resolve = 0.5, .proof = 0.5, .turnout = 0, .violation = 1});
  const double sum = 1 + 3 * std::exp(-3.0) + std::exp(-2.0) + std::exp(-4.5);  // nothing out of the ordinary: the intercepts
  EXPECT_NEAR(chance[0], 1 / sum, kExact);
  EXPECT_NEAR(chance[2], std::exp(-2.0) / sum, kExact);
  EXPECT_NEAR(std::accumulate(chance.begin(), chance.end(), 0.0), 1, kExact);
}

TEST(ChancesOfOptions, HaveLogOddsThatAreSumsOfTheirCauses) {
  const PostureParameters<double> p{.reinforce = -3,
                                    .draw_down = -2,
                                    .engage = -2.5,
                                    .coerce = -3.5,
                                    .strike = -4.5,
                                    .fear_gain = 4,
                                    .will_gain = 8,
                                    .proof_gain = 3,
                                    .turnout_gain = 2,
                                    .carry_gain = 5};
  const auto chance = chances_of_options(p, RivalChoices<double>{.coerce = 0.4},
                                         {.rival_threat = 0.7, .resolve = 0.6, .proof = 0.8, .turnout = 0.3, .violation = 0.5});
  const auto log_odds = [&](Option option) { return std::log(chance[static_cast<std::size_t>(option)] / chance[0]); };
  EXPECT_NEAR(log_odds(Option::kReinforce), -1.4, kExact);  // -3 + 4*.2 + 8*.1
  EXPECT_NEAR(log_odds(Option::kDrawDown), -2.2, kExact);   // -2 - 8*.1 + 2*.3
  EXPECT_NEAR(log_odds(Option::kEngage), -3.3, kExact);     // -2.5 - 8*.1
  EXPECT_NEAR(log_odds(Option::kCoerce), -1.8, kExact);     // -3.5 + 4*.2 + 3*.3
  EXPECT_NEAR(log_odds(Option::kStrike), -1.0, kExact);     // -4.5 + 4*.2 + 8*.1 + 3*.3 + 5*.4*.5
}

TEST(ChancesOfOptions, FollowFearWillProofCrowdsAndThreatsDefied) {
  Draws draws(41);
  for (int i = 0; i < 1000; ++i) {
    const auto p = draws.parameters().posture;
    const ChoiceCauses<double> now{draws.share(), draws.share(), draws.share(), draws.share(), draws.share()};
    const RivalChoices<double> made{.forces = 1, .engage = 0, .coerce = draws.share(), .strike = 0};
    const auto odds = [&](const ChoiceCauses<double>& with, Option option) {
      const auto chance = chances_of_options(p, made, with);
      return chance[static_cast<std::size_t>(option)] / chance[0];
    };
    const auto more = [&](double ChoiceCauses<double>::*which) {
      ChoiceCauses<double> with = now;
      with.*which = draws.between(now.*which, 1);
      return with;
    };
    const double rounding = 1e-9;
    ASSERT_GE(odds(more(&ChoiceCauses<double>::rival_threat), Option::kReinforce), odds(now, Option::kReinforce) - rounding);
    ASSERT_LE(odds(more(&ChoiceCauses<double>::resolve), Option::kDrawDown), odds(now, Option::kDrawDown) + rounding);
    ASSERT_LE(odds(more(&ChoiceCauses<double>::resolve), Option::kEngage), odds(now, Option::kEngage) + rounding);
    ASSERT_GE(odds(more(&ChoiceCauses<double>::proof), Option::kCoerce), odds(now, Option::kCoerce) - rounding);
    ASSERT_GE(odds(more(&ChoiceCauses<double>::turnout), Option::kDrawDown), odds(now, Option::kDrawDown) - rounding);
    ASSERT_GE(odds(more(&ChoiceCauses<double>::violation), Option::kStrike), odds(now, Option::kStrike) - rounding);
  }
}

TEST(OptionDrawn, GoesThroughTheOptionsInTheirOrder) {
  const std::array<double, kOptions> chance{.5, .25, .125, .0625, .03125, .03125};
  EXPECT_EQ(option_drawn(chance, .49), 0u);
  EXPECT_EQ(option_drawn(chance, .5), 1u);
  EXPECT_EQ(option_drawn(chance, .8), 2u);
  EXPECT_EQ(option_drawn(chance, .99), 5u);
  EXPECT_EQ(option_drawn({0, 0, 0, 0, 0, 0}, .5), 5u);  // whatever rounding leaves
}

TEST(ChoicesAfter, TakeAStepOfTheWay) {
  const PostureParameters<double> p{.step = 0.25};
  const RivalChoices<double> made{.forces = 0.8, .engage = 0.4, .coerce = 0.2, .strike = 0.3};
  const auto taking = [&](Option option) {
    std::array<double, kOptions> taken{};
    taken[static_cast<std::size_t>(option)] = 1;
    return choices_after(p, made, taken);
  };
  EXPECT_NEAR(taking(Option::kReinforce).forces, 0.975, kExact);  // .8 + .25*.7
  EXPECT_NEAR(taking(Option::kDrawDown).forces, 0.6, kExact);
  EXPECT_NEAR(taking(Option::kEngage).engage, 0.55, kExact);
  EXPECT_NEAR(taking(Option::kEngage).coerce, 0.15, kExact);
  EXPECT_NEAR(taking(Option::kCoerce).coerce, 0.4, kExact);
  EXPECT_NEAR(taking(Option::kStrike).engage, 0.3, kExact);
  EXPECT_EQ(taking(Option::kStrike).strike, 1);
  EXPECT_EQ(taking(Option::kStay).strike, 0);  // a strike is for one week
}

}  // namespace
}  // namespace fulcrum
