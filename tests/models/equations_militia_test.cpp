// Steps 12 to 14 of model.md: allocation, control, and what a militia does.
#include "models/equations/militia.h"

#include <gtest/gtest.h>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

Traits<double> militia() { return {.fighters = 1000, .tie = 0.4, .agenda = 0.8, .fit = 0.3, .role = 0.5, .lethality = 1, .weight = 1}; }

TEST(Claim, GrowsWithControlByTieAndWithFit) {
  EXPECT_NEAR(allocation_utility(MilitiaParameters<double>{.allocation_sharpness = 3}, militia(), 0.5), 1.5, kExact);  // 3*(.4*.5 + .3)
  EXPECT_EQ(allocation_utility(MilitiaParameters<double>{.allocation_sharpness = 0}, militia(), 0.5), 0);
}

TEST(Control, MovesTowardsTieTimesDependenceAfterALossOfCommanders) {
  const ControlParameters<double> p{.adjust_weeks = 26, .commander_loss = 0.4, .own_income = 0.3};
  // left .5*(1 - .4*.5) = .4; dependence .6/(.6 + .3) = 2/3; .4 + (.9*2/3 - .4)/26 = .4 + .2/26
  EXPECT_NEAR(control_after(p, 0.9, 0.5, 0.6, 0.5, 0.0), 0.4 + 0.2 / 26, kExact);
}

TEST(Control, WithoutTieOnlyFades) {
  const ControlParameters<double> p{.adjust_weeks = 26};
  EXPECT_NEAR(control_after(p, 0.0, 0.52, 1.0, 0.0, 0.0), 0.5, kExact);  // .52*25/26
  EXPECT_EQ(control_after(ControlParameters<double>{.adjust_weeks = 1}, 0.0, 0.5, 1.0, 0.0, 0.0), 0);
}

TEST(Control, IsNeverLoweredByMoreTieOrDeliveriesNorRaisedByLossOfCommandersOrOwnIncome) {
  Draws draws(14);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().control;
    const double tie = draws.share(), kappa = draws.share(), delivered = draws.between(0, 2), loss = draws.share();
    const double before = control_after(p, tie, kappa, delivered, loss, 0.0);
    ASSERT_GE(before, 0);
    ASSERT_LE(before, 1);
    ASSERT_GE(control_after(p, draws.between(tie, 1), kappa, delivered, loss, 0.0), before);
    ASSERT_GE(control_after(p, tie, kappa, delivered + 0.1, loss, 0.0), before);
    ASSERT_LE(control_after(p, tie, kappa, delivered, draws.between(loss, 1), 0.0), before);
    ASSERT_LE(control_after(p, tie, kappa, delivered, loss, draws.share()), before);
    ControlParameters<double> richer = p;
    richer.own_income += 0.1;
    ASSERT_LE(control_after(richer, tie, kappa, delivered, loss, 0.0), before);
  }
}

TEST(Shock, RemembersStrikesAndCommanderLosses) {
  const SwingParameters<double> p{.shock_memory_weeks = 13};
  Levers<double> u = testing_support::levers_of_2008();
  EXPECT_NEAR(shock_after(p, u, 0.65), 0.6, kExact);  // .65*12/13
  u.strikes = 0.1;
  u.commander_loss = 0.2;
  EXPECT_NEAR(shock_after(p, u, 0.65), 0.9, kExact);
  u.strikes = 1;
  EXPECT_EQ(shock_after(p, u, 0.65), 1);
}

TEST(Control, IsLostWithTheOrganisationsOwnLeaderToo) {
  const ControlParameters<double> p{.adjust_weeks = 1e9, .commander_loss = 0.4};
  EXPECT_NEAR(control_after(p, 0.9, 0.5, 0.6, 0.5, 1.0), 0.24, 1e-9);  // .5*.8*.6
}

TEST(PlainOrder, FollowsThreatDecisionOrDeadlineShockAndCost) {
  const MilitiaParameters<double> p{.order_base = 0.35, .order_threat = 0.6, .order_decision = 0.3, .order_shock = 0.4, .order_cost = 0.5};
  Levers<double> u = testing_support::levers_of_2008();
  u.decision = 0.4;
  EXPECT_NEAR(plain_order(p, u, {.threat = 0.5, .deadline = 0.1, .shock = 0.25, .cost = 0.2}), 0.77, kExact);  // .35 + .3 + .12 + .1 - .1
  EXPECT_NEAR(plain_order(p, u, {.threat = 0.5, .deadline = 0.9, .shock = 0.25, .cost = 0.2}), 0.92, kExact);  // .27 in place of .12
}

