// fulcrum explain A.toml [B.toml]: why support moves, within a run or from one policy to another.
#include <fmt/core.h>

#include "output/ending.h"
#include "sim/commands/request.h"
#include "sim/explain/between_report.h"
#include "sim/explain/within_report.h"
#include "sim/storing.h"

namespace fulcrum {

namespace {

struct ExplainFlags {
  RunFlags run;
  std::optional<int> replicate;
  int from = 0;
  int to = -1;
  std::vector<std::string> outcomes{"direct_last_year", "indirect_last_year"};
  int orders = 64;
};

Span span_of(const ExplainFlags& flags, int weeks) {
  const Span span{flags.from, flags.to < 0 ? weeks - 1 : flags.to};
  if (span.to >= weeks) throw UsageError(fmt::format("--to {}: the last week is {}", span.to, weeks - 1));
  if (span.from >= span.to) throw UsageError(fmt::format("--from {} is not before week {}", span.from, span.to));
  return span;
}

// Runs the scenarios into a results file, if one is asked for, and adds the explanation to it.
void store(const Console& console, const Request& request, const std::vector<std::string>& files, const ExplainFlags& flags,
           const Table& explanation) {
  if (flags.run.output.empty()) return;
  std::string title = "Explanation:";
  for (const Scenario& scenario : request.scenarios) title += " " + scenario.name;
  const auto answer = run_request(console, request, flags.run, flags.run.output, title, command_line_text("explain", files, flags.run));
  if (answer->done < answer->plan.runs()) throw std::runtime_error("interrupted; nothing was stored");
  add_analysis(flags.run.output, explanation);
  console.say("results: " + flags.run.output);
}

int explain_one(const Console& console, const std::vector<std::string>& files, const ExplainFlags& flags) {
  Request request = read_request(console, files, flags.run);
  if (flags.replicate && !request.run.noise) throw UsageError("--replicate: without noise every future is the same");
  request.run.noise = flags.replicate.has_value();
  const int replicate = flags.replicate.value_or(0);
  request.run.replicates = replicate + 1;
  for (Scenario& scenario : request.scenarios) scenario.run = request.run;
  const Plan plan = make_plan(request);
  const Span span = span_of(flags, plan.weeks());
  const Selection selection(chosen_series("all", plan.policies().front().setup), plan.theatre());
  BlockRunner runner(plan, selection, {}, flags.run.kernel);
  Block block;
  runner.compute(replicate, 1, block);
  if (!block.errors.front().empty()) throw std::runtime_error("the run failed: " + block.errors.front());
  const WithinRun explained = explain_run(plan.policies().front().setup, block.run(selection, 0));
  const std::string title =
      plan.policies().front().name +
      (request.run.noise ? fmt::format(", future {} with seed {}", replicate, plan.seed()) : std::string(", without noise"));
  if (flags.run.format == Format::kTable)
    console.data(within_text("Why support moves in " + title, explained, span) + "\n" + kDisclaimer + "\n");
  if (flags.run.format == Format::kCsv) console.data(within_csv(explained, span));
  if (flags.run.format == Format::kJson) console.data(within_json(title, explained, span));
  store(console, request, files, flags, within_table(explained));
  return kDone;
}

int explain_two(const Console& console, const std::vector<std::string>& files, const ExplainFlags& flags) {
  if (flags.replicate || flags.from != 0 || flags.to >= 0)
    throw UsageError("--replicate, --from and --to belong to the explanation of one scenario");
  const Request request = read_request(console, files, flags.run);
  const Plan plan = make_plan(request);
  const std::vector<Outcome> known = with_standard(own_outcomes(request.scenarios), plan.policies().front().setup.resolution);
  std::vector<Outcome> outcomes;
  for (const std::string& name : flags.outcomes) {
    try {
      outcomes.push_back(find_outcome(name, known));
    } catch (const std::invalid_argument& error) {
      throw UsageError(std::string("--outcome: ") + error.what());
    }
  }
  const Between explained =
      explain_difference(plan, outcomes, {.jobs = flags.run.jobs, .kernel = flags.run.kernel, .orders = flags.orders + flags.orders % 2});
  if (flags.run.format == Format::kTable)
    console.data(between_text(plan, explained) +
                 fmt::format("Seed {}{}. {}\n", plan.seed(), plan.noise() ? "" : ", noise off", kDisclaimer));
  if (flags.run.format == Format::kCsv) console.data(between_csv(explained));
  if (flags.run.format == Format::kJson) console.data(between_json(plan, explained));
  store(console, request, files, flags, between_table(explained));
  return kDone;
}

}  // namespace

void add_explain_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("explain", "Say why support moves, within a run or from one policy to another");
  auto files = std::make_shared<std::vector<std::string>>();
  auto flags = std::make_shared<ExplainFlags>();
  command->add_option("SCENARIO", *files, "one scenario: why support moves week by week; two: why the second differs from the first")
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
  command->add_option("--orders", flags->orders, "of two scenarios that differ in more than 8 things: orders to sample")
      ->check(CLI::Range(4, 1000000).description(""))
      ->default_str("64");
  command->callback([=, &chosen] {
    chosen = [=](Console& console) {
      return files->size() == 1 ? explain_one(console, *files, *flags) : explain_two(console, *files, *flags);
    };
  });
}

}  // namespace fulcrum
