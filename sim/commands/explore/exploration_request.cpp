#include "sim/commands/explore/exploration_request.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "output/analyses.h"
#include "output/files/whole_file.h"
#include "output/results_file.h"
#include "output/results_reader.h"
#include "sim/answer/cautions.h"
#include "sim/commands/run_request.h"
#include "sim/commands/vary/sweep_request.h"
#include "sim/ensemble/declared_factors.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/stored_study.h"
#include "sim/ensemble/study_plan.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/json_number.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/shell_word.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

bool is_study(const std::string& name, const RunFlags& flags) { return looks_like_study(open_named(name, {flags.paths})); }

bool fits(const std::string& pattern, const std::string& key) {
  return pattern == "all" ? find_parameter(key) != nullptr : fits_pattern(pattern, key);
}

// Names what was asked for and is left out because nothing would come of it, by groups.
void say_idle(const Console& console, const std::vector<std::string>& patterns, const Study& study) {
  const Setup& setup = study.policies.front().setup;
  std::map<std::string, int> groups;
  for (const std::string& key : setup_keys(setup))
    if (is_idle(key, setup, study.run.noise) && std::any_of(patterns.begin(), patterns.end(), [&](const auto& p) { return fits(p, key); }))
      ++groups[key.substr(0, key.find('.')) + ".*"];
  if (groups.empty()) return;
  std::string names;
  for (const auto& [group, count] : groups) names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", group, count);
  std::string without;
  const auto add = [&](bool lacking, const char* what) {
    if (lacking) without += (without.empty() ? "" : ", ") + std::string(what);
  };
  add(!study.run.noise, "noise (--replicates turns it on)");
  add(setup.resolution != Resolution::kCells, "cells");
  add(setup.rival != Rival::kAdaptive, "an adaptive rival");
  add(setup.deadlines.empty(), "a deadline");
  add(!tables_of(setup.theatre.host).any(), "tables of the host's politics");
  console.say(fmt::format("left out because they have no effect without {}: {}", without, names));
}

// Scenarios as a study over the ranges that are declared. Without --replicates noise is off: the deterministic core.
Study study_of(const Console& console, const ExploreFlags& flags) {
  const Request request = read_request(console, flags.targets, flags.run);
  Study study = study_of(request.scenarios, request.run);
  if (!flags.run.replicates) study.run.noise = false;
  if (!study.run.noise) study.run.replicates = 1;
  for (Scenario& scenario : study.policies) {
    scenario.run = study.run;
    study.inputs.insert(study.inputs.end(), scenario.inputs.begin(), scenario.inputs.end());
  }
  const std::vector<std::string> patterns = flags.factors.empty() ? std::vector<std::string>{"all"} : flags.factors;
  study.design.factors = chosen_factors(patterns, study.policies.front(), study.run.noise, flags.ranges);
  say_idle(console, patterns, study);
  return study;
}

Study named_study(const ExploreFlags& flags) {
  if (!flags.factors.empty()) throw UsageError("--factors is for scenarios; a study names its own");
  if (flags.ranges != Ranges::kToday) throw UsageError("--ranges is for scenarios; a study says its own in [design.factors]");
  SweepRequest request;
  request.study = flags.targets.front();
  request.flags.run = flags.run;
  return read_requested_study(request);
}

void put_design(Study& study, const WantedDesign& wanted, std::int64_t points) {
  DesignRequest& design = study.design;
  const bool none = design.kind == DesignKind::kNone;
  if (none && design.factors.empty()) throw UsageError("the study has no [design] with factors: there is nothing to vary");
  if (none || (wanted.force && design.kind != wanted.kind)) {
    for (const Factor& factor : design.factors)
      if (factor.distribution.kind == FactorDistribution::Kind::kValues && factor.distribution.values.empty())
        throw UsageError("factor " + factor.key.key + " has listed points only; this analysis needs ranges");
    if (design.kind == DesignKind::kFile || design.kind == DesignKind::kList)
      throw UsageError("the study lists its points, and this analysis needs a design of its own: name ranges in [design.factors]");
    design.kind = wanted.kind;
    design.points = wanted.points;
  }
  if (wanted.second_order) design.second_order = true;
  if (wanted.groups) design.groups = true;
  if (points > 0) design.points = points;
}

// The value of a series in a week: "direct@104".
Outcome outcome_at(const std::string& name, int week) {
  const SeriesInfo* series = find_series(name);
  if (series == nullptr || series->axis != Axis::kNone)
    throw UsageError("there is no series with one value per week called '" + name + "' (see `fulcrum describe series`)");
  using Op = Expression::Op;
  const Expression at({{.op = Op::kColumn, .first = 0}, {.op = Op::kAt, .first = 0, .weeks = week}}, {{series, 0}});
  const OutcomeRequest request{
      fmt::format("{}@{}", name, week), fmt::format("{} in week {}", series->long_name, week), series->unit, "", at, {}};
  return with_standard({&request, 1}, Resolution::kOrganisations).back();
}

