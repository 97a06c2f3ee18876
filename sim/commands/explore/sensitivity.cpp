// fulcrum sensitivity TARGET: which factors drive an outcome.
#include <fmt/core.h>

#include <algorithm>

#include "sim/commands/explore/exploration_request.h"
#include "sim/exploration/sensitivity_text.h"
#include "sim/terminal/progress.h"

namespace fulcrum {

namespace {

struct SensitivityFlags {
  ExploreFlags explore;
  std::string method;
  std::string over_time;
  int every = 26;
  int rows = 15;
  bool all = false;
  bool second_order = false, groups = false;
  SensitivitySettings settings;
};

const std::vector<std::string> kUsual{"direct_last_year", "indirect_last_year", "tightness_last_year"};

WantedDesign wanted_design(const SensitivityFlags& flags) {
  const auto method = find_method(flags.method);
  if (flags.groups && method != SensitivityMethod::kShapley) throw UsageError("--groups goes with --method shapley");
  const auto wanted = [&](DesignKind kind, std::int64_t points, bool force) {
    return WantedDesign{kind, points, flags.second_order, flags.groups, force};
  };
  if (method == SensitivityMethod::kSobol) return wanted(DesignKind::kSaltelli, 1024, true);
  if (method == SensitivityMethod::kMorris) return wanted(DesignKind::kMorris, 50, true);
  if (method == SensitivityMethod::kShapley) return wanted(DesignKind::kWalks, 1024, true);
  if (!method) return wanted(flags.explore.points > 0 ? DesignKind::kSaltelli : DesignKind::kMorris, 50, false);
  return {DesignKind::kSobol, 1024};
}

// Value of a factor in a setup; where that cannot be told, what it was when it was looked up.
double value_in(const Setup& setup, const SetupKey& key) {
  Parameters<double> parameters = setup.parameters;
  if (const ParameterInfo* p = find_parameter(key.key)) return p->in(parameters);
  Initial initial = setup.initial;
  for (const InitialInfo& i : initial_table())
    if (key.key == "initial." + std::string(i.name)) return i.in(initial);
  for (const StructureInfo& s : structure_table())
    if (key.key == s.key) return s.get(setup.structure);
  return key.value;
}

// The scenario, then each factor alone at the two ends of its range.
void put_one_at_a_time(Study& study) {
  DesignRequest& design = study.design;
  const Setup& setup = study.policies.front().setup;
  std::vector<double> base;
  for (const Factor& factor : design.factors) base.push_back(value_in(setup, factor.key));
  design.listed = {base};
  for (std::size_t f = 0; f < base.size(); ++f)
    for (const bool low : {true, false}) {
      std::vector<double> point = base;
      const FactorDistribution& d = design.factors[f].distribution;
      point[f] = low ? d.low : d.high;
      if (d.kind == FactorDistribution::Kind::kValues) point[f] = low ? d.values.front() : d.values.back();
      design.listed.push_back(std::move(point));
    }
  design.kind = DesignKind::kList;
  design.points = static_cast<std::int64_t>(design.listed.size());
}

void ask_over_time(SensitivityFlags& flags, int weeks) {
  if (!flags.explore.outcomes.empty()) throw UsageError("give --outcome or --over-time, not both");
  for (int week = flags.every - 1; week < weeks; week += flags.every)
    flags.explore.outcomes.push_back(fmt::format("{}@{}", flags.over_time, week));
}

// --over-time needs the number of weeks, which the targets know.
Exploration read(const Console& console, SensitivityFlags& flags) {
  const WantedDesign wanted = wanted_design(flags);
  Exploration exploration = read_exploration(console, "sensitivity", flags.explore, wanted, kUsual);
  if (!flags.over_time.empty()) {
    if (!exploration.study) throw UsageError("--over-time is for scenarios and studies: a results file has its outcomes");
    const std::string command = exploration.command;
    ask_over_time(flags, exploration.study->policies.front().setup.weeks);
    exploration = read_exploration(console, "sensitivity", flags.explore, wanted, kUsual);
    exploration.command = command;
  }
  if (find_method(flags.method) == SensitivityMethod::kTornado && exploration.study) put_one_at_a_time(*exploration.study);
  return exploration;
}

std::vector<Sensitivity> analyse(const Experiment& experiment, const Exploration& exploration, const SensitivityFlags& flags) {
  const SensitivityMethod method = find_method(flags.method).value_or(method_for(experiment.design.kind));
  SensitivitySettings settings = flags.settings;
  settings.bootstrap.seed = experiment.seed;
  std::vector<Sensitivity> all;
  try {
    for (const Response& response : responses(experiment, exploration, flags.explore)) {
      if (method == SensitivityMethod::kBudget && response.policy != experiment.policies.front()) continue;  // it is over all policies
      all.push_back(sensitivity(experiment, response, method, settings));
    }
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  return all;
}

int carry_out(const Console& console, SensitivityFlags flags) {
  if (find_method(flags.method) == SensitivityMethod::kBudget && flags.explore.difference)
    throw UsageError("a variance budget covers all policies; leave out --difference");
  const Exploration exploration = read(console, flags);
  const auto experiment = make_experiment(console, exploration, flags.explore);
  if (!experiment) return kInterrupted;
  const auto all = analyse(*experiment, exploration, flags);
  const Remarks settings = settings_of(*experiment, exploration);
  std::vector<Table> tables{sensitivity_table(all, settings)};
  const bool ledger = all.front().method == SensitivityMethod::kSobol && exploration.study;
  if (ledger) tables.push_back(assumption_ledger(exploration.study->policies.front(), all, settings));
  const std::string file = store_analyses(exploration, *experiment, tables, flags.explore);
  const int rows = flags.all ? 0 : flags.rows;
  console.data(analysis_text(tables, exploration, flags.explore.run.format, [&] {
    const bool by_week = !flags.over_time.empty() && experiment->policies.size() == 1;
    const std::size_t measure = all.front().method == SensitivityMethod::kSobol ? 1 : 0;
    const std::string text = by_week ? over_time_text(all, measure, rows) : sensitivity_text(all, rows);
    return ledger ? text + ledger_text(tables.back(), rows) + "\n" : text;
  }));
  console.say(fmt::format("{}: {} points x {} polic{} x {} replicate{}, noise {}, seed {}", method_name(all.front().method),
                          count_text(experiment->points), experiment->policies.size(), experiment->policies.size() == 1 ? "y" : "ies",
                          experiment->replicates, experiment->replicates == 1 ? "" : "s", experiment->noise ? "on" : "off",
                          experiment->seed));
  console.say("tables: /analysis of " + file);
  return experiment->failed > 0 ? kSomeRunsFailed : kDone;
}

}  // namespace

void add_sensitivity_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("sensitivity", "Show which factors drive an outcome, with confidence intervals");
  auto flags = std::make_shared<SensitivityFlags>();
  add_explore_flags(*command, flags->explore, "<name>.sensitivity.h5");
  command
      ->add_option("--method", flags->method,
                   "sobol (shares of variance), shapley (shares that add up to 1), morris (few runs), pawn and delta (distributions, from "
                   "any design), regional (two "
                   "distributions), tornado (one at a "
                   "time), budget (noise, parameters, structure, policy); default: the method that the design is made for, else morris")
      ->check(CLI::IsMember({"sobol", "shapley", "morris", "pawn", "delta", "regional", "tornado", "budget"}))
      ->type_name("NAME");
  command->add_option("--over-time", flags->over_time, "analyse this series at several weeks, e.g. direct")->type_name("SERIES");
  command->add_option("--every", flags->every, "weeks between the points of --over-time")
      ->check(CLI::Range(1, 10000).description(""))
      ->default_str("26");
  command->add_option("--above", flags->settings.above, "regional: outcomes above this are of interest (default: the median)");
  command->add_option("--below", flags->settings.below, "regional: outcomes below this are of interest");
  command->add_option("--resamples", flags->settings.bootstrap.resamples, "bootstrap resamples for the intervals of all but Sobol' indices")
      ->check(CLI::Range(0, 100000).description(""))
      ->default_str("200");
  command->add_flag("--groups", flags->groups, "shapley: factors whose keys begin alike as one (threat.*, structure.*), for fewer runs");
  command->add_flag("--second-order", flags->second_order, "sobol: also pairs of factors, for twice the runs");
  command->add_option("--rows", flags->rows, "factors to show for each outcome")
      ->check(CLI::Range(1, 100000).description(""))
      ->default_str("15");
  command->add_flag("--all", flags->all, "show all factors");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return carry_out(console, *flags); }; });
}

}  // namespace fulcrum
