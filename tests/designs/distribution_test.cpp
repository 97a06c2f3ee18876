// Distributions of factors: quantiles against Boost.Math, moments against closed forms, and what is refused.
#include "sim/designs/distribution.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/triangular.hpp>
#include <cmath>

#include "sim/designs/normal_probability.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing::Optional;

constexpr double kShares[] = {1e-12, 1e-6, .001, .1, .25, .4, .5, .6, .75, .9, .999, 1 - 1e-6, 1 - 1e-12};

/// Mean of f over the distribution by the midpoint rule in u. The quantiles here are monotone and bounded, so the error of the mean is
/// below (largest - smallest)/(2 steps).
template <class Function>
double mean_over(const Distribution& distribution, Function f) {
  constexpr int kSteps = 200000;
  double sum = 0;
  for (int i = 0; i < kSteps; ++i) sum += f(quantile(distribution, (i + .5) / kSteps));
  return sum / kSteps;
}
double mean_of(const Distribution& d) {
  return mean_over(d, [](double x) { return x; });
}
double variance_of(const Distribution& d) {
  const double mean = mean_of(d);
  return mean_over(d, [mean](double x) { return (x - mean) * (x - mean); });
}

TEST(Pert, AgreesWithBoostsBetaDistribution) {
  for (const double mode : {0.0, .1, .5, .8, 1.0}) {
    const boost::math::beta_distribution<> beta(1 + 4 * mode, 5 - 4 * mode);
    for (const double u : kShares) {
      // Where the density vanishes at the upper end, a rounding of u of 1e-16 moves the quantile by much more.
      const double tolerance = u > .999999 ? 1e-6 : 1e-10;
      EXPECT_NEAR(quantile(Pert{2, 2 + 3 * mode, 5}, u), 2 + 3 * boost::math::quantile(beta, u), tolerance) << mode << " " << u;
    }
  }
}

TEST(Pert, HasTheMeanOfItsName) { EXPECT_NEAR(mean_of(Pert{0, 1, 10}), (0 + 4 * 1 + 10) / 6.0, 1e-4); }

TEST(NormalProbability, AgreesWithBoostFromTheFarTailsToTheMiddle) {
  const boost::math::normal_distribution<long double> normal;  // a double's z/sqrt(2) would cost z^2 units in the last place
  for (double z = -37; z <= 37; z += 1.0 / 64) {
    const auto expected = static_cast<double>(boost::math::cdf(normal, static_cast<long double>(z)));
    EXPECT_NEAR(normal_probability(z), expected, 1e-14 * expected) << "z = " << z;
  }
}

TEST(Distribution, TriangularAgreesWithBoost) {
  const boost::math::triangular expected(.7, .9, 1.0);
  for (const double u : kShares) EXPECT_NEAR(quantile(Triangular{.7, .9, 1.0}, u), boost::math::quantile(expected, u), 1e-12) << u;
}

TEST(Distribution, TriangularWithItsModeAtAnEndHasTheClosedForm) {
  EXPECT_DOUBLE_EQ(quantile(Triangular{0, 0, 1}, .75), .5);  // 1 - sqrt(1 - u)
  EXPECT_DOUBLE_EQ(quantile(Triangular{0, 1, 1}, .25), .5);  // sqrt(u)
}

TEST(Distribution, TruncatedNormalAgreesWithBoostWherePossible) {
  const TruncatedNormal d{.mean = .3, .sd = .2, .low = 0, .high = .6};
  const boost::math::normal normal(d.mean, d.sd);
  const double low = boost::math::cdf(normal, d.low), high = boost::math::cdf(normal, d.high);
  for (const double u : kShares) EXPECT_NEAR(quantile(d, u), boost::math::quantile(normal, low + u * (high - low)), 1e-12) << u;
}

