// fulcrum export R.h5: a results file as CSV or JSON.
#include "output/export/export_results.h"

#include <iostream>
#include <sstream>

#include "output/export/export_iamc.h"
#include "output/files/whole_file.h"
#include "sim/commands/command.h"
#include "sim/ensemble/stored_study.h"

namespace fulcrum {

namespace {

struct ExportFlags {
  std::string file, output, series, table = "series", shape = "long", format = "csv";
  bool iamc = false;
  bool force = false;
};

SeriesNames series_names(const std::string& text) {
  SeriesNames names;
  std::istringstream list(text);
  for (std::string name; std::getline(list, name, ',');) names.push_back(name);
  return names;
}

std::string theatre_name(const ResultsReader& results) { return stored_scenario(results, 0).setup.theatre.name; }

void write(const ResultsReader& results, const ExportFlags& flags, std::ostream& out) {
  if (flags.iamc)
    export_iamc(results, series_names(flags.series), theatre_name(results), out);
  else if (flags.format == "json")
    export_json(results, series_names(flags.series), out);
  else if (flags.table == "runs")
    export_runs_csv(results, out);
  else
    export_csv(results, flags.shape == "wide" ? CsvShape::kWide : CsvShape::kLong, series_names(flags.series), out);
}

int export_results(Console& console, const ExportFlags& flags) {
  const ResultsReader results(flags.file);
  if (!flags.output.empty()) require_output(flags.output, flags.force);
  try {
    if (flags.output.empty())
      write(results, flags, std::cout);
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
  auto* command = app.add_subcommand("export", "Write a results file as CSV or JSON");
  auto flags = std::make_shared<ExportFlags>();
  command->add_option("FILE", flags->file, "a results file")->required();
  command->add_option("-o,--output", flags->output, "file to write (default: standard output)")->type_name("FILE");
  command->add_option("--format", flags->format, "csv or json")->check(CLI::IsMember({"csv", "json"}))->default_str("csv");
  command->add_option("--table", flags->table, "csv only: series (values by week) or runs (outcomes by run)")
      ->check(CLI::IsMember({"series", "runs"}))
      ->default_str("series");
  command->add_option("--shape", flags->shape, "csv series only: long (one row per value) or wide (one column per series)")
      ->check(CLI::IsMember({"long", "wide"}))
      ->default_str("long");
  command->add_option("--series", flags->series, "series to write, separated by commas (default: all that are stored)");
  command->add_flag("--iamc", flags->iamc, "means and percentiles by policy and week, in the long format that pyam reads")
      ->excludes("--format")
      ->excludes("--table")
      ->excludes("--shape");
  command->add_flag("--force", flags->force, "overwrite an existing file");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return export_results(console, *flags); }; });
}

}  // namespace fulcrum
