// fulcrum rerun R.h5 --run N: one run of a results file once more, from what the file holds.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "build_info.h"
#include "output/results_file.h"
#include "sim/commands/command.h"
#include "sim/ensemble/stored/rerun.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

struct RerunFlags {
  std::string file;
  std::int64_t run = 0;
  std::string output;
  bool force = false;
};

// A results file of this run alone, with every series.
void store(const Rerun& rerun, const ResultsReader& reader, const RerunFlags& flags) {
  const Scenario& scenario = rerun.run().scenario;
  ResultsLayout layout =
      layout_of(study_of({scenario}, scenario.run), rerun.plan(), fmt::format("Run {} of {}", flags.run, reader.path().filename().string()),
                fmt::format("fulcrum rerun {} --run {} -o {}", flags.file, flags.run, flags.output));
  layout.study.inputs = reader.layout().study.inputs;
  layout.runs = 1;
  layout.run_id = [id = flags.run](std::int64_t) { return id; };
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

int rerun(const Console& console, const RerunFlags& flags) {
  const ResultsReader reader(flags.file, Accept::kPartial);
  const Rerun again(reader, flags.run, widest_kernel());
  const RunRow& row = again.run().stored;
  const std::string& policy = reader.layout().study.policies[static_cast<std::size_t>(row.policy)].name;
  console.data(fmt::format("run {} of {}: policy {}, design point {}, replicate {}, seed {}\n", flags.run, flags.file, policy, row.point_id,
                           row.replicate, row.seed));
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
  for (const RunDifference& d : differences)
    table.add({d.name, d.week < 0 ? "" : fmt::format("{}", d.week), d.weeks == 0 ? "" : fmt::format("{}", d.weeks),
               std::isnan(d.stored) ? "none" : fmt::format("{:.17g}", d.stored),
               std::isnan(d.now) ? "none" : fmt::format("{:.17g}", d.now)});
  const Provenance& p = reader.layout().provenance;
  console.data(table.text());
  console.data(fmt::format("The file was written by fulcrum {} ({}), {}, {}; this is fulcrum {} ({}), {}, {}, kernel {}.\n",
                           p.program_version, p.git_sha1, p.compiler, p.build_type, kProgramVersion, kGitSha1, kCompiler, kBuildType,
                           kernel_used()));
  return kCheckFailed;
}

}  // namespace

void add_rerun_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("rerun", "Repeat one run of a results file, and say whether it is the same");
  auto flags = std::make_shared<RerunFlags>();
  command->add_option("RESULTS", flags->file, "a results file")->required();
  command->add_option("--run", flags->run, "its number, run_id in /runs")->required()->check(CLI::NonNegativeNumber.description(""));
  command->add_option("-o,--output", flags->output, "results file to write for this run, with all series (default: none)")
      ->type_name("FILE");
  command->add_flag("--force", flags->force, "overwrite an existing results file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return rerun(console, *flags); }; });
}

}  // namespace fulcrum
