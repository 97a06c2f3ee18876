// Measures of sensitivity against functions whose indices are known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>

#include "sim/analysis/distances.h"
#include "sim/analysis/elementary_effects.h"
#include "sim/analysis/jackknife.h"
#include "sim/analysis/shapley_effects.h"
#include "sim/analysis/sobol_indices.h"
#include "sim/designs/morris.h"
#include "sim/designs/saltelli.h"
#include "sim/designs/walks.h"
#include "sim/statistics/missing.h"

namespace fulcrum {
namespace {

using Function = std::function<double(const std::vector<double>&)>;
constexpr double kPi = std::numbers::pi;
std::vector<double> over(const Design& design, const Function& f) {
  std::vector<double> y;
  for (std::int64_t i = 0; i < design.points(); ++i) y.push_back(f(design.point(i)));
  return y;
}

// With intervals of 99.9 %, so that all of a test's hold what they claim to.
SobolIndices indices_of(const Function& f, int dimensions, std::int64_t n, bool second_order = false) {
  const SaltelliDesign design({.seed = 1,
                               .base_samples = n,
                               .dimensions = dimensions,
                               .blocks = second_order ? SaltelliBlocks::kSecondToo : SaltelliBlocks::kFirstAndTotal});
  return sobol_indices(sort_saltelli(over(design, f), dimensions, second_order), kSaltelliScrambles, .999);
}

void expect_near(const Estimate& estimate, double exact) {
  EXPECT_NEAR(estimate.value, exact, .01);
  EXPECT_LE(estimate.low, exact);
  EXPECT_GE(estimate.high, exact);
}

// Ishigami and Homma 1990, with a = 7 and b = 0.1.
double ishigami(const std::vector<double>& u) {
  const auto x = [&](std::size_t i) { return kPi * (2 * u[i] - 1); };
  return std::sin(x(0)) + 7 * std::pow(std::sin(x(1)), 2) + .1 * std::pow(x(2), 4) * std::sin(x(0));
}

// Of an outcome on walks that take these groups of factors together.
ShapleyEffects shapley_of(const Function& f, const std::vector<int>& group_of, std::int64_t walks, std::uint64_t seed = 1,
                          double confidence = .999) {
  const WalksDesign design({.seed = seed, .walks = walks, .group_of = group_of});
  std::vector<std::vector<int>> changed(static_cast<std::size_t>(walks));
  for (std::size_t walk = 0; walk < changed.size(); ++walk)
    for (int step = 1; step <= design.groups(); ++step)
      changed[walk].push_back(design.changed_group(static_cast<std::int64_t>(walk), step));
  return shapley_effects(over(design, f), changed, design.groups(), kSaltelliScrambles, confidence);
}

// What two factors explain together is halved: x0 and x2 of Ishigami's function.
TEST(ShapleyEffects, OfIshigamisFunctionHalveWhatTwoFactorsExplainTogether) {
  const double v1 = .5 * std::pow(1 + .1 * std::pow(kPi, 4) / 5, 2), v2 = 49. / 8;
  const double v13 = .01 * std::pow(kPi, 8) * (1. / 18 - 1. / 50), v = v1 + v2 + v13;
  const ShapleyEffects effects = shapley_of(ishigami, {0, 1, 2}, 1 << 14);
  const double exact[] = {(v1 + v13 / 2) / v, v2 / v, v13 / 2 / v};
  double sum = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    expect_near(effects.shares[i], exact[i]);
    sum += effects.shares[i].value;
  }
  EXPECT_NEAR(sum, 1, 1e-12);
  EXPECT_NEAR(effects.variance, v, .02 * v);
  EXPECT_NEAR(effects.mean, 3.5, .05);
}

TEST(ShapleyEffects, OfGroupsAreWhatTheirFactorsExplain) {
  const auto f = [](const std::vector<double>& x) { return x[0] + 2 * x[1] + 3 * x[2] + 4 * x[3]; };
  const ShapleyEffects effects = shapley_of(f, {0, 1, 0, 1}, 1 << 10);
  EXPECT_NEAR(effects.shares[0].value, 10. / 30, .02) << "1 and 9 of 30";
  EXPECT_NEAR(effects.shares[1].value, 20. / 30, .02);
}

TEST(ShapleyEffects, HaveIntervalsThatHoldTheTruthAsOftenAsTheySay) {
  const auto f = [](const std::vector<double>& x) { return x[0] * x[1] + std::sin(6 * x[2]); };
  const double reference = shapley_of(f, {0, 1, 2}, 1 << 17, 999).shares[0].value;
  int held = 0;
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    const Estimate share = shapley_of(f, {0, 1, 2}, 256, seed, .95).shares[0];
    held += share.low <= reference && reference <= share.high ? 1 : 0;
  }
  EXPECT_GE(held, 180);
  EXPECT_LE(held, 199);
}

