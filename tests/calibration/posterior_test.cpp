// Posteriors of the model: planted values come back, threads and kills change nothing, scales are integrated out.
#include <gtest/gtest.h>

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "output/files/file_error.h"
#include "sim/calibration/posterior_tables.h"
#include "sim/sweep/journal.h"
#include "sim/terminal/interrupt.h"
#include "tests/calibration/planted_records.h"

namespace fulcrum {
namespace {

using Rule = boost::math::quadrature::gauss_kronrod<double, 31>;

double log_normal(double x, double mean, double sd) {
  return -(x - mean) * (x - mean) / (2 * sd * sd) - std::log(sd) - std::log(2 * std::numbers::pi) / 2;
}

// Counts of three months, one of them 0.
const SeenMonths kSeen{{1, 2, 4}, {40, 0, 25}};
const std::vector<double> kQuantity{.2, .5, .3, .4, .6, .7};
constexpr ScalePrior kPrior{3.5, .8, .4};

double likelihood(const RecordError& error, std::span<const double> z) {
  double sum = 0;
  for (std::size_t i = 0; i < kSeen.months.size(); ++i)
    sum += log_likelihood({.kind = error.kind, .size = error.size, .spread = error.size}, kSeen.values[i],
                          std::exp(z[i]) * kQuantity[static_cast<std::size_t>(kSeen.months[i])] + kPrior.offset);
  return sum;
}

TEST(ScaleIntegral, OfAConstantScaleIsThatOfQuadrature) {
  for (const ErrorKind kind : {ErrorKind::kNegativeBinomial, ErrorKind::kPoisson, ErrorKind::kNormal}) {
    const RecordError error{kind, kind == ErrorKind::kNormal ? 12.0 : 1.5, 0};
    const double exact = std::log(Rule::integrate(
        [&](double z) {
          const double all[] = {z, z, z};
          return std::exp(likelihood(error, all) + log_normal(z, kPrior.log_mean, kPrior.log_sd));
        },
        kPrior.log_mean - 8, kPrior.log_mean + 6, 10, 1e-10));
    // Laplace's approximation leaves out what is of the order of one over the number of months, of which there are three.
    EXPECT_NEAR(ScaleIntegral(error, kPrior, kSeen, kQuantity).log_likelihood(), exact, .1);
  }
}

TEST(ScaleIntegral, OfADriftingScaleIsThatOfQuadrature) {
  const RecordError error{ErrorKind::kNegativeBinomial, 3, .3};
  // Scales at months 1, 2 and 4, on a grid of a sixth of the drift; the step over month 3 has twice the variance.
  constexpr double kStep = .05;
  double sum = 0;
  for (double a = kPrior.log_mean - 4; a < kPrior.log_mean + 4; a += kStep)
    for (double b = a - 1.5; b < a + 1.5; b += kStep)
      for (double c = b - 2; c < b + 2; c += kStep) {
        const double z[] = {a, b, c};
        sum += std::exp(likelihood(error, z) + log_normal(a, kPrior.log_mean, kPrior.log_sd) + log_normal(b, a, error.drift) +
                        log_normal(c, b, error.drift * std::sqrt(2)));
      }
  const double exact = std::log(sum * kStep * kStep * kStep);
  EXPECT_NEAR(ScaleIntegral(error, kPrior, kSeen, kQuantity).log_likelihood(), exact, .08);
}

TEST(ScaleIntegral, OfHardlyAnyDriftIsThatOfNone) {
  const RecordError none{ErrorKind::kNegativeBinomial, 3, 0}, hardly{ErrorKind::kNegativeBinomial, 3, 1e-4};
  EXPECT_NEAR(ScaleIntegral(hardly, kPrior, kSeen, kQuantity).log_likelihood(),
              ScaleIntegral(none, kPrior, kSeen, kQuantity).log_likelihood(), 1e-3);
}

TEST(ScaleIntegral, DrawsGoOnAsARandomWalkAfterTheLastMonthSeen) {
  const RecordError error{ErrorKind::kNegativeBinomial, 3, .2};
  const ScaleIntegral integral(error, kPrior, kSeen, kQuantity);
  KeyedEngine engine = keyed_engine(4, "test.scales", 0);
  boost::random::normal_distribution<double> normal;
  double squares = 0;
  constexpr int kDraws = 4000;
  for (int i = 0; i < kDraws; ++i) {
    const std::vector<double> z = integral.draw(14, [&] { return normal(engine); });
    squares += (z[13] - z[4]) * (z[13] - z[4]) / kDraws;
  }
  EXPECT_NEAR(std::sqrt(squares / 9), .2, .01);  // nine steps
}

// Planted records of the core: an hour of weeks would tell more, this tells enough.
constexpr int kWeeks = 80;
constexpr SmcSettings kSmall{.seed = 3, .particles = 48, .moves = 3};

class PlantedPosterior : public ::testing::Test {
 protected:
  PlantedPosterior() {
    const PosteriorTask believed(task_, ScaleDrift::kRandomWalk, testing_support::planted_priors(task_));
    KeyedEngine engine = keyed_engine(9, "planted", 0);
    testing_support::plant(task_, believed, std::vector<double>(believed.coordinates(), .5), engine);
  }
  PosteriorTask told() const { return {task_, ScaleDrift::kRandomWalk, testing_support::planted_priors(task_)}; }
  CalibrationTask task_ = testing_support::core_task(kWeeks);
};

TEST_F(PlantedPosterior, HasTheSameBitsForAnyNumberOfThreads) {
  const PosteriorTask task = told();
  const Posterior one = sample_posterior(task, {kSmall, 2, 1}), three = sample_posterior(task, {kSmall, 2, 3});
  for (std::size_t r = 0; r < 2; ++r) {
    EXPECT_EQ(one.repetitions[r].points, three.repetitions[r].points);
    EXPECT_EQ(one.repetitions[r].log_evidence, three.repetitions[r].log_evidence);
  }
  EXPECT_NE(one.repetitions[0].points, one.repetitions[1].points) << "repetitions are independent";
}

TEST_F(PlantedPosterior, GoesOnFromItsJournalWhereverItWasKilled) {
  const PosteriorTask task = told();
  const Posterior whole = sample_posterior(task, {kSmall, 2, 1});
  const std::filesystem::path path = ::testing::TempDir() + "/posterior_test.journal";
  std::filesystem::remove(path);
  const PosteriorJournal journal{path, {{"what", "planted"}}};
  int asked = 0, starts = 0;
  Posterior found;
  // Ended after every fifth batch of evaluations, until it gets through.
  for (bool done = false; !done; ++starts) {
    asked = 0;
    try {
      found = sample_posterior(task, {kSmall, 2, 1}, journal, [&] { return ++asked % 9 == 0; });
      done = true;
    } catch (const Interrupted&) {
    }
    ASSERT_LT(starts, 500);
  }
  EXPECT_GT(starts, 3);
  EXPECT_EQ(found.repetitions[0].points, whole.repetitions[0].points);
  EXPECT_EQ(found.repetitions[1].points, whole.repetitions[1].points);
  EXPECT_EQ(found.evidence.log_mean, whole.evidence.log_mean);
  EXPECT_THROW(sample_posterior(task, {kSmall, 2, 1}, {path, {{"what", "another"}}}), FileError);
  std::filesystem::remove(path);
}

TEST_F(PlantedPosterior, OfRecordsThatSayNothingIsThePrior) {
  for (Record& record : task_.records) record.months.clear();
  task_.records.resize(1);
  task_.records.front().months = {{0, 1, DataSplit::kTrain}};
  std::vector<RecordPrior> priors = testing_support::planted_priors(task_);
  priors.front().seen = {};
  const PosteriorTask task(task_, ScaleDrift::kNone, priors);
  const Posterior posterior = sample_posterior(task, {{.seed = 3, .particles = 400, .moves = 1}, 1, 2});
  const auto tables = posterior_tables(task, posterior, {}, {});
  const auto& says = std::get<std::vector<std::string>>(tables[1].columns[7].values);
  for (const std::string& word : says) EXPECT_EQ(word, "as believed before");
  EXPECT_NEAR(posterior.evidence.log_mean, 0, 1e-9);
}

TEST(SimulationBasedCalibration, RanksOfWhatWasPlantedAreNotAllOnOneSide) {
  constexpr int kDataSets = 12, kDraws = 31;
  const auto ranks = testing_support::planted_ranks(60, kDataSets, kDraws, ScaleDrift::kRandomWalk, {.particles = 48, .moves = 3});
  double sum = 0;
  for (const auto& of : ranks)
    for (const int rank : of) sum += (rank + .5) / (kDraws + 1.0);
  // The mean of 12 data sets x 16 coordinates, whose ranks within a data set hardly depend on each other: standard error .02.
  EXPECT_NEAR(sum / static_cast<double>(kDataSets * ranks.size()), .5, .08);
}

TEST(ThinnedRows, AreTakenAsOftenAsTheirWeightsSay) {
  const std::vector<std::size_t> rows = thinned_rows({1, 2, 5}, 80, 7);
  EXPECT_NEAR(static_cast<double>(std::count(rows.begin(), rows.end(), 2U)), 50, 1);
  EXPECT_NEAR(static_cast<double>(std::count(rows.begin(), rows.end(), 0U)), 10, 1);
}

TEST(WeightedQuantile, CountsWeightsAndNotRows) {
  EXPECT_EQ(weighted_quantile({3, 1, 2}, {.6, .2, .2}, .5), 3);
  EXPECT_EQ(weighted_quantile({3, 1, 2}, {.2, .4, .4}, .5), 2);
}

}  // namespace
}  // namespace fulcrum