TEST(EffectiveRaids, AreThoseADependentHostAllows) {
  const HostParameters<double> p{.consent = 0.5, .raid_forces = 0};
  Levers<double> u = testing_support::levers_of_2008();
  u.raids = 0.6;
  EXPECT_NEAR(effective_raids(p, u, raids_allowed(p, 0.3), 1.0, 0.0), 0.51, kExact);  // .6*.85
  EXPECT_EQ(effective_raids(p, u, raids_allowed(HostParameters<double>{.consent = 1}, 1.0), 1.0, 0.0), 0);
}

TEST(EffectiveRaids, NeedForcesToMakeThemAndConsent) {
  const HostParameters<double> p{.raid_forces = 0.8};
  Levers<double> u = testing_support::levers_of_2008();
  u.raids = 0.5;
  EXPECT_NEAR(effective_raids(p, u, 1.0, 1.0, 0.25), 0.2, kExact);  // .5*(1 - .8*.75)
  u.surge = 0.5;
  EXPECT_NEAR(effective_raids(p, u, 1.0, 0.5, 0.25), 0.2, kExact);  // .5*.5*(1 - .8*.25)
  u.surge = -0.3;
  EXPECT_NEAR(effective_raids(p, u, 1.0, 1.0, 0.25), 0.2, kExact);  // fewer guards are no fewer raids
}

TEST(OffensiveHelp, IsTheHostsOwnAndTheRivals) {
  const MilitiaParameters<double> p{.offensive_help = 0.5};
  EXPECT_NEAR(offensive_help(p, 0.5, 0.2, 0.6), 0.7, kExact);  // .5*.8 + .5*.6
  EXPECT_EQ(offensive_help(p, 0.9, 0.0, 1.0), 1);
}

// Support that arrives and raids that happen, and nothing else.
MilitiaCauses<double> acts(double arriving, double raids) {
  return {.arriving = arriving, .raids = raids, .help = 1, .offensive = 0, .feud = 0};
}

TEST(Capability, IsBuiltByArrivalsAndWornByUseRaidsAndCrackdowns) {
  const MilitiaParameters<double> p{.build_rate = 0.2, .decay_rate = 0.1, .raid_loss = 2, .crackdown_loss = 0.3};
  // built .2*.6*.5 = .06; decay .1*.5*(1 + 2*.51) = .101; crackdown .3*.5*.5 = .075; .5 + .06 - .101 - .075
  EXPECT_NEAR(capability_after(p, 0.5, acts(0.6, 0.51), 0.5, 0.0), 0.384, kExact);
}

TEST(Capability, IsLostInOffensivesOfTheHostWithALeaderAndInFeuds) {
  const MilitiaParameters<double> p{.build_rate = 0, .decay_rate = 0, .crackdown_loss = 0.3, .offensive_loss = 0.6};
  // .5 - (.6*.5*.4 + .3*.2)*.5 - .1*.5 = .5 - .18*.5 - .05
  EXPECT_NEAR(capability_after(p, 0.5, {.arriving = 0, .raids = 0, .help = 0.5, .offensive = 0.4, .feud = 0.1}, 0.0, 0.2), 0.36, kExact);
}

TEST(Capability, SettlesWhereArrivalsReplaceWhatIsUsedUp) {
  const MilitiaParameters<double> p{.build_rate = 0.2, .decay_rate = 0.1};
  EXPECT_NEAR(capability_after(p, 0.5, acts(0.5, 0), 0.0, 0.0), 0.5, kExact);  // .2*.5*.5 = .1*.5
}

TEST(Capability, IsNeverLoweredByArrivalsNorRaisedByRaidsOrCrackdown) {
  Draws draws(15);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().militia;
    const double M = draws.share(), arriving = draws.between(0, 3), raids = draws.share(), crackdown = draws.share();
    const double before = capability_after(p, M, acts(arriving, raids), crackdown, 0.0);
    ASSERT_GE(before, 0);
    ASSERT_LE(before, 1);
    ASSERT_GE(capability_after(p, M, acts(arriving + 0.1, raids), crackdown, 0.0), before);
    ASSERT_LE(capability_after(p, M, acts(arriving, draws.between(raids, 1)), crackdown, 0.0), before);
    ASSERT_LE(capability_after(p, M, acts(arriving, raids), draws.between(crackdown, 1), 0.0), before);
  }
}

