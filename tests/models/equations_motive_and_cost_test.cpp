// Steps 7 and 8 of model.md: the balance-of-power motive, and what direct support is expected to cost.
#include <gtest/gtest.h>

#include "models/equations/cost.h"
#include "models/equations/motive.h"
#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(Containment, IsFeltFromIsolationRhetoricArmsAndCoalition) {
  Levers<double> u = testing_support::levers_of_2008();
  u.coalition = 0.5;
  const Posture<double> posture{.rhetoric = 0.7, .forces = 0.9, .presence = 0.9, .forces_in_reach = 1};
  // .4*.9 + .3*.7 + .3*.4 + .2*.5 = .36 + .21 + .12 + .10
  EXPECT_NEAR(felt_containment(ContainmentParameters<double>{}, u, posture, 0.4, 0.1), 0.79, kExact);
}

TEST(Containment, EndsAtOne) {
  Levers<double> u = testing_support::levers_of_2008();
  u.coalition = 1;
  EXPECT_EQ(
      felt_containment(ContainmentParameters<double>{}, u, {.rhetoric = 1, .forces = 1, .presence = 1, .forces_in_reach = 1}, 1.0, 0.0),
      1);  // 1.2
}

TEST(Need, ComesFromForcesAndContainmentAndIsRelievedByAccommodation) {
  const MotiveParameters<double> p{.forces_need = 0.5, .containment_need = 0.3, .accommodation_relief = 0.5};
  Levers<double> u = testing_support::levers_of_2008();
  EXPECT_NEAR(need_to_balance(p, u, 1.0, 0.79, 0.5), 0.737, kExact);  // .5 + .3*.79
  u.accommodation = 0.6;
  EXPECT_NEAR(need_to_balance(p, u, 1.0, 0.79, 0.5), 0.4448, kExact);  // .5*(1 - .3) + .3*.79*.4 = .35 + .0948
}

TEST(Need, OfFullAccommodationKeepsOnlyTheForcesPart) {
  Levers<double> u = testing_support::levers_of_2008();
  u.accommodation = 1;
  EXPECT_NEAR(need_to_balance(MotiveParameters<double>{}, u, 0.8, 1.0, 0.5), 0.2, kExact);  // .5*.8*.5
}

MotiveParameters<double> every_opportunity() {
  return {.balance_gain = 1.5,
          .drawdown_gain = 0.6,
          .absence_opportunity = 0.3,
          .accommodation_opening = 0.2,
          .commitment_gap = 0.3,
          .talk_weakness = 0.1,
          .emboldenment = 0.2};
}

TEST(Opportunity, AddsUpItsEightCauses) {
  Levers<double> u = testing_support::levers_of_2008();
  u.perceived_decline = 0.25;
  u.accommodation = 0.6;
  u.commitment = 0.2;
  // .25 + 1.5*.02 + .6*(.9 - .7) + .3*(1 - .7) + .2*.6 + .3*(.5 - .2) + .1*.4 + .2*.3 = .25+.03+.12+.09+.12+.09+.04+.06
  EXPECT_NEAR(opportunity_offered(
                  every_opportunity(), u,
                  {.balance_gained = 0.02, .presence = 0.7, .presence_memory = 0.9, .channel = 0.4, .unanswered = 0.3, .resolve = 0.5}),
              0.8, kExact);
}

TEST(Opportunity, IgnoresABuildUpAndForcesAboveTheReference) {
  Levers<double> u = testing_support::levers_of_2008();
  u.commitment = 0.5;
  EXPECT_EQ(
      opportunity_offered(every_opportunity(), u,
                          {.balance_gained = 0, .presence = 1.3, .presence_memory = 0.8, .channel = 0, .unanswered = 0, .resolve = 0.5}),
      u.perceived_decline);
}

TEST(Opportunity, NeverGoesBelowNothing) {
  Levers<double> u = testing_support::levers_of_2008();
  u.perceived_decline = 0;
  u.commitment = 1;
  EXPECT_EQ(
      opportunity_offered(every_opportunity(), u,
                          {.balance_gained = -0.2, .presence = 1, .presence_memory = 1, .channel = 0, .unanswered = 0, .resolve = 0.5}),
      0);
}

