// fulcrum loops S.toml...: feedback loops of the core's equations: names, polarity, shares by week, and a diagram.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "output/files/whole_file.h"
#include "sim/commands/command.h"
#include "sim/comparison/policy_set.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/loops/diagram.h"
#include "sim/loops/futures/dominance_text.h"
#include "sim/loops/text.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

struct LoopsFlags {
  std::vector<std::string> scenarios, set, paths;
  std::string output;
  std::size_t rows = 10;
  int futures = 0, jobs = 0;
  std::optional<std::uint64_t> seed;
  LoopQuestion question;
  Format format = Format::kTable;
  bool force = false;
};

/// The loops of one scenario and, if asked for, over states of the world.
struct Found {
  LoopReport report;
  std::optional<LoopsOverFutures> over;
  std::string drawn_from{};
};

// The scenario's states of the world, without noise, as `compare` draws them.
Study study_over_futures(const Scenario& scenario, const LoopsFlags& flags) {
  PolicySet set{{scenario}, scenario.run};
  set.run.noise = false;
  if (flags.seed) set.run.seed = *flags.seed;
  take_uncertainty(set, {.futures = flags.futures, .settings = flags.set, .paths = flags.paths});
  if (!set.uncertainty) throw UsageError("--futures: nothing varies in " + scenario.name + "; its [uncertainty] is of luck alone");
  Study study = study_of(set.scenarios, set.run);
  study.uncertainty = set.uncertainty;
  return study;
}

void follow(Found& found, const Scenario& scenario, const LoopsFlags& flags) {
  const Study study = study_over_futures(scenario, flags);
  const auto& factors = study.uncertainty->factors;
  const auto forms = std::count_if(factors.begin(), factors.end(), [](const Factor& f) { return !f.key.forms.empty(); });
  found.drawn_from = fmt::format("seed {}; {} parameters and {} structural choices vary", study.run.seed,
                                 static_cast<std::int64_t>(factors.size()) - forms, forms);
  found.over = loops_over_futures(scenario, found.report, *make_futures(study, flags.futures), {flags.futures, flags.rows, flags.jobs});
}

Found found_in(const std::string& name, const LoopsFlags& flags) {
  std::vector<Override> overrides;
  for (const std::string& text : flags.set) overrides.push_back({text});
  try {
    const Scenario scenario = read_scenario(name, {flags.paths}, overrides);
    Found found{report_loops(scenario, flags.question), {}};
    if (flags.futures > 0) follow(found, scenario, flags);
    return found;
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
}

std::vector<Table> tables_of(const Found& found, std::size_t rows) {
  std::vector<Table> tables = loops_tables(found.report, rows);
  if (found.over)
    for (Table& table : dominance_tables(*found.over)) tables.push_back(std::move(table));
  return tables;
}

void check_output(const LoopsFlags& flags) {
  if (flags.output.empty()) return;
  const std::string ending = std::filesystem::path(flags.output).extension().string();
  if (ending != ".svg" && ending != ".dot") throw UsageError(fmt::format("-o {}: a diagram is a .svg or .dot file", flags.output));
  if (flags.scenarios.size() > 1) throw UsageError("-o writes the diagram of one scenario; name one");
  require_output(flags.output, flags.force);
}

void write_diagram(const Console& console, const LoopReport& report, const LoopsFlags& flags) {
  if (flags.output.empty()) return;
  const std::string text = diagram_dot(report, flags.rows);
  if (std::filesystem::path(flags.output).extension() == ".svg")
    draw_diagram(text, flags.output);
  else
    write_whole_file(flags.output, [&](std::ostream& out) { out << text; });
  console.say("wrote " + flags.output);
}

std::string csv_text(const Found& found, std::size_t rows) {
  std::string text;
  for (const Table& table : tables_of(found, rows)) text += "# " + found.report.scenario + ", " + table.name + "\n" + csv_of(table);
  return text;
}

int loops(Console& console, const LoopsFlags& flags) {
  check_output(flags);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  std::string text;
  for (const std::string& name : flags.scenarios) {
    const Found found = found_in(name, flags);
    write_diagram(console, found.report, flags);
    if (flags.format == Format::kJson) {
      nlohmann::ordered_json one{{"scenario", found.report.scenario}};
      for (const Table& table : tables_of(found, flags.rows)) one[table.name] = rows_json(table);
      all.push_back(std::move(one));
    } else if (flags.format == Format::kCsv) {
      text += csv_text(found, flags.rows);
    } else {
      text += (text.empty() ? "" : "\n") + loops_text(found.report, flags.rows, console.width());
      if (found.over) text += "\n" + dominance_text(*found.over, found.drawn_from, console.width());
    }
  }
  console.data(flags.format == Format::kJson ? all.dump(1) + "\n" : text);
  return kDone;
}

}  // namespace

void add_loops_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("loops", "Find the feedback loops of the core, and in which weeks each drives change");
  auto flags = std::make_shared<LoopsFlags>();
  command->add_option("SCENARIO", flags->scenarios, "scenario files or names of shipped scenarios")->required();
  command->add_option("-o,--output", flags->output, "causal-loop diagram to write, .svg (drawn by Graphviz) or .dot")->type_name("FILE");
  command->add_option("--rows", flags->rows, "loops to show, those of the security dilemma always")
      ->check(CLI::Range(1, 100000))
      ->default_str("10");
  command
      ->add_option("--futures", flags->futures,
                   "also follow the dilemma and the loops shown over so many states of the world, the reference case among them")
      ->check(CLI::Range(1, 1000000))
      ->default_str("0");
  command->add_option("--seed", flags->seed, "seed of the states of the world (default: the scenario's)");
  command->add_option("-j,--jobs", flags->jobs, "threads (default: one per core); never changes a result")->check(CLI::Range(1, 1024));
  command->add_flag("--stability", flags->question.stability,
                    "eigenvalues of the weekly map at the end, and the links that they owe most to");
  command
      ->add_option("--cut", flags->question.cuts,
                   "cut so many of the first loops, and the dilemma, one after the other, and compare the runs")
      ->check(CLI::Range(0, 1000))
      ->default_str("0");
  command->add_option("--most-loops", flags->question.most_loops, "beyond so many loops only the shortest independent ones")
      ->check(CLI::Range(1, 100000000))
      ->default_str("500000");
  command->add_option("--set", flags->set, "set one value, overriding all files, e.g. run.host=false; repeatable")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false);
  add_path_flag(*command, flags->paths);
  add_format_flag(*command, flags->format);
  command->add_flag("--force", flags->force, "overwrite an existing file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return loops(console, *flags); }; });
}

}  // namespace fulcrum