TEST(ShapleyEffects, LeaveOutWalksWithAFailedRun) {
  const auto f = [](const std::vector<double>& x) { return x[0] > .98 ? kNan : x[0] + x[1]; };
  const ShapleyEffects effects = shapley_of(f, {0, 1}, 1 << 10);
  EXPECT_LT(effects.used, 1 << 10);
  EXPECT_GT(effects.used, 900);
  EXPECT_NEAR(effects.shares[1].value, .5, .05);
}

TEST(ShapleyEffects, OfAnOutcomeThatDoesNotVaryAreNoNumbers) {
  const ShapleyEffects effects = shapley_of([](const auto&) { return 2.; }, {0, 1}, 64);
  EXPECT_TRUE(std::isnan(effects.shares[0].value));
}

TEST(Jackknife, OfAMeanIsStudentsInterval) {
  const Estimate mean = jackknifed(2, {2.5, 2, 1.5}, .95);  // means without 1, 2 and 3
  EXPECT_NEAR(mean.half_width(), 4.302653 * std::sqrt(1. / 3), 1e-5);
  EXPECT_TRUE(std::isnan(jackknifed(2, {2}, .95).low));
}

TEST(SobolIndices, OfIshigamisFunctionAreWithinAHundredthAndTheirIntervals) {
  const double v1 = .5 * std::pow(1 + .1 * std::pow(kPi, 4) / 5, 2), v2 = 49. / 8;
  const double v13 = .01 * std::pow(kPi, 8) * (1. / 18 - 1. / 50), v = v1 + v2 + v13;
  const SobolIndices indices = indices_of(ishigami, 3, 1 << 14, true);
  EXPECT_NEAR(indices.variance, v, .01 * v);
  EXPECT_NEAR(indices.mean, 3.5, .01);
  const double first[] = {v1 / v, v2 / v, 0}, total[] = {(v1 + v13) / v, v2 / v, v13 / v};
  for (std::size_t i = 0; i < 3; ++i) {
    expect_near(indices.factors[i].first, first[i]);
    expect_near(indices.factors[i].total, total[i]);
  }
  ASSERT_EQ(indices.pairs.size(), 3U);
  expect_near(indices.pairs[0].index, 0);
  expect_near(indices.pairs[1].index, v13 / v);
  expect_near(indices.pairs[2].index, 0);
  expect_near(indices.sum_first, (v1 + v2) / v);
}

// Sobol' g-function of Saltelli and Sobol' 1995: the product of (|4 u - 2| + a)/(1 + a); a variance of 1/(3 (1 + a)^2) a factor.
const std::vector<double> kA{0, 1, 4.5, 9, 99, 99, 99, 99};
double g_function(const std::vector<double>& u) {
  double product = 1;
  for (std::size_t i = 0; i < kA.size(); ++i) product *= (std::abs(4 * u[i] - 2) + kA[i]) / (1 + kA[i]);
  return product;
}
/// First-order and total index of a factor.
std::pair<double, double> indices_of_g(std::size_t factor) {
  double all = 1;
  for (const double a : kA) all *= 1 + 1 / (3 * (1 + a) * (1 + a));
  const double v = 1 / (3 * (1 + kA[factor]) * (1 + kA[factor]));
  return {v / (all - 1), v * all / (1 + v) / (all - 1)};
}

TEST(SobolIndices, OfTheGFunctionAreWithinAHundredthAndTheirIntervals) {
  const SobolIndices indices = indices_of(g_function, 8, 1 << 14);
  for (std::size_t i = 0; i < kA.size(); ++i) {
    expect_near(indices.factors[i].first, indices_of_g(i).first);
    expect_near(indices.factors[i].total, indices_of_g(i).second);
  }
}