TEST(Distribution, TruncatedNormalKeepsItsDigitsInATail) {
  // Boost's complements work in the upper tail, where 1 - Phi(5) = 3e-7 would leave nine digits.
  const TruncatedNormal above{.mean = 0, .sd = 1, .low = 5, .high = 7};
  const boost::math::normal normal;
  const double from = cdf(complement(normal, 5.0)), to = cdf(complement(normal, 7.0));
  for (const double u : {.001, .25, .5, .75, .999}) {
    const double expected = boost::math::quantile(complement(normal, from + u * (to - from)));
    EXPECT_NEAR(quantile(above, u), expected, 1e-12);
    EXPECT_NEAR(quantile(TruncatedNormal{.mean = 0, .sd = 1, .low = -7, .high = -5}, 1 - u), -expected, 1e-12);
  }
}

TEST(Distribution, LogUniformHasEqualStepsOfTheLogarithm) {
  for (const double u : kShares)
    EXPECT_NEAR(quantile(LogUniform{.01, 100}, u), std::pow(10, 4 * u - 2), 1e-12 * std::pow(10, 4 * u - 2)) << u;
}

TEST(Distribution, MomentsAreThoseOfTheTextbook) {
  EXPECT_NEAR(mean_of(Uniform{-1, 3}), 1, 1e-5);
  EXPECT_NEAR(variance_of(Uniform{-1, 3}), 16.0 / 12, 1e-4);
  EXPECT_NEAR(mean_of(LogUniform{1, 10}), 9 / std::log(10), 1e-4);  // (b - a)/ln(b/a)
  EXPECT_NEAR(mean_of(Triangular{.7, .9, 1}), 2.6 / 3, 1e-5);       // (a + b + c)/3
  EXPECT_NEAR(variance_of(Triangular{.7, .9, 1}), (.49 + .81 + 1 - .63 - .7 - .9) / 18, 1e-5);
  // Standard normal on [a, b]: mean (phi(a) - phi(b))/Z, variance 1 + (a phi(a) - b phi(b))/Z - mean^2; Z = Phi(b) - Phi(a).
  const boost::math::normal n;
  const double a = -.5, b = 2, share = cdf(n, b) - cdf(n, a), mean = (pdf(n, a) - pdf(n, b)) / share;
  const TruncatedNormal truncated{.mean = 10, .sd = 3, .low = 10 + 3 * a, .high = 10 + 3 * b};
  EXPECT_NEAR(mean_of(truncated), 10 + 3 * mean, 1e-4);
  EXPECT_NEAR(variance_of(truncated), 9 * (1 + (a * pdf(n, a) - b * pdf(n, b)) / share - mean * mean), 1e-3);
}

TEST(Distribution, DiscreteValuesComeAsOftenAsTheirWeightsSay) {
  const Discrete equal{{.1, .5, 1.0}, {}}, weighted{{3, 1, 2}, {1, 2, 5}};
  EXPECT_EQ(quantile(equal, .33), .1);
  EXPECT_EQ(quantile(equal, .34), .5);
  EXPECT_EQ(quantile(equal, .99), 1.0);
  for (const auto& [value, share] : {std::pair{3.0, 1. / 8}, {1.0, 2. / 8}, {2.0, 5. / 8}}) {
    const double wanted = value;
    EXPECT_NEAR(mean_over(weighted, [wanted](double x) { return x == wanted ? 1.0 : 0.0; }), share, 1e-5);
  }
}

TEST(Distribution, EndsOfTheUnitIntervalAreTheEndsOfTheRange) {
  for (const Distribution& d : {Distribution(Uniform{.1, .7}), Distribution(LogUniform{.1, .7}), Distribution(Triangular{.1, .2, .7}),
                                Distribution(TruncatedNormal{.3, .2, .1, .7}), Distribution(Discrete{{.1, .3, .7}, {1, 2, 3}})}) {
    EXPECT_EQ(quantile(d, 0), .1) << description(d);
    EXPECT_EQ(quantile(d, 1), .7) << description(d);
  }
}

