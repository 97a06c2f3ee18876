// Steps 5, 7 to 9, 12, 15, 17 and 19 of model.md, what the second edition added: belief, powers as they are seen, evidence, deadlines,
// capacity, resolve and courses that are prepared.
#include "models/equations/belief.h"

#include <gtest/gtest.h>

#include <cmath>

#include "models/equations/capacity.h"
#include "models/equations/course.h"
#include "models/equations/deadline.h"
#include "models/equations/evidence.h"
#include "models/equations/perceived_power.h"
#include "models/equations/resolve.h"
#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(SignalOfIntent, IsWordsArmsAndDeedsLessFriendlySignsAsFarAsTheyAreHeard) {
  const BeliefParameters<double> p{.deafness = 0.1, .words = 0.4, .arms = 0.3, .deeds = 0.3};
  Levers<double> u = testing_support::levers_of_2008();
  u.arms_offensive = 3;
  u.arms_defensive = 1;
  u.accommodation = 0.5;
  u.strikes = 0.1;
  // .4*.7 + .3*.75 + .3*(.5*.6 + .2) - (.1 + .9*.4)*(.4*.5 + .3*.25) = .28 + .225 + .15 - .46*.275
  EXPECT_NEAR(signal_of_intent(p, u, {.channel = 0.4, .rhetoric = 0.7, .alarming = 0.5, .shock = 0.2}), 0.5285, kExact);
}

TEST(SignalOfIntent, OfNoArmsSaysNothingAboutThem) {
  Levers<double> u = testing_support::levers_of_2008();
  u.arms_offensive = u.arms_defensive = 0;
  EXPECT_EQ(signal_of_intent(BeliefParameters<double>{}, u, {.channel = 1, .rhetoric = 0, .alarming = 0, .shock = 0}), 0);
}

TEST(Belief, FollowsTheSignalSlowly) {
  const BeliefParameters<double> p{.gain = 4, .threshold = 0.5, .weeks = 26};
  EXPECT_NEAR(belief_after(p, 1.0, 0.75, 0.0), 1.0, kExact);          // where it settles: 4*.25
  EXPECT_NEAR(belief_after(p, 1.0, 0.1, 0.5), 1 - 2.1 / 26, kExact);  // 4*(-.4) + .5 - 1
}

TEST(PowerSeen, FollowsWhatShowsWithDelay) {
  const PerceptionParameters<double> p{.power_weeks = 26, .power_bias = 0.2};
  EXPECT_NEAR(rival_power_shown(p, 0.7, 0.5, 0.05), 0.665, kExact);  // .7*(1 - .1 + .05)
  EXPECT_NEAR(power_seen_after(p, 0.7, 0.57), 0.695, kExact);        // .7 - .13/26
}

TEST(Evidence, IsWorthMoreWithProofAndLessWithout) {
  const EvidenceParameters<double> p{.endogenous = 0.4};
  Levers<double> u = testing_support::levers_of_2008();
  u.evidence = 0.5;
  EXPECT_NEAR(proven_evidence(p, u, 1.0), 0.6, kExact);
  EXPECT_NEAR(proven_evidence(p, u, 0.0), 0.4, kExact);
  u.evidence = 1;
  EXPECT_EQ(proven_evidence(p, u, 1.0), 1);
}

TEST(Proof, ComesOfCapturesAndSophisticatedAttacksAndFades) {
  const EvidenceParameters<double> p{.weeks = 25, .capture = 0.03, .sophistication = 0.12};
  // .5 - .02 + .03*.4 + .12*.5*.3*.8 = .48 + .012 + .0144
  EXPECT_NEAR(proof_after(p, 0.5, {.captures = 0.4, .direct = 0.5, .attacks = 0.3, .deniability = 0.2}), 0.5064, kExact);
}

TEST(Deniability, IsOnlyAddedToByIntermediaries) {
  EXPECT_NEAR(deniability_behind(0.2, 0.5), 0.6, kExact);
  EXPECT_NEAR(deniability_behind(0.2, 1.0), 0.2, kExact);
}

TEST(Deadline, IsFeltAsItNearsOnceItIsKnownAndNotAfterwards) {
  const DeadlineParameters<double> p{.horizon_weeks = 26};
  const DeadlineDates<double> d{.at = 100, .known = 40};
  EXPECT_EQ(deadline_felt(p, d, 0.5, 39.0), 0);
  EXPECT_NEAR(deadline_felt(p, d, 0.5, 74.0), 0.5 * std::exp(-1.0), kExact);
  EXPECT_EQ(deadline_felt(p, d, 0.5, 100.0), 0.5);
  EXPECT_EQ(deadline_felt(p, d, 0.5, 101.0), 0);
}

TEST(DeliveryCapacity, IsDestroyedByStrikesThatDenyAndByInterdictionAndRebuilt) {
  const CapacityParameters<double> p{.denial_loss = 0.15, .interdiction_loss = 0.05, .rebuild_rate = 0.03};
  Levers<double> u = testing_support::levers_of_2008();
  u.denial = 0.5;
  u.strikes = 0.8;
  u.interdiction = 0.4;
  // .6 + .03*.4 - (.15*.5*.8 + .05*.4)*.6 = .6 + .012 - .08*.6
  EXPECT_NEAR(delivery_capacity_after(p, u, 0.6), 0.564, kExact);
  u.denial = 0;
  u.interdiction = 0;
  EXPECT_NEAR(delivery_capacity_after(p, u, 0.6), 0.612, kExact);  // strikes that punish destroy nothing
}

