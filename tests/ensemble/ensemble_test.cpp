// Ensembles: summaries are the same bytes whether each thread keeps its own or all take turns on one.
#include "sim/ensemble/ensemble.h"

#include <gtest/gtest.h>

#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

std::vector<std::vector<std::byte>> summaries(int jobs, std::size_t bytes_a_thread) {
  Setup quiet = testing_support::default_setup();
  quiet.levers[kLever_rhetoric] = 0;
  const Plan plan({{"status_quo", testing_support::default_setup()}, {"quiet", quiet}}, 40, 7, true);
  const Selection selection(core_series(), plan.theatre());
  EnsembleOptions options;
  options.jobs = jobs;
  options.runs_per_batch = 8;
  options.summary_columns = selection.columns().size();
  options.summary_bytes_a_thread = bytes_a_thread;
  const std::vector<Outcome> outcomes;
  Ensemble ensemble(plan, selection, outcomes, options);
  std::vector<std::vector<std::byte>> all;
  for (const std::int64_t last : {std::int64_t{24}, plan.runs()}) {  // asked for on the way too
    ensemble.run(last == 24 ? 0 : 24, last, [](const Batch&) {});
    for (const Summary& summary : ensemble.summaries()) all.push_back(summary.bytes());
  }
  return all;
}

TEST(Ensemble, SummarisesToTheSameBytesWhereThreadsShareASummary) {
  const auto own = summaries(1, SIZE_MAX);
  EXPECT_NE(own[2], own[3]) << "the two policies differ";
  for (const int jobs : {1, 2, 5}) {
    EXPECT_EQ(summaries(jobs, SIZE_MAX), own) << jobs;
    EXPECT_EQ(summaries(jobs, 0), own) << jobs;
  }
}

}  // namespace
}  // namespace fulcrum
