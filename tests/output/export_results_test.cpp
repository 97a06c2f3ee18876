#include "output/export/export_results.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <charconv>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/output/sample_results.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing_support::Sample;
using testing_support::TestFolder;

/// A file with two policies, three replicates and sixty weeks, read back.
class Export : public testing::Test {
 protected:
  Export() { sample_.write_to(folder_ / "a.h5"); }
  ResultsReader results() const { return ResultsReader(folder_ / "a.h5"); }
  TestFolder folder_;
  Sample sample_{{}};
};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> fields_of(const std::string& line) {
  std::vector<std::string> fields{""};
  for (const char c : line) c == ',' ? void(fields.emplace_back()) : fields.back().push_back(c);
  return fields;
}

double number(const std::string& text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

TEST_F(Export, LongCsvHasOneRowAValueThatReadsBackToTheSameBits) {
  std::ostringstream out;
  export_csv(results(), CsvShape::kLong, {"indirect", "capability"}, out);
  const auto lines = lines_of(out.str());
  EXPECT_EQ(lines[0], "policy,point,run,replicate,week,date,series,entity,value");
  ASSERT_EQ(lines.size(), 1u + 6 * (1 + 3) * 60);
  const auto fields = fields_of(lines[1 + 4 * 4 * 60 + 59]);  // fifth run: the second of the second policy
  EXPECT_THAT(std::vector(fields.begin(), fields.end() - 1),
              ElementsAre("engage_then_coerce", "0", "4", "1", "59", "2009-02-23", "indirect", ""));
  EXPECT_EQ(number(fields.back()), sample_.value(1, 4, 59));
}

TEST_F(Export, WideCsvHasOneRowAWeekAndAColumnASeries) {
  std::ostringstream out;
  export_csv(results(), CsvShape::kWide, {"indirect", "capability"}, out);
  const auto lines = lines_of(out.str());
  EXPECT_EQ(lines[0], "policy,point,run,replicate,week,date,indirect,capability.mahdi_army,capability.badr,capability.special_groups");
  ASSERT_EQ(lines.size(), 1u + 6 * 60);
  EXPECT_EQ(number(fields_of(lines[1 + 60])[6]), sample_.value(1, 1, 0));
}

TEST_F(Export, RunsCsvHasOneRowARunWithItsOutcomes) {
  std::ostringstream out;
  export_runs_csv(results(), out);
  const auto lines = lines_of(out.str());
  EXPECT_EQ(lines[0], "policy,point,run,replicate,seed,status,error,weeks,direct_mean,cost");
  ASSERT_EQ(lines.size(), 7u);
  EXPECT_EQ(number(fields_of(lines[3])[8]), sample_.mean_of_direct(2));
}

TEST_F(Export, JsonIsOneObjectWithTheSameNumbers) {
  std::ostringstream out;
  export_json(results(), {}, out);
  const auto json = nlohmann::json::parse(out.str());
  EXPECT_EQ(json["filetype"], "fulcrum-results");
  EXPECT_EQ(json["policies"][1]["name"], "engage_then_coerce");
  EXPECT_EQ(json["dates"][1], "2008-01-14");
  EXPECT_EQ(json["series"]["capability"]["entities"], nlohmann::json({"mahdi_army", "badr", "special_groups"}));
  ASSERT_EQ(json["runs"].size(), 6u);
  EXPECT_EQ(json["runs"][5]["series"]["indirect"][59].get<double>(), sample_.value(1, 5, 59));
  EXPECT_EQ(json["runs"][5]["outcomes"]["direct_mean"].get<double>(), sample_.mean_of_direct(5));
}

TEST_F(Export, LeavesMissingValuesEmptyInCsvAndNullInJson) {
  ResultsFile file = ResultsFile::create(folder_ / "b.h5", sample_.layout(), Existing::kRefuse, Unfinished::kRemove);
  RunBatch batch = sample_.batch(0, 6);
  std::vector<RunRow> rows(batch.runs.begin(), batch.runs.end());
  rows[0].status = RunStatus::kFailed;
  rows[0].error = "week 1: \"attacks\", not finite";
  rows[0].weeks = 1;
  batch.runs = rows;
  file.write(batch);
  file.finish(sample_.ending());
  std::ostringstream csv, runs, json;
  export_csv(ResultsReader(folder_ / "b.h5"), CsvShape::kLong, {"direct"}, csv);
  EXPECT_EQ(lines_of(csv.str())[2], "status_quo,0,0,0,1,2008-01-14,direct,,");
  export_runs_csv(ResultsReader(folder_ / "b.h5"), runs);
  EXPECT_THAT(lines_of(runs.str())[1], HasSubstr(",failed,\"week 1: \"\"attacks\"\", not finite\",1,"));
  export_json(ResultsReader(folder_ / "b.h5"), {"direct"}, json);
  EXPECT_TRUE(nlohmann::json::parse(json.str())["runs"][0]["series"]["direct"][1].is_null());
}

TEST_F(Export, RefusesSeriesThatTheFileDoesNotHold) {
  std::ostringstream out;
  EXPECT_THROW(export_csv(results(), CsvShape::kLong, {"containment"}, out), std::invalid_argument);
}

TEST_F(Export, SaysSoWhenTheOutputTakesNoMore) {
  std::ofstream full("/dev/full");
  EXPECT_THROW(export_csv(results(), CsvShape::kLong, {}, full), std::runtime_error);
  std::ofstream also_full("/dev/full");
  EXPECT_THROW(export_runs_csv(results(), also_full), std::runtime_error);
}

}  // namespace
}  // namespace fulcrum
