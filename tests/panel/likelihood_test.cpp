// Maximum likelihood over rows: closed forms, detection, limits, errors.
#include "sim/panel/likelihood.h"

#include <cmath>
#include <numeric>

#include "sim/panel/log_odds.h"
#include "sim/panel/panel_model.h"
#include "tests/panel/small_panel.h"

namespace fulcrum {
namespace {

class PanelLikelihood : public testing_support::SmallPanel {
 protected:
  PanelForecast& last() { return panel.forecasts.back(); }
  std::vector<std::size_t> every() const {
    std::vector<std::size_t> all(rows.count);
    std::iota(all.begin(), all.end(), std::size_t{0});
    return all;
  }
  Recorded as_coded() const {
    return {rows.values(panel.outcome), std::vector<double>(rows.count, 1.0), std::vector<double>(rows.count, 1.0)};
  }
  // Hosts of one row each: 40 rows with past support, of which 30 are outcomes, and 60 without, of which 6 are.
  static std::string two_by_two() {
    std::string text = "year,host,support,past,threat\n";
    for (int i = 0; i < 100; ++i)
      text += "1980," + std::to_string(i) + "," + (i < 30 || (i >= 40 && i < 46) ? "1," : "0,") + (i < 40 ? "1," : "0,") + "0.5\n";
    return text;
  }
};
constexpr const char* kLogit = "[[forecast]]\nname = \"logit\"\nkind = \"logit\"\nterms = [\"past\"]\n";

TEST_F(PanelLikelihood, ALogitOnOneYesOrNoHasTheLogOddsRatioAsItsSlope) {
  read_small(panel_text(kLogit), two_by_two());
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  const PanelFit fit = fit_panel(odds, as_coded(), every(), odds.start());
  EXPECT_TRUE(fit.converged);
  EXPECT_NEAR(fit.theta(0), std::log(6.0 / 54), 1e-4);
  EXPECT_NEAR(fit.theta(1), std::log(30.0 / 10) - std::log(6.0 / 54), 1e-4);
  EXPECT_NEAR(fit.log_likelihood, 30 * std::log(.75) + 10 * std::log(.25) + 6 * std::log(.1) + 54 * std::log(.9), 1e-6);
}

// With hosts of one row the errors are those of independent rows, whose closed form is that of Woolf (1955), times the factor for few
// groups.
TEST_F(PanelLikelihood, ErrorsOfSingleRowsAreTheClassicalOnes) {
  read_small(panel_text(kLogit), two_by_two());
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  const PanelFit fit = fit_panel(odds, as_coded(), every(), odds.start());
  const Eigen::VectorXd errors = grouped_errors(odds, as_coded(), every(), fit, rows.group);
  EXPECT_NEAR(errors(1), std::sqrt((1.0 / 30 + 1.0 / 10 + 1.0 / 6 + 1.0 / 54) * 100 / 99), 1e-3);
}

TEST_F(PanelLikelihood, WhatTheRecordMissesIsAddedAgain) {
  read_small(panel_text(kLogit), two_by_two());
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  Recorded missed = as_coded();
  missed.se.assign(rows.count, .8);
  const PanelFit fit = fit_panel(odds, missed, every(), odds.start());
  const double p0 = .1 / .8, p1 = .75 / .8;
  EXPECT_NEAR(fit.theta(0), std::log(p0 / (1 - p0)), 1e-4);
  EXPECT_NEAR(fit.theta(1), std::log(p1 / (1 - p1)) - std::log(p0 / (1 - p0)), 1e-3);
  EXPECT_NEAR(fit.log_likelihood, 30 * std::log(.75) + 10 * std::log(.25) + 6 * std::log(.1) + 54 * std::log(.9), 1e-6);
}

constexpr const char* kMechanism =
    "[[forecast]]\nname = \"mechanism\"\nkind = \"mechanism\"\nfit = [\"direct.intercept\", \"direct.threat_gain\", "
    "\"threat.weight_arms\"]\n";

// The arms front of these rows is 0, so that weight on it only takes threat away: of threat the outcome knows more, and the weight is 0.
TEST_F(PanelLikelihood, FittedParametersOfTheModelStayWithinTheirLimits) {
  std::string table = "year,host,support,past,threat\n";
  for (int i = 0; i < 60; ++i)
    table += "1980," + std::to_string(i % 6) + "," + (i % 10 < i / 10 ? "1" : "0") + ",0," + std::to_string(.2 * (i / 10)) + "\n";
  read_small(panel_text(std::string("[[forecast]]\nname = \"m\"\nkind = \"mechanism\"\nfit = [\"threat.weight_arms\"]\n") +
                        "[parameters]\ndirect.intercept = -3\ndirect.threat_gain = 1\n" + kMapping),
             table);
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  const PanelFit fit = fit_panel(odds, as_coded(), every(), odds.start());
  EXPECT_TRUE(fit.converged);
  EXPECT_EQ(fit.theta(0), 0);
  EXPECT_TRUE(std::isnan(grouped_errors(odds, as_coded(), every(), fit, rows.group)(0)));
}

// Threat and constant of a model without arms and forces are those of a logit on its propensity.
TEST_F(PanelLikelihood, AMechanismFitsAsWellAsALogitOnItsThreat) {
  read_small(panel_text(std::string("[[forecast]]\nname = \"logit\"\nkind = \"logit\"\nterms = [\"perceived_threat\"]\n") +
                        "[[forecast]]\nname = \"mechanism\"\nkind = \"mechanism\"\nfit = [\"direct.intercept\", \"direct.threat_gain\"]\n" +
                        "[parameters]\ndirect.interaction_gain = 0\ndirect.motive_gain = 0\n" + kMapping),
             table_text());
  const PanelModel model(panel, rows);
  const LogOdds mechanism(model, rows, panel.forecasts[3]), logit(model, rows, panel.forecasts[2]);
  const PanelFit a = fit_panel(mechanism, as_coded(), every(), mechanism.start()), b = fit_panel(logit, as_coded(), every(), logit.start());
  EXPECT_NEAR(a.log_likelihood, b.log_likelihood, 1e-6);
  EXPECT_NEAR(a.theta(0), b.theta(0), 1e-2);
  EXPECT_NEAR(a.theta(1), b.theta(1), 1e-2);
}

TEST_F(PanelLikelihood, AFitBeginsWhereThePanelSetsAParameterAndLeavesIt) {
  read_small(panel_text(std::string("[[forecast]]\nname = \"m\"\nkind = \"mechanism\"\nfit = [\"direct.intercept\"]\n") +
                        "[parameters]\ndirect.intercept = -3\n" + kMapping),
             table_text());
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  EXPECT_EQ(odds.start()(0), -3);
  Eigen::VectorXd up = odds.start();
  up(0) += 1;
  const auto all = every();
  EXPECT_NEAR((odds.at(up, all) - odds.at(odds.start(), all)).minCoeff(), 1, 1e-12);
}

TEST_F(PanelLikelihood, ALinkedMechanismWithoutParametersIsALogitOnZ) {
  read_small(panel_text(std::string("[[forecast]]\nname = \"logit\"\nkind = \"logit\"\nterms = [\"z\"]\n") +
                        "[[forecast]]\nname = \"linked\"\nkind = \"linked\"\n" + kMapping),
             table_text());
  const PanelModel model(panel, rows);
  const LogOdds logit(model, rows, panel.forecasts[2]), linked(model, rows, panel.forecasts[3]);
  EXPECT_EQ(linked.names(), (std::vector<std::string>{"slope of z", "constant"}));
  const PanelFit a = fit_panel(logit, as_coded(), every(), logit.start()), b = fit_panel(linked, as_coded(), every(), linked.start());
  EXPECT_NEAR(a.log_likelihood, b.log_likelihood, 1e-4);
  EXPECT_NEAR(a.theta(1), b.theta(0), 1e-2);
}

TEST_F(PanelLikelihood, ALinkedMechanismKeepsItsParametersWithinTheirRanges) {
  read_small(panel_text(std::string("[[forecast]]\nname = \"linked\"\nkind = \"linked\"\n") +
                        "fit = [\"direct.interaction_gain\", \"threat.weight_arms\"]\n" + kMapping),
             table_text());
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  const PanelFit fit = fit_panel(odds, as_coded(), every(), odds.start());
  for (Eigen::Index i = 0; i < 2; ++i) {
    const ParameterInfo& info = *last().fit[static_cast<std::size_t>(i)];
    EXPECT_GE(fit.theta(i), info.explore_low);
    EXPECT_LE(fit.theta(i), info.explore_high);
  }
}

TEST_F(PanelLikelihood, DerivativesAreThoseOfTheLogOdds) {
  read_small(panel_text(std::string(kMechanism) + "terms = [\"past\"]\n" + kMapping), table_text());
  const PanelModel model(panel, rows);
  const LogOdds odds(model, rows, last());
  Eigen::VectorXd theta = odds.start();
  const auto all = every();
  const Eigen::MatrixXd J = odds.derivatives(theta, odds.at(theta, all), all);
  for (Eigen::Index i = 0; i < theta.size(); ++i) {
    Eigen::VectorXd up = theta, down = theta;
    up(i) += 1e-4, down(i) -= 1e-4;
    const Eigen::VectorXd central = (odds.at(up, all) - odds.at(down, all)) / 2e-4;
    EXPECT_LT((J.col(i) - central).cwiseAbs().maxCoeff(), 1e-4);
  }
}

}  // namespace
}  // namespace fulcrum
