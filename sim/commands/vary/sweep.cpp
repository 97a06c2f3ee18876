// fulcrum sweep STUDY.toml, resume FILE, status FILE: many runs, taken up again after anything.
#include <fmt/core.h>

#include <filesystem>

#include "output/analyses.h"
#include "output/files/file_descriptor.h"
#include "output/results_reader.h"
#include "sim/commands/vary/sweep_request.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kJournal = ".journal";

// The results file that a person means by its name, its journal, or the folder in which it alone is unfinished.
std::string results_of(const std::string& named) {
  if (named.ends_with(kJournal)) return named.substr(0, named.size() - kJournal.size());
  if (!fs::is_directory(named)) return named;
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(named))
    if (entry.path().string().ends_with(kJournal)) found.push_back(entry.path().string());
  if (found.size() != 1) throw UsageError(fmt::format("there are {} unfinished sweeps in {}; name the file of one", found.size(), named));
  return results_of(found.front());
}

Journal journal_of(const std::string& file) {
  auto journal = Journal::read(Journal::path_for(file));
  if (!journal && fs::exists(ResultsFile::partial_path(file)))
    throw FileError(file, "was killed before its first run: there is nothing to resume; start it again with the same sweep command");
  if (!journal) throw FileError(Journal::path_for(file), "does not exist: there is no sweep to resume");
  return *journal;
}

// What stands beside an unfinished file, apart from its journal.
std::vector<fs::path> beside(const std::string& file) {
  const fs::path metadata = ResultsFile::metadata_backup_path(file);
  return {ResultsFile::record_log_path(file), metadata, metadata.string() + ".new", Sweep::decisions_path(file),
          Journal::path_for(file).string() + ".next"};
}

// Whether the sweep has ended well. What no sweep can have made is refused.
bool is_complete(const std::string& file) {
  if (!fs::exists(file) || fs::exists(ResultsFile::partial_path(file))) return false;
  const ResultsReader readable(file);
  return true;
}

// A kill just after its end may have left what stood beside the unfinished file.
void remove_leftovers(const std::string& file) {
  for (const fs::path& left : beside(file)) fs::remove(left);
  const auto journal = Journal::read(Journal::path_for(file));
  if (journal && journal->asked("shard").empty() && journal->asked("keep_journal").empty()) fs::remove(Journal::path_for(file));
}

int resume(const Console& console, const std::string& named, const SweepFlags& given) {
  const RunFlags& flags = given.run;
  const fs::path file = fs::absolute(results_of(named));
  if (is_complete(file.string())) {
    remove_leftovers(file.string());
    console.say(file.filename().string() + " is complete; there is nothing to do");
    return kDone;
  }
  const Journal journal = journal_of(file.string());
  SweepRequest request = SweepRequest::from(journal.request);
  request.flags.run.output = file.string();
  request.flags.run.jobs = flags.jobs;
  request.flags.run.format = flags.format;
  if (!given.fail.empty()) request.flags.fail = given.fail;
  std::error_code error;
  fs::current_path(journal.asked("folder"), error);  // names in the request are relative to it
  if (error) fs::current_path(file.parent_path());
  return carry_out_sweep(console, request, true);
}

// What a kill has left beside a finished file.
std::string leftovers(const std::string& file) {
  std::string names;
  for (const fs::path& left : beside(file))
    if (fs::exists(left)) names += (names.empty() ? "" : ", ") + left.string();
  return names;
}

