// Sensitivities of functions whose sensitivities are known, and what is said of numbers that are not to be quoted.
#include "sim/exploration/sensitivity.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "sim/designs/morris.h"
#include "sim/designs/saltelli.h"
#include "sim/designs/sobol.h"
#include "sim/designs/walks.h"
#include "tests/exploration/planted_experiment.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;
using Function = std::function<double(const std::vector<double>&)>;

Experiment saltelli(const Function& outcome, int factors = 2) {
  const SaltelliSettings settings{.seed = 5, .base_samples = 1024, .dimensions = factors};
  return testing_support::planted(DesignKind::kSaltelli, std::make_shared<SaltelliDesign>(settings), outcome);
}
Experiment spread(const Function& outcome, std::int64_t points = 512) {
  return testing_support::planted(DesignKind::kSobol,
                                  std::make_shared<SobolDesign>(SobolSettings{.seed = 5, .points = points, .dimensions = 2}), outcome);
}
Experiment morris(const Function& outcome) {
  Experiment e = testing_support::planted(
      DesignKind::kMorris, std::make_shared<MorrisDesign>(MorrisSettings{.seed = 5, .trajectories = 10, .dimensions = 2}), outcome);
  e.design.points = 10;
  return e;
}
/// Base, then low and high end of each factor.
Experiment one_at_a_time(const std::vector<double>& outcomes) {
  Experiment e = spread([](const auto&) { return 0.; }, static_cast<std::int64_t>(outcomes.size()));
  e.design.kind = DesignKind::kList;
  e.values = {outcomes};
  return e;
}

Sensitivity of(const Experiment& e, SensitivityMethod method, double half_width = .05, std::optional<double> above = {},
               std::optional<double> below = {}) {
  const SensitivitySettings settings{{.resamples = 50}, half_width, above, below};
  return sensitivity(e, e.response(0, 0, false), method, settings);
}

TEST(SensitivityOfExperiments, ShapleyEffectsAreSharesThatAddUpToOne) {
  Experiment e = testing_support::planted(DesignKind::kWalks, std::make_shared<WalksDesign>(WalksSettings{5, 4096, {0, 1}}),
                                          [](const auto& x) { return x[0] + 2 * x[1]; });
  e.design.points = 4096;
  const Sensitivity s = of(e, SensitivityMethod::kShapley);
  ASSERT_EQ(s.rows.size(), 2U);
  EXPECT_EQ(s.rows[0].factor, "x1");
  EXPECT_NEAR(s.rows[0].measures[0].value, .8, .02);
  EXPECT_NEAR(s.rows[0].measures[0].value + s.rows[1].measures[0].value, 1, 1e-12);
  EXPECT_EQ(spread_points(e).size(), 4096U) << "the starts of walks are spread evenly";
  e.design.points = 100;
  EXPECT_THROW(of(e, SensitivityMethod::kShapley), std::invalid_argument);
}

TEST(SensitivityOfExperiments, SobolIndicesAreTheSharesOfTheVariance) {
  // Variances of 2 x and of y over the unit interval: 4/12 and 1/12.
  const Sensitivity s = of(saltelli([](const auto& x) { return x[0] + 2 * x[1]; }), SensitivityMethod::kSobol);
  ASSERT_EQ(s.rows.size(), 2U);
  EXPECT_EQ(s.rows[0].factor, "x1") << "the one that matters most comes first";
  for (std::size_t measure : {0U, 1U}) {
    EXPECT_NEAR(s.rows[0].measures[measure].value, .8, .02);
    EXPECT_NEAR(s.rows[1].measures[measure].value, .2, .02);
  }
  EXPECT_EQ(s.rows[0].remark, "");
}

TEST(SensitivityOfExperiments, OfAFactorThatOnlyInteractsThereIsNothingToRemark) {
  const Sensitivity s = of(saltelli([](const auto& x) { return (x[0] - .5) * (x[1] - .5); }), SensitivityMethod::kSobol, .2);
  for (const SensitivityRow& row : s.rows) {
    EXPECT_LE(row.measures[0].low, 0) << "alone it explains nothing";
    EXPECT_NEAR(row.measures[1].value, 1, .1);
    EXPECT_EQ(row.remark, "") << "its total index is well known";
  }
}

TEST(SensitivityOfExperiments, AFactorWithoutInfluenceIsExactlyThat) {
  const Sensitivity s = of(saltelli([](const auto& x) { return x[0]; }), SensitivityMethod::kSobol);
  EXPECT_EQ(s.rows[1].factor, "x1");
  EXPECT_EQ(s.rows[1].measures[1].value, 0);
  EXPECT_EQ(s.rows[1].remark, "");
  for (const SensitivityRow& row : of(saltelli([](const auto&) { return 3.; }), SensitivityMethod::kSobol).rows)
    EXPECT_EQ(row.remark, "the outcome does not vary");
}

TEST(SensitivityOfExperiments, ElementaryEffectsOfALineAreItsSlopes) {
  const Sensitivity s = of(morris([](const auto& x) { return x[0] - 3 * x[1]; }), SensitivityMethod::kMorris);
  EXPECT_EQ(s.rows[0].factor, "x1");
  const double expected[2][3] = {{3, -3, 0}, {1, 1, 0}};
  for (std::size_t row : {0U, 1U})
    for (std::size_t m = 0; m < 3; ++m) EXPECT_NEAR(s.rows[row].measures[m].value, expected[row][m], 1e-12) << row << ' ' << m;
  EXPECT_EQ(s.rows[0].remark, "");
}

