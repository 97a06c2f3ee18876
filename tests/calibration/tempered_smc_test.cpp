// The sampler against closed forms and quadrature, and its bits.
#include "sim/calibration/tempered_smc.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <numbers>

namespace fulcrum {
namespace {

using Points = std::span<const std::vector<double>>;

double log_normal(double x, double mean, double sd) {
  return -(x - mean) * (x - mean) / (2 * sd * sd) - std::log(sd) - std::log(2 * std::numbers::pi) / 2;
}

// Observation y of each coordinate with a normal error of that sd.
constexpr double kSeen[] = {1.2, -.7, .4}, kError[] = {.5, .2, 2.0};
std::vector<double> conjugate(Points points) {
  std::vector<double> values;
  for (const auto& x : points) {
    values.push_back(0);
    for (std::size_t i = 0; i < 3; ++i) values.back() += log_normal(kSeen[i], x[i], kError[i]);
  }
  return values;
}

double mean_of(const SmcState& state, std::size_t i) {
  double sum = 0;
  for (const auto& x : state.points) sum += x[i];
  return sum / static_cast<double>(state.points.size());
}

double sd_of(const SmcState& state, std::size_t i) {
  double sum = 0;
  for (const auto& x : state.points) sum += std::pow(x[i] - mean_of(state, i), 2);
  return std::sqrt(sum / static_cast<double>(state.points.size()));
}

// Normal prior and error: mean y/(1 + e^2), variance e^2/(1 + e^2), evidence N(y; 0, 1 + e^2). Of 4,000 particles, of which a third are
// worth as independent ones, a mean has a standard error of .03 of the spread: four of them.
TEST(TemperedSmc, HasTheClosedFormOfAConjugatePosterior) {
  const LogLikelihoods likelihood = conjugate;
  const SmcState state = TemperedSmc(likelihood, 3, {.seed = 5, .particles = 4000}).run();
  double evidence = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    const double variance = kError[i] * kError[i], sd = std::sqrt(variance / (1 + variance));
    EXPECT_NEAR(mean_of(state, i), kSeen[i] / (1 + variance), .12 * sd);
    EXPECT_NEAR(sd_of(state, i), sd, .08 * sd);
    evidence += log_normal(kSeen[i], 0, std::sqrt(1 + variance));
  }
  EXPECT_NEAR(state.log_evidence, evidence, .1);
}

// A bent ridge, which no normal distribution resembles.
double ridge(double x, double y) { return -8 * std::pow(y - x * x + .5, 2) - .5 * std::pow(x - .3, 2); }

TEST(TemperedSmc, EvidenceIsThatOfQuadratureInTwoDimensions) {
  using Rule = boost::math::quadrature::gauss_kronrod<double, 61>;
  const double exact = std::log(Rule::integrate(
      [](double x) {
        return Rule::integrate([x](double y) { return std::exp(ridge(x, y) + log_normal(x, 0, 1) + log_normal(y, 0, 1)); }, -7.0, 7.0, 8,
                               1e-9);
      },
      -7.0, 7.0, 8, 1e-9));
  const LogLikelihoods likelihood = [](Points points) {
    std::vector<double> values;
    for (const auto& x : points) values.push_back(ridge(x[0], x[1]));
    return values;
  };
  std::vector<double> estimates;
  for (int r = 0; r < 4; ++r)
    estimates.push_back(TemperedSmc(likelihood, 2, {.seed = 8, .repetition = r, .particles = 1000}).run().log_evidence);
  const Evidence found = evidence_of(estimates);
  EXPECT_NEAR(found.log_mean, exact, .1);
  EXPECT_LT(found.error, .1);
  EXPECT_NEAR(found.log_mean, exact, 5 * found.error);
}

// A form is likely in proportion to its evidence: two forms at e to 1, far apart in the other coordinate.
TEST(TemperedSmc, FormsAreAsProbableAsTheirEvidence) {
  const LogLikelihoods likelihood = [](Points points) {
    std::vector<double> values;
    for (const auto& x : points) values.push_back(x[1] > 0 ? 1 + log_normal(1.5, x[0], .3) : log_normal(-1.5, x[0], .3));
    return values;
  };
  const SmcState state = TemperedSmc(likelihood, 2, {.seed = 2, .particles = 4000, .discrete = {1}}).run();
  const auto first = std::count_if(state.points.begin(), state.points.end(), [](const auto& x) { return x[1] > 0; });
  EXPECT_NEAR(static_cast<double>(first) / 4000, std::exp(1) / (1 + std::exp(1)), .05);
}

TEST(TemperedSmc, ALikelihoodThatSaysNothingLeavesThePriorAndHasNoEvidence) {
  const LogLikelihoods flat = [](Points points) { return std::vector<double>(points.size(), 0.0); };
  const SmcState state = TemperedSmc(flat, 2, {.seed = 4, .particles = 4000}).run();
  EXPECT_EQ(state.log_evidence, 0);
  EXPECT_NEAR(mean_of(state, 0), 0, .07);
  EXPECT_NEAR(sd_of(state, 1), 1, .07);
}

TEST(TemperedSmc, WhatIsImpossibleHasNoParticlesAndNothingPossibleIsAnError) {
  const LogLikelihoods half = [](Points points) {
    std::vector<double> values;
    for (const auto& x : points) values.push_back(x[0] > 0 ? 0.0 : std::nan(""));
    return values;
  };
  const SmcState state = TemperedSmc(half, 1, {.seed = 4, .particles = 4000}).run();
  EXPECT_TRUE(std::all_of(state.points.begin(), state.points.end(), [](const auto& x) { return x[0] > 0; }));
  EXPECT_NEAR(state.log_evidence, std::log(.5), .07);
  const LogLikelihoods none = [](Points points) { return std::vector<double>(points.size(), -INFINITY); };
  EXPECT_THROW(TemperedSmc(none, 1, {}).run(), std::runtime_error);
}

TEST(TemperedSmc, GoingOnFromAKeptStateHasTheBitsOfOneRun) {
  const LogLikelihoods likelihood = conjugate;
  const TemperedSmc smc(likelihood, 3, {.seed = 5, .particles = 200});
  SmcState state = smc.start();
  smc.advance(state);
  const SmcState kept = state;
  state = kept;
  while (!state.finished()) smc.advance(state);
  EXPECT_EQ(state.points, smc.run().points);
  EXPECT_EQ(state.log_evidence, smc.run().log_evidence);
}

TEST(Evidence, ErrorIsThatOfTheMeanOfTheEstimates) {
  // Estimates 1 and 3: mean 2, standard error of the mean 1, relative .5.
  const std::vector<double> two{std::log(1.0) - 800, std::log(3.0) - 800};
  EXPECT_NEAR(evidence_of(two).log_mean, std::log(2.0) - 800, 1e-9);
  EXPECT_NEAR(evidence_of(two).error, .5, 1e-9);
  EXPECT_TRUE(std::isnan(evidence_of(std::span(two).first(1)).error));
}

}  // namespace
}  // namespace fulcrum