TEST(Turnout, IsHalfTheCallAndMoreWhereTheSwingActorFollows) {
  Levers<double> u = testing_support::levers_of_2008();
  u.march = 0.6;
  EXPECT_NEAR(turnout_called(u, -0.5), 0.3, kExact);
  EXPECT_NEAR(turnout_called(u, 0.5), 0.45, kExact);
}

TEST(Resolve, FallsWithLossesBurdenAndCrowdsAndRisesWithSecurity) {
  const ResolveParameters<double> p{
      .rate = 0.1, .base = 0.8, .loss_gain = 0.9, .burden_gain = 0.25, .success_gain = 0.3, .turnout_gain = 0.3, .election_gain = 0.5};
  Levers<double> u = testing_support::levers_of_2008();
  u.election = 0.8;
  // .8 - .9*.8*.2*1.4 - .25*.4 - .3*.1 + .3*.2 = .8 - .2016 - .1 - .03 + .06 = .5284; .5 + .1*.0284
  EXPECT_NEAR(resolve_after(p, u, 0.5, {.presence = 0.8, .attacks = 0.2, .burden = 0.4, .turnout = 0.1, .insecurity = 0.3}), 0.50284,
              kExact);
  // Losses are those of forces that are there.
  EXPECT_NEAR(resolve_after(p, u, 0.8, {.presence = 0, .attacks = 1, .burden = 0, .turnout = 0, .insecurity = 0.5}), 0.8, kExact);
}

TEST(Progress, IsAbsenceDeclineAndCrowds) {
  const CourseParameters<double> p{.turnout_gain = 0.3};
  Levers<double> u = testing_support::levers_of_2008();
  u.perceived_decline = 0.2;
  EXPECT_NEAR(progress_of(p, u, 0.8, 0.5), 0.45, kExact);  // .2 + .1 + .15
  EXPECT_EQ(progress_of(p, u, 1.4, 0.0), 0);
}

TEST(LikelyCourse, IsARiseOfOrdersAboveTheirMemory) {
  EXPECT_NEAR(likely_above(CourseParameters<double>{.threshold = 0.5, .relative = 1, .margin = 0.03}, 0.7), 0.73, kExact);
  EXPECT_EQ(likely_above(CourseParameters<double>{.threshold = 0.5, .relative = 0, .margin = 0.03}, 0.7), 0.5);
}

constexpr CourseChances kChances{.patron = .2, .militia = .1, .calm = Course::kMostLikely};

TEST(CoursePrepared, IsPlannedFirstAndBeginsWhenItIsDue) {
  CoursePlan plan;
  EXPECT_EQ(course_prepared({.1, .9}, kChances, 3, 8, .3, plan), Course::kMostLikely);
  EXPECT_EQ(plan.course, Course::kPatron);
  EXPECT_EQ(course_prepared({.9, .01}, kChances, 7, 8, .3, plan), Course::kMostLikely);  // still prepared, and no second plan
  EXPECT_EQ(plan.course, Course::kPatron);
  EXPECT_EQ(course_prepared({.3, .9}, kChances, 11, 8, .3, plan), Course::kPatron);
  EXPECT_FALSE(plan.exists());
}

TEST(CoursePrepared, MayBeCalledOffByTheDrawOfItsOwnCourse) {
  CoursePlan plan{Course::kMilitia, 3};
  EXPECT_EQ(course_prepared({.9, .29}, kChances, 7, 4, .3, plan), Course::kMostLikely);
  EXPECT_FALSE(plan.exists());
  plan = {Course::kMilitia, 3};
  EXPECT_EQ(course_prepared({.1, .31}, kChances, 7, 4, .3, plan), Course::kMilitia);
}

TEST(CoursePrepared, OfTheMilitiasComesBehindThatOfThePatron) {
  CoursePlan plan;
  course_prepared({.1, .05}, kChances, 3, 4, .3, plan);
  EXPECT_EQ(plan.course, Course::kPatron);
  plan = {};
  course_prepared({.5, .05}, kChances, 3, 4, .3, plan);
  EXPECT_EQ(plan.course, Course::kMilitia);
}

TEST(Belief, IsNeverLoweredByHostileSignsNorRaisedByFriendlyOnes) {
  Draws draws(42);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().belief;
    const Levers<double> u = draws.levers();
    const BeliefCauses<double> now{draws.share(), draws.share(), draws.share(), draws.share()};
    const double before = signal_of_intent(p, u, now);
    BeliefCauses<double> harsher = now;
    harsher.rhetoric = draws.between(now.rhetoric, 1);
    harsher.alarming = draws.between(now.alarming, 1);
    ASSERT_GE(signal_of_intent(p, u, harsher), before - kExact);
    Levers<double> friendlier = u;
    friendlier.accommodation = draws.between(u.accommodation, 1);
    ASSERT_LE(signal_of_intent(p, friendlier, now), before + kExact);
  }
}

}  // namespace
}  // namespace fulcrum
