// Steps 4 to 6 of model.md: the rival's reaction, the three fronts and perceived threat, with the forms of section 9.
#include "models/equations/threat.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

// Step 4 as a whole, where politics lets every force in.
Posture<double> posture_of(const RivalParameters<double>& p, double reach_weight, const Levers<double>& u, double reference, double TR,
                           double C) {
  const double alarm = rival_alarm(p, TR, C);
  return rival_posture(p, reach_weight, u, reference, alarm, forces_wanted(p, u, reference, alarm));
}

TEST(RivalPosture, AddsToPolicyWhatAlarmWithoutAChannelDemands) {
  const RivalParameters<double> p{.reaction_threshold = 0.4, .rhetoric_reaction = 0.45, .forces_reaction = 0.0675};
  Levers<double> u = testing_support::levers_of_2008();
  u.rhetoric = 0.7;
  u.forces = 0.88;
  u.reach = 0.3;
  const auto posture = posture_of(p, 0.4, u, 1.0, 0.7, 0.2);
  // alarm (.7 - .4)*(1 - .2) = .24
  EXPECT_NEAR(posture.rhetoric, 0.808, kExact);         // .7 + .45*.24
  EXPECT_NEAR(posture.forces, 0.8962, kExact);          // .88 + .0675*.24
  EXPECT_NEAR(posture.forces_in_reach, 1.0162, 2e-15);  // .8962 + .4*.3
}

TEST(RivalPosture, IsThePolicyBelowTheThresholdOrOverAFullChannel) {
  Levers<double> u = testing_support::levers_of_2008();
  for (const auto& [TR, C] : {std::pair{0.4, 0.0}, std::pair{0.1, 0.3}, std::pair{1.0, 1.0}}) {
    const auto posture = posture_of(RivalParameters<double>{}, 0.0, u, 1.0, TR, C);
    EXPECT_EQ(posture.rhetoric, u.rhetoric);
    EXPECT_EQ(posture.forces, u.forces);
    EXPECT_EQ(posture.forces_in_reach, u.forces);
  }
}

TEST(RivalPosture, EndsAtItsLimits) {
  Levers<double> u = testing_support::levers_of_2008();
  u.rhetoric = 1;
  u.forces = 1.5;
  u.reach = 1;
  const auto posture = posture_of(RivalParameters<double>{}, 0.8, u, 1.0, 1.0, 0.0);
  EXPECT_EQ(posture.rhetoric, 1);
  EXPECT_EQ(posture.forces, 1.5);
  EXPECT_EQ(posture.forces_in_reach, 1.5);
}

TEST(RivalPosture, IsReadAgainstWhatIsUsualInTheTheatre) {
  const RivalParameters<double> p{.reaction_threshold = 0.4, .forces_reaction = 0.1};
  Levers<double> u = testing_support::levers_of_2008();
  u.forces = 0.03;
  u.reach = 0.5;
  const auto posture = posture_of(p, 0.8, u, 0.04, 0.9, 0.0);  // alarm .5
  EXPECT_NEAR(posture.forces, 0.032, kExact);                  // .03 + .1*.04*.5
  EXPECT_NEAR(posture.presence, 0.8, kExact);                  // .032/.04
  EXPECT_NEAR(posture.forces_in_reach, 0.432, kExact);         // a threat is absolute: .032 + .8*.5
}

TEST(ForcesLetIn, AreAllAtFullRelationTheUsualAtHalfAndTheCapAtNone) {
  const HostParameters<double> p{.consent_cap = 0.1};
  EXPECT_EQ(forces_let_in(p, 0.5, 1.2, 1.0, 1.0), 1.2);
  EXPECT_NEAR(forces_let_in(p, 0.5, 1.2, 0.5, 1.0), 0.55, kExact);  // .5*(.1 + 1)
  EXPECT_NEAR(forces_let_in(p, 0.5, 1.2, 0.0, 1.0), 0.05, kExact);
  EXPECT_EQ(forces_let_in(p, 0.5, 0.3, 0.5, 1.0), 0.3);  // what is small enough is borne
}

TEST(ForcesLetIn, AreCutByTheLawWhateverPoliticsSays) {
  EXPECT_NEAR(forces_let_in(HostParameters<double>{}, 1.0, 0.8, 1.0, 0.25), 0.2, kExact);
}

TEST(ForcesLetIn, NeverGrowWithLessRelation) {
  Draws draws(30);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().host;
    const double reference = draws.between(0.01, 1), F = draws.between(0, 1.5), relation = draws.share();
    ASSERT_LE(forces_let_in(p, reference, F, draws.between(0, relation), 1.0), forces_let_in(p, reference, F, relation, 1.0) + kExact);
  }
}

