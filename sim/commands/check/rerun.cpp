// fulcrum rerun R.h5|R.zip [--run N]: runs of a results file or an archive once more, from what the file holds.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "build_info.h"
#include "output/results_file.h"
#include "sim/archive/open_archive.h"
#include "sim/archive/repeat.h"
#include "sim/commands/command.h"
#include "sim/ensemble/stored/rerun.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

struct RerunFlags {
  std::string file, results;
  std::optional<std::int64_t> run;
  std::string output;
  int jobs = 0;
  bool force = false;
};

// A results file of this run alone, with every series.
void store(const Rerun& rerun, const ResultsReader& reader, const RerunFlags& flags) {
  const std::int64_t id = *flags.run;
  const Scenario& scenario = rerun.run().scenario;
  ResultsLayout layout = layout_of(study_of({scenario}, scenario.run), rerun.plan(),
                                   fmt::format("Run {} of {}", id, std::filesystem::path(flags.file).filename().string()),
                                   fmt::format("fulcrum rerun {} --run {} -o {}", flags.file, id, flags.output));
  layout.study.inputs = reader.layout().study.inputs;
  layout.runs = 1;
  layout.run_id = [id](std::int64_t) { return id; };
  layout.series = stored_series(rerun.selection().series(), rerun.plan().theatre());
  layout.outcomes = outcome_infos(rerun.outcomes());
  ResultsFile file = ResultsFile::create(flags.output, layout, flags.force ? Existing::kReplace : Existing::kRefuse, Unfinished::kRemove);
  RunRow row = rerun.run().stored;
  row.policy = 0;
  row.point_id = 0;
  row.replicate = static_cast<int>(rerun.run().luck);  // the future is in the scenario
  const std::vector<Event> events = rerun.events();
  file.write({.first_row = 0, .runs = {&row, 1}, .series = rerun.batch().recordings, .outcomes = rerun.batch().outcomes, .events = events});
  file.finish({}, Durability::kProgram);
}

std::string_view kernel_used() {
  return std::find_if(kernels().begin(), kernels().end(), [](const KernelInfo& info) { return info.kernel == widest_kernel(); })->name;
}

std::vector<std::string> cells_of(const RunDifference& d) {
  return {d.name, d.week < 0 ? "" : fmt::format("{}", d.week), d.weeks == 0 ? "" : fmt::format("{}", d.weeks),
          std::isnan(d.stored) ? "none" : fmt::format("{:.17g}", d.stored), std::isnan(d.now) ? "none" : fmt::format("{:.17g}", d.now)};
}

std::string who_wrote(const ResultsReader& reader) {
  const Provenance& p = reader.layout().provenance;
  return fmt::format("The file was written by fulcrum {} ({}), {}, {}; this is fulcrum {} ({}), {}, {}, kernel {}.\n", p.program_version,
                     p.git_sha1, p.compiler, p.build_type, kProgramVersion, kGitSha1, kCompiler, kBuildType, kernel_used());
}

int rerun_one(const Console& console, const ResultsReader& reader, const RerunFlags& flags) {
  const Rerun again(reader, *flags.run, widest_kernel());
  const RunRow& row = again.run().stored;
  const std::string& policy = reader.layout().study.policies[static_cast<std::size_t>(row.policy)].name;
  console.data(fmt::format("run {} of {}: policy {}, design point {}, replicate {}, seed {}\n", *flags.run, flags.file, policy,
                           row.point_id, row.replicate, row.seed));
  if (!flags.output.empty()) {
    store(again, reader, flags);
    console.say("results: " + flags.output);
  }
  const std::string& error = again.batch().errors.front();
  if (row.status == RunStatus::kFailed || !error.empty()) {
    const bool same = error.substr(0, kMostErrorBytes) == row.error;
    console.data(same
                     ? fmt::format("It failed then and fails now in the same way: {}\n", error)
                     : fmt::format("Then: {}. Now: {}.\n", row.error.empty() ? "no error" : row.error, error.empty() ? "no error" : error));
    return same ? kDone : kCheckFailed;
  }
  const auto differences = again.differences();
  if (differences.empty()) {
    console.data(again.series_compared() + again.outcomes_compared() == 0
                     ? std::string("Nothing of this run is stored to compare it with.\n")
                     : fmt::format("The same bits: {} series, {} outcomes and {} events.\n", again.series_compared(),
                                   again.outcomes_compared(), again.events_compared()));
    return kDone;
  }
  TextTable table({"what differs", "first week", "weeks", "stored", "now"});
  for (const RunDifference& d : differences) table.add(cells_of(d));
  console.data(table.text());
  console.data(who_wrote(reader));
  return kCheckFailed;
}

