// Steps 15 and 16 of model.md: the rival's perceived threat, the host and the street.
#include "models/equations/street.h"

#include <gtest/gtest.h>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(RivalThreat, FollowsAttacksAndInfluenceWithoutAChannel) {
  const RivalParameters<double> p{.rate = 0.1, .attack_alarm = 0.8, .influence_alarm = 0.25, .floor = 0.1};
  // .8*.3 + .25*.6*.8 + .1 = .24 + .12 + .1 = .46; .5 + .1*(.46 - .5)
  EXPECT_NEAR(rival_threat_after(p, 0.5, 0.3, 0.6, 0.2), 0.496, kExact);
}

TEST(RivalThreat, HeadsForOneAtMost) {
  const RivalParameters<double> p{.rate = 1};
  EXPECT_EQ(rival_threat_after(p, 0.2, 1.0, 1.0, 0.0), 1);  // .8 + .25 + .1
}

TEST(UnansweredAttacks, AreThoseWithoutStrikesOrRaids) {
  const RivalParameters<double> p{.unanswered_weeks = 26};
  Levers<double> u = testing_support::levers_of_2008();
  u.strikes = 0.2;
  u.raids = 0.3;
  EXPECT_NEAR(unanswered_after(p, u, 0.3, 0.4), 0.3 - 0.1 / 26, kExact);  // .4*(1 - .5) = .2
  u.strikes = 0.9;
  EXPECT_NEAR(unanswered_after(p, u, 0.26, 0.4), 0.25, kExact);  // answered in full: .26*25/26
}

TEST(HostCapacity, GrowsWithAidAndErodesUnderAttack) {
  const HostParameters<double> p{.growth = 0.006, .erosion = 0.01};
  Levers<double> u = testing_support::levers_of_2008();
  u.host_aid = 0.5;
  EXPECT_NEAR(host_capacity_after(p, u.host_aid, 0.35, 0.3, 0.0), 0.3509,
              kExact);  // .35 + .006*.5*.65 - .01*.3*.35 = .35 + .00195 - .00105
}

TEST(HostCapacity, IsWornByOffensivesInProportion) {
  const HostParameters<double> p{.growth = 0.006, .erosion = 0.01};
  EXPECT_NEAR(host_capacity_after(p, 0.0, 0.4, 0.0, 0.05), 0.38, kExact);  // .4 - .05*.4
}

TEST(HostCapacity, IsNeverLoweredByMoreAidNorRaisedByAttacks) {
  Draws draws(17);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().host;
    const Levers<double> u = draws.levers();
    const double S = draws.share(), A = draws.share(), before = host_capacity_after(p, u.host_aid, S, A, 0.0);
    Levers<double> more = u;
    more.host_aid = draws.between(u.host_aid, 1);
    ASSERT_GE(host_capacity_after(p, more.host_aid, S, A, 0.0), before);
    ASSERT_LE(host_capacity_after(p, u.host_aid, S, draws.between(A, 1), 0.0), before);
  }
}

TEST(Realigned, GrowsUnderASurgeAndIsNotUndone) {
  const InsurgentParameters<double> p{.realignment_rate = 0.15};
  Levers<double> u = testing_support::levers_of_2008();
  u.surge = 0.5;
  EXPECT_NEAR(realigned_after(p, u, 0.2), 0.26, kExact);  // .2 + .15*.5*.8
  u.surge = -0.3;
  EXPECT_EQ(realigned_after(p, u, 0.2), 0.2);
}

TEST(SectarianMemory, FadesAndAddsShocks) {
  Levers<double> u = testing_support::levers_of_2008();
  u.sectarian_shock = 0.5;
  EXPECT_NEAR(sect_memory_after(InsecurityParameters<double>{.shock_weeks = 39}, u, 0.39), 0.88, kExact);  // .39*38/39 + .5
}

TEST(Guard, IsTheUninfiltratedHostTheTroopsAndTheSurge) {
  Levers<double> u = testing_support::levers_of_2008();
  u.surge = 0.1;
  const InsecurityParameters<double> p{.infiltration = 0.5};
  EXPECT_NEAR(guard(p, 0.3, u, 0.4, 0.2, 0.9), 0.73, kExact);  // .4*(1 - .5*.2) + .3*.9 + .1 = .36 + .27 + .1
  u.surge = -0.3;
  EXPECT_EQ(guard(p, 0.3, u, 0.1, 0.0, 0.0), 0);
  u.surge = 1;
  EXPECT_EQ(guard(p, 0.3, u, 0.4, 0.0, 1.5), 1);
}

TEST(Insurgents, FollowProvocationAndLoseToProtectionAndRealignment) {
  const InsurgentParameters<double> p{.rate = 0.1, .base = 0.4, .militia_provocation = 0.7, .protection_loss = 0.4, .realignment = 0.5};
  // base .4*(1 - .5*.2) = .36; .36 + .7*.3 - .4*.6 = .33; .45 + .1*(.33 - .45)
  EXPECT_NEAR(insurgents_after(p, 0.45, 0.2, 0.3, 0.6), 0.438, kExact);
}

