// fulcrum export R.h5: a results file as CSV or JSON. fulcrum export --xmile S.toml: a scenario's equations for other engines.
#include "output/export/export_results.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <sstream>
#include <streambuf>

#include "output/export/export_iamc.h"
#include "output/files/whole_file.h"
#include "scenarios/scenario.h"
#include "sim/commands/command.h"
#include "sim/ensemble/stored_study.h"
#include "sim/equations/xmile.h"

namespace fulcrum {

namespace {

struct ExportFlags {
  std::string file, output, series, table, shape = "long", format;
  bool iamc = false, xmile = false;
  std::vector<std::string> set, paths;
  bool force = false;
};

SeriesNames series_names(const std::string& text) {
  SeriesNames names;
  std::istringstream list(text);
  for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  return names;
}

std::string theatre_name(const ResultsReader& results) { return stored_scenario(results, 0).setup.theatre.name; }

// The ending of the output decides; without one, the flag.
std::string format_of(const ExportFlags& flags) {
  const std::string ending = std::filesystem::path(flags.output).extension().string();
  if (ending.empty()) return flags.format.empty() ? "csv" : flags.format;
  if (ending != ".csv" && ending != ".json") throw UsageError(fmt::format("-o {}: an export is a .csv or .json file", flags.output));
  std::string format = ending.substr(1);
  const std::string asked = flags.iamc ? "csv" : flags.format;
  if (!asked.empty() && asked != format)
    throw UsageError(fmt::format("-o {}: the ending says {}, but {} was asked for", flags.output, format, asked));
  return format;
}

// Series, unless the file has none: then the runs, unless it has none of them either.
std::string table_of(const Console& console, const ResultsReader& results, const ExportFlags& flags) {
  std::vector<std::string> tables = results.analyses();
  if (!flags.table.empty()) {
    tables.insert(tables.begin(), {"series", "runs"});
    if (std::find(tables.begin(), tables.end(), flags.table) == tables.end())
      throw UsageError(fmt::format("--table: {} has no table \"{}\"; it has {}", flags.file, flags.table, fmt::join(tables, ", ")) +
                       suggestion(flags.table, tables));
    return flags.table;
  }
  const bool runs = results.row_count() > 0;
  if ((runs && !results.layout().series.empty()) || !flags.series.empty() || flags.iamc || flags.format == "json") return "series";
  if (!runs && !tables.empty())
    throw UsageError(fmt::format("{} holds no runs, only analyses: choose one by --table, or take all by --format json: {}", flags.file,
                                 fmt::join(tables, ", ")));
  console.say(fmt::format("{} holds no series, so its outcomes by run are written (--table runs)", flags.file));
  return "runs";
}

void write(const ResultsReader& results, const ExportFlags& flags, std::ostream& out) {
  if (flags.iamc)
    export_iamc(results, series_names(flags.series), theatre_name(results), out);
  else if (flags.format == "json")
    export_json(results, series_names(flags.series), out);
  else if (flags.table == "runs")
    export_runs_csv(results, out);
  else if (flags.table != "series")
    export_table_csv(results.analysis(flags.table), out);
  else
    export_csv(results, flags.shape == "wide" ? CsvShape::kWide : CsvShape::kLong, series_names(flags.series), out);
}

// Hands whole lines to the console, which spells out what a terminal would obey.
class ConsoleLines final : public std::streambuf {
 public:
  explicit ConsoleLines(const Console& console) : console_(console) {}
  ~ConsoleLines() override { console_.data(waiting_); }

 protected:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    waiting_.append(text, static_cast<std::size_t>(size));
    const std::size_t whole = waiting_.rfind('\n') + 1;  // 0 without a line end
    console_.data(std::string_view(waiting_).substr(0, whole));
    waiting_.erase(0, whole);
    return size;
  }
  int_type overflow(int_type next) override {
    if (traits_type::eq_int_type(next, traits_type::eof())) return traits_type::not_eof(next);
    const char c = traits_type::to_char_type(next);
    xsputn(&c, 1);
    return next;
  }