TEST(SensitivityOfExperiments, PawnTellsAFactorWithoutInfluence) {
  const Sensitivity s = of(spread([](const auto& x) { return x[1] * x[1]; }), SensitivityMethod::kPawn);
  EXPECT_EQ(s.rows[0].factor, "x1");
  EXPECT_EQ(s.rows[0].remark, "");
  EXPECT_EQ(s.rows[1].remark, "as a factor without influence");
}

TEST(SensitivityOfExperiments, RegionalComparesTheFactorWhereTheOutcomeIsOfInterest) {
  const Experiment e = spread([](const auto& x) { return x[0]; });
  const Sensitivity s = of(e, SensitivityMethod::kRegional, .05, .25, .75);
  EXPECT_EQ(s.rows[0].factor, "x0");
  EXPECT_NEAR(s.rows[0].measures[2].value, .5, .01) << "the middle of what is of interest";
  EXPECT_EQ(s.rows[0].remark, "");
  EXPECT_EQ(s.rows[1].remark, "may be chance");
  EXPECT_LE(s.rows[1].measures[1].value, 1) << "a probability, whatever it is multiplied by";
  EXPECT_THAT(s.notes.front(), HasSubstr("above 0.25 and below 0.75 in 256 of 512 points"));
  EXPECT_THAT(of(e, SensitivityMethod::kRegional).notes.front(), HasSubstr("in 256 of 512")) << "above the median";
}

TEST(SensitivityOfExperiments, OneAtATimeIsTheSwingBetweenTheEnds) {
  const Sensitivity s = of(one_at_a_time({1, 0, 1.5, 5, 2}), SensitivityMethod::kTornado);
  EXPECT_EQ(s.rows[0].factor, "x1");
  EXPECT_EQ(s.rows[0].measures[0].value, -3);
  EXPECT_EQ(s.rows[0].remark, "both ends lie on the same side of the base");
  EXPECT_EQ(s.rows[1].measures[0].value, 1.5);
  EXPECT_EQ(s.rows[1].remark, "");
  const Sensitivity failed = of(one_at_a_time({1, 0, std::nan(""), 5, 2}), SensitivityMethod::kTornado);
  EXPECT_EQ(failed.rows[1].remark, "a run at an end failed") << "and it stands last";
}

TEST(SensitivityOfExperiments, TheBudgetGivesEachPartItsShare) {
  Experiment e = spread([](const auto& x) { return x[0]; }, 64);
  e.policies = {"a", "b"};
  e.values.push_back(e.values.front());
  for (double& y : e.values.back()) y += 1;
  const Sensitivity s = of(e, SensitivityMethod::kBudget);
  std::map<std::string, double> shares;
  for (const SensitivityRow& row : s.rows) shares[row.factor] = row.measures.front().value;
  EXPECT_NEAR(shares["parameter uncertainty"] + shares["policy"], 1, 1e-9);
  EXPECT_NEAR(shares["policy"] / shares["parameter uncertainty"], 3, .1) << "1/4, of two policies one apart, over 1/12";
  EXPECT_NEAR(shares["policy x scenario interaction"], 0, 1e-9);
  EXPECT_EQ(s.response.policy, "all policies");
}

TEST(SensitivityOfExperiments, MethodsNeedTheirDesign) {
  const Experiment e = spread([](const auto& x) { return x[0]; });
  EXPECT_THAT([&] { of(e, SensitivityMethod::kSobol); }, ThrowsMessage<std::invalid_argument>(HasSubstr("saltelli")));
  EXPECT_THAT([&] { of(e, SensitivityMethod::kMorris); }, ThrowsMessage<std::invalid_argument>(HasSubstr("morris")));
  EXPECT_THROW(of(e, SensitivityMethod::kTornado), std::invalid_argument);
  Experiment other = morris([](const auto& x) { return x[0]; });
  other.design.points = 9;
  EXPECT_THAT([&] { of(other, SensitivityMethod::kMorris); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("not those of the Morris design")));
  EXPECT_EQ(method_for(DesignKind::kSaltelli), SensitivityMethod::kSobol);
  EXPECT_EQ(method_for(DesignKind::kWalks), SensitivityMethod::kShapley);
  EXPECT_EQ(method_for(DesignKind::kLatinHypercube), SensitivityMethod::kPawn);
  EXPECT_EQ(find_method(method_name(SensitivityMethod::kRegional)), SensitivityMethod::kRegional);
  EXPECT_FALSE(find_method("soboll"));
}

TEST(SensitivityOfExperiments, WhatIsNoNumberIsNotOfInterest) {
  EXPECT_EQ(of_interest({1, 2, 3, std::nan("")}, 1, 3), (std::vector<bool>{false, true, false, false}));
  EXPECT_EQ(of_interest({std::nan(""), 1}, {}, {}), (std::vector<bool>{false, true}));
}

}  // namespace
}  // namespace fulcrum