TEST(ForcesFront, JoinsPresenceRhetoricAndTheAlarmsAtCoercionAndRaids) {
  const ThreatParameters<double> p{.rhetoric_gain = 0.8, .coercion_alarm = 0.35, .strike_talk = 0.7, .raid_alarm = 0.1};
  Levers<double> u = testing_support::levers_of_2008();
  u.coercive_threat = 0.5;
  u.strikes = 0.2;
  u.raids = 0.6;
  // presence .8*(1 + .8*.5)/1.8 = 1.12/1.8; coercion .35*(.5*.6 + .2*(1 - .7*.4)) = .35*.444 = .1554; raids .1*.6*.6 = .036
  EXPECT_NEAR(forces_front(p, u, {.rhetoric = 0.5, .forces = 0.7, .presence = 0.7, .forces_in_reach = 0.8}, u.coercive_threat, 0.4),
              1.12 / 1.8 + 0.1914, kExact);
}

TEST(ForcesFront, WithFullRhetoricIsTheForcesInReach) {
  EXPECT_NEAR(forces_front(ThreatParameters<double>{}, testing_support::levers_of_2008(),
                           {.rhetoric = 1, .forces = 0.6, .presence = 0.6, .forces_in_reach = 0.6}, 0.0, 0.1),
              0.6,
              kExact);  // (1 + g)/(1 + g) = 1 whatever g
}

TEST(ForcesFront, HearsNoThreatOverAFullChannelButStillStrikes) {
  Levers<double> u = testing_support::levers_of_2008();
  u.coercive_threat = 1;
  const Posture<double> none{.rhetoric = 0, .forces = 0, .presence = 0, .forces_in_reach = 0};
  EXPECT_EQ(forces_front(ThreatParameters<double>{}, u, none, u.coercive_threat, 1.0), 0);
  u.strikes = 1;
  EXPECT_NEAR(forces_front(ThreatParameters<double>{}, u, none, u.coercive_threat, 1.0), 0.105, kExact);  // .35*1*(1 - .7*1)
}

TEST(ArmsFront, SaturatesWithTheStockAndIsMovedByCoalitionAndFramework) {
  const ThreatParameters<double> p{.arms_half = 12, .coalition_alarm = 0.3, .framework_relief = 0.5};
  Levers<double> u = testing_support::levers_of_2008();
  EXPECT_EQ(arms_front(p, u, 12.0), 0.5);  // half at arms_half, by its definition
  EXPECT_EQ(arms_front(p, u, 0.0), 0);
  u.coalition = 0.5;
  u.framework = 0.6;
  EXPECT_NEAR(arms_front(p, u, 8.0), 0.322, kExact);  // 8/20 = .4; *(1 + .15); *(1 - .3): .4*1.15*.7
}

TEST(ArmsFront, EndsAtOne) {
  Levers<double> u = testing_support::levers_of_2008();
  u.coalition = 1;
  EXPECT_EQ(arms_front(ThreatParameters<double>{.coalition_alarm = 0.6}, u, 1000.0), 1);  // 1000/1012*1.6
}

TEST(MisreadStock, CountsDefensiveArmsAsFarAsTheChannelIsMissing) {
  const ThreatParameters<double> p{.defensive_misread = 0.6};
  EXPECT_NEAR(misread_stock(p, 6.0, 4.0, 0.1), 8.16, 2e-15);  // 6 + .6*.9*4
  EXPECT_EQ(misread_stock(p, 6.0, 4.0, 1.0), 6);
}

TEST(InsecurityFront, IsInsecurityAsFarAsTheStateIsMissing) {
  EXPECT_NEAR(insecurity_front(ThreatParameters<double>{.state_offset = 1.3}, 0.5, 0.35), 0.475, kExact);  // .5*.95
  EXPECT_EQ(insecurity_front(ThreatParameters<double>{.state_offset = 1.6}, 1.0, 0.0), 1);
  EXPECT_EQ(insecurity_front(ThreatParameters<double>{}, 0.0, 0.35), 0);
}

TEST(MeanOfFronts, IsWeightedWhateverTheSumOfTheWeights) {
  const Fronts<double> x{.forces = 0.8, .arms = 0.3, .insecurity = 0.5};
  const ThreatParameters<double> p{.weight_forces = 0.4, .weight_arms = 0.25, .weight_insecurity = 0.35};
  EXPECT_NEAR(mean_of_fronts(p, FrontsForm::kAdditive, x), 0.57, kExact);  // .32 + .075 + .175
  const ThreatParameters<double> twice{.weight_forces = 0.8, .weight_arms = 0.5, .weight_insecurity = 0.7};
  EXPECT_NEAR(mean_of_fronts(twice, FrontsForm::kAdditive, x), 0.57, kExact);
}

