// States of the world: what a replicate is depends on the seed and its number only; the reference case; conditions; correlations.
#include "sim/ensemble/futures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/ensemble/batch.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "tests/support/default_setup.h"
#include "tests/support/two_policies.h"

namespace fulcrum {
namespace {

Study study_with(std::vector<std::string> require = {}) {
  Study study = testing_support::two_policies(60);
  study.policies.back().setup.levers[kLever_rhetoric] = 0;
  UncertaintyRequest request;
  for (std::string& text : require) request.require.push_back({text, {}});
  study.uncertainty = request;
  return study;
}

/// With everything that varies listed.
Study in_force(Study study) {
  study.uncertainty = uncertainty_in_force(*study.uncertainty, study, {});
  return study;
}

// True of a run whose direct support ends below a limit.
FutureCondition ends_below(double limit) {
  using Op = Expression::Op;
  return {"direct < limit",
          Expression({{.op = Op::kColumn, .first = 0}, {.op = Op::kNumber, .number = limit}, {.op = Op::kLess, .first = 0, .second = 1}},
                     {{find_series("direct"), 0}})};
}

std::vector<double> outcomes_of(const fulcrum::Setup& setup) {
  const Plan plan({{"alone", setup}}, 1, 11, true);
  const auto outcomes = standard_outcomes();
  const Selection selection(with_needs({}, outcomes, Resolution::kOrganisations), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, outcomes, Kernel::kScalar).compute(0, 1, batch);
  return batch.outcomes;
}

// What is left out has no effect on any outcome, and hardly anything that has one is left out.
TEST(Futures, VaryEveryParameterThatHasAnEffectAndEveryStructuralForm) {
  const Study study = in_force(study_with());
  const fulcrum::Setup& setup = study.policies.front().setup;
  const auto& factors = study.uncertainty->factors;
  const auto varies = [&](std::string_view key) {
    return std::any_of(factors.begin(), factors.end(), [&](const Factor& factor) { return factor.key.key == key; });
  };
  const std::vector<double> as_they_are = outcomes_of(setup);
  for (const ParameterInfo& p : parameter_table()) {
    if (varies(p.key) || !(p.explore_low < p.explore_high)) continue;
    fulcrum::Setup changed = setup;
    p.in(changed.parameters) = p.explore_high;
    EXPECT_EQ(outcomes_of(changed), as_they_are) << p.key;
  }
  for (const char* key :
       {"direct.threat_gain", "perception.noise_sd", "militia.raid_loss", "structure.direct", "structure.fronts", "structure.perception"})
    EXPECT_TRUE(varies(key)) << key;
}

TEST(Futures, WhatPoliciesDifferInOrFilesSetIsHeld) {
  Study study = study_with();
  study.policies.back().setup.parameters.direct.threat_gain += 1;
  study.policies.front().setup.structure.fronts = FrontsForm::kStrongest;
  study = in_force(study);
  const auto& hold = study.uncertainty->hold;
  EXPECT_EQ(hold, (std::vector<std::string>{"direct.threat_gain", "structure.fronts"}));
}

/// Three rows of two keys, of which the last has half of the weight.
Study study_with_set() {
  Study study = study_with();
  auto set = std::make_shared<WeightedSet>();
  set->source = "three.csv";
  set->keys = {"direct.threat_gain", "structure.fronts"};
  set->values = {{2, 3, 4}, {0, 1, 2}};
  set->weights = {1, 1, 2};
  study.uncertainty->kind = UncertaintyKind::kRecord;
  study.uncertainty->set = set;
  return study;
}

TEST(Futures, OfTheRecordTakeRowsWholeAndAsOftenAsTheirWeightsSayAndTheRestByItsPrior) {
  const Study study = in_force(study_with_set());
  const auto futures = make_futures(study, 1601);
  int by_row[3] = {};
  std::set<double> others;
  for (int r = 1; r <= 1600; ++r) {
    const std::vector<double> values = futures->values(r);
    ASSERT_EQ(values[0] - 2, values[1]) << "one row gives both";
    ++by_row[static_cast<int>(values[1])];
    others.insert(values[2]);
  }
  // Sixteen sequences of 100, each even to one of its points in every share of the weights.
  EXPECT_NEAR(by_row[0], 400, 16);
  EXPECT_NEAR(by_row[1], 400, 16);
  EXPECT_NEAR(by_row[2], 800, 16);
  EXPECT_EQ(others.size(), 1600U);
  EXPECT_EQ(std::count_if(futures->factors().begin(), futures->factors().end(),
                          [](const Factor& f) { return f.key.key == "direct.threat_gain"; }),
            1);
}

TEST(Futures, OfTheRecordHoldWhatIsHeldAndWhatPoliciesDifferIn) {
  Study study = study_with_set();
  study.uncertainty->hold = {"structure.*"};
  study.policies.back().setup.parameters.direct.threat_gain += 1;
  study = in_force(study);
  EXPECT_EQ(study.uncertainty->set, nullptr);
  EXPECT_EQ(study.uncertainty->hold.front(), "direct.threat_gain");
}

TEST(Futures, OfTheRecordAreTheSameFromTheTextThatIsStored) {
  const Study study = in_force(study_with_set());
  const Study again = read_stored_study(study_toml(study), study.policies);
  EXPECT_EQ(study_toml(again), study_toml(study));
  for (const int r : {0, 1, 17, 99}) EXPECT_EQ(make_futures(again, 100)->values(r), make_futures(study, 100)->values(r)) << r;
}

TEST(Futures, TheReferenceCaseIsWhatTheFilesSay) {
  const Study study = in_force(study_with());
  const auto futures = make_futures(study, 10);
  fulcrum::Setup setup = study.policies.front().setup;
  futures->apply(futures->values(0), setup);
  for (const ParameterInfo& p : parameter_table()) {
    Parameters<double> now = setup.parameters, then = study.policies.front().setup.parameters;
    EXPECT_EQ(p.in(now), p.in(then)) << p.key;
  }
  EXPECT_EQ(setup.structure, study.policies.front().setup.structure);
  EXPECT_EQ(futures->luck(0), 0U) << "so its run is that of --uncertainty luck";
}

TEST(Futures, RepeatedHaveOtherLuckAndTheSameSettingsButForTheForms) {
  const Study study = in_force(study_with());
  const auto futures = make_futures(study, 40);
  const auto luck = futures->repeated(Futures::Anew::kLuck), forms = futures->repeated(Futures::Anew::kLuckAndForms);
  int other_forms = 0;
  for (int r = 0; r < 40; ++r) {
    EXPECT_NE(luck->luck(r), futures->luck(r)) << r;
    EXPECT_NE(forms->luck(r), futures->luck(r)) << r;
    EXPECT_NE(forms->luck(r), luck->luck(r)) << r;
    const std::vector<double> was = futures->values(r), now = forms->values(r);
    EXPECT_EQ(luck->values(r), was) << r;
    for (std::size_t f = 0; f < was.size(); ++f) {
      if (futures->factors()[f].key.forms.empty()) {
        EXPECT_EQ(now[f], was[f]) << futures->factors()[f].key.key;
      }
      other_forms += now[f] != was[f] ? 1 : 0;
    }
  }
  EXPECT_GT(other_forms, 0);
}

TEST(Futures, ASettingDoesNotChangeWhenReplicatesAreAdded) {
  Study study = in_force(study_with());
  study.uncertainty->require = {ends_below(.4)};
  const auto few = make_futures(study, 40), many = make_futures(study, 200);
  ASSERT_LT(few->accepted_share(), 1);
  for (int r = 0; r < 40; ++r) {
    EXPECT_EQ(few->values(r), many->values(r)) << r;
    EXPECT_EQ(few->luck(r), many->luck(r)) << r;
  }
}

TEST(Futures, AllThatAreKeptMeetTheConditionsInTheirOwnRun) {
  Study study = in_force(study_with());
  study.uncertainty->require = {ends_below(.4)};
  study.run.replicates = 60;
  const Plan plan = plan_of(study);
  const std::vector<Outcome> outcomes{find_outcome("direct_end")};
  const Selection selection(with_needs({}, outcomes, Resolution::kOrganisations), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, outcomes, widest_kernel()).compute(0, 60, batch);
  for (int r = 1; r < 60; ++r) EXPECT_LT(batch.outcomes[static_cast<std::size_t>(r)], .4) << r;
}

TEST(Futures, ConditionsThatHoldNowhereAreRefusedWithTheNumbers) {
  Study study = in_force(study_with());
  study.uncertainty->require = {ends_below(-1)};
  EXPECT_THROW(make_futures(study, 10), std::invalid_argument);
}

TEST(Futures, RunsAreThoseOfSetupsWithTheirValues) {
  Study study = in_force(study_with());
  study.run.replicates = 30;
  const Plan plan = plan_of(study);
  const std::vector<Outcome> outcomes{find_outcome("direct_end")};
  const Selection selection(with_needs({}, outcomes, Resolution::kOrganisations), plan.theatre());
  Batch together;
  BatchRunner(plan, selection, outcomes, widest_kernel()).compute(0, 60, together);
  for (const int run : {0, 7, 29, 30, 59}) {
    const RunPlace at = plan.place(run);
    fulcrum::Setup setup = study.policies[static_cast<std::size_t>(at.policy)].setup;
    plan.futures()->apply(plan.futures()->values(at.replicate), setup);
    const Plan alone({{"alone", setup}}, 100, study.run.seed, true);
    Batch batch;
    BatchRunner(alone, selection, outcomes, Kernel::kScalar)
        .compute(static_cast<std::int64_t>(plan.futures()->luck(at.replicate)), 1, batch);
    EXPECT_EQ(batch.outcomes.front(), together.outcomes[static_cast<std::size_t>(run)]) << run;
  }
}

TEST(Points, CellsCannotContradictWhereThereAreNone) {
  fulcrum::Setup setup = testing_support::default_setup();
  setup.parameters.cells.size_min = setup.parameters.cells.size_max + 1;
  EXPECT_FALSE(problem_of_point(setup).has_value());
  setup.resolution = Resolution::kCells;
  EXPECT_TRUE(problem_of_point(setup).has_value());
}

TEST(Futures, CorrelatedValuesKeepTheirDistributions) {
  Study study = in_force(study_with());
  auto& request = *study.uncertainty;
  request.factors.resize(3);
  request.correlations = {{request.factors[0].key.key, request.factors[2].key.key, .8}};
  const Futures futures(request, 5, {0, 0, 0});
  constexpr int kDraws = 4000;
  double sums[3] = {}, squares = 0, product = 0;
  for (int k = 0; k < kDraws; ++k) {
    const std::vector<double> x = futures.candidate(k);
    double u[3];
    for (std::size_t f = 0; f < 3; ++f) {
      const FactorDistribution& d = request.factors[f].distribution;
      u[f] = (x[f] - d.low) / (d.high - d.low) - .5;
      sums[f] += u[f];
    }
    squares += u[0] * u[0];
    product += u[0] * u[2];
  }
  for (const double sum : sums) EXPECT_NEAR(sum / kDraws, 0, .01);
  EXPECT_NEAR(squares / kDraws, 1 / 12.0, .002);
  // Spearman's rank correlation of a Gaussian copula is 6/pi asin(rho/2); its error over 4,000 draws is below .01.
  EXPECT_NEAR(product / kDraws * 12, 6 / 3.14159265358979 * std::asin(.4), .03);
}

TEST(Futures, CorrelationsThatCannotHoldTogetherAreRefused) {
  Study study = in_force(study_with());
  auto& request = *study.uncertainty;
  request.factors.resize(3);
  const auto key = [&](std::size_t f) { return request.factors[f].key.key; };
  request.correlations = {{key(0), key(1), .9}, {key(1), key(2), .9}, {key(0), key(2), -.9}};
  EXPECT_THROW(Futures(request, 1, {0, 0, 0}), std::invalid_argument);
}

}  // namespace
}  // namespace fulcrum