 private:
  const Console& console_;
  std::string waiting_;
};

// To a file or a pipe byte by byte, to a terminal without what it would obey.
void write_to_standard_output(const Console& console, const ResultsReader& results, const ExportFlags& flags) {
  std::signal(SIGPIPE, SIG_DFL);  // nothing to keep once nobody reads it
  if (!console.output_is_terminal()) return write(results, flags, std::cout);
  ConsoleLines lines(console);
  std::ostream out(&lines);
  write(results, flags, out);
}

int export_xmile(Console& console, const ExportFlags& flags) {
  std::vector<Override> overrides;
  for (const std::string& text : flags.set) overrides.push_back({text});
  const Scenario scenario = read_scenario(flags.file, {flags.paths}, overrides);
  std::string beyond;
  for (const std::string& what : beyond_equations(scenario)) beyond += "\n  " + what;
  if (!beyond.empty()) throw UsageError("XMILE cannot say all of '" + scenario.name + "':" + beyond);
  const std::string text = xmile_text(core_equations(scenario));
  if (flags.output.empty()) {
    console.data(text);
    return kDone;
  }
  require_output(flags.output, flags.force);
  write_whole_file(flags.output, [&](std::ostream& out) { out << text; });
  console.say("wrote " + flags.output);
  return kDone;
}

int export_results(Console& console, ExportFlags flags) {
  flags.format = format_of(flags);
  const ResultsReader results(flags.file);
  flags.table = table_of(console, results, flags);
  if (!flags.output.empty()) require_output(flags.output, flags.force);
  try {
    if (flags.output.empty())
      write_to_standard_output(console, results, flags);
    else
      write_whole_file(flags.output, [&](std::ostream& out) { write(results, flags, out); });
  } catch (const std::invalid_argument& error) {
    throw UsageError(error.what());
  }
  if (!flags.output.empty()) console.say("wrote " + flags.output);
  return kDone;
}

}  // namespace

void add_export_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("export", "Write a results file as CSV or JSON, or a scenario's equations as XMILE");
  auto flags = std::make_shared<ExportFlags>();
  command->add_option("FILE", flags->file, "a results file; with --xmile a scenario file or the name of a shipped scenario")->required();
  command->add_option("-o,--output", flags->output, "file to write, .csv, .json or .xmile (default: standard output)")->type_name("FILE");
  command->add_option("--format", flags->format, "csv or json (default: by the ending of -o)")->check(CLI::IsMember({"csv", "json"}));
  command->add_option("--table", flags->table, "csv only: series (values by week), runs (outcomes by run), or an analysis by its name")
      ->type_name("NAME")
      ->default_str("series");
  command->add_option("--shape", flags->shape, "csv series only: long (one row per value) or wide (one column per series)")
      ->check(CLI::IsMember({"long", "wide"}))
      ->default_str("long");
  command->add_option("--series", flags->series, "series to write, separated by commas (default: all that are stored)");
  command->add_flag("--iamc", flags->iamc, "means and percentiles by policy and week, in the long format that pyam reads")
      ->excludes("--format")
      ->excludes("--table")
      ->excludes("--shape");
  auto* xmile =
      command->add_flag("--xmile", flags->xmile, "write the equations of a scenario as XMILE 1.0, for other engines of system dynamics");
  xmile->excludes("--iamc")->excludes("--format")->excludes("--table")->excludes("--shape")->excludes("--series");
  command->add_option("--set", flags->set, "xmile: set one value, overriding all files, e.g. run.noise=false; repeatable")
      ->type_name("KEY=VALUE")
      ->allow_extra_args(false)
      ->needs(xmile);
  command->add_option("--path", flags->paths, "xmile: also look for scenarios, theatres and tables in this folder; repeatable")
      ->type_name("DIR")
      ->allow_extra_args(false)
      ->needs(xmile);
  command->add_flag("--force", flags->force, "overwrite an existing file");
  command->callback([=, &chosen] {
    chosen = [=](Console& console) { return flags->xmile ? export_xmile(console, *flags) : export_results(console, *flags); };
  });
}

}  // namespace fulcrum
