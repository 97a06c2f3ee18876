// fulcrum explain A.toml [B.toml], or R.h5: why support moves, within a run or from one policy to another.
#include <fmt/core.h>

#include <algorithm>

#include "output/analyses.h"
#include "output/results_reader.h"
#include "sim/answer/cautions.h"
#include "sim/commands/run_request.h"
#include "sim/ensemble/stored_study.h"
#include "sim/ensemble/storing.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/explain/between_report.h"
#include "sim/explain/within_report.h"
#include "sim/terminal/disclaimer.h"

namespace fulcrum {

namespace {

struct ExplainFlags {
  RunFlags run;
  std::optional<int> replicate;
  int from = 0;
  int to = -1;
  std::vector<std::string> outcomes{"direct_last_year", "indirect_last_year"};
  int orders = 64;
  std::optional<int> futures;
};

Span span_of(const ExplainFlags& flags, int weeks) {
  const Span span{flags.from, flags.to < 0 ? weeks - 1 : flags.to};
  if (span.to >= weeks) throw UsageError(fmt::format("--to {}: the last week is {}", span.to, weeks - 1));
  if (span.from >= span.to) throw UsageError(fmt::format("--from {} is not before week {}", span.from, span.to));
  return span;
}

// Runs the scenarios into a results file, if one is asked for, and adds the explanation to it.
void store(const Console& console, const Request& request, const std::vector<std::string>& files, const ExplainFlags& flags,
           const std::vector<Table>& explanation) {
  if (flags.run.output.empty()) return;
  std::string title = "Explanation:";
  for (const Scenario& scenario : request.scenarios) title += " " + scenario.name;
  const auto answer = run_request(console, request, flags.run, flags.run.output, title, command_line_text("explain", files, flags.run));
  if (answer->done < answer->plan.runs()) throw std::runtime_error("interrupted; nothing was stored");
  add_analyses(flags.run.output, explanation, Durability::kProgram);
  console.say("results: " + flags.run.output);
}

// Explains the run of the request's one scenario and shows it; the tables.
std::vector<Table> explain_run_of(const Console& console, const Request& request, const ExplainFlags& flags) {
  const Plan plan = make_plan(request);
  const Span span = span_of(flags, plan.weeks());
  const Selection selection(chosen_series("all", plan.policies().front().setup), plan.theatre());
  BatchRunner runner(plan, selection, {}, flags.run.kernel);
  Batch batch;
  runner.compute(plan.replicates() - 1, 1, batch);
  if (!batch.errors.front().empty()) throw std::runtime_error("the run failed: " + batch.errors.front());
  const WithinRun explained = explain_run(plan.policies().front().setup, batch.run(selection, 0));
  const std::string run =
      plan.policies().front().name +
      (plan.noise() ? fmt::format(", future {} with seed {}", plan.replicates() - 1, plan.seed()) : std::string(", without noise"));
  if (flags.run.format == Format::kTable)
    console.data(within_text("Why support moves in " + run, explained, span) + "\n" + disclaimer(plan.theatre().name) + "\n");
  if (flags.run.format == Format::kCsv) console.data(within_csv(explained, span));
  if (flags.run.format == Format::kJson) console.data(within_json(run, explained, span));
  return {within_table(run, explained), within_words(run, explained, span)};
}

// The one run of a scenario that is explained: a future by its number, or the run without noise.
Request one_run(Request request, const ExplainFlags& flags) {
  if (flags.replicate && !request.run.noise) throw UsageError("--replicate: without noise every future is the same");
  request.run.noise = flags.replicate.has_value();
  request.run.replicates = flags.replicate.value_or(0) + 1;
  for (Scenario& scenario : request.scenarios) scenario.run = request.run;
  return request;
}

int explain_one(const Console& console, const std::vector<std::string>& files, const ExplainFlags& flags) {
  const Request request = one_run(read_request(console, files, flags.run), flags);
  store(console, request, files, flags, explain_run_of(console, request, flags));
  return kDone;
}

std::vector<Outcome> chosen_outcomes(const Request& request, const ExplainFlags& flags) {
  const std::vector<Outcome> known = with_standard(own_outcomes(request.scenarios), request.scenarios.front().setup.resolution);
  std::vector<Outcome> outcomes;
  for (const std::string& name : flags.outcomes) {
    try {
      outcomes.push_back(find_outcome(name, known));
    } catch (const std::invalid_argument& error) {
      throw UsageError(std::string("--outcome: ") + error.what());
    }
  }
  return outcomes;
}

// Cells take their time.
constexpr int kFutures = 50, kFuturesWithCells = 0;

/// The request with the states of the world that `compare` would draw, the reference case and those asked for; nothing if only luck varies.
std::optional<Study> study_over_futures(const Console& console, Request request, const ExplainFlags& flags) {
  const bool cells = request.scenarios.front().setup.resolution == Resolution::kCells;
  const int futures = flags.futures.value_or(cells ? kFuturesWithCells : kFutures);
  if (futures == 0) return std::nullopt;
  RunFlags run = flags.run;
  run.replicates = futures + 1;
  take_uncertainty(request, run);
  if (!request.uncertainty) return std::nullopt;
  const auto& factors = request.uncertainty->factors;
  if (std::any_of(factors.begin(), factors.end(), [](const Factor& factor) { return factor.key.changes_levers; })) {
    console.say("note: [uncertainty] varies levers, so that only the reference case is explained");
    return std::nullopt;
  }
  Study study = study_of(request.scenarios, request.run);
  study.uncertainty = request.uncertainty;
  return study;
}

// The same for every pair; nothing without a study.
std::shared_ptr<const Futures> futures_of(const std::optional<Study>& study) {
  if (!study) return nullptr;
  try {
    return make_futures(*study, study->run.replicates);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

// Why the last policy of the plan differs from the first, over states of the world.
std::vector<OutcomeOverFutures> explain_futures(const RunSettings& run, std::shared_ptr<const Futures> futures, const Plan& plan,
                                                const Between& why, const std::vector<Outcome>& outcomes, const BetweenOptions& options) {
  try {
    const Plan over(plan.policies(), run.replicates, run.seed, run.noise, nullptr, std::move(futures));
    return explain_over_futures(over, why.differences, outcomes, options);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

// Why each policy differs from the first.
std::vector<Explained> explain_pairs(const Console& console, const Request& request, const ExplainFlags& flags) {
  if (flags.replicate || flags.from != 0 || flags.to >= 0)
    throw UsageError("--replicate, --from and --to belong to the explanation of one scenario");
  const std::vector<Outcome> outcomes = chosen_outcomes(request, flags);
  const BetweenOptions options{.jobs = flags.run.jobs, .kernel = flags.run.kernel, .orders = flags.orders + flags.orders % 2};
  const std::optional<Study> study = study_over_futures(console, request, flags);
  const std::shared_ptr<const Futures> futures = futures_of(study);
  std::vector<Explained> pairs;
  for (std::size_t other = 1; other < request.scenarios.size(); ++other) {
    const Plan plan = make_plan({{request.scenarios.front(), request.scenarios[other]}, request.run});
    pairs.push_back(
        {.plan = plan, .why = explain_difference(plan, outcomes, options), .note = resolution_note(plan.policies().front().setup)});
    if (study) pairs.back().over_futures = explain_futures(study->run, futures, plan, pairs.back().why, outcomes, options);
  }
  return pairs;
}

void show(const Console& console, const std::vector<Explained>& pairs, Format format) {
  const Plan& plan = pairs.front().plan;
  if (format == Format::kTable) {
    for (const Explained& pair : pairs) console.data(between_text(pair) + (&pair == &pairs.back() ? "" : "\n"));
    console.data(fmt::format("Seed {}{}. {}\n", plan.seed(), plan.noise() ? "" : ", noise off", disclaimer(plan.theatre().name)));
  }
  if (format == Format::kCsv) console.data(between_csv(pairs));
  if (format == Format::kJson) console.data(between_json(pairs));
}

int explain_two(const Console& console, const std::vector<std::string>& files, const ExplainFlags& flags) {
  const Request request = read_request(console, files, flags.run);
  const std::vector<Explained> pairs = explain_pairs(console, request, flags);
  show(console, pairs, flags.run.format);
  store(console, request, files, flags, {between_table(pairs), between_words(pairs)});
  return kDone;
}

// Thousands of runs with cells take minutes: what moves their mean-field reduction is explained unless cells are asked for.
void leave_resolution_open(std::vector<Scenario>& scenarios, const std::vector<std::string>& set) {
  for (Scenario& scenario : scenarios) {
    scenario.says_resolution = false;
    scenario.setup.resolution = Resolution::kOrganisations;
  }
  const bool cells = !set.empty() && set.back() == "run.resolution=cells";
  take_resolution(scenarios, cells ? Resolution::kCells : Resolution::kOrganisations);
}

// The policies of a results file with the seed and number of futures that are in force there.
Request stored_request(const std::string& file, const RunFlags& flags) {
  const auto is_set = [](const std::string& setting) { return !setting.starts_with("run.resolution="); };
  if (!flags.output.empty() || std::any_of(flags.set.begin(), flags.set.end(), is_set) || !flags.paths.empty() || flags.seed ||
      flags.replicates)
    throw UsageError(
        "a results file is explained as it is, and the explanation is stored in it: leave out --output, --set, --path, --seed and "
        "--replicates");
  const ResultsReader results(file);
  if (results.layout().design && !results.layout().design->columns.empty())
    throw UsageError(file + " holds a sweep over assumptions; explain its scenarios by name");
  Request request;
  request.scenarios = stored_scenarios(results);
  if (request.scenarios.size() > 1) leave_resolution_open(request.scenarios, flags.set);
  request.run = request.scenarios.front().run;
  if (const auto uncertainty = stored_study(results).uncertainty) {
    request.run.replicates = RunSettings().replicates;  // of luck: at the reference case
    for (Scenario& scenario : request.scenarios) scenario.uncertainty = uncertainty;
  }
  for (Scenario& scenario : request.scenarios) scenario.run = request.run;
  return request;
}

int explain_file(const Console& console, const std::string& file, const ExplainFlags& flags) {
  const Request request = stored_request(file, flags.run);
  std::vector<Table> tables;
  if (request.scenarios.size() == 1) {
    tables = explain_run_of(console, one_run(request, flags), flags);
  } else {
    const std::vector<Explained> pairs = explain_pairs(console, request, flags);
    show(console, pairs, flags.run.format);
    tables = {between_table(pairs), between_words(pairs)};
  }
  console.say("explanation: /analysis of " + add_analyses(file, tables).string());
  return kDone;
}

int explain(const Console& console, const std::vector<std::string>& targets, const ExplainFlags& flags) {
  const bool stored = std::any_of(targets.begin(), targets.end(), [](const std::string& target) { return target.ends_with(".h5"); });
  if (stored && targets.size() > 1)
    throw UsageError("give one results file at a time; each of its policies is explained against the first");
  if (stored) return explain_file(console, targets.front(), flags);
  return targets.size() == 1 ? explain_one(console, targets, flags) : explain_two(console, targets, flags);
}

}  // namespace

void add_explain_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("explain", "Explain why support moves, within a run or between two policies");
  auto files = std::make_shared<std::vector<std::string>>();
  auto flags = std::make_shared<ExplainFlags>();
  command
      ->add_option("TARGET", *files,
                   "one scenario: why support moves week by week; two: why the second differs from the first; a results file: both for its "
                   "policies, stored in it")
      ->required()
      ->expected(1, 2);
  add_run_flags(*command, flags->run, "none");
  command->add_option("--replicate", flags->replicate, "of one scenario: the future to explain (default: the run without noise)")
      ->check(CLI::Range(0, 999999999).description(""));
  command->add_option("--from", flags->from, "of one scenario: what changed after this week")
      ->check(CLI::NonNegativeNumber)
      ->default_str("0");
  command->add_option("--to", flags->to, "of one scenario: up to this week (default: the last)")->check(CLI::NonNegativeNumber);
  command->add_option("--outcome", flags->outcomes, "of two scenarios: outcomes to explain; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false)
      ->default_str("direct_last_year, indirect_last_year");
  command->add_option("--orders", flags->orders, "of two scenarios that differ in more than 8 levers or parameters: orders to sample")
      ->check(CLI::Range(4, 1000000).description(""))
      ->default_str("64");
  command
      ->add_option(
          "--over-futures", flags->futures,
          "of two scenarios: states of the world over which the parts are spread (default: 50; with cells 0, the reference case only)")
      ->check(CLI::Range(0, 1000000).description(""));
  command->callback([=, &chosen] { chosen = [=](Console& console) { return explain(console, *files, *flags); }; });
}

}  // namespace fulcrum
