// fulcrum courses S.toml: courses of action over an ensemble, and how good indicators and tripwires were as warnings of them.
#include <fmt/core.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "output/analyses.h"
#include "output/results_reader.h"
#include "scenarios/readers/rules_reader.h"
#include "sim/commands/run_request.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/table_format.h"
#include "sim/warnings/courses.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

struct CoursesFlags {
  RunFlags run;
  int window = 8;
};

// What is stored, with the course and the indicators beside it.
std::string with_indicators(const std::string& series) {
  if (series == "all") return series;
  std::string names = series;
  if (series == "core") {
    names.clear();
    for (const SeriesInfo* info : core_series()) names += (names.empty() ? "" : ",") + info->name;
  }
  names += ",course";
  for (int i = 0; i < kIndicators; ++i) names += "," + indicator_series(i).name;
  return names;
}

std::vector<std::string> tripwires_of(const Setup& setup) {
  std::vector<std::string> names;
  for (const Rule& rule : setup.rules)
    if (rule.kind == Rule::Kind::kTripwire) names.push_back(rule.name);
  return names;
}

// Weeks in which each tripwire fired, by run and tripwire.
std::vector<std::vector<std::vector<int>>> firings(const ResultsReader& reader, const std::vector<std::string>& tripwires) {
  std::vector<std::vector<std::vector<int>>> weeks(static_cast<std::size_t>(reader.row_count()),
                                                   std::vector<std::vector<int>>(tripwires.size()));
  for (const Event& event : reader.events())
    if (event.kind == "tripwire") {
      const auto found = std::find(tripwires.begin(), tripwires.end(), event.name);
      if (found != tripwires.end())
        weeks[static_cast<std::size_t>(event.run_id)][static_cast<std::size_t>(found - tripwires.begin())].push_back(event.week);
    }
  return weeks;
}

CourseWatch watch_file(const std::string& file, int window, const std::vector<std::string>& tripwires) {
  const ResultsReader reader(file, Accept::kComplete, Writer::kThisProcess);
  const int weeks = reader.layout().weeks;
  const auto fired = firings(reader, tripwires);
  CourseWatch watch(weeks, window, tripwires);
  constexpr std::int64_t kAtOnce = 1024;
  for (std::int64_t first = 0; first < reader.row_count(); first += kAtOnce) {
    const std::int64_t count = std::min(kAtOnce, reader.row_count() - first);
    const auto rows = reader.rows(first, count);
    const auto course = reader.values(*reader.find_series("course"), first, count);
    std::vector<std::vector<double>> readings;
    for (int i = 0; i < kIndicators; ++i) readings.push_back(reader.values(*reader.find_series(indicator_series(i).name), first, count));
    for (std::int64_t r = 0; r < count; ++r) {
      const RunRow& row = rows[static_cast<std::size_t>(r)];
      if (row.status != RunStatus::kDone) continue;
      const auto at = static_cast<std::size_t>(r) * static_cast<std::size_t>(weeks);
      const auto part = [&](const std::vector<double>& values) { return std::span(values).subspan(at, static_cast<std::size_t>(weeks)); };
      std::vector<std::span<const double>> indicators;
      for (const auto& values : readings) indicators.push_back(part(values));
      watch.add(row.replicate, part(course), indicators, fired[static_cast<std::size_t>(first + r)]);
    }
  }
  return watch;
}

void show(const Console& console, const std::vector<Table>& tables, Format format, int window, const std::string& theatre) {
  if (format == Format::kJson) {
    Json all{{"window_weeks", window}};
    for (const Table& table : tables) all[table.name] = rows_json(table);
    console.data(all.dump(1) + "\n");
    return;
  }
  std::string text;
  for (const Table& table : tables) {
    if (format == Format::kTable && table.name == "roc") continue;  // long; it stands in the file, and in csv and json
    text += (text.empty() ? "" : "\n") + table.name + (format == Format::kCsv ? "\n" : "\n\n");
    text += format == Format::kCsv ? csv_of(table) : readable(table, 3).text();
  }
  if (format == Format::kTable) text += fmt::format("\nA warning covers the {} weeks after it. {}\n", window, disclaimer(theatre));
  console.data(text);
}

int courses(const Console& console, const std::string& named, const CoursesFlags& flags) {
  Request request = read_request(console, {named}, flags.run);
  Scenario& scenario = request.scenarios.front();
  if (!scenario.run.noise) console.say("note: with noise off the course stays at restraint, so there is nothing to warn of");
  if (tripwires_of(scenario.setup).empty())
    for (Rule& wire : default_tripwires(scenario.setup)) scenario.setup.rules.push_back(std::move(wire));
  if (flags.window >= scenario.setup.weeks) throw UsageError("--window must be shorter than the run");
  RunFlags run = flags.run;
  run.series = with_indicators(run.series);
  const std::string output = run.output.empty() ? scenario.name + ".courses.h5" : run.output;
  std::string line = command_line_text("courses", {named}, flags.run);
  if (flags.window != CoursesFlags().window) line += fmt::format(" --window {}", flags.window);
  const auto answer = run_request(console, request, run, output, scenario.title.empty() ? scenario.name : scenario.title, line);
  if (answer->done < answer->plan.runs()) return print_results(console, *answer, run.format);
  const std::vector<Table> tables = course_tables(watch_file(output, flags.window, tripwires_of(scenario.setup)));
  add_analyses(output, tables, Durability::kProgram);
  show(console, tables, run.format, flags.window, scenario.setup.theatre.name);
  console.say("results: " + output);
  return answer->failed == 0 ? kDone : kSomeRunsFailed;
}

}  // namespace

void add_courses_command(CLI::App& app, Invocation& chosen) {
  auto* command =
      app.add_subcommand("courses", "Courses of action: which occurred when, and how well indicators and tripwires warned of them");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<CoursesFlags>();
  command->add_option("SCENARIO", *file, "a scenario file or the name of a shipped scenario")->required();
  add_run_flags(*command, flags->run, "<name of the scenario>.courses.h5");
  command->add_option("--window", flags->window, "a warning counts if the course begins within this many weeks after it")
      ->check(CLI::Range(1, 520))
      ->default_str("8");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return courses(console, *file, *flags); }; });
}

}  // namespace fulcrum
