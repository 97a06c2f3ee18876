// fulcrum robust TARGET ...: policies x futures, which policy holds, and a search for better ones.
#include "sim/exploration/robustness.h"

#include <fmt/core.h>

#include "sim/commands/explore/exploration_request.h"
#include "sim/ensemble/storing.h"
#include "sim/exploration/policy_search.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

struct RobustFlags {
  ExploreFlags explore;
  std::vector<std::string> objectives, requirements, search, epsilon;
  std::string method = "nsga2";
  PolicySearchSettings settings;
};

Exploration read(const Console& console, RobustFlags& flags) {
  if (!flags.explore.outcomes.empty()) throw UsageError("robust judges policies by --objective, not --outcome");
  if (flags.objectives.empty()) flags.objectives = usual_objectives();
  Exploration exploration = read_exploration(console, "robust", flags.explore, {DesignKind::kLatinHypercube, 512, false, false}, {});
  if (!exploration.study) return exploration;
  if (exploration.study->policies.size() < 2) throw UsageError("robust compares policies: name two or more; the first is the reference");
  exploration.outcomes = outcomes_for(flags.objectives, known_outcomes(*exploration.study));
  return exploration;
}

std::vector<Requirement> requirements_of(const RobustFlags& flags, const std::vector<RobustObjective>& objectives) {
  std::vector<Requirement> all;
  for (const std::string& text : flags.requirements) all.push_back(parse_requirement(text, objectives));
  if (!all.empty()) return all;
  for (std::size_t o = 0; o < objectives.size(); ++o)  // the article's goals, each more than nothing
    if (objectives[o].name.starts_with("goal_")) all.push_back({o, Direction::kHigher, 0});
  return all;
}

// Nothing if it was interrupted, which has been said.
std::optional<PolicySearchResult> search(const Console& console, const RobustFlags& flags, const Exploration& exploration,
                                         std::vector<SearchVariable>& variables) {
  if (!exploration.study) throw UsageError("--search needs scenarios or a study: a results file cannot run candidates");
  for (const std::string& text : flags.search) variables.push_back(parse_variable(text, exploration.study->policies.back().setup));
  PolicySearchSettings settings = flags.settings;
  settings.method = flags.method == "nlopt" ? SearchMethod::kNlopt : SearchMethod::kNsga2;
  if (!flags.epsilon.empty()) {
    if (settings.method == SearchMethod::kNlopt) throw UsageError("--epsilon goes with --search-method nsga2: nlopt has one objective");
    settings.epsilon = parse_epsilon(flags.epsilon, flags.objectives);
  }
  settings.run = {flags.explore.run.jobs, flags.explore.run.kernel, interrupted, {}};
  console.say(fmt::format("searching: {} candidates x {} futures",
                          count_text(std::int64_t{settings.population} * (settings.generations + 1)), count_text(settings.futures)));
  PolicySearchResult result = search_policies(*exploration.study, variables, flags.objectives, settings);
  if (!result.interrupted) return result;
  console.error(settings.file.empty() ? "interrupted; nothing was kept (use --search-file to keep what is done)"
                                      : "interrupted; the same command continues from " + settings.file);
  return std::nullopt;
}

int carry_out(const Console& console, RobustFlags flags) {
  try {
    const Exploration exploration = read(console, flags);
    const auto experiment = make_experiment(console, exploration, flags.explore);
    if (!experiment) return kInterrupted;
    if (experiment->policies.size() < 2) throw UsageError("the file holds one policy; robust compares two or more");
    const Experiment futures = spread_part(*experiment);
    auto objectives = robust_objectives(futures, flags.objectives);
    auto requirements = requirements_of(flags, objectives);
    const Robustness r = robustness(futures, std::move(objectives), std::move(requirements));
    const Remarks settings = settings_of(*experiment, exploration);
    std::vector<Table> tables = robustness_tables(r, settings);
    tables.push_back(robust_outcomes_table(futures, r, settings));
    tables.push_back(robust_futures_table(futures, settings));
    std::string text = robustness_text(r);
    if (!flags.search.empty()) {
      std::vector<SearchVariable> variables;
      const auto found = search(console, flags, exploration, variables);
      if (!found) return kInterrupted;
      tables.push_back(search_table(*found, variables, flags.objectives, settings));
      if (!found->progress.empty()) tables.push_back(search_progress_table(*found, settings));
      text += search_text(*found, variables, flags.objectives, exploration.study->policies.back().name);
    }
    const std::string file = store_analyses(exploration, *experiment, tables, flags.explore);
    console.data(analysis_text(tables, exploration, flags.explore.run.format, [&] { return text; }));
    console.say(fmt::format("{} policies x {} futures x {} replicate{}, noise {}, seed {}; tables: /analysis of {}", r.policies.size(),
                            count_text(r.futures), experiment->replicates, experiment->replicates == 1 ? "" : "s",
                            experiment->noise ? "on" : "off", experiment->seed, file));
    return experiment->failed > 0 ? kSomeRunsFailed : kDone;
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

}  // namespace

void add_robust_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("robust", "Evaluate policies over many futures, and search for better ones");
  auto flags = std::make_shared<RobustFlags>();
  add_explore_flags(*command, flags->explore, "<name>.robust.h5");
  const auto several = [&](const char* name, std::vector<std::string>& into, const char* type, const char* words) {
    command->add_option(name, into, words)->type_name(type)->allow_extra_args(false);
  };
  several("--objective", flags->objectives, "NAME[:lower|higher]",
          "objective, a goal or an outcome (default: the article's goals, end_state and cost); repeatable");
  several("--require", flags->requirements, "NAME<NUMBER",
          "requirement of the domain criterion, e.g. 'cost<1.5' (default: each goal above 0); repeatable");
  several("--search", flags->search, "KEY[=LOW:HIGH]",
          "search for better values of this number in the last policy, e.g. levers.host_aid; repeatable");
  several("--epsilon", flags->epsilon, "NUMBER|NAME=NUMBER",
          "propose what epsilon-dominance keeps of all candidates, with this step in each objective or in one (0.01 where none is given); "
          "repeatable");
  command->add_option("--search-method", flags->method, "nsga2 (all objectives) or nlopt (the first one)")
      ->check(CLI::IsMember({"nsga2", "nlopt"}))
      ->default_str("nsga2");
  command->add_option("--search-file", flags->settings.file, "keep every candidate in this file; the same command continues from it")
      ->type_name("FILE");
  command->add_option("--population", flags->settings.population, "candidates per generation")
      ->check(CLI::Range(4, 100000).description(""))
      ->default_str("48");
  command->add_option("--generations", flags->settings.generations, "number of generations")
      ->check(CLI::Range(1, 1000000).description(""))
      ->default_str("40");
  command->add_option("--search-futures", flags->settings.futures, "futures used by the search")
      ->check(CLI::Range(1, 1000000).description(""))
      ->default_str("64");
  command->add_option("--fresh-futures", flags->settings.fresh_futures, "further futures on which the policies found are judged again")
      ->check(CLI::Range(1, 1000000).description(""))
      ->default_str("256");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return carry_out(console, *flags); }; });
}

}  // namespace fulcrum
