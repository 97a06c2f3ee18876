// Steps 2 and 3 of model.md: hand numbers, limits, and what more of a lever never does.
#include "models/equations/channel_and_arms.h"

#include <gtest/gtest.h>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(Channel, BuildsTowardsWhatThreatsLeaveOfTheCommunicationOffered) {
  const ChannelParameters<double> p{.weeks = 26, .damage = 0.7};
  Levers<double> u = testing_support::levers_of_2008();
  u.communication = 0.8;
  u.coercive_threat = 0.7;
  u.strikes = 0.2;
  // pressure max(.7, .2) = .7; offered .8*(1 - .7*.7*(1 - .1)) = .8*.559 = .4472; .1 + (.4472 - .1)/26 = .1 + .3472/26
  EXPECT_NEAR(channel_after(p, u, u.coercive_threat, 0.1), 0.1 + 0.3472 / 26, kExact);
}

TEST(Channel, FeelsTheLargerOfThreatAndStrikes) {
  const ChannelParameters<double> p{.weeks = 10, .damage = 1};
  Levers<double> u = testing_support::levers_of_2008();
  u.communication = 1;
  u.coercive_threat = 0.25;
  u.strikes = 0.5;
  // offered 1 - .5*(1 - .2) = .6; .2 + .4/10
  EXPECT_NEAR(channel_after(p, u, u.coercive_threat, 0.2), 0.24, kExact);
}

TEST(Channel, OnceFullIsNotDamagedByThreats) {
  Levers<double> u = testing_support::levers_of_2008();
  u.communication = 1;
  u.coercive_threat = 1;
  EXPECT_EQ(channel_after(ChannelParameters<double>{}, u, u.coercive_threat, 1.0), 1.0);
}

TEST(Channel, FollowsAtOnceInOneWeek) {
  const ChannelParameters<double> p{.weeks = 1, .damage = 0.7};
  Levers<double> u = testing_support::levers_of_2008();
  u.communication = 0.3;
  EXPECT_NEAR(channel_after(p, u, u.coercive_threat, 0.9), 0.3, kExact);
}

TEST(Channel, StaysAnIndexAndGrowsWithCommunicationAndShrinksWithThreats) {
  Draws draws(2);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().channel;
    Levers<double> u = draws.levers();
    const double C = draws.share(), before = channel_after(p, u, u.coercive_threat, C);
    ASSERT_GE(before, 0);
    ASSERT_LE(before, 1);
    Levers<double> more = u;
    more.communication = draws.between(u.communication, 1);
    ASSERT_GE(channel_after(p, more, more.coercive_threat, C), before);
    more = u;
    more.coercive_threat = draws.between(u.coercive_threat, 1);
    ASSERT_LE(channel_after(p, more, more.coercive_threat, C), before);
    more = u;
    more.strikes = draws.between(u.strikes, 1);
    ASSERT_LE(channel_after(p, more, more.coercive_threat, C), before);
  }
}

TEST(Arms, AreBoughtAndAgeByTheWeek) {
  const ArmsParameters<double> p{.decay_per_year = 0.1};
  // 6 + 3/52 - .1*6/52 = 6 + 2.4/52
  EXPECT_NEAR(stock_after(p, 6.0, 3.0), 6 + 2.4 / 52, kExact);
}

TEST(Arms, SettleWherePurchasesReplaceWhatAges) {
  const ArmsParameters<double> p{.decay_per_year = 0.1};
  EXPECT_NEAR(stock_after(p, 30.0, 3.0), 30, 1e-14);  // 3 a year bought, .1*30 a year lost
}

TEST(Arms, DoNotChangeWithoutPurchasesAndAgeing) { EXPECT_EQ(stock_after(ArmsParameters<double>{.decay_per_year = 0}, 7.5, 0.0), 7.5); }

TEST(Arms, NeverGoBelowNothing) {
  Draws draws(3);
  for (int i = 0; i < 1000; ++i) {
    const ArmsParameters<double> p{.decay_per_year = draws.between(0, 52)};  // the limits, far beyond the exploration range
    ASSERT_GE(stock_after(p, draws.between(0, 1000), draws.between(0, 50)), 0);
  }
}

}  // namespace
}  // namespace fulcrum