InsecurityParameters<double> every_cause() {
  return {.rate = 0.08,
          .base = 0.58,
          .violence_gain = 0.75,
          .protection_gain = 0.525,
          .segregation_relief = 0.1,
          .patron_agitation = 0.2,
          .minimum = 0,
          .shock_gain = 0.8};
}

TEST(Insecurity, FollowsViolenceProtectionSeparationAgitationAndShock) {
  // .58 + .75*(.3 + .3 + .1)/2 - .525*.6 - .1*.3 + .2*.5 + .8*.25*.7 = .58 + .2625 - .315 - .03 + .1 + .14 = .7375; .5 + .08*.2375
  EXPECT_NEAR(insecurity_after(
                  every_cause(), 0.5,
                  {.insurgents = 0.3, .attacks = 0.3, .feuds = 0.1, .guard = 0.6, .segregation = 0.3, .direct = 0.5, .sect_memory = 0.25}),
              0.519, kExact);
}

TEST(Insecurity, DoesNotHeadBelowItsMinimum) {
  InsecurityParameters<double> p = every_cause();
  p.minimum = 0.1;
  p.rate = 1;
  EXPECT_NEAR(
      insecurity_after(p, 0.5, {.insurgents = 0, .attacks = 0, .feuds = 0, .guard = 1, .segregation = 1, .direct = 0, .sect_memory = 0}),
      0.1, kExact);
}

TEST(Insecurity, OfSeparatedSectsFeelsNoSectarianShock) {
  const InsecurityCauses<double> calm{
      .insurgents = 0.2, .attacks = 0.1, .feuds = 0, .guard = 0.5, .segregation = 1, .direct = 0, .sect_memory = 0};
  InsecurityCauses<double> shocked = calm;
  shocked.sect_memory = 0.9;
  EXPECT_EQ(insecurity_after(every_cause(), 0.5, shocked), insecurity_after(every_cause(), 0.5, calm));
}

TEST(InsecurityAndInsurgents, AreNeverRaisedByMoreGuardNorLoweredByAttacks) {
  Draws draws(18);
  for (int i = 0; i < 3000; ++i) {
    const Parameters<double> p = draws.parameters();
    const double V = draws.share(), N = draws.share(), realigned = draws.share();
    const InsecurityCauses<double> now{draws.share(), draws.share(), 0.0, draws.share(), draws.share(), draws.share(), draws.share()};
    const double V_before = insecurity_after(p.insecurity, V, now);
    const double N_before = insurgents_after(p.insurgents, N, realigned, now.attacks, now.guard);
    for (const double index : {V_before, N_before}) {
      ASSERT_GE(index, 0);
      ASSERT_LE(index, 1);
    }
    InsecurityCauses<double> guarded = now, attacked = now;
    guarded.guard = draws.between(now.guard, 1);
    attacked.attacks = draws.between(now.attacks, 1);
    ASSERT_LE(insecurity_after(p.insecurity, V, guarded), V_before);
    ASSERT_LE(insurgents_after(p.insurgents, N, realigned, now.attacks, guarded.guard), N_before);
    ASSERT_GE(insecurity_after(p.insecurity, V, attacked), V_before);
    ASSERT_GE(insurgents_after(p.insurgents, N, realigned, attacked.attacks, now.guard), N_before);
    ASSERT_LE(insurgents_after(p.insurgents, N, draws.between(realigned, 1), now.attacks, now.guard), N_before);
  }
}

TEST(Guard, IsNeverLoweredByHostTroopsOrSurgeNorRaisedByAttacks) {
  Draws draws(19);
  for (int i = 0; i < 2000; ++i) {
    const Parameters<double> p = draws.parameters();
    const Levers<double> u = draws.levers();
    const double S = draws.share(), A = draws.share(), F = draws.between(0, 1.4);
    const double troops = p.host.troop_protection, before = guard(p.insecurity, troops, u, S, A, F);
    ASSERT_GE(guard(p.insecurity, troops, u, draws.between(S, 1), A, F), before);
    ASSERT_GE(guard(p.insecurity, troops, u, S, A, F + 0.1), before);
    ASSERT_LE(guard(p.insecurity, troops, u, S, draws.between(A, 1), F), before);
    Levers<double> more = u;
    more.surge = draws.between(u.surge, 1);
    ASSERT_GE(guard(p.insecurity, troops, more, S, A, F), before);
  }
}

TEST(Segregation, OnlyGrowsAndTheFasterTheLessSecure) {
  const InsecurityParameters<double> p{.segregation_rate = 0.012};
  EXPECT_NEAR(segregation_after(p, 0.3, 0.5), 0.3042, kExact);  // .3 + .012*.5*.7
  EXPECT_EQ(segregation_after(p, 0.3, 0.0), 0.3);
  EXPECT_EQ(segregation_after(p, 1.0, 1.0), 1);
}

}  // namespace
}  // namespace fulcrum
