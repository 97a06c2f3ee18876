// Steps 7 and 8 of model.md: the balance-of-power motive, and what direct support is expected to cost.
#include <gtest/gtest.h>

#include "models/equations/cost.h"
#include "models/equations/motive.h"
#include "tests/models/random_draws.h"

namespace fulcrum {
namespace {

using testing_support::Draws;
constexpr double kExact = 1e-15;

TEST(Containment, IsFeltFromIsolationRhetoricArmsAndCoalition) {
  Levers<double> u;
  u.coalition = 0.5;
  const Posture<double> posture{.rhetoric = 0.7, .forces = 0.9, .forces_in_reach = 1};
  // .4*.9 + .3*.7 + .3*.4 + .2*.5 = .36 + .21 + .12 + .10
  EXPECT_NEAR(felt_containment(ContainmentParameters<double>{}, u, posture, 0.4, 0.1), 0.79, kExact);
}

TEST(Containment, EndsAtOne) {
  Levers<double> u;
  u.coalition = 1;
  EXPECT_EQ(felt_containment(ContainmentParameters<double>{}, u, {.rhetoric = 1, .forces = 1, .forces_in_reach = 1}, 1.0, 0.0), 1);  // 1.2
}

TEST(Need, ComesFromForcesAndContainmentAndIsRelievedByAccommodation) {
  const MotiveParameters<double> p{.forces_need = 0.5, .containment_need = 0.3, .accommodation_relief = 0.5};
  Levers<double> u;
  EXPECT_NEAR(need_to_balance(p, u, 1.0, 0.79), 0.737, kExact);  // .5 + .3*.79
  u.accommodation = 0.6;
  EXPECT_NEAR(need_to_balance(p, u, 1.0, 0.79), 0.4448, kExact);  // .5*(1 - .3) + .3*.79*.4 = .35 + .0948
}

TEST(Need, OfFullAccommodationKeepsOnlyTheForcesPart) {
  Levers<double> u;
  u.accommodation = 1;
  EXPECT_NEAR(need_to_balance(MotiveParameters<double>{}, u, 0.8, 1.0), 0.2, kExact);  // .5*.8*.5
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
  Levers<double> u;
  u.perceived_decline = 0.25;
  u.accommodation = 0.6;
  u.commitment = 0.2;
  // .25 + 1.5*.02 + .6*(.9 - .7) + .3*(1 - .7) + .2*.6 + .3*(.5 - .2) + .1*.4 + .2*.3 = .25+.03+.12+.09+.12+.09+.04+.06
  EXPECT_NEAR(opportunity_offered(every_opportunity(), u,
                                  {.balance_gained = 0.02, .forces = 0.7, .forces_memory = 0.9, .channel = 0.4, .unanswered = 0.3}),
              0.8, kExact);
}

TEST(Opportunity, IgnoresABuildUpAndForcesAboveTheReference) {
  Levers<double> u;
  u.commitment = 0.5;
  EXPECT_EQ(opportunity_offered(every_opportunity(), u,
                                {.balance_gained = 0, .forces = 1.3, .forces_memory = 0.8, .channel = 0, .unanswered = 0}),
            u.perceived_decline);
}

TEST(Opportunity, NeverGoesBelowNothing) {
  Levers<double> u;
  u.perceived_decline = 0;
  u.commitment = 1;
  EXPECT_EQ(
      opportunity_offered(every_opportunity(), u, {.balance_gained = -0.2, .forces = 1, .forces_memory = 1, .channel = 0, .unanswered = 0}),
      0);
}

TEST(Motive, MovesTowardsItsWeightedCauses) {
  const MotiveParameters<double> p{.weight_need = 0.45, .weight_opportunity = 0.55, .floor = 0.1, .rate = 0.05};
  Levers<double> u;
  u.ardour = 0.5;
  // wanted .45*.4448 + .55*.8 + .1*1.5 = .20016 + .44 + .15 = .79016; .5 + .05*.29016
  EXPECT_NEAR(motive_after(p, u, 0.5, 0.4448, 0.8), 0.514508, kExact);
}

TEST(Motive, StaysWhereItsCausesAre) {
  const MotiveParameters<double> p{.weight_need = 0.5, .weight_opportunity = 0.5, .floor = 0};
  EXPECT_EQ(motive_after(p, Levers<double>{}, 0.5, 0.5, 0.5), 0.5);
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
    const double E = draws.between(0, 1.4), containment = draws.share();
    ASSERT_GE(need_to_balance(p, u, E + 0.1, containment), need_to_balance(p, u, E, containment));
    ASSERT_GE(need_to_balance(p, u, E, draws.between(containment, 1)), need_to_balance(p, u, E, containment));
    const OpportunityCauses<double> now{draws.between(-.1, .1), draws.between(0, 1.4), draws.between(0, 1.5), draws.share(), draws.share()};
    const double before = opportunity_offered(p, u, now);
    OpportunityCauses<double> gone = now;
    gone.forces = 0;
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

TEST(ExpectedCost, JoinsCredibleForceTailoredSanctionsAndExposure) {
  const CostParameters<double> p{.silent_credibility = 0.15,
                                 .bluff = 0.5,
                                 .punishment_factor = 0.5,
                                 .strike_weight = 0.5,
                                 .joint_action = 0.1,
                                 .exposure = 0.15,
                                 .sanctions_weight = 0.3,
                                 .untailored = 0.25};
  Levers<double> u;
  u.evidence = 0.6;
  u.coercive_threat = 0.7;
  u.denial = 0.4;
  u.coalition = 0.5;
  u.strikes = 0.2;
  // credibility .6*(.5 + .15*.5)*(1 - .5*.7*.4) = .6*.575*.86 = .2967; mechanism .4 + .5*.6 = .7;
  // force .7*.2967*(.7*1.05 + .5*.2) = .20769*.835 = .17342115; sanctions .3*.3*(.25 + .75*.6*.5) = .09*.475 = .04275;
  // exposure .15*.6*.5 = .045
  EXPECT_NEAR(expected_cost(p, u, 0.5, 0.4, 0.3), 0.26117115, kExact);
}

TEST(ExpectedCost, OfThreatsWithoutEvidenceIsNothing) {
  Levers<double> u;
  u.evidence = 0;
  u.coercive_threat = 1;
  u.strikes = 1;
  EXPECT_EQ(expected_cost(CostParameters<double>{}, u, 0.7, 0.0, 0.0), 0);
}

TEST(ExpectedCost, OfAThreatWithoutAChannelIsItsSilentCredibility) {
  Levers<double> u;
  u.evidence = 1;
  u.coercive_threat = 1;
  EXPECT_NEAR(expected_cost(CostParameters<double>{.silent_credibility = 0.15}, u, 0.0, 0.0, 0.0), 0.15, kExact);
}

TEST(ExpectedCost, OfPunishmentIsThePunishmentFactorTimesThatOfDenial) {
  Levers<double> u;
  u.evidence = 1;
  u.coercive_threat = 0.5;
  const CostParameters<double> p{.punishment_factor = 0.3, .exposure = 0};
  const double denial = expected_cost(p, u, 1.0, 0.0, 0.0);
  u.denial = 0;
  EXPECT_NEAR(expected_cost(p, u, 1.0, 0.0, 0.0), 0.3 * denial, kExact);
}

TEST(ExpectedCost, IsNeverLoweredByEvidenceChannelDenialOrSanctionsNorRaisedByUnansweredAttacks) {
  Draws draws(10);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().cost;
    const Levers<double> u = draws.levers();
    const double C = draws.share(), unanswered = draws.share(), felt = draws.share(), before = expected_cost(p, u, C, unanswered, felt);
    ASSERT_GE(before, 0);
    ASSERT_GE(expected_cost(p, u, draws.between(C, 1), unanswered, felt), before - kExact);
    ASSERT_LE(expected_cost(p, u, C, draws.between(unanswered, 1), felt), before + kExact);
    ASSERT_GE(expected_cost(p, u, C, unanswered, draws.between(felt, 1)), before - kExact);
    for (const int lever : {kLever_evidence, kLever_denial, kLever_strikes, kLever_coalition}) {
      Levers<double> more = u;
      more.at(lever) = draws.between(more.at(lever), 1);
      ASSERT_GE(expected_cost(p, more, C, unanswered, felt), before - kExact) << lever_table()[static_cast<std::size_t>(lever)].name;
    }
  }
}

}  // namespace
}  // namespace fulcrum