/// In how many of 200 seeds the 95 % intervals of a factor's first-order and total index hold the exact ones.
std::pair<int, int> covered(const Function& f, int dimensions, std::size_t factor, std::pair<double, double> exact) {
  constexpr std::uint64_t kSeeds = 200;
  const auto holds = [](const Estimate& estimate, double value) { return estimate.low <= value && value <= estimate.high ? 1 : 0; };
  std::pair<int, int> count;
  for (std::uint64_t seed = 1; seed <= kSeeds; ++seed) {
    const SaltelliDesign design({.seed = seed, .base_samples = 256, .dimensions = dimensions});
    const SobolIndex index = sobol_indices(sort_saltelli(over(design, f), dimensions, false), kSaltelliScrambles, .95).factors[factor];
    count.first += holds(index.first, exact.first);
    count.second += holds(index.total, exact.second);
  }
  return count;
}

// 95 % of 200 is 190, with a standard deviation of 3. One scramble with resampled base samples held as few as none, where two coordinates
// of the sequence lie badly together.
TEST(SobolIndices, IntervalsCoverWhatTheyClaimTo) {
  const Function sum = [](const std::vector<double>& u) {
    double y = 0;
    for (std::size_t i = 0; i < u.size(); ++i) y += static_cast<double>(i + 1) * u[i];
    return y;
  };
  const std::pair<double, double> last{400. / 2870, 400. / 2870};  // weights 1 to 20
  for (const auto& [first, total] : {covered(sum, 20, 19, last), covered(g_function, 8, 0, indices_of_g(0))}) {
    EXPECT_GE(first, 181);
    EXPECT_GE(total, 181);
  }
}

TEST(SobolIndices, HaveNoIntervalWhereThereIsOneGroup) {
  const SaltelliDesign design({.seed = 1, .base_samples = 64, .dimensions = 3});
  const SobolIndices indices = sobol_indices(sort_saltelli(over(design, ishigami), 3, false), 1, .95);
  EXPECT_TRUE(std::isnan(indices.factors[0].first.low));
}

TEST(SobolIndices, LeaveOutBaseSamplesWithAFailedRunAndSayHowMany) {
  const SaltelliDesign design({.seed = 1, .base_samples = 4096, .dimensions = 3});
  auto y = over(design, ishigami);
  for (std::size_t i = 0; i < y.size(); i += 5 * 16) y[i] = kNan;      // A of every 16th base sample
  for (std::size_t i = 1 + 5; i < y.size(); i += 5 * 64) y[i] = kNan;  // A with the first factor of B
  const SobolIndices indices = sobol_indices(sort_saltelli(y, 3, false), kSaltelliScrambles, .95);
  EXPECT_EQ(indices.factors[0].used, 4096 - 256 - 64);
  EXPECT_EQ(indices.factors[1].used, 4096 - 256);
  EXPECT_NEAR(indices.factors[1].total.value, .442, .03);
}

TEST(SobolIndices, OfAConstantAreNotNumbers) {
  const SobolIndices indices = indices_of([](const auto&) { return 2.0; }, 2, 64);
  EXPECT_EQ(indices.variance, 0);
  EXPECT_TRUE(std::isnan(indices.factors[0].first.value));
  EXPECT_TRUE(std::isnan(indices.factors[0].total.value));
}

std::vector<MorrisIndex> morris_of(const Function& f, int dimensions, std::int64_t trajectories, int levels = 4) {
  const MorrisDesign design({.seed = 1, .trajectories = trajectories, .dimensions = dimensions, .levels = levels});
  std::vector<MorrisStep> steps;
  for (std::int64_t i = 0; i < design.points(); ++i) {
    const auto factor = design.changed_factor(i);
    const auto at = static_cast<std::size_t>(factor.value_or(0));
    steps.push_back({factor.value_or(-1), factor ? design.point(i)[at] - design.point(i - 1)[at] : 0});
  }
  return morris_indices(elementary_effects(over(design, f), steps, dimensions), {});
}

