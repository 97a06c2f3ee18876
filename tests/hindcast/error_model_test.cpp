// Months, error models and their fits: against values by hand, and closed forms.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/hindcast/error_model.h"
#include "sim/hindcast/months.h"

namespace fulcrum {
namespace {

using namespace std::chrono;

TEST(Months, WeighWeeksByTheirDays) {
  const Months months(sys_days(2003y / March / 17), 4);  // 17 March to 13 April
  EXPECT_EQ(months.names(), (std::vector<std::string>{"2003-03", "2003-04"}));
  // March has 7, 7 and 1 days of the first three weeks; April 6 and 7 of the last two.
  const std::vector<double> x{1, 2, 3, 4};
  EXPECT_DOUBLE_EQ(months.means(x)[0], (7 * 1 + 7 * 2 + 1 * 3) / 15.0);
  EXPECT_DOUBLE_EQ(months.means(x)[1], (6 * 3 + 7 * 4) / 13.0);
  EXPECT_EQ(months.find("2003-04"), 1);
  EXPECT_EQ(months.find("2003-05"), -1);
}

TEST(ErrorModel, NegativeBinomialOfSizeOneIsGeometric) {
  const ErrorFit fit{ErrorKind::kNegativeBinomial, 1, 0, 1, 1};
  EXPECT_NEAR(log_likelihood(fit, 3, 2.0), std::log(1.0 / 3 * std::pow(2.0 / 3, 3)), 1e-12);
}

TEST(ErrorModel, PoissonScaleOfMaximumLikelihoodBringsTheMeanBack) {
  const Pairs pairs{{2, 4, 9, 5}, {1, 2, 4, 3}};
  const ErrorFit fit = fit_error(ErrorKind::kPoisson, pairs, std::nullopt);
  double slope = 0;  // sum of x*(y/mu - 1) is 0 at the maximum
  for (std::size_t i = 0; i < 4; ++i) slope += pairs.x[i] * (pairs.y[i] / fit.expected(pairs.x[i]) - 1);
  EXPECT_NEAR(slope, 0, 1e-3);
}

TEST(ErrorModel, NoNeighbourOfTheNegativeBinomialFitIsMoreLikely) {
  const Pairs pairs{{0, 12, 3, 40, 7, 19, 0, 5}, {.1, .5, .2, .9, .4, .6, .2, .3}};
  const ErrorFit fit = fit_error(ErrorKind::kNegativeBinomial, pairs, std::nullopt);
  const auto total = [&](const ErrorFit& f) {
    double sum = 0;
    for (std::size_t i = 0; i < pairs.y.size(); ++i) sum += log_likelihood(f, pairs.y[i], f.expected(pairs.x[i]));
    return sum;
  };
  for (const double factor : {.9, .99, 1.01, 1.1}) {
    ErrorFit scaled = fit, sized = fit;
    scaled.scale *= factor;
    sized.size *= factor;
    EXPECT_LT(total(scaled), total(fit));
    EXPECT_LT(total(sized), total(fit));
  }
}

TEST(ErrorModel, AFixedScaleStays) { EXPECT_EQ(fit_error(ErrorKind::kNegativeBinomial, {{1, 2, 3}, {1, 1, 1}}, 7.0).scale, 7.0); }

TEST(ErrorModel, NormalFitIsLeastSquares) {
  const ErrorFit fit = fit_error(ErrorKind::kNormal, {{2, 4, 6}, {1, 2, 3}}, std::nullopt);
  EXPECT_NEAR(fit.scale, (14 * 2 - .04 * 6) / 14, 1e-12);  // the offset of .01*4 is taken off first
}

TEST(ErrorModel, IntervalsHoldTheirShare) {
  const ErrorFit fit{ErrorKind::kNegativeBinomial, 1, 0, 2, 1};
  const double mu = 20;
  const PredictiveInterval interval = predictive_interval(fit, mu, .9);
  double inside = 0;
  for (double y = interval.low; y <= interval.high; ++y) inside += std::exp(log_likelihood(fit, y, mu));
  EXPECT_GE(inside, .9);
  EXPECT_LE(inside, .95);
}

TEST(ErrorModel, DirichletMultinomialOfEvenWeightsAndPrecisionTwoIsUniform) {
  // Polya's urn with one ball each: every count from 0 to n is equally likely.
  for (const double k : {0.0, 3.0, 5.0}) EXPECT_NEAR(dirichlet_multinomial({{k, 5 - k}, {1, 1}}, 2), std::log(1.0 / 6), 1e-12);
}

}  // namespace
}  // namespace fulcrum
