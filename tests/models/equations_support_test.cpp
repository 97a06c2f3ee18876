// Steps 9 to 11 of model.md: direct and indirect support, the forms of section 9, and figure 2 of section 8.
#include "models/equations/support.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/models/exact.h"
#include "tests/models/random_draws.h"
#include "tests/support/levers_of_2008.h"

namespace fulcrum {
namespace {

using testing_support::Draws;

TEST(Propensity, HasNineTerms) {
  const DirectParameters<double> p{.intercept = -5,
                                   .threat_gain = 5,
                                   .motive_gain = 1,
                                   .interaction_gain = 1.5,
                                   .cost_gain = 3.5,
                                   .decision_gain = 1,
                                   .ardour_gain = 1,
                                   .deadline_gain = 2};
  Levers<double> u = testing_support::levers_of_2008();
  u.decision = 0.5;
  u.ardour = -0.4;
  const auto z = propensity_terms(p, u, 0.6, 0.5, 0.2, 0.1, 0.3);
  EXPECT_EQ(z.intercept, -5);
  EXPECT_NEAR(z.threat, 3, kExact);
  EXPECT_NEAR(z.motive, 0.5, kExact);
  EXPECT_NEAR(z.interaction, 0.45, kExact);  // 1.5*.6*.5
  EXPECT_NEAR(z.decision, 0.5, kExact);
  EXPECT_NEAR(z.ardour, -0.4, kExact);
  EXPECT_NEAR(z.lock_in, -0.1, kExact);
  EXPECT_NEAR(z.deadline, 0.6, kExact);
  EXPECT_NEAR(z.cost, -0.7, kExact);
  EXPECT_NEAR(z.without_cost(), -0.45, kExact);  // -5 + 3 + .5 + .45 + .5 - .4 - .1 + .6
}

TEST(Response, IsLogistic) {
  EXPECT_EQ(response(DirectForm::kLogistic, 0.0), 0.5);
  EXPECT_NEAR(response(DirectForm::kLogistic, std::log(3.0)), 0.75, kExact);       // 3/(3 + 1)
  EXPECT_NEAR(response(DirectForm::kLogistic, -1.05), 0.259225100817846, kExact);  // Python: 1/(1 + math.exp(1.05))
}

TEST(Response, OfTheLinearFormHasTheLogisticsValueAndSlopeAtZero) {
  EXPECT_EQ(response(DirectForm::kLinear, 0.0), 0.5);
  EXPECT_NEAR(response(DirectForm::kLinear, -1.0), 0.25, kExact);
  const double h = 1e-6;
  const auto slope = [h](DirectForm form) { return (response(form, h) - response(form, -h)) / (2 * h); };
  EXPECT_NEAR(slope(DirectForm::kLinear), 0.25, 1e-9);
  EXPECT_NEAR(slope(DirectForm::kLogistic), 0.25, 1e-9);
}

TEST(Response, OfTheLinearFormEndsAtNothingAndAll) {
  EXPECT_EQ(response(DirectForm::kLinear, -2.5), 0);
  EXPECT_EQ(response(DirectForm::kLinear, 2.0), 1);
  EXPECT_EQ(response(DirectForm::kLinear, 50.0), 1);
}

TEST(Response, OfTheThresholdFormIsTwelveTimesAsSteep) {
  EXPECT_EQ(response(DirectForm::kThreshold, 0.0), 0.5);
  EXPECT_NEAR(response(DirectForm::kThreshold, 0.05), 0.6456563062257954, kExact);  // Python: 1/(1 + math.exp(-.6))
  EXPECT_LT(response(DirectForm::kThreshold, -1.0), 1e-5);
  EXPECT_GT(response(DirectForm::kThreshold, 1.0), 1 - 1e-5);
}

TEST(DirectWanted, IsLoweredByCostAndRaisedByLocalFunds) {
  const DirectParameters<double> p{.floor = 0.05, .ceiling = 0.95, .local_funds = 0.08};
  PropensityTerms<double> z{};
  z.intercept = std::log(3.0);
  z.cost = -std::log(3.0);
  const auto wanted = direct_wanted(p, DirectForm::kLogistic, z, 0.2, 0.5);
  // D_free .05 + .9*.75 = .725; D_cost .05 + .9*.5 = .5; local funds .08*.2*.5 = .008
  EXPECT_NEAR(wanted.level, 0.508, kExact);
  EXPECT_NEAR(wanted.deterred, 0.225, kExact);
}

TEST(DirectWanted, OfAFullInducementTakesNoLocalFunds) {
  const DirectParameters<double> p{.local_funds = 0.5};
  const PropensityTerms<double> z{};
  EXPECT_NEAR(direct_wanted(p, DirectForm::kLogistic, z, 0.5, 1.0).level, 0.5, kExact);
  EXPECT_NEAR(direct_wanted(p, DirectForm::kLogistic, z, 0.5, 0.0).level, 0.75, kExact);
}

TEST(DirectWanted, LiesBetweenFloorAndCeilingInEveryForm) {
  const DirectParameters<double> p{.floor = 0.05, .ceiling = 0.95};
  for (const auto form : {DirectForm::kLogistic, DirectForm::kLinear, DirectForm::kThreshold}) {
    EXPECT_NEAR(direct_level(p, form, -200.0), 0.05, kExact);
    EXPECT_NEAR(direct_level(p, form, 200.0), 0.95, kExact);
    EXPECT_NEAR(direct_level(p, form, 0.0), 0.5, kExact);
  }
}

// With D_free(...) of step 9: no cost.
double D_free(const DirectParameters<double>& p, DirectForm form, const Levers<double>& u, double T, double B) {
  return direct_level(p, form, propensity_terms(p, u, T, B, 0.0, 0.0, 0.0).without_cost());
}

TEST(DirectWanted, IsNeverLoweredByMoreThreatMotiveOrDecision) {
  Draws draws(11);
  for (int i = 0; i < 3000; ++i) {
    DirectParameters<double> p = draws.parameters().direct;
    p.interaction_gain = std::max(p.interaction_gain, -std::min(p.threat_gain, p.motive_gain));  // else the claim is not one of the model's
    const Levers<double> u = draws.levers();
    const double T = draws.share(), B = draws.share();
    for (const auto form : {DirectForm::kLogistic, DirectForm::kLinear, DirectForm::kThreshold}) {
      const double before = D_free(p, form, u, T, B);
      ASSERT_GE(D_free(p, form, u, draws.between(T, 1), B), before - kExact);
      ASSERT_GE(D_free(p, form, u, T, draws.between(B, 1)), before - kExact);
      Levers<double> more = u;
      more.decision = draws.between(u.decision, 1);
      ASSERT_GE(D_free(p, form, more, T, B), before - kExact);
    }
  }
}

TEST(DirectWanted, IsNeverRaisedByMoreExpectedCost) {
  Draws draws(12);
  for (int i = 0; i < 3000; ++i) {
    const auto p = draws.parameters().direct;
    const Levers<double> u = draws.levers();
    const double T = draws.share(), B = draws.share(), EC = draws.share(), more = EC + draws.share();
    for (const auto form : {DirectForm::kLogistic, DirectForm::kLinear, DirectForm::kThreshold}) {
      const auto with = [&](double cost) { return direct_wanted(p, form, propensity_terms(p, u, T, B, cost, 0.1, 0.0), 0.1, 0.3); };
      ASSERT_LE(with(more).level, with(EC).level);
      ASSERT_GE(with(more).deterred, with(EC).deterred);
      ASSERT_EQ(with(0).deterred, 0);
    }
  }
}

// What indirect support is wanted for where no deadline is near.
IndirectCauses<double> causes(double B, double T, double deterred, double x_V, double iota) {
  return {.motive = B, .threat = T, .deterred = deterred, .front_insecurity = x_V, .inducement = iota, .deadline = 0};
}

TEST(IndirectTerms, RespondToADeadlineAsToMotiveAndThreat) {
  const IndirectParameters<double> p{.intercept = -1, .motive_gain = 2, .threat_gain = 0.4, .deadline_gain = 0.5};
  auto now = causes(0.3, 0.5, 0, 0, 0);
  now.deadline = 0.4;
  EXPECT_NEAR(indirect_terms(p, testing_support::levers_of_2008(), now).response, 0.5, kExact);  // sigma(-1 + .6 + .2 + .2)
}

TEST(Inducement, NeedsAChannel) {
  Levers<double> u = testing_support::levers_of_2008();
  u.inducement = 0.8;
  EXPECT_EQ(inducement_heard(IndirectParameters<double>{.inducement_channel = 1}, u, 0.0), 0);
  EXPECT_NEAR(inducement_heard(IndirectParameters<double>{.inducement_channel = 1}, u, 0.5), 0.4, kExact);
  EXPECT_EQ(inducement_heard(IndirectParameters<double>{.inducement_channel = 0}, u, 0.0), 0.8);
}

TEST(IndirectWanted, AddsItsFiveTerms) {
  const IndirectParameters<double> p{.floor = 0.4,
                                     .span = 0.25,
                                     .intercept = -1,
                                     .motive_gain = 2,
                                     .threat_gain = 0.4,
                                     .substitution = 0.35,
                                     .inducement_gain = 0.5,
                                     .inducement_pull = 0.15,
                                     .release = 0.15,
                                     .host_opening = 0.05};
  Levers<double> u = testing_support::levers_of_2008();
  u.inducement = 0.6;
  u.host_aid = 0.8;
  const auto x = indirect_terms(p, u, causes(0.4, 0.5, 0.225, 0.4, 0.6));
  EXPECT_NEAR(x.response, 0.5, kExact);                    // sigma(-1 + 2*.4 + .4*.5) = sigma(0)
  EXPECT_NEAR(x.substitution, 0.102375, kExact);           // .35*.225*(1 + .5*.6) = .35*.225*1.3
  EXPECT_NEAR(x.release, 0.09, kExact);                    // .15*(1 - .4)
  EXPECT_NEAR(x.pull, 0.09, kExact);                       // .15*.6
  EXPECT_NEAR(x.host_opening, 0.04, kExact);               // .05*.8
  EXPECT_NEAR(indirect_wanted(p, x), 0.63559375, kExact);  // .4 + .25*(.5 + .102375 + .09 + .09) + .04 = .4 + .25*.782375 + .04
}

TEST(IndirectWanted, EndsAtOne) {
  EXPECT_EQ(indirect_wanted(IndirectParameters<double>{}, {.response = 1, .substitution = 1, .release = 1, .pull = 1, .host_opening = 1}),
            1);
}

TEST(IndirectWanted, IsNeverLoweredByMotiveThreatDeterrenceInducementHostAidOrASaferStreet) {
  Draws draws(13);
  for (int i = 0; i < 2000; ++i) {
    const auto p = draws.parameters().indirect;
    const Levers<double> u = draws.levers();
    const double B = draws.share(), T = draws.share(), deterred = draws.share(), x_V = draws.share();
    const auto wanted = [&](const Levers<double>& with, double b, double t, double d, double x) {
      return indirect_wanted(p, indirect_terms(p, with, causes(b, t, d, x, with.inducement)));
    };
    const double before = wanted(u, B, T, deterred, x_V);
    ASSERT_GE(wanted(u, draws.between(B, 1), T, deterred, x_V), before);
    ASSERT_GE(wanted(u, B, draws.between(T, 1), deterred, x_V), before);
    ASSERT_GE(wanted(u, B, T, draws.between(deterred, 1), x_V), before);
    ASSERT_LE(wanted(u, B, T, deterred, draws.between(x_V, 1)), before);
    for (const int lever : {kLever_inducement, kLever_host_aid}) {
      Levers<double> more = u;
      more.at(lever) = draws.between(more.at(lever), 1);
      ASSERT_GE(wanted(more, B, T, deterred, x_V), before);
    }
  }
}

TEST(Adjustment, TakesThatManyWeeks) {
  EXPECT_NEAR(adjusted(0.5, 0.725, 8.0), 0.528125, kExact);  // .5 + .225/8
  EXPECT_EQ(adjusted(0.5, 0.725, 1.0), 0.725);
}

TEST(IndirectReach, IsTheShareOfTheSpanInUse) {
  const IndirectParameters<double> p{.floor = 0.4, .span = 0.25};
  EXPECT_NEAR(indirect_reach(p, 0.5), 0.4, kExact);
  EXPECT_EQ(indirect_reach(p, 0.3), 0);
  EXPECT_EQ(indirect_reach(p, 0.9), 1);
}

TEST(LockIn, GrowsWithInducementTimesReachAndDecays) {
  const IndirectParameters<double> p{.lock_in_rate = 0.008, .lock_in_decay = 0.005};
  EXPECT_NEAR(lock_in_after(p, 0.3, 0.5, 0.4), 0.3001, kExact);  // .3 + .008*.5*.4 - .005*.3 = .3 + .0016 - .0015
  EXPECT_NEAR(lock_in_after(p, 1.6, 1.0, 1.0), 1.6, kExact);     // settles at .008/.005
}

// Figure 2, model.md section 8: default parameters, EC = 0, decision = ardour = lock_in = 0, I at its floor. The equilibrium is where the
// adjustment of step 11 stands still, reached here by iterating it.
double equilibrium_of_direct(double T, double B) {
  const DirectParameters<double> p;
  const auto z = propensity_terms(p, testing_support::levers_of_2008(), T, B, 0.0, 0.0, 0.0);
  double D = 0.5;
  for (int week = 0; week < 520; ++week) D = adjusted(D, direct_wanted(p, DirectForm::kLogistic, z, 0.0, 0.0).level, p.adjust_weeks);
  return D;
}

// Floor and sigma part of I alone.
double sigma_part_of_indirect(double T, double B) {
  const IndirectParameters<double> p;
  const auto x = indirect_terms(p, testing_support::levers_of_2008(), causes(B, T, 0.0, 1.0, 0.0));
  return indirect_wanted(p, {.response = x.response, .substitution = 0, .release = 0, .pull = 0, .host_opening = 0});
}

TEST(Figure2, HasThePublishedValuesOfDirectSupport) {
  const struct {
    double T, B, D;
  } published[] = {{0, 0, .056},  {.25, .5, .090}, {.5, 0, .118}, {.5, .5, .198},
                   {.5, 1, .339}, {.75, .5, .458}, {1, .5, .750}, {1, 1, .882}};
  for (const auto& [T, B, D] : published) EXPECT_NEAR(equilibrium_of_direct(T, B), D, 0.001) << T << ", " << B;
}

TEST(Figure2, KeepsIndirectSupportBetweenThePublishedEnds) {
  EXPECT_NEAR(sigma_part_of_indirect(0, 0), 0.467, 0.0005);
  EXPECT_NEAR(sigma_part_of_indirect(1, 1), 0.601, 0.0005);
}

TEST(Figure2, HasTheShapeOfItsCaption) {
  constexpr int kSteps = 40;
  constexpr double kStep = 1.0 / kSteps;
  double least_D = 1, most_D = 0, least_I = 1, most_I = 0;
  for (int i = 0; i <= kSteps; ++i)
    for (int j = 0; j <= kSteps; ++j) {
      const double T = i * kStep, B = j * kStep, D = equilibrium_of_direct(T, B), I = sigma_part_of_indirect(T, B);
      least_D = std::min(least_D, D), most_D = std::max(most_D, D);
      least_I = std::min(least_I, I), most_I = std::max(most_I, I);
      if (j < kSteps) {
        ASSERT_GE(equilibrium_of_direct(T, B + kStep) - D, 0) << "dD/dB at " << T << ", " << B;
        ASSERT_GT(sigma_part_of_indirect(T, B + kStep) - I, 0) << "dI/dB at " << T << ", " << B;
      }
      if (i == kSteps) continue;
      const double dD = equilibrium_of_direct(T + kStep, B) - D, dI = sigma_part_of_indirect(T + kStep, B) - I;
      ASSERT_GT(dD, 0) << "dD/dT at " << T << ", " << B;
      ASSERT_LT(std::abs(dI), std::abs(dD)) << "dI/dT at " << T << ", " << B;
    }
  EXPECT_LT((most_I - least_I) / (most_D - least_D), 0.35);
  EXPECT_GT(least_D, 0);
  EXPECT_GT(least_I, 0);
}

}  // namespace
}  // namespace fulcrum