int status(const Console& console, const std::string& named) {
  const std::string file = results_of(named);
  if (is_complete(file)) {
    console.data(file + ": complete\n");
    if (const std::string left = leftovers(file); !left.empty())
      console.say("left over by a kill, and removed by `fulcrum resume` or the next sweep with this output: " + left);
    if (const fs::path left = unfinished_analysis_path(file); fs::exists(left))
      console.say("an analysis is running or was killed, and the next one replaces what it left: " + left.string());
    return kDone;
  }
  const Journal journal = journal_of(file);
  bool running = false;
  if (fs::exists(ResultsFile::partial_path(file))) {
    FileDescriptor partial = FileDescriptor::open_or_create(ResultsFile::partial_path(file));
    running = !partial.lock();
  }
  if (journal.runs == 0) {
    console.data(fmt::format("{}: {}, deciding how many replicates each design point needs\n", file, running ? "running" : "not running"));
    if (!running) console.say("continue with: fulcrum resume " + file);
    return kDone;
  }
  const double share = journal.runs > 0 ? static_cast<double>(journal.done) / static_cast<double>(journal.runs) : 0;
  console.data(fmt::format("{}: {}, {} of {} runs ({:.1f} %), {} failed\n", file, running ? "running" : "not running",
                           count_text(journal.done), count_text(journal.runs), 100 * share, count_text(journal.failed)));
  if (!running) console.say("continue with: fulcrum resume " + file);
  return kDone;
}

CLI::Option* add_fail_flag(CLI::App& command, std::string& fail) {
  return command.add_option("--fail", fail, "failed runs: off (continue, exit 0), slow (continue, exit 4), fast (stop at the first)")
      ->check(CLI::IsMember({"off", "slow", "fast"}));
}

}  // namespace

void add_sweep_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("sweep", "Run a study: policies x design points x replicates");
  auto request = std::make_shared<SweepRequest>();
  SweepFlags& flags = request->flags;
  command->add_option("STUDY", request->study, "a study file")->required();
  add_run_flags(*command, flags.run, "<name>.h5, or <name>.shard-I-of-N.h5");
  command->add_option("--store", flags.store, "what to store: summary, outcomes or trajectories")
      ->check(CLI::IsMember({"summary", "outcomes", "trajectories"}))
      ->default_str("trajectories");
  command->add_flag("--summary-by-point", flags.summary_by_point,
                    "also summarise each design point by itself: grows with points, and needs more than one replicate");
  command->add_option("--shard", flags.shard, "run part I of N only; join the parts with merge")->type_name("I/N");
  command
      ->add_option_function<std::string>(
          "--extend", [request](const std::string& file) { request->flags.extend = fs::absolute(file).lexically_normal().string(); },
          "reuse the runs of this earlier file, of the same study with fewer points or replicates")
      ->type_name("FILE");
  command->add_flag("--keep-journal", flags.keep_journal,
                    "keep the journal, so that a sweep without stored trajectories can be extended later");
  add_fail_flag(*command, flags.fail)->default_str("slow");
  command->add_option("--journal-batches", flags.journal_batches, "batches from one journal to the next")
      ->check(CLI::Range(1, 1 << 20))
      ->group("");  // for tests: not in --help
  command->add_flag("--dry-run", flags.dry_run, "only say how many runs, how long and how large");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return carry_out_sweep(console, *request, false); }; });
}

void add_resume_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("resume", "Resume a sweep that was interrupted or killed");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<SweepFlags>();
  flags->fail.clear();
  command->add_option("FILE", *file, "the results file, its journal, or the folder of one")->required();
  command->add_option("-j,--jobs", flags->run.jobs, "threads (default: one per core); never changes a result")->check(CLI::Range(0, 4096));
  add_fail_flag(*command, flags->fail)->default_str("as for sweep (default: as the sweep was started)");
  add_format_flag(*command, flags->run.format);
  command->callback([=, &chosen] { chosen = [=](Console& console) { return resume(console, *file, *flags); }; });
}

void add_status_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("status", "Show the progress of a sweep, running or not");
  auto file = std::make_shared<std::string>();
  command->add_option("FILE", *file, "the results file, its journal, or the folder of one")->required();
  command->callback([=, &chosen] { chosen = [=](Console& console) { return status(console, *file); }; });
}

}  // namespace fulcrum
