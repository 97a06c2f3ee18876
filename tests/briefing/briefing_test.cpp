// A briefing's data says what the file holds, whatever it is called and however many runs it has.
#include "sim/briefing/briefing.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/ensemble/execute.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

/// Two policies of 12 weeks.
Study study_of_two(int replicates, const std::string& of_the_other = "direct.floor=0.05") {
  const std::vector<Override> overrides{{"time.weeks=12"}}, others{{"time.weeks=12"}, {of_the_other}};
  std::vector<Scenario> scenarios{read_scenario("status_quo", {}, overrides), read_scenario("engagement", {}, others)};
  return study_of(std::move(scenarios), {.seed = 7, .replicates = replicates, .noise = true});
}

const std::vector<Outcome>& outcomes() {
  static const std::vector<Outcome> all(standard_outcomes().begin(), standard_outcomes().end());
  return all;
}

/// Runs a study and stores everything as `compare` does.
std::filesystem::path written(const Study& study, const testing_support::TestFolder& folder, const std::vector<Table>& analyses = {},
                              const std::string& title = "A title") {
  const Plan plan = plan_of(study);
  ResultsLayout layout = layout_of(study, plan, title, "fulcrum compare status_quo engagement");
  layout.provenance.created_utc = "2024-02-29T12:00:00Z";
  layout.compression = Compression::kNone;
  layout.outcomes = outcome_infos(outcomes());
  layout.series = stored_series(core_series(), plan.theatre());
  const Selection selection(with_needs(core_series(), outcomes(), Resolution::kOrganisations), plan.theatre());
  const auto path = folder / "compare.h5";
  ResultsFile file = ResultsFile::create(path, layout, Existing::kReplace, Unfinished::kRemove);
  TakeEach sink([&](const Batch& batch, std::int64_t) { store_batch(plan, batch, 0, Store::kTrajectories, file); });
  EnsembleOptions options;
  options.runs_per_batch = runs_per_batch(plan.weeks());
  options.summary_columns = Selection(core_series(), plan.theatre()).columns().size();
  const Executed done = execute({.plan = plan, .selection = selection, .outcomes = outcomes(), .options = options}, sink);
  file.finish({summary_table(plan.weeks(), layout.series, done.summaries), analyses}, Durability::kProgram);
  return path;
}

ResultsReader reader(const std::filesystem::path& path) { return ResultsReader(path, Accept::kComplete, Writer::kThisProcess); }

nlohmann::json data_of(const std::filesystem::path& path) { return nlohmann::json::parse(briefing_data(reader(path))); }

TEST(BriefingData, SaysWhatTheFileIs) {
  const testing_support::TestFolder folder;
  const auto data = data_of(written(study_of_two(3), folder));
  EXPECT_EQ(data["file"], "compare.h5");
  EXPECT_EQ(data["title"], "A title");
  EXPECT_EQ(data["command"], "fulcrum compare status_quo engagement");
  EXPECT_EQ(data["seed"], "7");
  EXPECT_EQ(data["weeks"], 12);
  EXPECT_EQ(data["runs"], 6);
  EXPECT_EQ(data["failed"], 0);
  ASSERT_EQ(data["policies"].size(), 2U);
  EXPECT_EQ(data["policies"][1]["name"], "engagement");
  EXPECT_EQ(data["outcomes"].size(), outcomes().size());
  EXPECT_FALSE(data["levers"].empty()) << "in which the policies differ";
  EXPECT_EQ(data["loops"][0]["policy"], 0);
  EXPECT_FALSE(data["disclaimer"].get<std::string>().empty());
}

TEST(BriefingData, DoesNotGrowWithRuns) {
  const testing_support::TestFolder folder;
  const auto few = briefing_data(reader(written(study_of_two(4), folder)));
  const auto many = briefing_data(reader(written(study_of_two(64), folder)));
  EXPECT_NEAR(static_cast<double>(many.size()) / static_cast<double>(few.size()), 1, .05);
}

TEST(BriefingData, IsTheSameForTheSameFile) {
  const testing_support::TestFolder folder;
  const auto path = written(study_of_two(3), folder);
  EXPECT_EQ(briefing_data(reader(path)), briefing_data(reader(path)));
}

TEST(BriefingData, HoldsEveryAnalysisAndNothingForWhatIsNoNumber) {
  const testing_support::TestFolder folder;
  const Table analysis{"mine", {{"x", "index", "a number", std::vector<double>{1, std::nan("")}}}, {{"seed", std::int64_t{5}}}};
  const auto data = data_of(written(study_of_two(2), folder, {analysis}));
  ASSERT_EQ(data["analyses"].size(), 1U);
  EXPECT_EQ(data["analyses"][0]["name"], "mine");
  EXPECT_EQ(data["analyses"][0]["settings"]["seed"], 5);
  EXPECT_EQ(data["analyses"][0]["columns"][0]["values"][0], 1);
  EXPECT_TRUE(data["analyses"][0]["columns"][0]["values"][1].is_null());
}

TEST(BriefingData, IsJsonWhateverATitleHolds) {
  const testing_support::TestFolder folder;
  const auto data = data_of(written(study_of_two(2), folder, {}, "\"</script>\x1b \xff"));
  EXPECT_TRUE(data["title"].get<std::string>().starts_with("\"</script>\x1b"));
}

}  // namespace
}  // namespace fulcrum
