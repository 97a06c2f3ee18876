#include "output/results_layout.h"

#include <gtest/gtest.h>

#include "output/files/sha256.h"
#include "output/runs_table.h"
#include "tests/models/default_theatre.h"

namespace fulcrum {
namespace {

TEST(RunsPerBlock, IsAPowerOfTwoOfAtMost256KiBASeries) {
  for (int weeks = 1; weeks <= 60000; weeks += 7) {
    const int runs = runs_per_batch(weeks);
    ASSERT_EQ(runs & (runs - 1), 0) << weeks;
    ASSERT_LE(runs, 1024) << weeks;
    ASSERT_TRUE(runs == 1 || std::int64_t{runs} * weeks * 8 <= 256 * 1024) << weeks;
    ASSERT_TRUE(runs == 1024 || std::int64_t{runs} * 2 * weeks * 8 > 256 * 1024) << weeks;
  }
  EXPECT_EQ(runs_per_batch(208), 128);
}

TEST(StoredSeries, HaveTheNamesOfTheTheatreAndLeaveOutAxesWithNobody) {
  const Theatre theatre = testing_support::default_theatre();  // three militias, four neighbours, no recipients
  const std::vector<const SeriesInfo*> wanted{find_series("direct"), find_series("capability"), find_series("received"),
                                              find_series("stock_offensive")};
  const auto stored = stored_series(wanted, theatre);
  ASSERT_EQ(stored.size(), 3u);
  EXPECT_TRUE(stored[0].entities.empty());
  EXPECT_EQ(stored[1].entities, theatre.militia_names());
  EXPECT_EQ(stored[2].info.name, "stock_offensive");
  std::size_t columns = 0;
  for (const StoredSeries& series : stored) columns += series.columns();
  EXPECT_EQ(columns, Selection(wanted, theatre).columns().size());
}

TEST(ScenarioSha256, OfOnePolicyIsThatOfItsText) {
  StudyTexts study;
  study.policies = {{"a", "", "weeks = 1\n"}};
  EXPECT_EQ(scenario_sha256(study), sha256_of("weeks = 1\n"));
  study.policies.push_back({"b", "", "weeks = 2\n"});
  EXPECT_EQ(scenario_sha256(study), sha256_of(sha256_of("weeks = 1\n") + "\n" + sha256_of("weeks = 2\n") + "\n"));
}

TEST(RunsTable, GivesRowsBackAsTheyWere) {
  const RunsTable table({"status_quo", "b"});
  const RunRow row{.run_id = 1LL << 40,
                   .point_id = 7,
                   .policy = 1,
                   .replicate = 3,
                   .seed = ~std::uint64_t{0},
                   .status = RunStatus::kFailed,
                   .error = "week 12: attacks is not finite",
                   .weeks = 12,
                   .wall_seconds = .25};
  std::vector<std::byte> bytes;
  table.append(row, bytes);
  ASSERT_EQ(bytes.size(), table.row_bytes());
  EXPECT_TRUE(table.computed(bytes));
  const RunRow read = table.read(bytes);
  EXPECT_EQ(read.run_id, row.run_id);
  EXPECT_EQ(read.point_id, row.point_id);
  EXPECT_EQ(read.policy, row.policy);
  EXPECT_EQ(read.replicate, row.replicate);
  EXPECT_EQ(read.seed, row.seed);
  EXPECT_EQ(read.status, row.status);
  EXPECT_EQ(read.error, row.error);
  EXPECT_EQ(read.weeks, row.weeks);
  EXPECT_EQ(read.wall_seconds, row.wall_seconds);
  EXPECT_FALSE(table.computed(std::vector<std::byte>(table.row_bytes())));
}

TEST(RunsTable, CutsALongErrorBetweenCharacters) {
  const RunsTable table({"a"});
  RunRow row;
  row.error = std::string(kMostErrorBytes - 1, 'x') + "\u00e9 and more";  // two bytes, of which one would fit
  std::vector<std::byte> bytes;
  table.append(row, bytes);
  EXPECT_EQ(table.read(bytes).error, std::string(kMostErrorBytes - 1, 'x'));
}

}  // namespace
}  // namespace fulcrum