TEST(Need, GrowsWithHowMuchTheRivalOutweighsThePatron) {
  const MotiveParameters<double> p{.forces_need = 0.5, .containment_need = 0.3, .power_need = 0.4};
  // .5*.6 + .3*.5 + .4*(1 - 2*.35) = .3 + .15 + .12
  EXPECT_NEAR(need_to_balance(p, testing_support::levers_of_2008(), 0.6, 0.5, 0.35), 0.57, kExact);
  EXPECT_NEAR(need_to_balance(p, testing_support::levers_of_2008(), 0.6, 0.5, 0.8), 0.45,
              kExact);  // a patron that outweighs the rival needs nothing more
}

TEST(Opportunity, GrowsAsTheRivalsResolveFalls) {
  const MotiveParameters<double> p{.resolve_gap = 0.3};
  Levers<double> u = testing_support::levers_of_2008();
  const auto at = [&](double resolve) {
    return opportunity_offered(
        p, u, {.balance_gained = 0, .presence = 1, .presence_memory = 1, .channel = 0, .unanswered = 0, .resolve = resolve});
  };
  EXPECT_NEAR(at(0.2), 0.25 + 0.3 * 0.3, kExact);
  EXPECT_NEAR(at(0.8), 0.25 - 0.3 * 0.3, kExact);
}

TEST(Motive, MovesTowardsItsWeightedCauses) {
  const MotiveParameters<double> p{.weight_need = 0.45, .weight_opportunity = 0.55, .floor = 0.1, .rate = 0.05};
  Levers<double> u = testing_support::levers_of_2008();
  u.ardour = 0.5;
  // wanted .45*.4448 + .55*.8 + .1*1.5 = .20016 + .44 + .15 = .79016; .5 + .05*.29016
  EXPECT_NEAR(motive_after(p, u, 0.5, 0.4448, 0.8), 0.514508, kExact);
}

TEST(Motive, StaysWhereItsCausesAre) {
  const MotiveParameters<double> p{.weight_need = 0.5, .weight_opportunity = 0.5, .floor = 0};
  EXPECT_EQ(motive_after(p, testing_support::levers_of_2008(), 0.5, 0.5, 0.5), 0.5);
}

TEST(Motive, IsNeverLoweredByMoreNeedOpportunityOrArdour) {
  Draws draws(8);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().motive;
    const Levers<double> u = draws.levers();
    const double B = draws.share(), need = draws.share(), opportunity = draws.share(), before = motive_after(p, u, B, need, opportunity);
    ASSERT_GE(before, 0);
    ASSERT_LE(before, 1);
    ASSERT_GE(motive_after(p, u, B, draws.between(need, 1), opportunity), before);
    ASSERT_GE(motive_after(p, u, B, need, draws.between(opportunity, 1)), before);
    Levers<double> more = u;
    more.ardour = draws.between(u.ardour, 1);
    ASSERT_GE(motive_after(p, more, B, need, opportunity), before);
  }
}

TEST(NeedAndOpportunity, RespondToTheRivalAsTheTheorySays) {
  Draws draws(9);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().motive;
    const Levers<double> u = draws.levers();
    const double E = draws.between(0, 1.4), containment = draws.share(), balance = draws.share();
    ASSERT_GE(need_to_balance(p, u, E + 0.1, containment, balance), need_to_balance(p, u, E, containment, balance));
    ASSERT_GE(need_to_balance(p, u, E, draws.between(containment, 1), balance), need_to_balance(p, u, E, containment, balance));
    ASSERT_LE(need_to_balance(p, u, E, containment, draws.between(balance, 1)), need_to_balance(p, u, E, containment, balance));
    const OpportunityCauses<double> now{draws.between(-.1, .1), draws.between(0, 1.4), draws.between(0, 1.5),
                                        draws.share(),          draws.share(),         draws.share()};
    const double before = opportunity_offered(p, u, now);
    OpportunityCauses<double> gone = now;
    gone.presence = 0;
    ASSERT_GE(opportunity_offered(p, u, gone), before);  // a rival that leaves
    Levers<double> committed = u;
    committed.commitment = 1;
    ASSERT_LE(opportunity_offered(p, committed, now), before);
  }
}

TEST(SanctionsFelt, AccumulateOverTheirMemory) {
  EXPECT_NEAR(sanctions_felt_after(CostParameters<double>{.sanctions_memory_weeks = 52}, 0.2, 0.8), 0.2 + 0.6 / 52, kExact);
  EXPECT_EQ(sanctions_felt_after(CostParameters<double>{.sanctions_memory_weeks = 1}, 0.2, 0.8), 0.8);
}