TEST(MeanOfFronts, MultipliedIsTheWeightedGeometricMean) {
  const ThreatParameters<double> p{.weight_forces = 1, .weight_arms = 1, .weight_insecurity = 2};
  // .16^(1/4) * .81^(1/4) = .1296^(1/4) = .36^(1/2) = .6, and .36^(1/2) = .6
  EXPECT_NEAR(mean_of_fronts(p, FrontsForm::kMultiplicative, {.forces = 0.16, .arms = 0.81, .insecurity = 0.36}), 0.36, kExact);
}

TEST(MeanOfFronts, MultipliedIsZeroOnlyWhereAFrontWithWeightIs) {
  const Fronts<double> x{.forces = 0.25, .arms = 0, .insecurity = 0.25};
  EXPECT_EQ(mean_of_fronts(ThreatParameters<double>{}, FrontsForm::kMultiplicative, x), 0);
  const ThreatParameters<double> no_arms{.weight_forces = 1, .weight_arms = 0, .weight_insecurity = 1};
  EXPECT_NEAR(mean_of_fronts(no_arms, FrontsForm::kMultiplicative, x), 0.25, kExact);
}

TEST(MeanOfFronts, StrongestIsTheLargestFrontWithWeight) {
  const Fronts<double> x{.forces = 0.8, .arms = 0.3, .insecurity = 0.5};
  EXPECT_EQ(mean_of_fronts(ThreatParameters<double>{}, FrontsForm::kStrongest, x), 0.8);
  EXPECT_EQ(mean_of_fronts(ThreatParameters<double>{.weight_forces = 0}, FrontsForm::kStrongest, x), 0.5);
  EXPECT_EQ(mean_of_fronts(ThreatParameters<double>{.weight_forces = 0, .weight_insecurity = 0}, FrontsForm::kStrongest, x), 0.3);
}

TEST(MeanOfFronts, OfEqualFrontsIsThatFrontInEveryForm) {
  for (const auto form : {FrontsForm::kAdditive, FrontsForm::kMultiplicative, FrontsForm::kStrongest})
    EXPECT_NEAR(mean_of_fronts(ThreatParameters<double>{}, form, {.forces = 0.4, .arms = 0.4, .insecurity = 0.4}), 0.4, kExact);
}

TEST(MeanOfFronts, LiesBetweenTheFrontsAndNoFormIsAboveTheStrongest) {
  Draws draws(5);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().threat;  // weights of the exploration range: those of forces and arms are positive
    const Fronts<double> x{draws.share(), draws.share(), draws.share()};
    const double least = std::min({x.forces, x.arms, x.insecurity}), most = std::max({x.forces, x.arms, x.insecurity});
    const double additive = mean_of_fronts(p, FrontsForm::kAdditive, x), product = mean_of_fronts(p, FrontsForm::kMultiplicative, x);
    ASSERT_GE(product, least - kExact);
    ASSERT_LE(product, additive + kExact);  // the inequality of the means
    ASSERT_LE(additive, most + kExact);
    ASSERT_LE(mean_of_fronts(p, FrontsForm::kStrongest, x), most);
  }
}

TEST(ThreatRead, IsMagnifiedByTheBeliefThatTheRivalIsHostile) {
  const ThreatParameters<double> p{.isolation_bias = 0.3, .belief_gain = 0.2};
  EXPECT_NEAR(threat_read(p, 0.5, 1.0, 0.75), 0.55, kExact);  // .5*(1 + .2*.5)
  EXPECT_NEAR(threat_read(p, 0.5, 1.0, 0.25), 0.45, kExact);
  EXPECT_EQ(threat_read(p, 0.5, 1.0, 0.5), 0.5);
}

TEST(Mood, PersistsAndKeepsItsSpread) {
  const PerceptionParameters<double> p{.noise_persistence = 0.6};
  EXPECT_NEAR(mood_after(p, 0.1, 0.05), 0.1, kExact);  // .6*.1 + .8*.05
  EXPECT_EQ(mood_after(PerceptionParameters<double>{.noise_persistence = 0}, 0.1, 0.05), 0.05);
}