// Morris 1991, section 4: 20 factors, of which the first ten matter. The random coefficients of the paper are left out here, and all
// interactions that matter kept: b_i = 20 for i <= 10, b_ij = -15 for i, j <= 6, b_ijl = -10 for i, j, l <= 5, b_ijls = 5 for <= 4.
double morris_function(const std::vector<double>& u) {
  std::vector<double> w;
  for (std::size_t i = 0; i < u.size(); ++i) {
    const bool curved = i == 2 || i == 4 || i == 6;
    w.push_back(curved ? 2 * (1.1 * u[i] / (u[i] + .1) - .5) : 2 * (u[i] - .5));
  }
  double y = 0;
  for (std::size_t i = 0; i < 10; ++i) y += 20 * w[i];
  for (std::size_t i = 0; i < 6; ++i)
    for (std::size_t j = i + 1; j < 6; ++j) y -= 15 * w[i] * w[j];
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = i + 1; j < 5; ++j)
      for (std::size_t l = j + 1; l < 5; ++l) y -= 10 * w[i] * w[j] * w[l];
  y += 5 * w[0] * w[1] * w[2] * w[3];
  return y;
}

// The three groups of Morris's figure 1: 8-10 straight lines, 1-7 with interactions or curves, 11-20 nothing.
TEST(MorrisIndices, SeeTheThreeGroupsOfMorrissTestFunction) {
  const auto indices = morris_of(morris_function, 20, 200);
  for (const std::size_t linear : {7U, 8U, 9U}) {
    EXPECT_NEAR(indices[linear].mu.value, 40, 1e-9);  // 20 w, and w rises by 2 over the range
    EXPECT_NEAR(indices[linear].mu_star.value, 40, 1e-9);
    EXPECT_NEAR(indices[linear].sigma.value, 0, 1e-9);
  }
  for (std::size_t i = 0; i < 7; ++i) {
    EXPECT_GT(indices[i].sigma.value, 5) << i;
    EXPECT_GT(indices[i].mu_star.value, 20) << i;
    EXPECT_LE(indices[i].mu_star.low, indices[i].mu_star.value);
    EXPECT_GE(indices[i].mu_star.high, indices[i].mu_star.value);
  }
  for (std::size_t i = 10; i < 20; ++i) EXPECT_EQ(indices[i].mu_star.value, 0);
}

// u_0 u_1 has effects of u_1 along u_0: with 4 levels u_1 is 0, 1/3, 2/3, 1, so mu = 1/2 and sigma = sqrt(5)/6.
TEST(MorrisIndices, OfAProductAreTheMomentsOfTheOtherFactor) {
  const auto indices = morris_of([](const auto& u) { return u[0] * u[1]; }, 2, 4000);
  for (const auto& index : indices) {
    EXPECT_NEAR(index.mu.value, .5, .02);  // sd sqrt(5)/6/sqrt(4000) = .006
    EXPECT_NEAR(index.sigma.value, std::sqrt(5.) / 6, .02);
  }
}

TEST(MorrisIndices, LeaveOutStepsFromAndToAFailedRun) {
  const auto effects = elementary_effects({0, 1, kNan, 4, 6, 7}, {{-1, 0}, {0, .5}, {1, .5}, {-1, 0}, {1, .5}, {0, .5}}, 2);
  const auto indices = morris_indices(effects, {.resamples = 0});
  EXPECT_EQ(indices[0].used, 2);
  EXPECT_DOUBLE_EQ(indices[0].mu.value, 2);
  EXPECT_EQ(indices[1].used, 1);
  EXPECT_DOUBLE_EQ(indices[1].mu.value, 4);
}

// For y = u the distribution within a tenth at place s differs from the whole by max(s, .9 - s) at its ends.
TEST(Pawn, OfAStraightLineIsKnownForEverySlice) {
  const SobolDesign design({.seed = 1, .points = 4096, .dimensions = 2});
  std::vector<double> x, other;
  for (std::int64_t i = 0; i < design.points(); ++i) {
    x.push_back(design.point(i)[0]);
    other.push_back(design.point(i)[1]);
  }
  const PawnIndex index = pawn_index(x, x, {});
  EXPECT_NEAR(index.largest.value, .9, .005);
  EXPECT_NEAR(index.median.value, .7, .005);  // slices 0 to 9: .9 .8 .7 .6 .5 .5 .6 .7 .8 .9
  const PawnIndex nothing = pawn_of_nothing(x, {.bootstrap = {.resamples = 50}});
  EXPECT_LT(pawn_index(other, x, {.bootstrap = {.resamples = 0}}).median.value, nothing.median.high);
  EXPECT_LT(nothing.median.high, .1);
}

