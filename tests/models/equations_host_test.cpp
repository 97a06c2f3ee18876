// The equations of the host side: closed forms, limits and directions. No number here was read off a run.
#include <gtest/gtest.h>

#include <cmath>

#include "models/host/choice.h"
#include "models/host/front.h"
#include "models/host/government.h"
#include "models/host/memories.h"
#include "models/host/movement.h"
#include "models/host/parliament.h"

namespace fulcrum {
namespace {

const Parameters<double> kP;

TEST(Chosen, IsOneHalfAtNoUtilityInBothForms) {
  EXPECT_DOUBLE_EQ(chosen(kP.choice, ChoiceForm::kBeta, 0.0), .5);
  EXPECT_DOUBLE_EQ(chosen(kP.choice, ChoiceForm::kLogit, 0.0), .5);
}

TEST(Chosen, HasTheSameSlopeAtOneHalfInBothForms) {
  const double h = 1e-6, precision = kP.choice.precision;
  for (const ChoiceForm form : {ChoiceForm::kBeta, ChoiceForm::kLogit})
    EXPECT_NEAR((chosen(kP.choice, form, h) - chosen(kP.choice, form, -h)) / (2 * h), precision / 4, 1e-6);
}

TEST(Chosen, IsEverybodyOrNobodyBeyondBoundedTastes) {
  const double beyond = 3 / kP.choice.precision + 1e-9;  // where precision*x/6 leaves [-1/2, 1/2]
  EXPECT_EQ(chosen(kP.choice, ChoiceForm::kBeta, beyond), 1);
  EXPECT_EQ(chosen(kP.choice, ChoiceForm::kBeta, -beyond), 0);
}

TEST(Chosen, OfAnAttractionGivesTheShareItWasMadeFromNearOneHalf) {
  for (const double share : {.49, .5, .51}) EXPECT_NEAR(chosen(kP.choice, ChoiceForm::kBeta, attraction_of(kP.choice, share)), share, 1e-4);
}

TEST(BetaShare, IsTheDistributionOfBeta22) {
  // F(y) = y^2 (3 - 2y) on [0, 1], here shifted by one half.
  EXPECT_DOUBLE_EQ(beta_share(-.25), .25 * .25 * 2.5);
  EXPECT_DOUBLE_EQ(beta_share(.25), 1 - beta_share(-.25));
}

TEST(Link, IsLostWithTheAdviserAndComesBack) {
  EXPECT_NEAR(link_after(.1, 1.0, 1.0), 0, 1e-15);
  EXPECT_DOUBLE_EQ(link_after(.1, 0.0, 0.0), .1);
  EXPECT_DOUBLE_EQ(link_after(.1, 1.0, 0.0), 1);
}

TEST(Hostages, RestWhereTakingAndReleaseAreEqual) {
  const double m = 1 / kP.host.memory_weeks, ordered = .2, rest = kP.hostage.rate * ordered / m;
  EXPECT_NEAR(hostages_after(kP.hostage, m, rest, ordered), rest, 1e-15);
}

TEST(Mandate, FadesToNothing) {
  double mandate = 1;
  for (int session = 0; session < 200; ++session) mandate = mandate_after(kP.parliament, mandate);
  EXPECT_LT(mandate, 1e-6);
}

TEST(LeftOpen, IsAllWithoutALinkAndLessUnderUnknownNames) {
  EXPECT_EQ(left_open(.5, 0.0, 1.0), 1);
  EXPECT_DOUBLE_EQ(left_open(.5, 1.0, 1.0), .5);
  EXPECT_GT(left_open(.5, 1.0, 0.0), left_open(.5, 1.0, 1.0));
}

Levers<double> levers() { return {}; }

TEST(CalledTurnout, NeedsACall) {
  Levers<double> u = levers();
  const CrowdOf<double> crowd{.grievance = 2, .threshold = 0, .turnout = 1};
  EXPECT_EQ(called_turnout(kP.protest, kP.front.enemy, u, {.swing = 1, .shock = 1, .insecurity = 0}, crowd), 0);
  u.march = 1;
  EXPECT_EQ(called_turnout(kP.protest, kP.front.enemy, u, {.swing = 1, .shock = 1, .insecurity = 0}, crowd), 1);
}

TEST(CalledTurnout, FallsWithTheClergysWarningAndWithInsecurity) {
  Levers<double> u = levers(), warned = levers();
  u.march = warned.march = 1;
  warned.clergy_warning = 1;
  const CrowdOf<double> crowd{.grievance = .5, .threshold = .45, .turnout = 0};
  const CrowdCauses<double> quiet{.swing = .2, .shock = .5, .insecurity = .2}, unsafe{.swing = .2, .shock = .5, .insecurity = .5};
  const double turnout = called_turnout(kP.protest, kP.front.enemy, u, quiet, crowd);
  EXPECT_LT(called_turnout(kP.protest, kP.front.enemy, warned, quiet, crowd), turnout);
  EXPECT_LT(called_turnout(kP.protest, kP.front.enemy, u, unsafe, crowd), turnout);
}

TEST(StandingTurnout, FallsWithReformRepressionAndCooptationAndRisesWithAnger) {
  Levers<double> u = levers(), reformed = levers();
  reformed.reform = .5;
  const CrowdOf<double> crowd{.grievance = .6, .threshold = .6, .turnout = .3};
  const CrowdCauses<double> causes{.swing = 0, .shock = 0, .insecurity = .2};
  const double turnout = standing_turnout(kP.protest, u, causes, {.anger = 0, .organised = 0, .repressed = 0}, crowd);
  EXPECT_LT(standing_turnout(kP.protest, reformed, causes, {.anger = 0, .organised = 0, .repressed = 0}, crowd), turnout);
  EXPECT_LT(standing_turnout(kP.protest, u, causes, {.anger = 0, .organised = 0, .repressed = .3}, crowd), turnout);
  EXPECT_LT(standing_turnout(kP.protest, u, causes, {.anger = 0, .organised = .3, .repressed = 0}, crowd), turnout);
  EXPECT_GT(standing_turnout(kP.protest, u, causes, {.anger = .3, .organised = 0, .repressed = 0}, crowd), turnout);
}

TEST(Street, RemembersTheLargestCrowdFading) {
  EXPECT_EQ(street_after(.1, .2, .6), .6);
  EXPECT_DOUBLE_EQ(street_after(.1, .6, .2), .54);
}

TEST(SwingLeads, FollowsHisStance) {
  EXPECT_EQ(swing_leads(-1.0), 0);
  EXPECT_EQ(swing_leads(1.0), 1);
}

TEST(JoinPayoff, RisesWithEnemyMeetingsAndControlAndFallsWithRivals) {
  const JoinCauses<double> none{.enemy = 0, .effort = 0, .control = .5, .rivals = 0};
  EXPECT_DOUBLE_EQ(join_payoff(kP.front, none), 0);
  EXPECT_GT(join_payoff(kP.front, {.enemy = 1, .effort = 0, .control = .5, .rivals = 0}), 0);
  EXPECT_GT(join_payoff(kP.front, {.enemy = 0, .effort = 1, .control = .5, .rivals = 0}), 0);
  EXPECT_GT(join_payoff(kP.front, {.enemy = 0, .effort = 0, .control = .9, .rivals = 0}), 0);
  EXPECT_LT(join_payoff(kP.front, {.enemy = 0, .effort = 0, .control = .5, .rivals = .5}), 0);
}

TEST(Hostility, EndsWhereBothHaveJoined) {
  EXPECT_EQ(hostility_of(.8, 1.0, 1.0), 0);
  EXPECT_EQ(hostility_of(.8, 1.0, 0.0), .8);
}

TEST(Coordination, IsNoneInAHalfUnitedFront) {
  EXPECT_EQ(coordination_of(kP.front, .5), 0);
  EXPECT_DOUBLE_EQ(coordination_of(kP.front, 1.0), -coordination_of(kP.front, 0.0));
}

BlocState<double> bloc() {
  return {.stance = -.2, .tie = .4, .trade = .4, .nation = .5, .exposure = .5, .protection = .5, .money_share = 1};
}
constexpr PositionCauses<double> kCalm{
    .indirect = .5, .dependence = .5, .shock = 0, .swing = 0, .fears = .2, .street = 0, .insecurity = .3, .politics = 0};

TEST(Position, IsTheStanceOfABlocThatNothingMoves) {
  BlocState<double> alone = bloc();
  alone.tie = alone.trade = alone.nation = alone.exposure = alone.protection = 0;
  EXPECT_DOUBLE_EQ(position_of(kP.bloc, levers(), kCalm, alone), alone.stance);
}

TEST(Position, MovesAwayFromTheRivalWithAStrikeAndTowardsItWithAnOfferAndInsecurity) {
  PositionCauses<double> struck = kCalm, unsafe = kCalm;
  struck.shock = 1;
  unsafe.insecurity = .9;
  Levers<double> offered = levers();
  offered.extension_offer = 1;
  const double position = position_of(kP.bloc, levers(), kCalm, bloc());
  EXPECT_GT(position_of(kP.bloc, levers(), struck, bloc()), position);
  EXPECT_LT(position_of(kP.bloc, levers(), unsafe, bloc()), position);
  EXPECT_LT(position_of(kP.bloc, offered, kCalm, bloc()), position);
}

TEST(Position, FollowsPoliticalSupportToItsOrganisationsAsItDoesMoney) {
  PositionCauses<double> courted = kCalm, neglected = kCalm;
  courted.politics = .1;
  neglected.politics = -2;
  const double position = position_of(kP.bloc, levers(), kCalm, bloc());
  EXPECT_DOUBLE_EQ(position_of(kP.bloc, levers(), courted, bloc()), position + kP.bloc.pull * .4 * .1);
  EXPECT_DOUBLE_EQ(position_of(kP.bloc, levers(), neglected, bloc()), position - kP.bloc.pull * .4 * .5);  // no less than no money
}

TEST(PassingChance, IsOneHalfAtTheQuorum) { EXPECT_DOUBLE_EQ(passing_chance(kP.parliament, .5, .5), .5); }

TEST(Credit, OfThoseOutsideTheGovernmentIsUntouchedBySecurity) {
  BlocState<double> opposition = bloc();
  opposition.government = 0;
  EXPECT_EQ(credit_of(levers(), opposition, .3, .2, 0.0), credit_of(levers(), opposition, -.3, .9, 0.0));
}

GovernmentCauses<double> causes() {
  return {.stance = 0, .kin = .3, .insecurity = .3, .foes = .2, .muster = .6, .mandate = 0, .street = 0, .stake = 0, .deadline_weight = 0};
}
constexpr ActionCosts<double> kCosts{.integrate = .6, .offensive = 1.6, .exit = .8, .extend = .3, .cabinet = .1};

TEST(ActionChances, AddUpToOneAndKnowNoExtensionWithoutADeadline) {
  GovernmentCauses<double> now = causes();
  auto chance = action_chances(kP, kCosts, now);
  EXPECT_NEAR(chance[0] + chance[1] + chance[2] + chance[3] + chance[4], 1, 1e-15);
  EXPECT_EQ(chance[kExtend], 0);
  now.deadline_weight = 1;
  chance = action_chances(kP, kCosts, now);
  EXPECT_GT(chance[kExtend], 0);
  EXPECT_NEAR(chance[0] + chance[1] + chance[2] + chance[3] + chance[4], 1, 1e-15);
}

TEST(ActionChances, TurnToAnOffensiveWithForcesBehindIt) {
  GovernmentCauses<double> weak = causes(), strong = causes();
  weak.muster = .1;
  strong.muster = 1;
  EXPECT_GT(action_chances(kP, kCosts, strong)[kOffensive], action_chances(kP, kCosts, weak)[kOffensive]);
}

TEST(TakenOut, IsNothingBeforeTheRampAndAllAfterTheDate) {
  EXPECT_EQ(taken_out(41.0, 51.0, 10.0), 0);
  EXPECT_DOUBLE_EQ(taken_out(46.0, 51.0, 10.0), .5);
  EXPECT_EQ(taken_out(51.0, 51.0, 10.0), 1);
  EXPECT_EQ(taken_out(90.0, 51.0, 10.0), 1);
}

TEST(Relation, RestsAtWhatPoliticsGives) {
  double relation = 1;
  for (int week = 0; week < 1000; ++week) relation = relation_after(kP.consent, relation, .4, 0.0, 0.0);
  EXPECT_NEAR(relation, .6, 1e-9);
}

TEST(Stamina, LastsWithTheRivalsForcesAndDrainsAlone) {
  EXPECT_EQ(alone_of(1.2, 0.0), 0);
  EXPECT_EQ(alone_of(0.0, 0.0), 1);
  EXPECT_EQ(stamina_after(kP.offensive, .1, 1.0, 0.0), 1);
  EXPECT_DOUBLE_EQ(stamina_after(kP.offensive, .1, 1.0, 1.0), 1 - kP.offensive.drain);
}

TEST(Integration, RisesAsTheGovernmentTakesInAndFallsOnALeash) {
  EXPECT_GT(integration_after(kP.integration, .5, 1.0, 0.0), .5);
  EXPECT_LT(integration_after(kP.integration, .5, 0.0, 1.0), .5);
  EXPECT_EQ(integration_after(kP.integration, 1.0, 1.0, 0.0), 1);
}

TEST(Freeze, IsOfThoseWhoHaveSeatsToLose) {
  EXPECT_EQ(freeze_after(kP.freeze, .1, 0.0, 0.0, 5.0), 0);
  EXPECT_EQ(freeze_after(kP.freeze, .1, 0.0, .9, 5.0), .9);
}

}  // namespace
}  // namespace fulcrum
