#include "sim/commands/check/hindcast_panel.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "output/analyses.h"
#include "sim/panel/panel_run.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

// Whether every name that a flag gives is one of the panel's tables of that kind.
template <class Named>
void check_names(const std::vector<Named>& tables, const std::vector<std::string>& names, std::string_view flag, std::string_view kind) {
  std::vector<std::string> all;
  for (const Named& table : tables) all.push_back(table.name);
  for (const std::string& name : names)
    if (std::find(all.begin(), all.end(), name) == all.end())
      throw UsageError(fmt::format("{}: the panel has no [[{}]] '{}'; allowed: {}", flag, kind, shown(name), fmt::join(all, ", ")));
}

void show(const Console& console, const Panel& panel, const PanelFindings& found, const std::vector<Table>& tables, Format format) {
  if (format == Format::kCsv) console.data(csv_of(tables[1]));
  if (format == Format::kJson)
    console.data(nlohmann::ordered_json{{"scores", rows_json(tables[1])}, {"coefficients", rows_json(tables[2])}}.dump(1) + "\n");
  if (format == Format::kTable) console.data(panel_text(panel, found));
}

}  // namespace

void add_panel_flags(CLI::App& command, PanelFlags& flags) {
  command.add_option("--rows", flags.rows, "of a panel: the table of rows (default: as the panel says)")->type_name("FILE.csv");
  command.add_option("--outcome", flags.overrides.outcome, "of a panel: another outcome, e.g. y_direct")->type_name("FORMULA");
  command.add_option("--where", flags.overrides.where, "of a panel: other rows, e.g. 'in_choice_set == 1 and support_any == 1'")
      ->type_name("FORMULA");
  command.add_option("--detection", flags.detections, "of a panel: this observation model only; repeatable (default: all)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      .add_option("--use-split", flags.splits,
                  "of a panel: this split only, also one that is left out unless named; repeatable (default: all others)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command.add_option("--resamples", flags.resamples, "of a panel: resamples of the groups for intervals; 0: none")
      ->check(CLI::Range(0, 100000))
      ->capture_default_str();
}

int hindcast_panel(const Console& console, const SourceFile& file, const PanelFlags& flags, const RunFlags& run) {
  const SourceFile source = open_rows(file, flags.rows);
  const CsvTable table = parse_csv(source, kMostPanelRows);
  PanelOverrides overrides = flags.overrides;
  overrides.set = run.set;
  const Panel panel = read_panel(file, table.heads, overrides);
  check_names(panel.detections, flags.detections, "--detection", "detection");
  check_names(panel.splits, flags.splits, "--use-split", "split");
  const std::string output = run.output.empty() ? std::filesystem::path(file.name).stem().string() + ".h5" : run.output;
  const Existing existing = run.force ? Existing::kReplace : Existing::kRefuse;
  ResultsFile::require_free(output, existing);
  PanelRows rows = read_panel_rows(panel, table, source.name);
  add_outputs(panel, rows);
  PanelSettings settings;
  settings.bootstrap = {.seed = run.seed.value_or(1), .resamples = flags.resamples, .confidence = .95};
  settings.detections = flags.detections;
  settings.splits = flags.splits;
  settings.say = [&](const std::string& line) {
    if (console.verbosity > 0) console.say(line);
  };
  catch_interrupts();
  settings.stop = [] { return interrupted(); };
  const auto found = run_panel(panel, rows, settings);
  if (!found) {
    console.error("interrupted; nothing was written");
    return kInterrupted;
  }
  const std::vector<Table> tables{panel_rows_table(panel, rows, *found), panel_scores_table(panel, *found),
                                  panel_coefficients_table(*found)};
  write_analyses(output, file.name, tables, existing);
  show(console, panel, *found, tables, run.format);
  console.say("results: " + output + " (/analysis/: panel_rows, panel_scores, panel_coefficients)");
  return kDone;
}

}  // namespace fulcrum