std::vector<Outcome> chosen_outcomes(const std::vector<std::string>& names, const std::vector<Outcome>& known, int weeks) {
  std::vector<Outcome> chosen;
  for (const std::string& name : names) {
    const auto at = name.find('@');
    if (at == std::string::npos) {
      chosen.push_back(find_outcome(name, known));
      continue;
    }
    const std::string text = name.substr(at + 1);
    const bool digits =
        !text.empty() && text.size() < 6 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || std::stoi(text) >= weeks)
      throw UsageError(fmt::format("--outcome {}: the week must be a number from 0 to {}", name, weeks - 1));
    chosen.push_back(outcome_at(name.substr(0, at), std::stoi(text)));
  }
  return chosen;
}

// The command with every flag that was given and may change a number.
std::string command_of(const std::string& command, const ExploreFlags& flags) {
  static const std::set<std::string> kWithoutEffect{"--jobs",   "--output", "--force",   "--format",
                                                    "--kernel", "--quiet",  "--verbose", "--no-progress"};
  std::string text = "fulcrum " + command;
  for (const std::string& target : flags.targets) text += " " + for_a_shell(target);
  for (const CLI::Option* option : flags.given->get_options()) {
    if (option->count() == 0 || option->get_positional() || kWithoutEffect.contains(option->get_name())) continue;
    const bool is_flag = option->get_items_expected_max() == 0;
    for (const std::string& value : option->results()) text += " " + option->get_name() + (is_flag ? "" : " " + for_a_shell(value));
  }
  return text;
}

}  // namespace

void add_explore_flags(CLI::App& command, ExploreFlags& flags, const std::string& default_output) {
  flags.given = &command;
  command
      .add_option("TARGET", flags.targets,
                  "scenarios (varied over the declared ranges of all parameters), a study, or the results file of a sweep")
      ->required();
  command.add_option("--outcome", flags.outcomes, "outcome to analyse, e.g. direct_last_year or direct@104; repeatable")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      .add_option("--factors", flags.factors,
                  "what to vary, for scenarios: keys, groups (threat.*), all (every parameter; the default), structure.*; repeatable")
      ->type_name("KEY,...")
      ->delimiter(',')
      ->allow_extra_args(false);
  command.add_option("--points", flags.points, "points of the design (default: the study's, or what the analysis needs)")
      ->check(CLI::Range(1, 1000000000).description(""));
  command.add_option("--policy", flags.policy, "analyse this policy only")->type_name("NAME");
  command.add_flag("--difference", flags.difference, "analyse differences from the first policy, on common random numbers");
  add_ranges_flag(command, flags.ranges);
  add_ensemble_flags(command, flags.run, default_output);
}

std::vector<Factor> chosen_factors(const std::vector<std::string>& patterns, const Scenario& first, bool noise, Ranges ranges) {
  std::vector<Factor> factors;
  const auto keys = setup_keys(first.setup);
  std::set<std::string> taken;
  for (const std::string& pattern : patterns) {
    bool any = false;
    for (const std::string& name : keys) {
      if (!fits(pattern, name)) continue;
      any = true;
      const auto key = find_setup_key(name, first.setup);
      if (is_idle(name, first.setup, noise) || !key || !(key->explore_low < key->explore_high) || !taken.insert(name).second) continue;
      factors.push_back(declared_factor(*key, ranges));
    }
    if (!any) throw UsageError("--factors: there is nothing called '" + pattern + "'" + suggestion(pattern, keys));
  }
  if (factors.empty())
    throw UsageError(
        "--factors: none of these has an effect in these runs (without noise unless --replicates is given; cells only at that resolution)");
  return factors;
}