// A threat of the first edition: nothing but evidence and channel stands behind it, and compliance does not end it.
CostParameters<double> unconditional() {
  return {.silent_credibility = 0.15,
          .bluff = 0.5,
          .punishment_factor = 0.5,
          .strike_weight = 0.5,
          .joint_action = 0.1,
          .exposure = 0.15,
          .sanctions_weight = 0.3,
          .untailored = 0.25,
          .conditional = 0,
          .reach_gain = 0,
          .resolve_gain = 0,
          .record_gain = 0,
          .counter_gain = 0,
          .ardour_relief = 0};
}

CostCauses<double> causes(double C, const Levers<double>& u, double unanswered, double felt) {
  return {.channel = C, .evidence = u.evidence, .violation = 1, .unanswered = unanswered, .sanctions_felt = felt, .standing = 1};
}

double cost_of(const CostParameters<double>& p, const Levers<double>& u, const CostCauses<double>& now) {
  return expected_cost(p, u, now, credibility_of(p, u, now));
}

TEST(ExpectedCost, JoinsCredibleForceTailoredSanctionsAndExposure) {
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 0.6;
  u.coercive_threat = 0.7;
  u.denial = 0.4;
  u.coalition = 0.5;
  u.strikes = 0.2;
  // credibility .6*(.5 + .15*.5)*(1 - .5*.7*.4) = .6*.575*.86 = .2967; mechanism .4 + .5*.6 = .7;
  // force .7*.2967*(.7*1.05 + .5*.2) = .20769*.835 = .17342115; sanctions .3*.3*(.25 + .75*.6*.5) = .09*.475 = .04275;
  // exposure .15*.6*.5 = .045
  EXPECT_NEAR(cost_of(unconditional(), u, causes(0.5, u, 0.4, 0.3)), 0.26117115, kExact);
}

TEST(ExpectedCost, OfThreatsWithoutEvidenceIsNothing) {
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 0;
  u.coercive_threat = 1;
  u.strikes = 1;
  EXPECT_EQ(cost_of(CostParameters<double>{}, u, causes(0.7, u, 0, 0)), 0);
}

TEST(ExpectedCost, OfAThreatWithoutAChannelIsItsSilentCredibility) {
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 1;
  u.coercive_threat = 1;
  EXPECT_NEAR(cost_of(unconditional(), u, causes(0, u, 0, 0)), 0.15, kExact);
}

TEST(ExpectedCost, OfPunishmentIsThePunishmentFactorTimesThatOfDenial) {
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 1;
  u.coercive_threat = 0.5;
  const CostParameters<double> p{.punishment_factor = 0.3, .exposure = 0};
  const double denial = cost_of(p, u, causes(1, u, 0, 0));
  u.denial = 0;
  EXPECT_NEAR(cost_of(p, u, causes(1, u, 0, 0)), 0.3 * denial, kExact);
}

TEST(ExpectedCost, OfAConditionalThreatIsPaidAsFarAsTheDemandIsViolated) {
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 1;
  u.coercive_threat = 0.5;
  u.strikes = 0.4;
  CostParameters<double> p = unconditional();
  p.conditional = 1;
  auto now = causes(1, u, 0, 0.2);
  now.violation = 0.5;
  // credibility 1; force .5*.5 + .5*.4 = .45 (force used is no threat); sanctions .3*.2*(.25 + .75*.5) = .0375; exposure .15*.5 = .075
  EXPECT_NEAR(cost_of(p, u, now), 0.5625, kExact);
  now.violation = 0;
  EXPECT_NEAR(cost_of(p, u, now), 0.215, kExact);  // .2 + .3*.2*.25: force, and sanctions that nothing is asked for
}

TEST(ExpectedCost, WeighsLessOnAPatronWithArdourAtHome) {
  Levers<double> u = testing_support::levers_of_2008();
  u.ardour = 0.5;
  u.coercive_threat = 0.6;
  CostParameters<double> p = unconditional();
  const double plain = cost_of(p, u, causes(0.5, u, 0, 0));
  p.ardour_relief = 0.8;
  EXPECT_NEAR(cost_of(p, u, causes(0.5, u, 0, 0)), 0.6 * plain, kExact);  // 1 - .8*.5
  u.ardour = -0.5;
  EXPECT_NEAR(cost_of(p, u, causes(0.5, u, 0, 0)), 1.4 * plain, kExact);
}

