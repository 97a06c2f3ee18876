// Replicates until certain: realised errors of repeated looking, against those of a t-test repeated naively.
#include "sim/statistics/sequential_interval.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "models/numbers/normal_quantile.h"
#include "models/stream.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing::Optional;

constexpr int kSequences = 2000, kLength = 1200;
/// If each of 2,000 sequences errs with probability 0.05, the share that errs has a standard error of sqrt(0.05*0.95/2000) = 0.0049: more
/// than three of them above 0.05 happens once in a thousand.
constexpr double kNominal = .05, kTolerated = .05 + 3 * .0049;

/// Differences that a law of distribution makes of uniforms, one sequence a number.
template <class Quantile>
std::vector<double> sequence(int number, Quantile quantile) {
  Stream stream({99, static_cast<std::uint64_t>(number)}, Purpose::kDesign, entity_of("stopping_test"));
  std::vector<double> values;
  for (int i = 0; i < kLength; ++i) values.push_back(quantile(stream.uniform(i)));
  return values;
}

double normal(double u) { return normal_quantile(u); }
double skewed(double u) { return -std::log(u) - 1; }                         // exponential, mean 0
double rare(double u) { return u < .05 ? 1 : 0; }                            // the policy matters in one future of twenty; mean 0.05
double two_sided(double u) { return u < .1 ? -1.0 : (u < .2 ? 1.0 : 0.0); }  // mean 0

/// Share of sequences of which the interval at some look misses the mean.
template <class Quantile, class IntervalAt>
double share_that_errs(Quantile quantile, double mean, IntervalAt interval_at, int sequences = kSequences) {
  int errors = 0;
  for (int number = 0; number < sequences; ++number) {
    const auto values = sequence(number, quantile);
    for (const int size : look_sizes(kLength)) {
      const Interval interval = interval_at(std::span(values).first(static_cast<std::size_t>(size)));
      if (interval.low <= mean && mean <= interval.high) continue;
      ++errors;
      break;
    }
  }
  return static_cast<double>(errors) / sequences;
}

Interval by_sequence(std::span<const double> values) { return normal_sequence_interval(values, .95); }
Interval by_repeated_t(std::span<const double> values) {
  const auto n = static_cast<double>(values.size());
  double sum = 0, squares = 0;
  for (const double x : values) sum += x;
  for (const double x : values) squares += (x - sum / n) * (x - sum / n);
  const double half = boost::math::quantile(boost::math::students_t(n - 1), .975) * std::sqrt(squares / (n - 1) / n);
  return {sum / n, sum / n - half, sum / n + half};
}

TEST(NormalSequence, ErrsNoMoreThanItSaysOverAllLooks) { EXPECT_LE(share_that_errs(normal, 0, by_sequence), kNominal); }

TEST(NormalSequence, IsWhatARepeatedTTestIsNot) {
  // 18 looks at 5 % each: the naive error is several times the nominal one (Armitage, McPherson and Rowe 1969: 0.25 for 20 looks at equal
  // steps, somewhat less at growing ones).
  EXPECT_GT(share_that_errs(normal, 0, by_repeated_t), 3 * kNominal);
}

TEST(NormalSequence, ErrsNoMoreThanItSaysForSkewedAndForLumpyDifferences) {
  EXPECT_LE(share_that_errs(skewed, 0, by_sequence), kTolerated);
  EXPECT_LE(share_that_errs(two_sided, 0, by_sequence), kTolerated);
}