TEST(Distribution, QuantilesNeverFallAndNeverLeaveTheRange) {
  for (const Distribution& d : {Distribution(Uniform{.1, .7}), Distribution(LogUniform{1e-6, 1e6}), Distribution(Triangular{0, 0, 1}),
                                Distribution(TruncatedNormal{0, 1, -40, 40}), Distribution(TruncatedNormal{5, 1, 0, .5})}) {
    double before = smallest(d);
    for (int i = 0; i <= 4096; ++i) {
      const double value = quantile(d, i / 4096.0);
      EXPECT_LE(before, value) << description(d) << " at " << i;
      EXPECT_LE(value, largest(d)) << description(d);
      before = value;
    }
  }
}

TEST(Distribution, LevelsOfAGridAreTheValuesThemselvesOrEqualStepsOfProbability) {
  const Discrete discrete{{3, 1, 2}, {1, 2, 5}};
  std::vector<double> values;
  for (const double u : levels(discrete, 99)) values.push_back(quantile(discrete, u));
  EXPECT_THAT(values, ElementsAre(3, 1, 2));
  EXPECT_THAT(levels(Uniform{0, 1}, 5), ElementsAre(0, .25, .5, .75, 1));
  EXPECT_THAT(levels(Uniform{0, 1}, 1), ElementsAre(.5));
}

TEST(Distribution, EveryValueOfALongListIsReachedByItsLevel) {
  Discrete many;
  for (int i = 0; i < 10007; ++i) many.values.push_back(i);
  const auto steps = levels(many, 0);
  for (std::size_t i = 0; i < steps.size(); ++i) ASSERT_EQ(quantile(many, steps[i]), many.values[i]);
}

TEST(Distribution, DescribesItselfInALine) {
  EXPECT_EQ(description(Triangular{.7, .9, 1}), "triangular from 0.7 over 0.9 to 1");
  EXPECT_EQ(description(TruncatedNormal{.3, .2, 0, 1}), "normal with mean 0.3 and sd 0.2, truncated to 0 to 1");
  EXPECT_EQ(description(Discrete{{.1, .5}, {1, 2}}), "one of 0.1, 0.5 with weights 1, 2");
}

TEST(Distribution, SaysWhatIsWrongWithIt) {
  const auto wrong = [](const Distribution& d) { return problem(d); };
  EXPECT_EQ(wrong(Uniform{0, 1}), std::nullopt);
  EXPECT_EQ(wrong(Discrete{{2}, {}}), std::nullopt);
  EXPECT_THAT(wrong(Uniform{1, 1}), Optional(std::string("low = 1 must be below high = 1")));
  EXPECT_THAT(wrong(Uniform{0, INFINITY}), Optional(std::string("low and high must be finite numbers, not 0 and inf")));
  EXPECT_THAT(wrong(Uniform{-1e308, 1e308}), Optional(std::string("the range from -1e+308 to 1e+308 is too wide for a number")));
  EXPECT_THAT(wrong(LogUniform{0, 1}), Optional(std::string("low = 0 must be above 0: a log-uniform factor has a logarithm")));
  EXPECT_THAT(wrong(Triangular{0, 2, 1}), Optional(std::string("mode = 2 must lie between low = 0 and high = 1")));
  EXPECT_THAT(wrong(TruncatedNormal{0, 0, -1, 1}), Optional(std::string("sd = 0 must be above 0")));
  EXPECT_THAT(wrong(TruncatedNormal{0, 1, 9, 10}),
              Optional(std::string("a normal with mean 0 and sd 1 has almost no probability between 9 and 10")));
  EXPECT_THAT(wrong(Discrete{}), Optional(std::string("values is empty: a discrete factor needs at least one")));
  EXPECT_THAT(wrong(Discrete{{1, 2}, {1}}), Optional(std::string("there are 1 weights for 2 values: give one per value, or none")));
  EXPECT_THAT(wrong(Discrete{{1, 2}, {1, 0}}), Optional(std::string("weights must be finite and above 0, not 0")));
}

}  // namespace
}  // namespace fulcrum
