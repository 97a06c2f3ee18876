// The distributions that the layer draws from, each from one uniform.
#include <gtest/gtest.h>

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/poisson.hpp>
#include <cmath>

#include "models/agents/events.h"
#include "models/numbers/quantiles.h"
#include "models/numbers/threefry.h"
#include "models/stream.h"

namespace fulcrum {
namespace {

TEST(PoissonQuantile, HasTheKnownValues) {
  EXPECT_EQ(poisson_quantile(.5, 1.0), 1.0);
  EXPECT_EQ(poisson_quantile(.95, .1), 1.0);
  EXPECT_EQ(poisson_quantile(.2, .3), 0.0);
  EXPECT_EQ(poisson_quantile(.999, .3), 3.0);
  EXPECT_EQ(poisson_quantile(.5, 12.0), 12.0);
  EXPECT_EQ(poisson_quantile(.5, 0.0), 0.0);
}

TEST(PoissonQuantile, IsTheSmallestCountWhoseProbabilityReachesTheUniform) {
  for (const double lambda : {1e-6, .01, .7, 5.0, 40.0, 300.0, 699.0})
    for (const double u : {1e-6, .013, .3, .5, .77, .99, .999999}) {
      const boost::math::poisson_distribution<> poisson(lambda);
      const double k = poisson_quantile(u, lambda);
      // The sum of up to 1,000 terms is exact to 1e-12.
      EXPECT_GE(cdf(poisson, k), u - 1e-12) << u << ' ' << lambda;
      if (k > 0) {
        EXPECT_LT(cdf(poisson, k - 1), u + 1e-12) << u << ' ' << lambda;
      }
    }
}

TEST(PoissonQuantile, NeverFallsWhenTheMeanRises) {
  for (const double u : {.001, .2, .6, .95, 1 - 1e-10}) {
    double last = 0;
    for (double lambda = .05; lambda < 700; lambda *= 1.01) {
      const double k = poisson_quantile(u, lambda);
      EXPECT_GE(k, last) << u << ' ' << lambda;
      last = k;
    }
  }
}

TEST(PoissonQuantile, IsTheSameInEveryLane) {
  const Pack<4> u(Pack<4>::Doubles{.3, .9, .999, .5}), lambda(Pack<4>::Doubles{0, 3, 400, 5000});
  const Pack<4> k = poisson_quantile(u, lambda);
  for (int l = 0; l < 4; ++l) EXPECT_EQ(k.lane(l), poisson_quantile(u.lane(l), lambda.lane(l))) << l;
  EXPECT_NEAR(k.lane(3), 5000, 1);
}

TEST(PoissonQuantile, EndsWhereTheSumCannotReachTheUniform) {
  for (const double lambda : {1e-9, .3, 20.0, 699.0}) {
    const double k = poisson_quantile(1 - 0x1p-53, lambda);
    EXPECT_LE(k, lambda + 40 + 10 * std::sqrt(lambda)) << lambda;
  }
}

TEST(BinomialQuantile, IsTheSmallestCountWhoseProbabilityReachesTheUniform) {
  for (const double trials : {0.0, 1.0, 7.0, 300.0, 1000.0})
    for (const double chance : {1e-6, .1, .5, .500001, .93})
      for (const double u : {1e-6, .013, .3, .4999, .77, .999999}) {
        const boost::math::binomial_distribution<> binomial(trials, chance);
        const double k = binomial_quantile(u, trials, chance);
        ASSERT_GE(k, 0);
        ASSERT_LE(k, trials);
        EXPECT_GE(cdf(binomial, k), u - 1e-12) << u << ' ' << trials << ' ' << chance;
        if (k > 0) {
          EXPECT_LT(cdf(binomial, k - 1), u + 1e-12) << u << ' ' << trials << ' ' << chance;
        }
      }
  EXPECT_EQ(binomial_quantile(.3, 5.0, 0.0), 0.0);
  EXPECT_EQ(binomial_quantile(.3, 5.0, 1.0), 5.0);
  EXPECT_NEAR(binomial_quantile(.5, 40000.0, .25), 10000, 1);
}

TEST(BinomialQuantile, NeverFallsWhenTrialsOrTheChanceRise) {
  for (const double u : {.001, .2, .6, .95, 1 - 1e-10})
    for (const double chance : {.05, .4, .6, .95}) {
      double last = 0;
      for (double trials = 0; trials <= 1000; ++trials) {
        const double k = binomial_quantile(u, trials, chance);
        ASSERT_GE(k, last) << u << ' ' << trials << ' ' << chance;
        ASSERT_GE(binomial_quantile(u, trials, chance + .04), k) << u << ' ' << trials << ' ' << chance;
        last = k;
      }
    }
}

TEST(BinomialQuantile, IsTheSameInEveryLane) {
  const Pack<4> u(Pack<4>::Doubles{.3, .9, .999, .5}), trials(Pack<4>::Doubles{0, 3, 400, 5000}), p(Pack<4>::Doubles{.3, .9, .2, .1});
  const Pack<4> k = binomial_quantile(u, trials, p);
  for (int l = 0; l < 4; ++l) EXPECT_EQ(k.lane(l), binomial_quantile(u.lane(l), trials.lane(l), p.lane(l))) << l;
}

TEST(BetaQuantile, AgreesWithBoost) {
  for (const double a : {.02, .3, 1.0, 1.7, 12.0})
    for (const double b : {.05, .6, 1.0, 4.0})
      for (const double p : {.001, .1, .5, .9, .999}) {
        const double exact = quantile(boost::math::beta_distribution<>(a, b), p);
        // The quantile's own condition: an error of 1e-13 in the probability, divided by the density.
        const double density = exact > 0 && exact < 1 ? pdf(boost::math::beta_distribution<>(a, b), exact) : INFINITY;
        EXPECT_NEAR(beta_quantile(p, a, b), exact, 1e-15 + 1e-13 / density) << a << ' ' << b << ' ' << p;
      }
}

TEST(Severity, HasTheMomentsOfThePowerLaw) {
  const Severity severity(2.5, 200);
  EXPECT_NEAR(severity.mean(), 1.8424, 5e-5);
  EXPECT_NEAR(severity.cumulative(1), .7456, 5e-5);
  EXPECT_NEAR(1 - severity.cumulative(9), .01677, 5e-6);
  EXPECT_NEAR(1 - severity.cumulative(49), .00125, 5e-6);
  EXPECT_EQ(severity.quantile(.7), 1u);
  EXPECT_EQ(severity.quantile(1 - 1e-16), 200u);
}

template <class Real>
void expect_the_generator() {
  const std::array<std::uint64_t, 4> key = {7, 3, static_cast<std::uint64_t>(Purpose::kCellWeek), 0};
  const Entity organisation = entity_of("mahdi_army", 1000);
  std::array<Word<Real>, 4> counter{};
  for (int l = 0; l < kLanes<Real>; ++l) {
    counter[0][l] = organisation.name;
    counter[1][l] = organisation.number + static_cast<std::uint64_t>(l);
    counter[2][l] = 117;
    counter[3][l] = 0;
  }
  const auto words = threefry_words<Word<Real>>(key, counter);
  for (int l = 0; l < kLanes<Real>; ++l) {
    const auto expected =
        draw_words({7, 3}, Purpose::kCellWeek, {organisation.name, organisation.number + static_cast<std::uint64_t>(l)}, 117);
    for (std::size_t w = 0; w < 4; ++w) {
      EXPECT_EQ(words[w][l], expected[w]);
      EXPECT_EQ(lane(uniforms_of<Real>(words[w]), l), uniform_of(expected[w]));
    }
  }
}

TEST(CellDraws, AreTheWordsOfTheGeneratorInEveryLane) {
  expect_the_generator<Pack<2>>();
  expect_the_generator<Pack<4>>();
  const std::array<std::uint64_t, 4> one = threefry_words<std::uint64_t>({1, 2, 3, 0}, {4, 5, 6, 7});
  EXPECT_EQ(one, draw_words({1, 2}, static_cast<Purpose>(3), {4, 5}, 6, 7));
}

}  // namespace
}  // namespace fulcrum