TEST(NormalSequence, IsTheClosedFormAtOneLook) {
  // n = 4, squares = 10, mean 0, alpha = 0.5, g = 16/20: K = (1/(alpha^2 g))^(1/4) = 5^(1/4); half width
  // sqrt(squares/n (K - 1)/(1 - g K)) has no real value, since g K = 1.196 > 1. With n = 16, g = 1/2, K = 8^(1/16) it has.
  const std::vector<double> four{-2, -1, 1, 2};
  EXPECT_TRUE(std::isinf(normal_sequence_interval(four, .5).high));
  std::vector<double> sixteen;
  for (int i = 0; i < 16; ++i) sixteen.push_back(i % 2 == 0 ? 1 : 3);
  const double k = std::pow(8, 1.0 / 16);
  const Interval interval = normal_sequence_interval(sixteen, .5);
  EXPECT_DOUBLE_EQ(interval.mean, 2);
  EXPECT_NEAR(interval.high - 2, std::sqrt((k - 1) / (1 - k / 2)), 1e-13);
  EXPECT_NEAR(2 - interval.low, std::sqrt((k - 1) / (1 - k / 2)), 1e-13);
}

TEST(NormalSequence, CostsLessThanTwiceTheWidthOfAnIntervalForOneLook) {
  const auto values = sequence(1, normal);
  for (const int size : look_sizes(kLength)) {
    const auto so_far = std::span(values).first(static_cast<std::size_t>(size));
    const Interval all = by_sequence(so_far), one = by_repeated_t(so_far);
    EXPECT_LT(all.high - all.low, 1.8 * (one.high - one.low)) << size;
    EXPECT_GT(all.high - all.low, 1.4 * (one.high - one.low)) << size;
  }
}

TEST(BoundedSequence, ErrsNoMoreThanItSaysWhateverTheDistribution) {
  const DifferenceRange range{-1, 1};
  const auto by_betting = [&](std::span<const double> values) { return bounded_sequence_interval(values, range, .95); };
  EXPECT_LE(share_that_errs(two_sided, 0, by_betting, 500), kNominal);
  EXPECT_LE(share_that_errs(rare, .05, by_betting, 500), kNominal);
}

TEST(BoundedSequence, NarrowsWithTheSpreadOfTheValuesAndNotOnlyWithTheirRange) {
  const auto narrow = sequence(1, [](double u) { return .02 * (u - .5); });
  const auto wide = sequence(1, [](double u) { return 1.8 * (u - .5); });
  const Interval of_narrow = bounded_sequence_interval(narrow, {-1, 1}, .95), of_wide = bounded_sequence_interval(wide, {-1, 1}, .95);
  EXPECT_LT(of_narrow.high - of_narrow.low, (of_wide.high - of_wide.low) / 5);
  EXPECT_LT(of_narrow.low, 0);
  EXPECT_GT(of_narrow.high, 0);
}

TEST(BoundedSequence, MirrorsWithItsValues) {
  auto values = sequence(1, two_sided);
  values.resize(200);
  const Interval interval = bounded_sequence_interval(values, {-1, 1}, .95);
  for (double& x : values) x = -x;
  const Interval mirrored = bounded_sequence_interval(values, {-1, 1}, .95);
  EXPECT_NEAR(mirrored.low, -interval.high, 1e-11);
  EXPECT_NEAR(mirrored.high, -interval.low, 1e-11);
}

TEST(BoundedSequence, RefusesAValueOutsideItsRange) {
  EXPECT_THROW(bounded_sequence_interval(std::vector<double>{0, 1.5}, {-1, 1}, .95), std::domain_error);
}

TEST(LookSizes, GrowByAQuarterAndEndAtTheMaximum) {
  EXPECT_THAT(look_sizes(100), ElementsAre(32, 40, 48, 56, 64, 80, 96, 100));
  EXPECT_THAT(look_sizes(32), ElementsAre(32));
  const auto sizes = look_sizes(std::numeric_limits<int>::max());
  EXPECT_EQ(sizes.back(), std::numeric_limits<int>::max());
  EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
}

TEST(LookSizes, AreTheSameForALargerMaximumUpToTheLast) {
  auto few = look_sizes(1000);
  const auto many = look_sizes(100000);
  few.pop_back();
  EXPECT_TRUE(std::equal(few.begin(), few.end(), many.begin()));
}

