// fulcrum loops S.toml...: feedback loops of the core's equations: names, polarity, shares by week, and a diagram.
#include <fmt/core.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "output/files/whole_file.h"
#include "sim/commands/command.h"
#include "sim/loops/diagram.h"
#include "sim/loops/text.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

struct LoopsFlags {
  std::vector<std::string> scenarios, set, paths;
  std::string output;
  std::size_t rows = 10;
  LoopQuestion question;
  Format format = Format::kTable;
  bool force = false;
};

LoopReport report_of(const std::string& name, const LoopsFlags& flags) {
  std::vector<Override> overrides;
  for (const std::string& text : flags.set) overrides.push_back({text});
  try {
    return report_loops(read_scenario(name, {flags.paths}, overrides), flags.question);
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
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

std::string csv_text(const LoopReport& report, std::size_t rows) {
  std::string text;
  for (const Table& table : loops_tables(report, rows)) text += "# " + report.scenario + ", " + table.name + "\n" + csv_of(table);
  return text;
}

int loops(Console& console, const LoopsFlags& flags) {
  check_output(flags);
  nlohmann::ordered_json all = nlohmann::ordered_json::array();
  std::string text;
  for (const std::string& name : flags.scenarios) {
    const LoopReport report = report_of(name, flags);
    write_diagram(console, report, flags);
    if (flags.format == Format::kJson) {
      nlohmann::ordered_json one{{"scenario", report.scenario}};
      for (const Table& table : loops_tables(report, flags.rows)) one[table.name] = rows_json(table);
      all.push_back(std::move(one));
    } else if (flags.format == Format::kCsv) {
      text += csv_text(report, flags.rows);
    } else {
      text += (text.empty() ? "" : "\n") + loops_text(report, flags.rows, console.width());
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
