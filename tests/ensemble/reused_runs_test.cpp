// Runs of an earlier, smaller sweep stand for runs of a larger one: to the bit, and only where they are the same runs.
#include "sim/ensemble/reused_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "output/files/file_error.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/storing.h"
#include "tests/output/test_folder.h"
#include "tests/support/default_setup.h"
#include "tests/support/planted_file.h"
#include "tests/support/planted_points.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

// The policies have a rule that fires at once, so that there are events.
Plan plan_of(std::vector<double> gains, int replicates) {
  using Op = Expression::Op;
  fulcrum::Setup setup = testing_support::default_setup();
  setup.weeks = 12;
  setup.rules = {{.name = "always", .when = Expression({{.op = Op::kNumber, .number = 1}}, {})}};
  fulcrum::Setup quiet = setup;
  quiet.levers[kLever_rhetoric] = 0;
  return {
      {{"status_quo", setup}, {"quiet", quiet}}, replicates, 7, true, std::make_shared<testing_support::PlantedPoints>(std::move(gains))};
}

const std::vector<Outcome> kOutcomes{find_outcome("direct_mean"), find_outcome("cost")};

Batch computed(const Plan& plan, std::vector<std::uint8_t> known = {}) {
  const Selection selection(core_series(), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, kOutcomes, Kernel::kScalar).compute(0, static_cast<int>(plan.runs()), batch, std::move(known));
  return batch;
}

std::filesystem::path written(const Plan& plan, Store store, const testing_support::TestFolder& folder) {
  const Batch batch = computed(plan);
  ResultsLayout layout = testing_support::layout_of(plan);
  layout.store = store;
  layout.compression = Compression::kNone;
  layout.outcomes = outcome_infos(kOutcomes);
  if (store == Store::kTrajectories) layout.series = stored_series(core_series(), plan.theatre());
  const auto path = folder / "small.h5";
  ResultsFile file = ResultsFile::create(path, layout, Existing::kReplace, Unfinished::kRemove);
  store_batch(plan, batch, 0, store, file);
  file.finish({}, Durability::kProgram);
  return path;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

TEST(ReusedRuns, AreThoseOfTheirPointsPoliciesAndReplicates) {
  const testing_support::TestFolder folder;
  const ReusedRuns reused(written(plan_of({2, 5}, 2), Store::kOutcomes, folder), {2, 2}, 2);
  EXPECT_EQ(reused.count(), 8);
  const Plan large = plan_of({2, 5, 7}, 3);  // one point and one replicate more
  const auto known = reused.known(large, 0, static_cast<int>(large.runs()));
  for (std::int64_t run = 0; run < large.runs(); ++run) {
    const RunPlace at = large.place(run);
    EXPECT_EQ(known[static_cast<std::size_t>(run)], at.point < 2 && at.replicate < 2 ? 1 : 0) << run;
  }
}

TEST(ReusedRuns, FillABatchWithTheSameBitsAsComputingIt) {
  const testing_support::TestFolder folder;
  const ReusedRuns reused(written(plan_of({2, -1}, 2), Store::kTrajectories, folder), {2, 2}, 2);
  const Plan large = plan_of({2, -1, 7}, 3);
  const Batch whole = computed(large);
  Batch batch = computed(large, reused.known(large, 0, static_cast<int>(large.runs())));
  reused.fill(large, batch);
  for (std::size_t i = 0; i < whole.outcomes.size(); ++i) EXPECT_TRUE(same(batch.outcomes[i], whole.outcomes[i])) << i;
  for (std::size_t i = 0; i < whole.recordings.size(); ++i) ASSERT_TRUE(same(batch.recordings[i], whole.recordings[i])) << i;
  EXPECT_EQ(batch.errors, whole.errors);
  EXPECT_THAT(batch.errors[6], HasSubstr("direct.floor"));
  ASSERT_FALSE(whole.events[0].empty());
  for (std::size_t run = 0; run < whole.events.size(); ++run) {
    ASSERT_EQ(batch.events[run].size(), whole.events[run].size()) << run;
    for (std::size_t e = 0; e < whole.events[run].size(); ++e) EXPECT_EQ(batch.events[run][e].week, whole.events[run][e].week);
  }
}

TEST(ReusedRuns, OfAFileOfSummariesAreItsFailures) {
  const testing_support::TestFolder folder;
  const Plan small = plan_of({2, -1}, 2);
  const auto path = folder / "small.h5";
  {
    ResultsLayout layout = testing_support::layout_of(small);
    layout.store = Store::kSummary;
    ResultsFile file = ResultsFile::create(path, layout, Existing::kReplace, Unfinished::kRemove);
    store_batch(small, computed(small), 0, Store::kSummary, file);
    file.finish({}, Durability::kProgram);
  }
  const ReusedRuns reused(path, {2, 2}, 2);
  Batch batch = computed(small, reused.known(small, 0, 8));
  reused.fill(small, batch);
  EXPECT_FALSE(batch.reused_have_series);
  for (std::size_t run = 0; run < 8; ++run) EXPECT_EQ(batch.errors[run].empty(), run < 4) << run;
}

TEST(ReusedRuns, OfAnotherNumberThanTheStudySaysAreRefused) {
  const testing_support::TestFolder folder;
  const auto path = written(plan_of({2, 5}, 2), Store::kOutcomes, folder);
  EXPECT_THAT([&] { ReusedRuns(path, {2, 3}, 2); }, ThrowsMessage<FileError>(AllOf(HasSubstr("small.h5"), HasSubstr("number of runs"))));
}

TEST(ReusedRuns, DoNotFillABatchOfOtherOutcomesOrWeeks) {
  const testing_support::TestFolder folder;
  const ReusedRuns reused(written(plan_of({2}, 2), Store::kOutcomes, folder), {2}, 2);
  const Plan plan = plan_of({2}, 2);
  Batch fewer = computed(plan), longer = fewer;
  fewer.outcomes.resize(4);
  ++longer.weeks;
  EXPECT_THROW(reused.fill(plan, fewer), FileError);
  EXPECT_THROW(reused.fill(plan, longer), FileError);
}

}  // namespace
}  // namespace fulcrum