TEST(Standing, ComesOfReachResolveAndRecordAndIsLostWhereThePatronCanHitBack) {
  CostParameters<double> p{.reach_gain = 0.3, .resolve_gain = 0.4, .record_gain = 0.3, .counter_gain = 0.4};
  Levers<double> u = testing_support::levers_of_2008();
  u.reach = 0.8;
  // (1 + .3*.5 + .4*.25 - .3*.4)*(1 - .4*.5) = 1.13*.8
  EXPECT_NEAR(standing_of(p, u, 0.75, 0.1, 0.5), 0.904, kExact);
  p.resolve_gain = 9;
  EXPECT_NEAR(standing_of(p, u, 0.75, 0.1, 0.5), 1.6, kExact);  // backing ends at 2
}

TEST(Credibility, IsEvidenceHeardTimesStanding) {
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 0.8;
  auto now = causes(1, u, 0, 0);
  now.standing = 1.2;
  EXPECT_NEAR(credibility_of(unconditional(), u, now), 0.96, kExact);
}

TEST(Violation, IsHowFarShownSupportExceedsTheDemand) {
  const CostParameters<double> p{.demand_width = 0.2};
  Levers<double> u = testing_support::levers_of_2008();
  u.demand = 0.05;
  EXPECT_NEAR(violation_of(p, u, 0.0, 0.15, 0.5), 0.5, kExact);    // (.15 - .05)/.2
  EXPECT_NEAR(violation_of(p, u, 0.6, 0.15, 0.5), 0.275, kExact);  // .15*(1 - .6*.5) = .105
  EXPECT_EQ(violation_of(p, u, 0.0, 0.05, 0.5), 0);
  EXPECT_EQ(violation_of(p, u, 0.0, 0.8, 0.5), 1);
}

TEST(AlarmingThreat, IsOneThatCannotBeAvertedOrIsNotKnownToBe) {
  const CostParameters<double> p{.conditional = 1};
  EXPECT_EQ(alarming_threat(p, 0.6, 0.0, 0.0), 0.6);             // no channel: it cannot be known
  EXPECT_EQ(alarming_threat(p, 0.6, 1.0, 1.0), 0.6);             // violated: it stands
  EXPECT_NEAR(alarming_threat(p, 0.6, 0.5, 0.2), 0.36, kExact);  // .6*(1 - .5*.8)
  EXPECT_EQ(alarming_threat(CostParameters<double>{.conditional = 0}, 0.6, 1.0, 0.0), 0.6);
}

TEST(Record, IsLostByThreatsDefiedAndKeptByThoseCarriedOutOrHeeded) {
  const CostParameters<double> p{.record_rate = 0.1};
  Levers<double> u = testing_support::levers_of_2008();
  u.coercive_threat = 0.5;
  EXPECT_NEAR(record_after(p, u, 0.6, 1.0, 0.0), 0.57, kExact);  // .6 - .05*.6
  EXPECT_NEAR(record_after(p, u, 0.6, 1.0, 0.8), 0.61, kExact);  // .6 + .05*.2
  EXPECT_NEAR(record_after(p, u, 0.5, 0.0, 0.0), 0.5, kExact);
  u.coercive_threat = 0;
  EXPECT_EQ(record_after(p, u, 0.6, 1.0, 0.0), 0.6);
}

TEST(ExpectedCost, IsNeverLoweredByEvidenceDenialOrSanctionsNorRaisedByUnansweredAttacks) {
  Draws draws(10);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().cost;
    const Levers<double> u = draws.levers();
    CostCauses<double> now = causes(draws.share(), u, draws.share(), draws.share());
    now.violation = draws.share();
    now.standing = draws.share();
    const double before = cost_of(p, u, now);
    ASSERT_GE(before, 0);
    const auto with = [&](double CostCauses<double>::*which) {
      CostCauses<double> more = now;
      more.*which = draws.between(now.*which, 1);
      return cost_of(p, u, more);
    };
    ASSERT_GE(with(&CostCauses<double>::channel), before - kExact);
    ASSERT_GE(with(&CostCauses<double>::evidence), before - kExact);
    ASSERT_GE(with(&CostCauses<double>::sanctions_felt), before - kExact);
    ASSERT_GE(with(&CostCauses<double>::violation), before - kExact);
    ASSERT_LE(with(&CostCauses<double>::unanswered), before + kExact);
    ASSERT_GE(with(&CostCauses<double>::standing), before - kExact);
    for (const int lever : {kLever_denial, kLever_strikes, kLever_coalition}) {
      Levers<double> more = u;
      more.at(lever) = draws.between(more.at(lever), 1);
      ASSERT_GE(cost_of(p, more, now), before - kExact) << lever_table()[static_cast<std::size_t>(lever)].name;
    }
  }
}

}  // namespace
}  // namespace fulcrum
