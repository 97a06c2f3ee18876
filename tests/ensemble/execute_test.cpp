// The one road from a plan to a sink: every run once and in order, whatever the threads, the checkpoints and the interruptions.
#include "sim/ensemble/execute.h"

#include <gtest/gtest.h>

#include <numeric>
#include <stdexcept>

#include "tests/support/default_setup.h"
#include "tests/support/planted_points.h"

namespace fulcrum {
namespace {

Plan plan_of(std::vector<double> gains = {2, 5}) {
  fulcrum::Setup setup = testing_support::default_setup(), quiet = setup;
  setup.weeks = quiet.weeks = 20;
  quiet.levers[kLever_rhetoric] = 0;
  return {{{"status_quo", setup}, {"quiet", quiet}}, 6, 7, true, std::make_shared<testing_support::PlantedPoints>(std::move(gains))};
}

/// Notes what it is given.
class Notes final : public Sink {
 public:
  explicit Notes(bool checkpoints = false) : checkpoints_(checkpoints) {}
  void take(const Batch& batch, std::int64_t failed) override {
    for (int i = 0; i < batch.runs; ++i) runs.push_back(batch.first + i);
    values.insert(values.end(), batch.outcomes.begin(), batch.outcomes.end());
    failed_before.push_back(failed);
  }
  bool has_checkpoints() const override { return checkpoints_; }
  void checkpoint(std::int64_t done, std::int64_t, const std::vector<Summary>& summaries) override {
    EXPECT_EQ(done, static_cast<std::int64_t>(runs.size())) << "all before the checkpoint were taken";
    EXPECT_EQ(summaries[0].runs() + summaries[1].runs(), runs.size());
    stops.push_back(done);
  }
  std::vector<std::int64_t> runs, stops, failed_before;
  std::vector<double> values;

 private:
  bool checkpoints_;
};

/// A plan with what is recorded of it.
struct Recorded {
  Plan plan = plan_of();
  Selection selection{core_series(), plan.theatre()};
  std::vector<Outcome> outcomes{find_outcome("direct_mean")};
  Execution execution(int jobs = 1) const {
    EnsembleOptions options;
    options.jobs = jobs;
    options.runs_per_batch = 4;
    options.summary_columns = selection.columns().size();
    return {plan, selection, outcomes, options};
  }
};

std::vector<std::vector<std::byte>> bytes_of(const std::vector<Summary>& summaries) {
  std::vector<std::vector<std::byte>> bytes;
  for (const Summary& summary : summaries) bytes.push_back(summary.bytes());
  return bytes;
}

TEST(Execute, HandsOverEveryRunOnceInOrderWithAnyNumberOfThreads) {
  const Recorded recorded;
  Notes one;
  const Executed alone = execute(recorded.execution(), one);
  std::vector<std::int64_t> all(24);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_EQ(one.runs, all);
  EXPECT_EQ(alone.done, 24);
  for (const int jobs : {2, 5}) {
    Notes notes;
    EXPECT_EQ(bytes_of(execute(recorded.execution(jobs), notes).summaries), bytes_of(alone.summaries)) << jobs;
    EXPECT_EQ(notes.runs, all) << jobs;
    EXPECT_EQ(notes.values, one.values) << jobs;
  }
}

TEST(Execute, CheckpointsComeAfterWholeBatchesAndChangeNothing) {
  const Recorded recorded;
  Notes without, with(true);
  const Executed plain = execute(recorded.execution(), without);
  Execution execution = recorded.execution();
  execution.checkpoint_batches = 2;
  execution.last = 21;
  const Executed safe = execute(execution, with);
  EXPECT_EQ(with.stops, (std::vector<std::int64_t>{8, 16, 21}));
  EXPECT_EQ(safe.done, 21);
  execution.first = 21;
  execution.last = {};
  execution.before = safe.summaries;
  Notes rest;
  EXPECT_EQ(bytes_of(execute(execution, rest).summaries), bytes_of(plain.summaries)) << "in two parts";
  with.values.insert(with.values.end(), rest.values.begin(), rest.values.end());
  EXPECT_EQ(with.values, without.values);
}

TEST(Execute, AnInterruptionLeavesAPrefixFromWhichTheRestFollows) {
  const Recorded recorded;
  Notes whole, part;
  const Executed all = execute(recorded.execution(), whole);
  Execution execution = recorded.execution();
  execution.options.interrupted = [&] { return part.runs.size() >= 8; };
  const Executed first = execute(execution, part);
  ASSERT_LT(first.done, 24);
  EXPECT_EQ(first.done, static_cast<std::int64_t>(part.runs.size()));
  execution.options.interrupted = {};
  execution.first = first.done;
  execution.before = first.summaries;
  const Executed rest = execute(execution, part);
  EXPECT_EQ(part.runs, whole.runs);
  EXPECT_EQ(part.values, whole.values);
  EXPECT_EQ(bytes_of(rest.summaries), bytes_of(all.summaries));
}

TEST(Execute, ComputesNothingWhereItIsInterruptedBeforeTheFirstBatch) {
  for (const bool checkpoints : {false, true}) {
    const Recorded recorded;
    Notes notes(checkpoints);
    Execution execution = recorded.execution();
    execution.options.interrupted = [] { return true; };
    EXPECT_EQ(execute(execution, notes).done, 0);
    EXPECT_TRUE(notes.runs.empty() && notes.stops.empty());
  }
}

TEST(Execute, CountsRunsThatFailAndLeavesThemOutOfSummaries) {
  const Recorded recorded{.plan = plan_of({2, -1, 5})};
  Notes notes;
  const Executed executed = execute(recorded.execution(), notes);
  EXPECT_EQ(executed.failed, 12) << "both policies' replicates at the second point";
  EXPECT_EQ(executed.summaries[0].runs(), 12U);
  EXPECT_EQ(notes.failed_before.front(), 0);
  EXPECT_EQ(notes.failed_before.back(), 12);
  for (std::size_t run = 0; run < 36; ++run) EXPECT_EQ(std::isnan(notes.values[run]), run >= 12 && run < 24) << run;
}

TEST(Execute, EndsWithTheErrorOfItsSink) {
  const Recorded recorded;
  int taken = 0;
  TakeEach sink([&](const Batch&, std::int64_t) {
    if (++taken == 2) throw std::runtime_error("the disk is full");
  });
  EXPECT_THROW(execute(recorded.execution(3), sink), std::runtime_error);
  EXPECT_EQ(taken, 2);
}

}  // namespace
}  // namespace fulcrum
