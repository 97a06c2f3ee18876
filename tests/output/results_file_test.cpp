// What is written stands in the file bit for bit, in equal files byte for byte.
#include "output/results_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "output/analyses.h"
#include "output/results_reader.h"
#include "tests/output/sample_results.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing_support::bytes_of;
using testing_support::kBlock;
using testing_support::kWeeks;
using testing_support::Sample;
using testing_support::several_blocks;
using testing_support::TestFolder;

void expect_same_series(const Sample& sample, const ResultsReader& results) {
  std::size_t column = 0;
  for (const StoredSeries& series : results.layout().series) {
    const std::vector<double> values = results.values(series, 0, results.layout().runs);
    for (std::int64_t run = 0; run < results.layout().runs; ++run)
      for (std::size_t entity = 0; entity < series.columns(); ++entity)
        for (int week = 0; week < results.layout().weeks; ++week) {
          const std::size_t at = (static_cast<std::size_t>(run) * series.columns() + entity) * static_cast<std::size_t>(kWeeks);
          ASSERT_EQ(values[at + static_cast<std::size_t>(week)], sample.value(column + entity, run, week))
              << series.info.name << run << week;
        }
    column += series.columns();
  }
  EXPECT_EQ(column, sample.columns());
}

class EveryCompression : public testing::TestWithParam<Compression> {
 protected:
  void SetUp() override {
    try {
      require_compression(GetParam());
    } catch (const std::runtime_error& missing) {
      GTEST_SKIP() << missing.what();
    }
  }
};

TEST_P(EveryCompression, GivesBackEveryBit) {
  const TestFolder folder;
  Sample sample(several_blocks(GetParam()));
  sample.write_to(folder / "a.h5");
  EXPECT_EQ(folder.files(), 1u) << "nothing is left beside the file";
  const ResultsReader results(folder / "a.h5");
  ASSERT_EQ(runs_per_batch(kWeeks), kBlock);
  expect_same_series(sample, results);
  const std::vector<double> outcome = results.outcome(results.layout().outcomes.at(0), 0, results.layout().runs);
  for (std::size_t run = 0; run < outcome.size(); ++run) EXPECT_EQ(outcome[run], sample.mean_of_direct(static_cast<std::int64_t>(run)));
}