TEST(ThreatRead, IsOverstatedWithoutAChannelAndEndsAtOne) {
  const ThreatParameters<double> p{.isolation_bias = 0.3};
  EXPECT_NEAR(threat_read(p, 0.57, 0.1, 0.5), 0.7239, kExact);  // .57*(1 + .3*.9) = .57*1.27
  EXPECT_EQ(threat_read(p, 0.57, 1.0, 0.5), 0.57);
  EXPECT_EQ(threat_read(p, 0.9, 0.0, 0.5), 1);
}

TEST(Threat, IsNeverLoweredByMoreForcesArmsInsecurityOrRhetoricNorRaisedByAChannelOrTheState) {
  Draws draws(6);
  const auto threat = [](const Parameters<double>& p, const Levers<double>& u, double C, double offensive, double defensive, double V,
                         double S) {
    const auto posture = posture_of(p.rival, p.threat.reach_weight, u, 1.0, 0.5, C);
    const Fronts<double> x{forces_front(p.threat, u, posture, u.coercive_threat, C),
                           arms_front(p.threat, u, misread_stock(p.threat, offensive, defensive, C)), insecurity_front(p.threat, V, S)};
    return threat_read(p.threat, mean_of_fronts(p.threat, FrontsForm::kAdditive, x), C, 0.5);
  };
  for (int i = 0; i < 2000; ++i) {
    Parameters<double> p = draws.parameters();
    p.threat.raid_alarm = 0;                                     // its sign is disputed
    p.threat.strike_talk = std::min(p.threat.strike_talk, 1.0);  // above 1, strikes over a full channel would reassure
    const Levers<double> u = draws.levers();
    const double C = draws.share(), a = draws.between(0, 40), d = draws.between(0, 40), V = draws.share(), S = draws.share();
    const double before = threat(p, u, C, a, d, V, S);
    for (const int lever : {kLever_forces, kLever_reach, kLever_rhetoric, kLever_coalition, kLever_coercive_threat, kLever_strikes}) {
      Levers<double> more = u;
      more.at(lever) = draws.between(more.at(lever), lever_table()[static_cast<std::size_t>(lever)].upper);
      ASSERT_GE(threat(p, more, C, a, d, V, S), before) << lever_table()[static_cast<std::size_t>(lever)].name;
    }
    ASSERT_GE(threat(p, u, C, a + 1, d, V, S), before);
    ASSERT_GE(threat(p, u, C, a, d + 1, V, S), before);
    ASSERT_GE(threat(p, u, C, a, d, draws.between(V, 1), S), before);
    ASSERT_LE(threat(p, u, C, a, d, V, draws.between(S, 1)), before);
    ASSERT_LE(threat(p, u, draws.between(C, 1), a, d, V, S), before + kExact);
  }
}

TEST(PerceivedThreat, RisesFasterThanItFalls) {
  const PerceptionParameters<double> p{.rise_rate = 0.2, .fall_rate = 0.07};
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.6, 0.0), 0.52, kExact);   // .5 + .2*.1
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.4, 0.0), 0.493, kExact);  // .5 - .07*.1
}

TEST(PerceivedThreat, MovesBothWaysAtTheMeanRateWhenSymmetric) {
  const PerceptionParameters<double> p{.rise_rate = 0.2, .fall_rate = 0.07};  // mean .135
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kSymmetric, 0.5, 0.6, 0.0), 0.5135, kExact);
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kSymmetric, 0.5, 0.4, 0.0), 0.4865, kExact);
}

TEST(PerceivedThreat, ChoosesItsRateWithoutTheNoise) {
  const PerceptionParameters<double> p{.rise_rate = 0.2, .fall_rate = 0.07};
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.6, -0.2), 0.48, kExact);  // .5 + .2*(.1 - .2)
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.4, 0.2), 0.507, kExact);  // .5 + .07*(-.1 + .2)
  EXPECT_NEAR(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.5, 0.1), 0.507, kExact);  // seen = T counts as falling
}

TEST(PerceivedThreat, StaysAnIndexUnderAnyNoise) {
  const PerceptionParameters<double> p{.rise_rate = 1, .fall_rate = 1};
  EXPECT_EQ(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.9, 3.0), 1);
  EXPECT_EQ(perceived_after(p, PerceptionForm::kAsymmetric, 0.5, 0.1, -3.0), 0);
}

TEST(PerceivedThreat, NeverOvershootsWhatIsSeen) {
  Draws draws(7);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().perception;
    const double T = draws.share(), seen = draws.share(), after = perceived_after(p, PerceptionForm::kAsymmetric, T, seen, 0.0);
    ASSERT_GE(after, std::min(T, seen) - kExact);
    ASSERT_LE(after, std::max(T, seen) + kExact);
  }
}

}  // namespace
}  // namespace fulcrum
