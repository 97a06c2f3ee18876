// Summaries of unbounded series, whose values may be tiny or huge, against the same statistics of the values themselves.
#include "sim/statistics/summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "models/stream.h"
#include "sim/statistics/moments.h"

namespace fulcrum {
namespace {

/// An unbounded series of the host's theatre in two weeks, and values of many runs of a given size and spread.
class UnboundedSeries : public testing::TestWithParam<std::pair<double, double>> {
 protected:
  UnboundedSeries() : selection_({find_series("burden")}, {}) {
    Stream stream({5, 1}, Purpose::kDesign, entity_of("summary_test"));
    for (int i = 0; i < static_cast<int>(2 * kRuns); ++i) values_.push_back(GetParam().first + GetParam().second * stream.uniform(i));
  }
  Summary summary_of(std::size_t block) const {
    Summary summary(selection_, 1, 2);
    std::vector<const double*> runs;
    for (std::size_t r = 0; r < kRuns; ++r) {
      runs.push_back(values_.data() + 2 * r);
      if (runs.size() == block || r + 1 == kRuns) {
        summary.add(runs, 2);
        runs.clear();
      }
    }
    return summary;
  }
  Moments stored(std::size_t week) const {
    std::vector<double> values;
    for (std::size_t r = 0; r < kRuns; ++r) values.push_back(values_[2 * r + week]);
    return Moments(values);
  }

  static constexpr std::size_t kRuns = 700;
  Selection selection_;
  std::vector<double> values_;
};

TEST_P(UnboundedSeries, MeanAndDeviationAreThoseOfTheValues) {
  const Summary summary = summary_of(kRuns);
  for (int week : {0, 1}) {
    const Moments values = stored(static_cast<std::size_t>(week));
    const double sd = std::sqrt(values.squares() / (values.count() - 1));
    EXPECT_NEAR(summary.mean(0, week), values.mean(), 1e-9 * std::abs(values.mean()));
    EXPECT_NEAR(summary.sd(0, week), sd, 1e-6 * sd);
  }
}

TEST_P(UnboundedSeries, BlocksOfRunsChangeNoBit) {
  const Summary whole = summary_of(kRuns);
  for (const std::size_t block : {std::size_t{1}, std::size_t{64}}) EXPECT_EQ(summary_of(block).bytes(), whole.bytes());
}

// Quiet weeks, a few attacks, persons, and more than two integers of 64 bits hold in one block.
INSTANTIATE_TEST_SUITE_P(Of, UnboundedSeries,
                         testing::Values(std::pair{0.0, 1e-5}, std::pair{0.0, 3e-4}, std::pair{.01, .02}, std::pair{150.0, 40.0},
                                         std::pair{1e5, 5e4}, std::pair{5e6, 2e7}));

}  // namespace
}  // namespace fulcrum