TEST_P(EveryCompression, GivesTheSameBytesInWhateverOrderBlocksCome) {
  const TestFolder folder;
  Sample sample(several_blocks(GetParam()));
  sample.write_to(folder / "a.h5");
  ResultsFile file = ResultsFile::create(folder / "b.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove);
  for (const std::int64_t first : {2 * kBlock, 0, kBlock, 0}) file.write(sample.batch(first, kBlock));
  file.finish(sample.ending());
  EXPECT_EQ(bytes_of(folder / "a.h5"), bytes_of(folder / "b.h5"));
}

INSTANTIATE_TEST_SUITE_P(ResultsFile, EveryCompression, testing::Values(Compression::kNone, Compression::kDeflate, Compression::kBlosc),
                         [](const auto& tested) { return std::string(compression_name(tested.param)); });

TEST(ResultsFile, TakesBlocksOfAnySizeWhereNothingIsPacked) {
  const TestFolder folder;
  Sample sample(several_blocks());
  sample.write_to(folder / "a.h5");
  ResultsFile file = ResultsFile::create(folder / "b.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove);
  for (std::int64_t first = 0; first < sample.layout().runs; first += 7) file.write(sample.batch(first, 7));
  file.finish(sample.ending());
  EXPECT_EQ(bytes_of(folder / "a.h5"), bytes_of(folder / "b.h5"));
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

TEST(ResultsFile, DiffersByDateAndCommandLineAlone) {
  const TestFolder folder;
  Sample sample({});
  sample.write_to(folder / "a.h5");
  ResultsLayout later = sample.layout();
  later.provenance.created_utc = "2031-12-31T23:59:59Z";
  later.provenance.command_line = "fulcrum COMPARE";
  ResultsFile file = ResultsFile::create(folder / "b.h5", later, Existing::kRefuse, Unfinished::kRemove);
  file.write(sample.batch(0, later.runs));
  file.finish(sample.ending());
  const std::string undated = with(bytes_of(folder / "b.h5"), later.provenance.created_utc, sample.layout().provenance.created_utc);
  EXPECT_EQ(with(undated, "fulcrum COMPARE", "fulcrum compare"), bytes_of(folder / "a.h5"));
}

TEST(ResultsFile, SaysNothingOfWeeksThatAFailedRunDidNotReach) {
  const TestFolder folder;
  for (const Compression compression : {Compression::kNone, Compression::kDeflate}) {
    Sample sample({.compression = compression});
    ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kReplace, Unfinished::kRemove);
    RunBatch batch = sample.batch(0, sample.layout().runs);
    std::vector<RunRow> rows(batch.runs.begin(), batch.runs.end());
    rows[2].status = RunStatus::kFailed;
    rows[2].weeks = 12;
    rows[2].error = "week 12: attacks is not finite";
    batch.runs = rows;
    file.write(batch);
    file.finish(sample.ending());

    const ResultsReader results(folder / "a.h5");
    EXPECT_EQ(results.rows(2, 1).at(0).error, "week 12: attacks is not finite");
    const std::vector<double> direct = results.values(*results.find_series("direct"), 2, 1);
    EXPECT_EQ(direct[11], sample.value(0, 2, 11));
    EXPECT_TRUE(std::all_of(direct.begin() + 12, direct.end(), [](double value) { return std::isnan(value); }));
    const std::vector<double> next = results.values(*results.find_series("direct"), 3, 1);
    EXPECT_EQ(next.back(), sample.value(0, 3, sample.layout().weeks - 1));
  }
}

TEST(ResultsFile, ThatKeepsSummariesDoesNotGrowWithRuns) {
  const TestFolder folder;
  const auto write = [&](const std::string& name, int replicates) {
    Sample sample({.replicates = replicates, .store = Store::kSummary});
    sample.write_to(folder / name);
    return sample.ending();
  };
  write("few.h5", 2);
  write("many.h5", 40);
  EXPECT_EQ(std::filesystem::file_size(folder / "few.h5"), std::filesystem::file_size(folder / "many.h5"));
  EXPECT_EQ(ResultsReader(folder / "many.h5").row_count(), 0);
}

TEST(ResultsFile, ThatKeepsSummariesNamesTheFailedRuns) {
  const TestFolder folder;
  Sample sample({.store = Store::kSummary});
  ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove);
  RunBatch batch = sample.batch(0, sample.layout().runs);
  std::vector<RunRow> rows(batch.runs.begin(), batch.runs.end());
  rows[4].status = RunStatus::kFailed;
  batch.runs = rows;
  file.write(batch);
  file.finish(sample.ending());
  const ResultsReader results(folder / "a.h5");
  ASSERT_EQ(results.row_count(), 1);
  EXPECT_EQ(results.rows(0, 1).at(0).run_id, 4);
}

TEST(ResultsFile, HoldsSummariesEventsDesignAndAnalysesAsGiven) {
  const TestFolder folder;
  Sample sample({});
  ResultsFile file = ResultsFile::create(folder / "a.h5", sample.layout(), Existing::kRefuse, Unfinished::kRemove);
  RunBatch batch = sample.batch(0, sample.layout().runs);
  const std::vector<Event> events{{1, 7, "action", "surge", .2}, {3, 9, "rule", "protect the population", 1}};
  batch.events = events;
  file.write(batch);
  FinalTables ending = sample.ending();
  ending.analyses = {{"sensitivity",
                      {{"factor", "", "parameter", std::vector<std::string>{"direct.intercept", "threat.decay"}},
                       {"total", "1", "total index", std::vector<double>{.5, .25}, {{"confidence", .95}}}},
                      {{"method", std::string("saltelli")}, {"points", std::int64_t{4096}}, {"levels", std::vector<double>{.05, .95}}}}};
  file.finish(ending);

  const ResultsReader results(folder / "a.h5");
  ASSERT_EQ(results.events().size(), 2u);
  EXPECT_EQ(results.events()[1].name, "protect the population");
  EXPECT_EQ(results.events()[1].run_id, 3);
  EXPECT_EQ(results.analyses(), std::vector<std::string>{"sensitivity"});
  const Table analysis = results.analysis("sensitivity");
  EXPECT_EQ(analysis.remarks, ending.analyses[0].remarks);
  ASSERT_EQ(analysis.columns.size(), 3u) << "and the scale of rows";
  EXPECT_EQ(analysis.columns[0].values, ending.analyses[0].columns[0].values);
  EXPECT_EQ(analysis.columns[1].values, ending.analyses[0].columns[1].values);
  EXPECT_EQ(analysis.columns[1].remarks, ending.analyses[0].columns[1].remarks);
  EXPECT_EQ(results.layout().design->columns.size(), sample.layout().design->columns.size());

  // [policy][statistic][entity][week] in the file, [column][policy][statistic][week] as given
  const std::vector<StoredSeries> summarised = results.summarised();
  ASSERT_EQ(summarised.size(), results.layout().series.size());
  const std::size_t weeks = static_cast<std::size_t>(results.layout().weeks), statistics = std::size(SummaryTable::kStatistics);
  std::size_t column = 0;
  for (const StoredSeries& series : summarised) {
    const std::vector<double> values = results.summary(series);
    ASSERT_EQ(values.size(), 2 * statistics * series.columns() * weeks);
    for (std::size_t block_of = 0; block_of < 2 * statistics; ++block_of)
      for (std::size_t entity = 0; entity < series.columns(); ++entity)
        for (std::size_t week = 0; week < weeks; ++week)
          ASSERT_EQ(values[(block_of * series.columns() + entity) * weeks + week],
                    ending.summary->values[((column + entity) * 2 * statistics + block_of) * weeks + week]);
    column += series.columns();
  }
}

TEST(ResultsFile, GetsAnAnalysisAddedOrReplacedLater) {
  const TestFolder folder;
  Sample sample({});
  sample.write_to(folder / "a.h5");
  for (const double value : {1., 2.})
    add_analyses(folder / "a.h5", std::array{Table{"discovery", {{"density", "1", "", std::vector<double>{value}}}}});
  const ResultsReader results(folder / "a.h5");
  EXPECT_EQ(std::get<std::vector<double>>(results.analysis("discovery").columns.at(0).values), std::vector<double>{2.});
}

TEST(ResultsFile, KnowsWhereItComesFrom) {
  const TestFolder folder;
  Sample sample({});
  sample.write_to(folder / "a.h5");
  const ResultsReader results(folder / "a.h5");
  const ResultsLayout &wrote = sample.layout(), &read = results.layout();
  EXPECT_EQ(read.provenance.title, wrote.provenance.title);
  EXPECT_EQ(read.provenance.root_seed, wrote.provenance.root_seed);
  EXPECT_EQ(read.provenance.created_utc, wrote.provenance.created_utc);
  EXPECT_EQ(read.start, wrote.start);
  ASSERT_EQ(read.study.policies.size(), wrote.study.policies.size());
  EXPECT_EQ(read.study.policies[1].scenario, wrote.study.policies[1].scenario);
  EXPECT_EQ(read.study.theatre, wrote.study.theatre);
  EXPECT_EQ(read.study.inputs.at(0).sha256, wrote.study.inputs.at(0).sha256);
  EXPECT_EQ(results.attribute("scenario_sha256"), scenario_sha256(wrote.study));
  EXPECT_EQ(results.attribute("status"), "complete");
  EXPECT_EQ(results.find_series("capability")->info.axis, Axis::kMilitia);
  EXPECT_EQ(results.find_series("swing")->info.lower, -1);
  EXPECT_EQ(results.find_series("burden")->info.upper, kUnbounded);
}

}  // namespace
}  // namespace fulcrum
