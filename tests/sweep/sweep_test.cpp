// A sweep gives the same values in any number of pieces, and leaves what is not its own alone.
#include "sim/sweep/sweep.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/files/file_error.h"
#include "output/results_reader.h"
#include "tests/sweep/written_study.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;
using testing_support::options_for;
using testing_support::TestFolder;
using testing_support::WrittenStudy;

/// Everything of a file but who computed it when: outcomes, series and summaries.
std::vector<double> values_of(const std::string& path) {
  const ResultsReader reader(path, Accept::kComplete, Writer::kThisProcess);
  const std::int64_t runs = reader.layout().runs;
  std::vector<double> all;
  const auto add = [&](const std::vector<double>& values) { all.insert(all.end(), values.begin(), values.end()); };
  for (const OutcomeInfo& outcome : reader.layout().outcomes) add(reader.outcome(outcome, 0, runs));
  for (const StoredSeries& series : reader.layout().series) {
    add(reader.values(series, 0, runs));
    add(reader.summary(series));
  }
  return all;
}

SweepResult swept(const Study& study, const SweepOptions& options, bool resume = false) { return Sweep(study, options).run(resume); }

TEST(Sweep, GivesTheSameValuesWithAnyNumberOfThreads) {
  const TestFolder folder;
  const Study study = testing_support::read(folder, {});
  SweepOptions one = options_for(folder, "one.h5"), three = options_for(folder, "three.h5");
  three.jobs = 3;
  EXPECT_EQ(swept(study, one).done, 12);
  swept(study, three);
  EXPECT_EQ(values_of(one.output), values_of(three.output));
  EXPECT_EQ(folder.files(), 4U) << "two files of results, and the study: no journal is left";
}

TEST(Sweep, ShardsAreAllRunsAndNoneTwice) {
  const TestFolder folder;
  const Study study = testing_support::read(folder, {.gains = {1, 2, 3, 4, 5, 6, 7}});
  const std::int64_t all = Sweep(study, options_for(folder, "whole.h5")).rows();
  for (const int count : {1, 2, 3, 7}) {
    std::int64_t next = 0;
    for (int index = 1; index <= count; ++index) {
      SweepOptions options = options_for(folder, "shard.h5");
      options.shard = {index, count, true};
      const Sweep shard(study, options);
      EXPECT_EQ(shard.first_run(), next) << index << " of " << count;
      EXPECT_EQ(shard.rows(), shard.points() * 4);
      next += shard.rows();
    }
    EXPECT_EQ(next, all) << count;
  }
}

TEST(Sweep, GoesOnWhereItWasInterruptedToTheSameValues) {
  const TestFolder folder;
  const Study study = testing_support::read(folder, {.gains = std::vector<double>(300, 2.5), .replicates = 4});  // some batches
  const SweepOptions whole = options_for(folder, "whole.h5");
  swept(study, whole);
  SweepOptions parts = options_for(folder, "parts.h5");
  bool enough = false;
  parts.progress = [&](std::int64_t, std::int64_t) { enough = true; };
  parts.interrupted = [&] { return enough; };
  const SweepResult first = swept(study, parts);
  ASSERT_GT(first.done, 0);
  ASSERT_LT(first.done, first.runs);
  EXPECT_FALSE(std::filesystem::exists(parts.output)) << "nothing unfinished stands under the final name";
  parts.interrupted = {};
  const SweepResult rest = swept(study, parts, true);
  EXPECT_EQ(rest.kept, first.done);
  EXPECT_EQ(rest.done, rest.runs);
  EXPECT_EQ(values_of(parts.output), values_of(whole.output));
}

TEST(Sweep, AnExtendedOneIsTheLargerOneComputedAtOnce) {
  const TestFolder folder;
  const SweepOptions small = options_for(folder, "small.h5"), whole = options_for(folder, "whole.h5");
  swept(testing_support::read(folder, {}), small);
  const Study large = testing_support::read(folder, {.gains = {2, 3, 4, 5}, .replicates = 3});
  swept(large, whole);
  SweepOptions extended = options_for(folder, "extended.h5");
  extended.extend = small.output;
  EXPECT_EQ(swept(large, extended).taken_over, 12);
  EXPECT_EQ(values_of(extended.output), values_of(whole.output));
}

TEST(Sweep, CountsRunsThatFailOrStopsAtTheFirst) {
  const TestFolder folder;
  const Study study = testing_support::read(folder, {.gains = {2, -1, 4}});
  SweepOptions options = options_for(folder, "some.h5");
  const SweepResult all = swept(study, options);
  EXPECT_EQ(all.failed, 4);
  EXPECT_EQ(all.done, 12);
  EXPECT_FALSE(all.stopped_by_failure);
  options.output = (folder / "none.h5").string();
  options.on_failure = OnFailure::kFast;
  EXPECT_TRUE(swept(study, options).stopped_by_failure);
}

TEST(Sweep, DoesNotReplaceAFinishedFileUnlessItIsForced) {
  const TestFolder folder;
  const Study study = testing_support::read(folder, {});
  SweepOptions options = options_for(folder, "done.h5");
  swept(study, options);
  const auto before = values_of(options.output);
  EXPECT_THAT([&] { swept(testing_support::read(folder, {.seed = 8}), options); }, ThrowsMessage<FileError>(HasSubstr("done.h5")));
  EXPECT_EQ(values_of(options.output), before);
  options.force = true;
  swept(testing_support::read(folder, {.seed = 8}), options);
  EXPECT_NE(values_of(options.output), before);
}

TEST(Sweep, IsIdentifiedByEverythingThatDecidesItsValues) {
  const TestFolder folder;
  const SweepOptions options = options_for(folder, "any.h5");
  const auto identity = [&](const WrittenStudy& asked) { return Sweep(testing_support::read(folder, asked), options).identity(); };
  const auto is = identity({});
  EXPECT_EQ(identity({}), is);
  EXPECT_NE(identity({.seed = 8}), is);
  EXPECT_NE(identity({.replicates = 3}), is);
  EXPECT_NE(identity({.gains = {2, 3, 4.5}}), is);
  EXPECT_NE(identity({.rest = "[[outcome]]\nname = \"peak\"\nformula = \"max(direct)\"\nunit = \"index\"\n"}), is);
  SweepOptions other = options;
  other.jobs = 4;
  other.output = (folder / "elsewhere.h5").string();
  EXPECT_EQ(Sweep(testing_support::read(folder, {}), other).identity(), is) << "neither threads nor names";
}

}  // namespace
}  // namespace fulcrum
