// Files of very many runs: their chunks hold several blocks, and blocks still land where their runs belong.
#include <gtest/gtest.h>

#include <numeric>

#include "output/preallocation.h"
#include "output/results_file.h"
#include "output/results_reader.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

// Runs as long as they may be, two of which are a block: 4,200 of them are more blocks than a file has chunks.
constexpr int kWeeks = 10000;

ResultsLayout layout_of(std::int64_t runs) {
  ResultsLayout layout;
  layout.study.policies = {{"status_quo", "Status quo", "schema = 1\n"}};
  layout.start = std::chrono::sys_days{std::chrono::year{2008} / 1 / 7};
  layout.weeks = kWeeks;
  layout.runs = runs;
  layout.series = {{*find_series("direct"), {}}};
  return layout;
}

TEST(ManyRuns, HaveChunksOfSeveralBlocksUnlessBlocksArePacked) {
  ResultsLayout layout = layout_of(2048);
  EXPECT_EQ(rows_per_chunk(layout), 2);
  layout.runs = 4200;
  EXPECT_EQ(rows_per_chunk(layout), 6);
  layout.compression = Compression::kDeflate;
  EXPECT_EQ(rows_per_chunk(layout), 2);
}

TEST(ManyRuns, AreFoundWhereTheyWereWrittenAcrossChunks) {
  const testing_support::TestFolder folder;
  const ResultsLayout layout = layout_of(4200);
  std::vector<double> values(4 * kWeeks);  // rows 4 to 7 lie in two chunks: 0 to 5 and 6 to 11
  std::iota(values.begin(), values.end(), 0.5);
  std::vector<RunRow> rows;
  for (int i = 4; i < 8; ++i) rows.push_back({.run_id = i, .status = RunStatus::kDone, .weeks = kWeeks});

  ResultsFile file = ResultsFile::create(folder / "a.h5", layout, Existing::kRefuse, Unfinished::kRemove);
  file.write({.first_row = 4, .runs = rows, .series = values, .outcomes = {}});
  file.finish({});

  const ResultsReader results(folder / "a.h5");
  EXPECT_EQ(results.values(layout.series[0], 4, 4), values);
  EXPECT_EQ(results.rows(7, 1)[0].run_id, 7);
}

}  // namespace
}  // namespace fulcrum
