// Simulation-based calibration: 200 data sets drawn from the prior; the posterior knows of each what it says it knows.
#include <gtest/gtest.h>

#include <boost/math/distributions/chi_squared.hpp>

#include "tests/calibration/planted_records.h"

namespace fulcrum {
namespace {

constexpr int kWeeks = 130, kDataSets = 200, kDraws = 63, kBins = 8;

double evenness(const std::vector<int>& ranks) {
  std::vector<double> counts(kBins);
  for (const int rank : ranks) counts[static_cast<std::size_t>(rank * kBins / (kDraws + 1))] += 1;
  const double expected = static_cast<double>(ranks.size()) / kBins;
  double sum = 0;
  for (const double count : counts) sum += (count - expected) * (count - expected) / expected;
  return boost::math::cdf(boost::math::complement(boost::math::chi_squared(kBins - 1), sum));
}

TEST(Recovery, RanksOfWhatWasPlantedAreUniformForEveryParameterAndDispersion) {
  const auto ranks = testing_support::planted_ranks(kWeeks, kDataSets, kDraws, ScaleDrift::kRandomWalk, {.particles = 160, .moves = 6});
  CalibrationTask task = testing_support::core_task(kWeeks);
  const std::vector<std::string> names = PosteriorTask(task, ScaleDrift::kRandomWalk, testing_support::planted_priors(task)).names();
  for (std::size_t c = 0; c < names.size(); ++c) {
    const double p = evenness(ranks[c]);
    std::printf("%-36s p = %.3f\n", names[c].c_str(), p);
    EXPECT_GT(p, .01) << names[c];
  }
}

}  // namespace
}  // namespace fulcrum