int rerun_all(const Console& console, const ResultsReader& reader, const RerunFlags& flags) {
  catch_interrupts();
  std::optional<Progress> progress(std::in_place, console, kept_runs(reader));
  const Repetition again =
      repeat_runs(reader, {flags.jobs, interrupted, [&](std::int64_t done, std::int64_t) { progress->update(done, 0); }});
  progress.reset();
  if (again.runs_that_differ == 0) {
    console.data(fmt::format("The same bits: {} runs, {} series, {} outcomes and {} events.\n", count_text(again.runs),
                             count_text(again.series), count_text(again.outcomes), count_text(again.events)));
    return kDone;
  }
  TextTable table({"run", "what differs", "first week", "weeks", "stored", "now"});
  table.align_left(1);
  for (const RepeatedDifference& d : again.differences) {
    std::vector<std::string> cells = cells_of(d.what);
    cells.insert(cells.begin(), std::to_string(d.run_id));
    table.add(cells);
  }
  console.data(table.text());
  console.data(fmt::format("{} of {} runs differ{}.\n", count_text(again.runs_that_differ), count_text(again.runs),
                           again.differences.size() == kMostDifferences ? "; the first differences are shown" : ""));
  console.data(who_wrote(reader));
  return kCheckFailed;
}

int rerun_in(const Console& console, const std::filesystem::path& results, const RerunFlags& flags) {
  const ResultsReader reader(results, Accept::kPartial);
  return flags.run ? rerun_one(console, reader, flags) : rerun_all(console, reader, flags);
}

int rerun_archive(const Console& console, const RerunFlags& flags) {
  const ZipReader zip(flags.file);
  const ArchivedResults archived = check_archive(zip);
  console.data(fmt::format("{}: {} files, each with the SHA-256 that its description gives.\n", flags.file, archived.files));
  if (!flags.results.empty()) {
    require_results(flags.results, archived, flags.file);
    return rerun_in(console, flags.results, flags);
  }
  if (!archived.held)
    throw UsageError(fmt::format("{} was written without its results file; name it: --results {}", flags.file, archived.name));
  const UnpackedResults unpacked(zip, archived);
  return rerun_in(console, unpacked.path(), flags);
}

int rerun(const Console& console, const RerunFlags& flags) {
  if (!flags.output.empty() && !flags.run) throw UsageError("-o writes one run alone: name it with --run");
  if (looks_like_zip(flags.file)) return rerun_archive(console, flags);
  if (!flags.results.empty()) throw UsageError(fmt::format("--results is for an archive, and {} is none", flags.file));
  return rerun_in(console, flags.file, flags);
}

}  // namespace

void add_rerun_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("rerun", "Repeat the runs of a results file or an archive, and say whether they are the same");
  auto flags = std::make_shared<RerunFlags>();
  command->add_option("FILE", flags->file, "a results file, or an archive that `fulcrum archive` wrote")->required();
  command->add_option("--run", flags->run, "one run alone, by its run_id in /runs (default: every run that the file keeps)")
      ->check(CLI::NonNegativeNumber.description(""));
  command->add_option("-o,--output", flags->output, "results file to write for one run, with all series (default: none)")
      ->type_name("FILE");
  command->add_option("--results", flags->results, "the results file of an archive that was written without it")->type_name("FILE");
  command->add_option("-j,--jobs", flags->jobs, "threads (default: one per core); never changes a result")
      ->check(CLI::Range(0, 4096).description(""));
  command->add_flag("--force", flags->force, "overwrite an existing results file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return rerun(console, *flags); }; });
}

}  // namespace fulcrum
