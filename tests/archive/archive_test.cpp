// An archive holds the results with everything that they were made from, says so in its description, and repeats every run.
#include "sim/archive/archive.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "output/files/file_error.h"
#include "output/files/sha256.h"
#include "sim/archive/crate.h"
#include "sim/archive/open_archive.h"
#include "sim/archive/repeat.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/interrupt.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing_support::TestFolder;
using Json = nlohmann::json;

Study study_of_two(int replicates) {
  const std::vector<Override> overrides{{"time.weeks=12"}};
  std::vector<Scenario> scenarios{read_scenario("status_quo", {}, overrides), read_scenario("engagement", {}, overrides)};
  return study_of(std::move(scenarios), {.seed = 7, .replicates = replicates, .noise = true});
}

/// Runs a study and stores it; `change` may plant something else in a batch.
std::filesystem::path written(const Study& study, const TestFolder& folder, Store store, const std::function<void(Batch&)>& change = {}) {
  const Plan plan = plan_of(study);
  const std::vector<Outcome> outcomes(standard_outcomes().begin(), standard_outcomes().end());
  ResultsLayout layout = layout_of(study, plan, "A title", "fulcrum compare status_quo engagement");
  layout.provenance.created_utc = "2024-02-29T12:00:00Z";
  layout.store = store;
  layout.outcomes = outcome_infos(outcomes);
  if (store == Store::kTrajectories) layout.series = stored_series(core_series(), plan.theatre());
  const Selection selection(with_needs(core_series(), outcomes, Resolution::kOrganisations), plan.theatre());
  ResultsFile file = ResultsFile::create(folder / "compare.h5", layout, Existing::kReplace, Unfinished::kRemove);
  TakeEach sink([&](const Batch& batch, std::int64_t) {
    Batch stored = batch;
    if (change) change(stored);
    store_batch(plan, stored, 0, store, file);
  });
  EnsembleOptions options;
  options.runs_per_batch = runs_per_batch(plan.weeks());
  execute({.plan = plan, .selection = selection, .outcomes = outcomes, .options = options}, sink);
  file.finish({}, Durability::kProgram);
  return folder / "compare.h5";
}

ResultsReader reader(const std::filesystem::path& path) { return ResultsReader(path, Accept::kComplete, Writer::kThisProcess); }

std::map<std::string, Json> entities_of(const ResultsReader& results, const ArchiveRequest& request) {
  const Json document = Json::parse(crate_metadata(archive_contents(results, request), results.layout(), request));
  std::map<std::string, Json> entities;
  for (const Json& entity : document["@graph"]) entities[entity["@id"]] = entity;
  return entities;
}

TEST(Archive, HoldsResultsInputsBriefingAndHowToRepeatThem) {
  const TestFolder folder;
  const ResultsReader results = reader(written(study_of_two(2), folder, Store::kTrajectories));
  const ArchiveContents contents = archive_contents(results, {});
  EXPECT_TRUE(contents.notes.empty());
  std::map<std::string, ArchivedFile> files;
  for (const ArchivedFile& file : contents.files) files[file.name] = file;
  for (const char* name : {"README.txt", "SHA256SUMS", "briefing.html", "briefing.md", "compare.h5", "inputs/engagement.toml",
                           "inputs/status_quo.toml", "inputs/study.toml"})
    EXPECT_TRUE(files.contains(name)) << name;
  EXPECT_TRUE(std::ranges::any_of(contents.files, [](const ArchivedFile& file) { return file.name.starts_with("figures/"); }));
  EXPECT_EQ(files["inputs/engagement.toml"].text, results.layout().study.policies[1].scenario);
  EXPECT_EQ(files["compare.h5"].sha256, sha256_of_file(folder / "compare.h5"));
  EXPECT_NE(files["README.txt"].text.find("fulcrum rerun ARCHIVE.zip\n"), std::string::npos);
  EXPECT_TRUE(std::ranges::is_sorted(contents.files, {}, &ArchivedFile::name));
}

TEST(Archive, DescribesEveryFileAndTheRun) {
  const TestFolder folder;
  const ResultsReader results = reader(written(study_of_two(2), folder, Store::kOutcomes));
  const ArchiveRequest request{.with_results = true, .author = "A. Analyst", .license = "CC-BY-4.0"};
  auto entities = entities_of(results, request);
  for (const ArchivedFile& file : archive_contents(results, request).files)
    EXPECT_EQ(entities[file.name]["sha256"], file.sha256) << file.name;
  EXPECT_EQ(entities["./"]["license"], "CC-BY-4.0");
  EXPECT_EQ(entities["./"]["mainEntity"]["@id"], "compare.h5");
  EXPECT_EQ(entities["#author"]["name"], "A. Analyst");
  EXPECT_EQ(entities["#run"]["description"], "fulcrum compare status_quo engagement");
  EXPECT_EQ(entities["#run"]["agent"]["@id"], "#author");
  EXPECT_EQ(entities["#seed"]["value"], "7");
}