TEST(Rage, RemembersACrackdown) {
  EXPECT_NEAR(rage_after(MilitiaParameters<double>{.rage_weeks = 13}, 0.26, 0.5, 0.0, 0.0), 0.74, kExact);  // .26*12/13 + .5 = .24 + .5
  // and a leader, in full, and the host's offensives less: .24 + .5 + .3 + .1*.4
  EXPECT_NEAR(rage_after(MilitiaParameters<double>{.rage_weeks = 13, .host_rage = 0.1}, 0.26, 0.5, 0.3, 0.4), 1.08, kExact);
}

// What drives a militia where nobody was killed and nobody leaves.
DriveCauses<double> drives(double presence, double insecurity, double rage, double escalation = 0) {
  return {.presence = presence, .insecurity = insecurity, .rage = rage, .shock = 0, .deadline = 0, .escalation = escalation};
}

TEST(OwnDrive, TakesRevengeByTieAndHuntsForCreditBeforeADeadline) {
  const MilitiaParameters<double> p{.own_forces = 0, .own_insecurity = 0, .own_shock = 0.5, .own_credit = 0.8};
  // tie .4: .5*.4*.6 + .8*.25 = .12 + .2
  EXPECT_NEAR(own_drive(p, militia(), {.presence = 1, .insecurity = 1, .rage = 0, .shock = 0.6, .deadline = 0.25, .escalation = 0}, 0.0),
              0.32, kExact);
}

TEST(OwnDrive, IsTheAgendaProvokedAndEnragedAsFarAsNotRestrained) {
  const MilitiaParameters<double> p{.own_forces = 0.5, .own_insecurity = 0.5, .rage_gain = 0.35};
  // agenda .8*(.5*.88 + .5*.5) = .8*.69 = .552; rage .35*.2 = .07; (.552 + .07)*(1 - .5)
  EXPECT_NEAR(own_drive(p, militia(), drives(0.88, 0.5, 0.2), 0.5), 0.311, kExact);
  EXPECT_EQ(own_drive(p, militia(), drives(0.88, 0.5, 0.2), 1.0), 0);
}

TEST(OwnDrive, EndsAtOneBeforeRestraint) {
  EXPECT_NEAR(own_drive(MilitiaParameters<double>{}, militia(), drives(1.5, 1.0, 5.0), 0.25), 0.75, kExact);
  EXPECT_NEAR(own_drive(MilitiaParameters<double>{}, militia(), drives(0.88, 0.5, 0.0, 1.0), 0.25), 0.75, kExact);
}

TEST(OwnDrive, IsProvokedAtMostFully) {
  const MilitiaParameters<double> p{.own_forces = 1, .own_insecurity = 1};
  EXPECT_NEAR(own_drive(p, militia(), drives(1.5, 1.0, 0.0), 0.0), 0.8, kExact);  // agenda*clip(2.5)
}

TEST(Intent, IsOrderedAsFarAsControlledAndOwnForTheRest) {
  EXPECT_NEAR(intent(militia(), 0.6, 0.7, 0.3, 0.0), 0.33, kExact);  // .6*.7*.5 + .4*.3
  EXPECT_EQ(intent(militia(), 0.0, 0.7, 0.3, 0.0), 0.3);
  EXPECT_NEAR(intent(militia(), 1.0, 0.7, 0.3, 0.0), 0.35, kExact);
}

TEST(Intent, IsShiftedFromOwnDriveToOrdersByAFront) {
  EXPECT_NEAR(intent(militia(), 0.6, 0.7, 0.3, 0.2), 0.348, kExact);  // .6*.7*.5*1.2 + .4*.3*.8
}

TEST(CounterThreat, IsWhatControlledMilitiasCanDoToForcesThatAreThere) {
  EXPECT_NEAR(counter_threat(0.8, 0.3), 0.24, kExact);
  EXPECT_EQ(counter_threat(1.5, 0.9), 1);
  EXPECT_EQ(counter_threat(0.0, 0.9), 0);
}

TEST(OwnDrive, IsNeverLoweredByForcesInsecurityOrRageNorRaisedByRestraint) {
  Draws draws(16);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().militia;
    Traits<double> k = militia();
    k.agenda = draws.share();
    const double F = draws.between(0, 1.5), V = draws.share(), rage = draws.between(0, 3), restraint = draws.share();
    const double before = own_drive(p, k, drives(F, V, rage), restraint);
    ASSERT_GE(own_drive(p, k, drives(F + 0.1, V, rage), restraint), before);
    ASSERT_GE(own_drive(p, k, drives(F, draws.between(V, 1), rage), restraint), before);
    ASSERT_GE(own_drive(p, k, drives(F, V, rage + 0.1), restraint), before);
    ASSERT_LE(own_drive(p, k, drives(F, V, rage), draws.between(restraint, 1)), before);
  }
}

}  // namespace
}  // namespace fulcrum