Exploration read_exploration(const Console& console, const std::string& command, const ExploreFlags& flags, const WantedDesign& wanted,
                             const std::vector<std::string>& usual) {
  Exploration exploration;
  exploration.command = command_of(command, flags);
  const bool results = std::any_of(flags.targets.begin(), flags.targets.end(), is_results_name);
  if (results && flags.targets.size() > 1) throw UsageError("give one results file at a time; it holds all policies of its study");
  if (results) {
    if (!flags.factors.empty() || flags.points > 0)
      throw UsageError("--factors and --points are for scenarios and studies: a results file has its points");
    exploration.results = flags.targets.front();
    exploration.name = flags.targets.front();
    return exploration;
  }
  exploration.from_scenarios = flags.targets.size() > 1 || !is_study(flags.targets.front(), flags.run);
  exploration.study = exploration.from_scenarios ? study_of(console, flags) : named_study(flags);
  put_design(*exploration.study, wanted, flags.points);
  exploration.name = exploration.study->name + "." + command + ".h5";
  try {
    exploration.outcomes = chosen_outcomes(flags.outcomes.empty() ? usual : flags.outcomes, known_outcomes(*exploration.study),
                                           exploration.study->policies.front().setup.weeks);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  return exploration;
}

std::unique_ptr<Experiment> make_experiment(const Console& console, const Exploration& exploration, const ExploreFlags& flags) {
  std::unique_ptr<Experiment> experiment;
  try {
    if (!exploration.results.empty()) {
      experiment = read_experiment(exploration.results);
    } else {
      catch_interrupts();
      const std::string output = flags.run.output.empty() ? exploration.name : flags.run.output;
      require_output(output, flags.run.force);
      std::unique_ptr<Progress> progress;
      ExperimentOptions options{flags.run.jobs, flags.run.kernel, interrupted, {}};
      const Study& study = *exploration.study;
      if (const std::string note = resolution_note(study.policies.front().setup); !note.empty()) console.say(note);
      const std::int64_t rows = design_rows(study.design);
      progress = std::make_unique<Progress>(console, rows * static_cast<std::int64_t>(study.policies.size()) * study.run.replicates);
      options.progress = [&](std::int64_t done, std::int64_t failed) { progress->update(done, failed); };
      experiment = run_experiment(study, exploration.outcomes, options);
    }
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  if (!experiment) {
    console.error("interrupted; nothing was stored; the same command starts again");
    return nullptr;
  }
  if (experiment->command.empty()) experiment->command = exploration.command;
  if (experiment->failed > 0)
    console.warn(fmt::format("{} of {} runs failed and are left out; the first: {}", count_text(experiment->failed),
                             count_text(experiment->runs), experiment->first_error));
  return experiment;
}

std::vector<Response> responses(const Experiment& experiment, const Exploration& exploration, const ExploreFlags& flags) {
  std::vector<std::string> names = flags.outcomes;
  if (names.empty())
    for (const Outcome& outcome : exploration.outcomes) names.push_back(outcome.name);
  if (names.empty()) names = {"direct_last_year", "indirect_last_year", "tightness_last_year"};
  if (flags.difference && experiment.policies.size() < 2) throw UsageError("--difference needs at least two policies");
  if (!flags.policy.empty() && std::find(experiment.policies.begin(), experiment.policies.end(), flags.policy) == experiment.policies.end())
    throw UsageError("--policy: there is no policy '" + flags.policy + "'" + suggestion(flags.policy, experiment.policies));
  std::vector<Response> all;
  try {
    for (const std::string& name : names)
      for (std::size_t policy = flags.difference ? 1 : 0; policy < experiment.policies.size(); ++policy)
        if (flags.policy.empty() || flags.policy == experiment.policies[policy])
          all.push_back(experiment.response(policy, experiment.outcome_number(name), flags.difference));
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  if (all.empty()) throw UsageError("--difference: " + flags.policy + " is the first policy, from which the others differ");
  return all;
}

Remarks settings_of(const Experiment& experiment, const Exploration& exploration) {
  return {{"command", exploration.command},
          {"made_from", exploration.results.empty() ? experiment.name : experiment.command},
          {"seed", std::to_string(experiment.seed)},
          {"design_points", experiment.points},
          {"replicates", std::int64_t{experiment.replicates}},
          {"noise", std::string(experiment.noise ? "on" : "off")},
          {"runs", experiment.runs},
          {"failed_runs", experiment.failed}};
}

namespace {

// Tables join the results file that they are of, or go to a file of their own.
std::string join_results(const std::string& results, const std::vector<Table>& tables, const RunFlags& flags) {
  if (!flags.output.empty()) {
    write_analyses(flags.output, results, tables, flags.force ? Existing::kReplace : Existing::kRefuse);
    return flags.output;
  }
  const std::vector<std::string> there = ResultsReader(results).analyses();
  for (const Table& table : tables)
    if (!flags.force && std::find(there.begin(), there.end(), table.name) != there.end())
      throw UsageError(
          fmt::format("{} holds an analysis '{}' already; --force replaces it, -o FILE writes this one elsewhere", results, table.name));
  return add_analyses(results, tables).string();
}

}  // namespace

std::string store_analyses(const Exploration& exploration, const Experiment& experiment, const std::vector<Table>& tables,
                           const ExploreFlags& flags) {
  if (!exploration.results.empty()) return join_results(exploration.results, tables, flags.run);
  const Study& study = *exploration.study;
  std::string file = flags.run.output.empty() ? exploration.name : flags.run.output;
  const Plan plan(policies_of(study.policies), study.run.replicates, study.run.seed, study.run.noise);
  ResultsLayout layout = layout_of(study, plan, "Exploration of " + study.name, exploration.command);
  layout.runs = experiment.runs;
  layout.store = Store::kSummary;
  ResultsFile results = ResultsFile::create(file, layout, flags.run.force ? Existing::kReplace : Existing::kRefuse, Unfinished::kRemove);
  results.finish({.summary = {}, .analyses = tables}, Durability::kProgram);
  return file;
}

namespace {

std::string theatre_of(const Exploration& exploration) {
  if (exploration.study) return exploration.study->policies.front().setup.theatre.name;
  return stored_scenario(ResultsReader(exploration.results), 0).setup.theatre.name;
}

}  // namespace

std::string analysis_text(const std::vector<Table>& tables, const Exploration& of, Format format,
                          const std::function<std::string()>& for_reading) {
  if (format == Format::kCsv) return tables_csv(tables);
  if (format == Format::kJson) return tables_json(tables, theatre_of(of));
  return for_reading() + disclaimer(theatre_of(of)) + "\n";
}

}  // namespace fulcrum