// With sd 1 and three times 1/sqrt(n), a half width of 0.25 needs some 150 values.
TEST(StoppingTime, IsCertainAtTheFirstLookWhereTheHalfWidthIsReached) {
  const StopRule rule{.half_width = .25, .max_replicates = kLength};
  const auto values = sequence(1, normal);
  const StoppingTime end = stopping_time(rule, values);
  EXPECT_EQ(end.look.certainty, Certainty::kCertain);
  EXPECT_LE((end.look.interval.high - end.look.interval.low) / 2, .25);
  EXPECT_GT(end.replicates, 96);
  EXPECT_LT(end.replicates, 264);
  for (const int size : look_sizes(kLength)) {
    if (size >= end.replicates) break;
    EXPECT_EQ(look(rule, std::span(values).first(static_cast<std::size_t>(size))).certainty, Certainty::kMore) << size;
  }
}

TEST(StoppingTime, IsUndecidedAtTheMaximumAndSaysSo) {
  const StoppingTime end = stopping_time({.half_width = .01, .max_replicates = kLength}, sequence(1, normal));
  EXPECT_EQ(end.look.certainty, Certainty::kUndecided);
  EXPECT_EQ(end.replicates, kLength);
}

TEST(StoppingTime, WantsMoreWhenTheDifferencesEndBeforeTheMaximum) {
  const StoppingTime end = stopping_time({.half_width = .01, .max_replicates = 10 * kLength}, sequence(1, normal));
  EXPECT_EQ(end.look.certainty, Certainty::kMore);
  EXPECT_EQ(end.replicates, 968);
}

// A true difference of 0 is called a difference in at most 5 % of 2,000 sweeps; one of 0.3 standard deviations is found, with its sign, in
// nearly all: the half width at 1,200 is 0.09.
TEST(StoppingTime, FindsSignsThatAreThereAndSeldomOthers) {
  const StopRule rule{.sign = true, .max_replicates = kLength};
  int false_alarms = 0, found = 0, wrong = 0;
  for (int number = 0; number < kSequences; ++number) {
    auto values = sequence(number, normal);
    false_alarms += stopping_time(rule, values).look.certainty == Certainty::kSignKnown ? 1 : 0;
    for (double& x : values) x += .3;
    const Look end = stopping_time(rule, values).look;
    found += end.certainty == Certainty::kSignKnown ? 1 : 0;
    wrong += end.certainty == Certainty::kSignKnown && end.interval.high < 0 ? 1 : 0;
  }
  EXPECT_LE(false_alarms, kNominal * kSequences);
  EXPECT_GT(found, .999 * kSequences);
  EXPECT_LE(wrong, kNominal / 2 * kSequences);
}

// A half width claimed at the stopping_time time holds: the mean lies within it of the truth in at least 95 % of the sweeps.
TEST(StoppingTime, ClaimsHalfWidthsThatHoldAtTheTimeOfStopping) {
  for (const auto& [quantile, mean] : {std::pair{&normal, 0.0}, {&skewed, 0.0}, {&rare, .05}, {&two_sided, 0.0}}) {
    int errors = 0;
    for (int number = 0; number < kSequences; ++number) {
      const Look end = stopping_time({.half_width = .1, .max_replicates = kLength}, sequence(number, *quantile)).look;
      errors += std::abs(end.interval.mean - mean) > (end.interval.high - end.interval.low) / 2 ? 1 : 0;
    }
    EXPECT_LE(errors, kTolerated * kSequences);
  }
}

