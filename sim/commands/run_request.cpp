#include "sim/commands/run_request.h"

#include <fmt/core.h>

#include <array>
#include <cmath>
#include <filesystem>
#include <set>

#include "output/analyses.h"
#include "output/files/memory.h"
#include "output/results_reader.h"
#include "scenarios/input/checker.h"
#include "sim/answer/cautions.h"
#include "sim/comparison/comparison_report.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/shell_word.h"

namespace fulcrum {

namespace {

// Outcomes of all runs, and what differs from future to future, stay in memory until they are compared; beyond it the system would end the
// program without a word. Asked before any future is made.
void check_memory(const Study& study, std::size_t outcomes) {
  constexpr double kCopies = 2;  // comparisons sort copies of some
  const std::size_t of_policies = study.policies.size() * outcomes, of_future = study.uncertainty ? study.uncertainty->factors.size() : 0;
  const double of_replicate = static_cast<double>((of_policies + of_future) * sizeof(double)) * kCopies;
  const std::int64_t runs = static_cast<std::int64_t>(study.policies.size()) * study.run.replicates;
  require_memory(of_replicate * study.run.replicates, count_text(runs) + " runs with their outcomes",
                 fmt::format("--replicates {:.0f} fit, and a study's sweep needs no memory for more", std::floor(fitting(of_replicate))));
}

}  // namespace

Resolution resolution_of_answers(const RunFlags& flags) { return flags.check_cells > 0 ? Resolution::kOrganisations : Resolution::kCells; }

Request read_request(const Console& console, const std::vector<std::string>& files, const RunFlags& flags, Resolution unsaid) {
  Request request;
  request.inputs_as_given = files;
  for (const std::string& file : files) {
    request.scenarios.push_back(read_scenario(file, {flags.paths}, overrides_of(flags)));
    for (const Problem& note : request.scenarios.back().notes)
      if (console.verbosity > 0) console.say("note: " + note.text());
  }
  take_resolution(request.scenarios, unsaid);
  check_set(request.scenarios);
  request.run = settings_in_force(request.scenarios.front().run, flags);
  for (Scenario& scenario : request.scenarios) scenario.run = request.run;
  const Scenario& first = request.scenarios.front();
  say_idle_keys(console, keys_of(flags.set), "is set", first.setup, first.run.noise);
  return request;
}

void say_idle_keys(const Console& console, const std::vector<std::string>& keys, const std::string& verb, const Setup& setup, bool noise) {
  std::set<std::string> said;
  for (const std::string& key : keys) {
    const std::string bare(policy_and_key(key).second), lacking = lacking_for(bare, setup, noise);
    if (!lacking.empty() && said.insert(key).second)
      console.say(fmt::format("note: {} {} and has no effect in these runs: it needs {}", key, verb, lacking));
  }
}

void say_idle_factors(const Console& console, const Study& study) {
  std::vector<std::string> keys;
  for (const Factor& factor : study.design.factors) keys.push_back(factor.key.key);
  say_idle_keys(console, keys, "varies", study.policies.front().setup, study.run.noise);
}

std::vector<Override> overrides_of(const RunFlags& flags) {
  std::vector<Override> overrides;
  for (const std::string& text : flags.set) overrides.push_back({text});
  return overrides;
}

RunSettings settings_in_force(RunSettings run, const RunFlags& flags) {
  if (flags.seed) run.seed = *flags.seed;
  if (flags.replicates) run.replicates = *flags.replicates;
  if (run.replicates < 1) throw UsageError("--replicates must be at least 1");
  if (!run.noise) run.replicates = 1;  // every replicate would be the same
  return run;
}

void take_uncertainty(Request& request, const RunFlags& flags) {
  take_uncertainty(request, {flags.uncertainty, flags.replicates, flags.set, flags.record, flags.paths, flags.require});
}

Plan make_plan(const PolicySet& request) {
  return Plan(policies_of(request.scenarios), request.run.replicates, request.run.seed, request.run.noise);
}

namespace {

// Trajectories of a thousand states of the world are a quarter of a gigabyte that few look at: any of them can be run again.
Store stored_of(const Plan& plan, const RunFlags& flags, std::size_t columns) {
  constexpr int kMostTrajectories = 200;  // futures
  constexpr double kMostBytes = 1.5e8;
  const double bytes = static_cast<double>(plan.runs()) * static_cast<double>(columns) * plan.weeks() * sizeof(double);
  const bool many = plan.futures() != nullptr && (plan.replicates() > kMostTrajectories || bytes > kMostBytes);
  return many && flags.series == RunFlags().series ? Store::kOutcomes : Store::kTrajectories;
}

Plan planned_futures(const Study& study) {
  try {
    return plan_of(study);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

std::vector<const SeriesInfo*> needed_series(std::vector<const SeriesInfo*> stored, std::span<const Outcome> outcomes,
                                             Resolution resolution) {
  try {
    return with_needs(std::move(stored), outcomes, resolution);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

Compression chosen_compression(const std::string& text) {
  return text == "deflate" ? Compression::kDeflate : (text == "blosc" ? Compression::kBlosc : Compression::kNone);
}

std::unique_ptr<RunResults> run_request(const Console& console, const Request& request, const RunFlags& flags, const std::string& file,
                                        const std::string& title, const std::string& command_line, const Analyse& analyse) {
  catch_interrupts();
  Study study = study_of(request.scenarios, request.run);
  study.uncertainty = request.uncertainty;
  const std::vector<Outcome> outcomes = known_outcomes(study);
  check_memory(study, outcomes.size());
  Plan planned = planned_futures(study);
  auto answer = std::make_unique<RunResults>(std::move(planned), outcomes, file);
  const Plan& plan = answer->plan;
  const auto stored = chosen_series(flags.series, plan.policies().front().setup);
  const std::size_t stored_columns = Selection(stored, plan.theatre()).columns().size();
  const Selection selection(needed_series(stored, outcomes, plan.policies().front().setup.resolution), plan.theatre());

  ResultsLayout layout = layout_of(study, plan, title, command_line);
  layout.store = stored_of(plan, flags, stored_columns);
  layout.compression = chosen_compression(flags.compress);
  layout.series = stored_series(stored, plan.theatre());
  layout.outcomes = outcome_infos(outcomes);
  ResultsFile results = ResultsFile::create(file, layout, flags.force ? Existing::kReplace : Existing::kRefuse, Unfinished::kRemove);

  EnsembleOptions options;
  options.jobs = flags.jobs;
  options.runs_per_batch = runs_per_batch(plan.weeks());
  options.summary_columns = std::max(stored_columns, static_cast<std::size_t>(selection.find("direct")) + 1);
  options.interrupted = interrupted;
  options.kernel = flags.kernel;
  Progress progress(console, plan.runs());
  std::int64_t done = 0;
  TakeEach sink([&](const Batch& batch, std::int64_t failed) {
    store_batch(plan, batch, 0, layout.store, results);
    answer->outcomes.take(batch);
    progress.update(done += batch.runs, failed);
  });
  Executed executed = execute({.plan = plan, .selection = selection, .outcomes = outcomes, .options = options}, sink);
  answer->done = executed.done;
  answer->failed = executed.failed;
  answer->summaries = std::move(executed.summaries);
  answer->direct_column = static_cast<std::size_t>(selection.find("direct"));
  if (answer->done < plan.runs()) return answer;
  SummaryTable table = summary_table(plan.weeks(), layout.series, answer->summaries);
  std::vector<Table> analyses = analyse ? analyse(*answer) : std::vector<Table>();
  if (plan.futures() != nullptr) analyses.push_back(futures_table(plan));
  results.finish({.summary = std::move(table), .analyses = std::move(analyses)},
                 Durability::kProgram);  // can be computed again in a moment
  return answer;
}

std::string head_of(const Plan& plan) {
  return fmt::format("{} polic{} x {} future{} of {} weeks from {}, theatre {}, seed {}{}", plan.policies().size(),
                     plan.policies().size() == 1 ? "y" : "ies", count_text(plan.replicates()), plan.replicates() == 1 ? "" : "s",
                     plan.weeks(), date_text(plan.policies().front().setup.start), plan.theatre().name, plan.seed(),
                     plan.noise() ? "" : ", noise off");
}

int exit_code_of(const Console& console, const RunResults& answer) {
  const Plan& plan = answer.plan;
  if (answer.done < plan.runs()) {
    console.error(fmt::format("interrupted after {} of {} runs; nothing was stored, and the same command starts again",
                              count_text(answer.done), count_text(plan.runs())));
    return kInterrupted;
  }
  console.say("results: " + answer.file);
  if (answer.failed == 0) return kDone;
  console.warn(fmt::format("{} of {} runs failed and are left out; their errors are in /runs of {}", count_text(answer.failed),
                           count_text(plan.runs()), answer.file));
  return kSomeRunsFailed;
}

int print_results(const Console& console, const RunResults& answer, Format format) {
  const Plan& plan = answer.plan;
  if (answer.done < plan.runs()) return exit_code_of(console, answer);
  ComparisonReport report = comparison_report(plan, answer.outcomes);
  if (plan.policies().size() > 1) {
    add_divergence_weeks(ResultsReader(answer.file, Accept::kComplete, Writer::kThisProcess), plan, report.outcomes);
    add_analyses(answer.file, std::array{comparison_table(report)}, Durability::kProgram);
  }
  if (format == Format::kCsv) console.data(comparison_csv(report));
  if (format == Format::kJson) console.data(comparison_json(plan, report, answer.file));
  if (format == Format::kTable) {
    console.data(head_of(plan) + "\n\n" + sparklines(plan, answer.summaries, answer.direct_column) + "\n" + comparison_text(plan, report));
    for (const std::string& sentence : cautions(plan, answer.outcomes)) console.data("Note: " + sentence + "\n");
    if (const std::string note = resolution_note(plan.policies().front().setup); !note.empty()) console.data(note + "\n");
    console.data("\n" + disclaimer(plan.theatre().name) + "\n");
  } else {
    console.say(head_of(plan));
  }
  return exit_code_of(console, answer);
}

std::string command_line_text(const std::string& command, const std::vector<std::string>& files, const RunFlags& flags) {
  std::string text = "fulcrum " + command;
  for (const std::string& file : files) text += " " + for_a_shell(file);
  for (const std::string& set : flags.set) text += " --set " + for_a_shell(set);
  for (const std::string& path : flags.paths) text += " --path " + for_a_shell(path);
  if (flags.seed) text += fmt::format(" --seed {}", *flags.seed);
  if (flags.replicates) text += fmt::format(" --replicates {}", *flags.replicates);
  if (!flags.uncertainty.empty()) text += " --uncertainty " + flags.uncertainty;
  if (!flags.record.empty()) text += " --record " + flags.record;
  for (const std::string& condition : flags.require) text += " --require " + for_a_shell(condition);
  if (flags.outcome != RunFlags().outcome) text += " --outcome " + flags.outcome;
  if (flags.check_cells > 0) text += fmt::format(" --check-cells {}", flags.check_cells);
  if (flags.series != "core") text += " --series " + for_a_shell(flags.series);
  if (flags.compress != "none") text += " --compress " + flags.compress;
  return text;
}

}  // namespace fulcrum
