// Steps 17 and 18 of model.md: power, dependence and burden; the swing actor, tightness and the hazard of confrontation.
#include "models/equations/power.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(Dependence, FollowsIndirectReach) {
  EXPECT_NEAR(dependence_after(PowerParameters<double>{.dependence_rate = 0.01}, 0.3, 0.6), 0.303, kExact);
}

TEST(Burden, HasEightPartsThatAddUp) {
  Levers<double> u = testing_support::levers_of_2008();
  u.raids = 0.5;
  u.strikes = 0.2;
  u.host_aid = 0.5;
  u.sanctions = 0.8;
  u.reach = 0.3;
  const auto burden =
      burden_of(BurdenParameters<double>{}, u, {.rhetoric = 0.6, .forces = 0.8, .presence = 0.8, .forces_in_reach = 0.92}, 0.25, 0.5);
  EXPECT_NEAR(burden.presence, 0.24, kExact);   // .3*.8
  EXPECT_NEAR(burden.attrition, 0.1, kExact);   // .5*.8*.25
  EXPECT_NEAR(burden.raids, 0.1, kExact);       // .2*.5
  EXPECT_NEAR(burden.strikes, 0.03, kExact);    // .15*.2
  EXPECT_NEAR(burden.host_aid, 0.05, kExact);   // .1*.5
  EXPECT_NEAR(burden.sanctions, 0.08, kExact);  // .1*.8
  EXPECT_NEAR(burden.reach, 0.03, kExact);      // .1*.3
  EXPECT_NEAR(burden.rhetoric, 0.06, kExact);   // .2*.5*.6
  EXPECT_NEAR(burden.sum(), 0.69, kExact);
}

TEST(RivalPower, RecoversAndIsDrainedByItsBurden) {
  const PowerParameters<double> p{.recovery = 0.004, .drain = 0.004};
  EXPECT_NEAR(rival_power_after(p, 0.7, 0.69), 0.699268, kExact);  // .7 + .004*.3 - .004*.69*.7 = .7 + .0012 - .001932
}

TEST(PatronPower, GrowsByItselfAndByDependenceAndShrinksUnderSanctions) {
  const PowerParameters<double> p{.growth = 0.002, .containment_drag = 0.1, .dependence_gain = 0.001, .sanctions_drag = 0.002};
  // growth .002*.4*.6*(1 - .1*.5) = .00048*.95 = .000456; dependence .001*.3*.6 = .00018; sanctions .002*.2*.4 = .00016
  EXPECT_NEAR(patron_power_after(p, 0.4, 0.5, 0.3, 0.2), 0.400476, kExact);
}

TEST(Power, NeverVanishesSoThatTheBalanceIsDefined) {
  const PowerParameters<double> p{.recovery = 0, .drain = 1, .growth = 0, .dependence_gain = 0, .sanctions_drag = 1};
  EXPECT_EQ(rival_power_after(p, 0.5, 1.0), 1e-6);
  EXPECT_EQ(patron_power_after(p, 0.5, 0.0, 0.0, 1.0), 1e-6);
  EXPECT_EQ(balance_of(1e-6, 1e-6), 0.5);
}

TEST(Balance, IsThePatronsShareOfBothPowers) { EXPECT_NEAR(balance_of(0.4, 0.7), 4.0 / 11, kExact); }

TEST(Power, IsMovedAsTheTheorySays) {
  Draws draws(20);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().power;
    const double W = draws.share(), Q = draws.share(), burden = draws.between(0, 1.5);
    const double containment = draws.share(), dependence = draws.share(), felt = draws.share();
    ASSERT_LE(rival_power_after(p, W, burden + 0.1), rival_power_after(p, W, burden));
    const double before = patron_power_after(p, Q, containment, dependence, felt);
    ASSERT_LE(patron_power_after(p, Q, draws.between(containment, 1), dependence, felt), before);
    ASSERT_GE(patron_power_after(p, Q, containment, draws.between(dependence, 1), felt), before);
    ASSERT_LE(patron_power_after(p, Q, containment, dependence, draws.between(felt, 1)), before);
  }
}

TEST(SwingActor, TurnsTowardsItsPulls) {
  SwingParameters<double> p{.rate = 0.2, .shock_pull = 0, .influence_push = 0, .forces_pull = 0, .offset = std::log(3.0) / 2};
  // tanh(ln 3/2) = (3 - 1)/(3 + 1) = .5; .2 + .2*(.5 - .2)
  EXPECT_NEAR(swing_after(p, 0.2, 0.0, 0.0, 0.0), 0.26, kExact);
  p = {.rate = 0.2, .shock_pull = 2, .influence_push = 1, .forces_pull = 0.5, .offset = -0.4};
  // -.4 + 2*.25 - .15 + .5*.4 = .15; tanh(.15) = .14888503362331798 (Python, math.tanh); .2 + .2*(tanh - .2)
  EXPECT_NEAR(swing_after(p, 0.2, 0.25, 0.15, 0.4), 0.2 + 0.2 * (0.14888503362331798 - 0.2), kExact);
}

TEST(SwingActor, StaysBetweenMinusOneAndOne) {
  Draws draws(21);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().swing;
    const double z = swing_after(p, draws.between(-1, 1), draws.share(), draws.between(-.5, .6), draws.between(0, 1.5));
    ASSERT_GE(z, -1);
    ASSERT_LE(z, 1);
  }
}

TEST(Tightness, IsTheGeometricMeanOfBothThreats) {
  EXPECT_NEAR(tightness_of(0.81, 0.49), 0.63, kExact);  // .9*.7
  EXPECT_EQ(tightness_of(0.0, 0.9), 0);
}

TEST(ConfrontationHazard, GrowsExponentiallyWithTightnessAndStrikes) {
  const ConfrontationParameters<double> p{.base_per_week = 5e-5, .tightness_gain = 4, .strike_gain = 1};
  EXPECT_EQ(confrontation_hazard(p, 0.0, 0.0), 5e-5);
  EXPECT_NEAR(confrontation_hazard(p, std::log(2.0) / 4, 0.0), 1e-4, 1e-19);        // exp(ln 2) = 2
  EXPECT_NEAR(confrontation_hazard(p, 0.5, 0.2), 5e-5 * 9.025013499434122, 1e-18);  // Python: math.exp(2.2)
}

}  // namespace
}  // namespace fulcrum