TEST(StoppingTime, DoesNotTrustDifferencesThatAreAllAlikeBeforeARareOneWouldHaveShown) {
  // 0.99^298 > 0.05 > 0.99^299: a share of one in a hundred may still hide among 298.
  const StopRule rule{.half_width = .01, .max_replicates = kLength};
  EXPECT_EQ(look(rule, std::vector<double>(298, 0.0)).certainty, Certainty::kMore);
  EXPECT_EQ(look(rule, std::vector<double>(299, 0.0)).certainty, Certainty::kCertain);
  std::vector<double> few(298, 0.0);
  std::fill(few.begin(), few.begin() + 9, 1e-6);
  EXPECT_EQ(look(rule, few).certainty, Certainty::kMore);
  few[9] = 1e-6;
  EXPECT_EQ(look(rule, few).certainty, Certainty::kCertain);
}

/// The first values of a planted law.
template <class Quantile>
std::vector<double> first(int count, Quantile quantile) {
  auto values = sequence(3, quantile);
  values.resize(static_cast<std::size_t>(count));
  return values;
}

TEST(Doubt, SkewedDifferencesNeedAsManyAsCochranSays) {
  EXPECT_EQ(doubt_of(first(32, skewed)), Doubt::kSkewed);  // skewness 2 needs 100
  EXPECT_EQ(doubt_of(first(1000, skewed)), Doubt::kNone);
}

TEST(Doubt, JumpsBesideOneCommonValueAreSaid) {
  EXPECT_EQ(doubt_of(first(1000, two_sided)), Doubt::kJumps);  // symmetric: no skewness shows it
  EXPECT_EQ(doubt_of(first(200, rare)), Doubt::kSkewed);
}

TEST(Doubt, NormalDifferencesAndThoseThatAreAllAlikeRaiseNone) {
  int doubts = 0;
  for (int number = 0; number < kSequences; ++number) {
    const auto values = sequence(number, normal);
    doubts += doubt_of(std::span(values).first(32)) == Doubt::kNone ? 0 : 1;
  }
  EXPECT_LT(doubts, kSequences * kNominal);
  EXPECT_EQ(doubt_of(std::vector<double>(50, .25)), Doubt::kNone);
}

TEST(Doubt, IsToldWithALookUnlessARangeMakesItNeedless) {
  const auto values = first(32, skewed);
  EXPECT_EQ(look({.half_width = 10}, values).doubt, Doubt::kSkewed);
  EXPECT_EQ(look({.half_width = 10, .range = DifferenceRange{-10, 100}}, values).doubt, Doubt::kNone);
}

TEST(StoppingTime, LeavesOutFailedReplicates) {
  auto values = sequence(1, normal);
  values.resize(64);
  auto with_failures = values;
  with_failures.insert(with_failures.begin() + 10, std::numeric_limits<double>::quiet_NaN());
  const StopRule rule{.half_width = .01, .max_replicates = kLength};
  EXPECT_EQ(look(rule, with_failures).interval.high, look(rule, values).interval.high);
  EXPECT_EQ(look(rule, with_failures).pairs, 64);
  EXPECT_EQ(look(rule, std::vector<double>(64, std::numeric_limits<double>::quiet_NaN())).certainty, Certainty::kMore);
}

TEST(StoppingTime, RefusesARuleThatMakesNoSense) {
  EXPECT_EQ(problem(StopRule{.half_width = .01}), std::nullopt);
  EXPECT_THAT(problem(StopRule{}), Optional(std::string("give a stopping rule: half_width, or sign = true")));
  EXPECT_THAT(problem(StopRule{.half_width = 0}), Optional(std::string("half_width = 0 must be a finite number above 0")));
  EXPECT_THAT(problem(StopRule{.sign = true, .confidence = 95}), Optional(std::string("confidence = 95 must lie between 0.5 and 0.9999")));
  EXPECT_THAT(problem(StopRule{.sign = true, .max_replicates = 20}),
              Optional(std::string("max_replicates = 20 must be at least 32, the number at the first look")));
  EXPECT_THAT(problem(StopRule{.sign = true, .range = DifferenceRange{1, 0}}),
              Optional(std::string("the range of a difference must be finite with low below high, not 1 to 0")));
}

}  // namespace
}  // namespace fulcrum