// Of sets of 20 factors that are random numbers, one in twenty may have one above the limit. 100 sets: more than 12 of them (5 + 3 standard
// deviations) would be a limit that is too low. Against the limit of a single factor about half of the sets have one.
TEST(Pawn, OfManyFactorsWithoutInfluenceOneExceedsTheLimitNoOftenerThanOnceInTwenty) {
  constexpr std::size_t kFactors = 20, kSamples = 120;
  int above = 0, above_that_of_one = 0;
  for (std::uint64_t set = 0; set < 100; ++set) {
    std::mt19937_64 random(set);
    std::vector<std::vector<double>> columns(kFactors + 1);
    for (std::vector<double>& column : columns)
      for (std::size_t i = 0; i < kSamples; ++i) column.push_back(static_cast<double>(random() >> 11));
    const PawnSettings settings{.bootstrap = {.seed = set, .resamples = 0}};
    const double limit = pawn_limit_of_chance(columns.back(), settings, kFactors),
                 of_one = pawn_limit_of_chance(columns.back(), settings, 1);
    double largest = 0;
    for (std::size_t f = 0; f < kFactors; ++f) largest = std::max(largest, pawn_index(columns[f], columns.back(), settings).median.value);
    above += largest > limit ? 1 : 0;
    above_that_of_one += largest > of_one ? 1 : 0;
  }
  EXPECT_LE(above, 12);
  EXPECT_GT(above_that_of_one, 2 * above);
}

TEST(Pawn, TakesEveryValueOfADiscreteFactorAsASlice) {
  std::vector<double> form, y;
  for (int i = 0; i < 300; ++i) {
    form.push_back(i % 3);
    y.push_back(i % 3 == 0 ? 1 : 0);
  }
  // Unconditional: 2/3 below 1. Form 0: none, so 2/3; forms 1 and 2: all, so 1/3.
  const PawnIndex index = pawn_index(form, y, {.bootstrap = {.resamples = 0}});
  EXPECT_NEAR(index.largest.value, 2. / 3, 1e-12);
  EXPECT_NEAR(index.median.value, 1. / 3, 1e-12);
}

// Samples 1 2 3 4 and 3 4 5 6: two of four lie below all of the other.
TEST(KolmogorovSmirnov, OfSmallSamplesIsCountedByHand) {
  std::vector<double> a{4, 2, 3, 1}, b{3, 6, 5, 4};
  EXPECT_DOUBLE_EQ(kolmogorov_smirnov(a, b), .5);
}

// Kolmogorov's distribution: 5 % at 1.3581, 1 % at 1.6276 (Smirnov 1948), for large samples.
TEST(KolmogorovSmirnov, HasThePublishedCriticalValues) {
  const std::size_t n = 2000000;
  EXPECT_NEAR(kolmogorov_smirnov_p(1.3581 / 1000, n, n), .05, 1e-4);
  EXPECT_NEAR(kolmogorov_smirnov_p(1.6276 / 1000, n, n), .01, 1e-4);
}

TEST(RegionalSensitivity, SeesTheFactorThatDecidesAndNotTheOther) {
  const SobolDesign design({.seed = 2, .points = 1024, .dimensions = 2});
  std::vector<double> x, other;
  std::vector<bool> high;
  for (std::int64_t i = 0; i < design.points(); ++i) {
    x.push_back(design.point(i)[0]);
    other.push_back(design.point(i)[1]);
    high.push_back(x.back() > .7);
  }
  EXPECT_DOUBLE_EQ(regional_index(x, high).distance, 1);
  EXPECT_LT(regional_index(x, high).p, 1e-10);
  EXPECT_NEAR(regional_index(x, high).median_inside, .85, .01);
  EXPECT_GT(regional_index(other, high).p, .05);
}

}  // namespace
}  // namespace fulcrum