TEST(Archive, HasTheSameBytesForTheSameFile) {
  const TestFolder folder;
  const ResultsReader results = reader(written(study_of_two(2), folder, Store::kOutcomes));
  write_archive(results, {}, folder / "a.zip");
  write_archive(results, {}, folder / "b.zip");
  EXPECT_EQ(sha256_of_file(folder / "a.zip"), sha256_of_file(folder / "b.zip"));
}

TEST(Archive, IsOpenedAgainWithTheResultsAsTheyWere) {
  const TestFolder folder;
  const auto file = written(study_of_two(2), folder, Store::kOutcomes);
  write_archive(reader(file), {}, folder / "a.zip");
  const ZipReader zip(folder / "a.zip");
  const ArchivedResults archived = check_archive(zip);
  EXPECT_TRUE(archived.held);
  EXPECT_EQ(archived.sha256, sha256_of_file(file));
  std::filesystem::path place;
  {
    const UnpackedResults unpacked(zip, archived);
    place = unpacked.path();
    EXPECT_EQ(sha256_of_file(place), archived.sha256);
  }
  EXPECT_FALSE(std::filesystem::exists(place.parent_path()));
}

TEST(Archive, KnowsTheResultsThatItWasWrittenWithout) {
  const TestFolder folder;
  const auto file = written(study_of_two(2), folder, Store::kOutcomes);
  write_archive(reader(file), {.with_results = false, .author = {}, .license = {}}, folder / "a.zip");
  const ArchivedResults archived = check_archive(ZipReader(folder / "a.zip"));
  EXPECT_FALSE(archived.held);
  require_results(file, archived, folder / "a.zip");
  EXPECT_THROW(require_results(folder / "a.zip", archived, folder / "a.zip"), FileError);
}

TEST(Repeat, EveryRunComesOutTheSame) {
  const TestFolder folder;
  const ResultsReader results = reader(written(study_of_two(5), folder, Store::kTrajectories));
  for (const int jobs : {1, 3}) {
    const Repetition again = repeat_runs(results, {.jobs = jobs});
    EXPECT_EQ(again.runs, 10);
    EXPECT_EQ(again.runs_that_differ, 0);
    EXPECT_EQ(again.outcomes, 10 * static_cast<std::int64_t>(standard_outcomes().size()));
    EXPECT_GT(again.series, 0);
  }
}

TEST(Repeat, NamesTheRunThatDiffersAndFromWhichWeek) {
  const TestFolder folder;
  const auto change = [](Batch& batch) {
    double& value = batch.recordings[3 * static_cast<std::size_t>(batch.weeks) + 8];  // run 3 of the first column
    value = std::nextafter(value, 2);
  };
  const ResultsReader results = reader(written(study_of_two(5), folder, Store::kTrajectories, change));
  const Repetition again = repeat_runs(results, {});
  EXPECT_EQ(again.runs_that_differ, 1);
  ASSERT_EQ(again.differences.size(), 1u);
  EXPECT_EQ(again.differences[0].run_id, 3);
  EXPECT_EQ(again.differences[0].what.week, 8);
  EXPECT_EQ(again.differences[0].what.weeks, 1);
}

TEST(Repeat, ShowsTheFirstDifferencesAndCountsAll) {
  const TestFolder folder;
  const auto change = [](Batch& batch) {
    for (double& value : batch.outcomes) value += 1;
  };
  const Repetition again = repeat_runs(reader(written(study_of_two(5), folder, Store::kOutcomes, change)), {});
  EXPECT_EQ(again.runs_that_differ, 10);
  EXPECT_EQ(again.differences.size(), kMostDifferences);
}

TEST(Repeat, ARunThatFailedOnlyThenDiffers) {
  const TestFolder folder;
  const auto change = [](Batch& batch) { batch.errors[4] = "out of memory"; };
  const Repetition again = repeat_runs(reader(written(study_of_two(5), folder, Store::kOutcomes, change)), {});
  ASSERT_EQ(again.differences.size(), 1u);
  EXPECT_EQ(again.differences[0].what.name, "error, then: out of memory; now: none");
}

TEST(Repeat, RefusesAFileThatKeepsNoRunsAndStopsWhenTold) {
  const TestFolder folder;
  const ResultsReader summaries = reader(written(study_of_two(2), folder, Store::kSummary));
  EXPECT_EQ(kept_runs(summaries), 0);
  EXPECT_THROW(repeat_runs(summaries, {}), FileError);
  const ResultsReader results = reader(written(study_of_two(2), folder, Store::kOutcomes));
  EXPECT_THROW(repeat_runs(results, {.interrupted = [] { return true; }}), Interrupted);
}

}  // namespace
}  // namespace fulcrum
