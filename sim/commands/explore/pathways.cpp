// fulcrum pathways A.toml B.toml ...: when each policy stops meeting a threshold, and which one to switch to then.
#include "sim/exploration/pathways.h"

#include <fmt/core.h>

#include "sim/commands/explore/exploration_request.h"
#include "sim/commands/run_request.h"
#include "sim/ensemble/study_plan.h"
#include "sim/exploration/pathways_text.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

struct PathwaysFlags {
  std::vector<std::string> scenarios;
  RunFlags run;
  Threshold threshold;
  std::optional<double> at_most, at_least;
};

Threshold threshold_of(const PathwaysFlags& flags) {
  if (flags.at_most.has_value() == flags.at_least.has_value())
    throw UsageError("no threshold: give --at-most NUMBER or --at-least NUMBER, e.g. --series direct --at-most 0.4");
  Threshold threshold = flags.threshold;
  threshold.at_most = flags.at_most.has_value();
  threshold.limit = flags.at_most ? *flags.at_most : *flags.at_least;
  return threshold;
}

std::string drawn_from(const Request& request) {
  if (!request.uncertainty) return fmt::format("seed {}; only luck differs", request.run.seed);
  return fmt::format("seed {}; {} parameters and structural choices vary", request.run.seed, request.uncertainty->factors.size());
}

int carry_out(const Console& console, const PathwaysFlags& flags) {
  const Threshold threshold = threshold_of(flags);
  Request request = read_request(console, flags.scenarios, flags.run);
  if (chosen_series(threshold.series, request.scenarios.front().setup).size() != 1) throw UsageError("--series: name one series");
  take_uncertainty(request, flags.run);
  EnsembleOptions options{.jobs = flags.run.jobs, .kernel = flags.run.kernel, .interrupted = interrupted};
  try {
    Study study = study_of(request.scenarios, request.run);
    study.uncertainty = request.uncertainty;
    const auto found = pathways(plan_of(study), threshold, options);
    if (!found) {
      console.error("interrupted; nothing was kept");
      return kInterrupted;
    }
    const std::string theatre = request.scenarios.front().setup.theatre.name;
    const auto tables = pathways_tables(*found, threshold);
    if (flags.run.format == Format::kCsv)
      console.data(tables_csv(tables));
    else if (flags.run.format == Format::kJson)
      console.data(tables_json(tables, theatre));
    else
      console.data(pathways_text(*found, threshold, drawn_from(request), console.width()) + disclaimer(theatre) + "\n");
    return found->failed > 0 ? kSomeRunsFailed : kDone;
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

void add_pathways_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("pathways", "Find when each policy stops meeting a threshold, and which policy to switch to then");
  auto flags = std::make_shared<PathwaysFlags>();
  command->add_option("SCENARIO", flags->scenarios, "scenario files or names of shipped scenarios")
      ->required()
      ->expected(2, CLI::detail::expected_max_vector_size);
  command->add_option("--series", flags->threshold.series, "series that the threshold is about")->default_str("direct");
  auto* at_most = command->add_option("--at-most", flags->at_most, "its mean must be at most this");
  command->add_option("--at-least", flags->at_least, "its mean must be at least this")->excludes(at_most);
  const auto weeks = [&](const char* name, int& into, const char* words) {
    command->add_option(name, into, words)->type_name("WEEKS")->check(CLI::Range(1, 100000))->default_str(std::to_string(into));
  };
  weeks("--over", flags->threshold.over, "weeks over which the mean is taken");
  weeks("--grace", flags->threshold.grace, "weeks after a policy begins in which it is not judged");
  weeks("--every", flags->threshold.every, "weeks between the decision points at which a policy can be replaced");
  add_futures_flags(*command, flags->run);
  add_uncertainty_flags(*command, flags->run);
  command->callback([=, &chosen] { chosen = [=](Console& console) { return carry_out(console, *flags); }; });
}

}  // namespace fulcrum
