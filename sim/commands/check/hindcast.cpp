// fulcrum hindcast S.toml --series DIR: a scenario held against records, with naive forecasts beside it. Of a panel: hindcast_panel.cpp.
#include <fmt/core.h>

#include <nlohmann/json.hpp>

#include "output/analyses.h"
#include "sim/calibration/ablations.h"
#include "sim/calibration/folds.h"
#include "sim/calibration/hindcast_band.h"
#include "sim/calibration/stored_posterior.h"
#include "sim/commands/check/hindcast_panel.h"
#include "sim/commands/check/record_flags.h"
#include "sim/commands/run_request.h"
#include "sim/hindcast/hindcast_tables.h"
#include "sim/places/place_tables.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/shell_word.h"
#include "sim/terminal/table_format.h"

namespace fulcrum {

namespace {

struct HindcastFlags {
  RunFlags run;
  RecordFlags records;
  std::string band;  ///< file of candidates
  AblationSettings ablations;
  std::string predictive;  ///< results file with a posterior
  int draws = 1000;        ///< of each month
  std::string folds;       ///< study
  bool places = false;
  PlaceSettings place;
  FoldSettings fold{.sampler = {.smc = {.particles = 150, .moves = 6}, .repetitions = 1}};
};

std::string band_text(const BandTable& band) {
  std::string text =
      fmt::format("{} candidates of the band: share of training months in their predictive interval of 90 %:", band.candidates);
  for (const auto& [name, share] : band.coverage) text += fmt::format(" {} {:.2f}", name, share);
  return text + "\n";
}

/// All that a hindcast found, as it is stored and shown.
struct Findings {
  HindcastRun run;
  std::vector<SeriesScore> scored;
  double total = 0;
  Table scores, months, weeks, shares;
  std::optional<BandTable> band;
  std::optional<AblationTables> ablations;
  std::optional<PredictiveTables> predictive;
  std::optional<FoldTables> folds;
  std::vector<PlaceFolds> places;
};

std::vector<PlaceFolds> places_of_records(const CalibrationTask& task, const PlaceSettings& settings) {
  std::vector<PlaceFolds> places = place_folds(task, settings);
  if (places.empty())
    throw UsageError(
        "--places needs a record of attacks by province: --resolution cells --observations iraq_2003_2011_provinces.observations, or one "
        "like it");
  return places;
}

Findings hold_against_records(const CalibrationTask& task, const Observations& observations, const HindcastFlags& flags) {
  Findings found;
  found.run = hindcast_run(task, {});
  const std::vector<FittedSeries>& fitted = found.run.fitted;
  found.total = training_total(fitted);
  found.scored = score_series(fitted, found.run.troops);
  found.scores = stored_scores(found.scored, observations.split, found.total);
  found.months = stored_months(fitted, *task.months);
  found.weeks = stored_weeks(fitted, task.scenario.setup.weeks);
  found.shares = stored_shares(score_shares(fitted));
  if (!flags.predictive.empty())
    found.predictive = predictive_tables(task, flags.predictive, static_cast<std::size_t>(flags.draws),
                                         flags.run.seed.value_or(task.scenario.run.seed), flags.run.jobs);
  if (flags.places) found.places = places_of_records(task, flags.place);
  if (!flags.band.empty()) found.band = band_table(task, flags.band, flags.run.paths, flags.run.jobs);
  return found;
}

std::string command_text(const std::string& file, const HindcastFlags& flags) {
  std::string text = command_line_text("hindcast", {file}, flags.run) + " --series " + for_a_shell(flags.records.folder);
  for (const auto& [flag, value] : {std::pair(" --until ", flags.records.until), std::pair(" --split ", flags.records.split),
                                    std::pair(" --band ", flags.band), std::pair(" --predictive ", flags.predictive),
                                    std::pair(" --folds ", flags.folds), std::pair(" --ablations ", flags.ablations.study)})
    if (!value.empty()) text += flag + for_a_shell(value);
  if (flags.places)
    text += fmt::format(" --places --place-prior {} --place-division {} --place-memory {}", flags.place.prior_years,
                        flags.place.division_years, flags.place.memory);
  return text;
}

void show(const Console& console, const Findings& found, const CalibrationTask& task, Format format) {
  const std::string under = disclaimer(task.scenario.setup.theatre.name);
  if (format == Format::kCsv) console.data(csv_of(found.months));
  if (format == Format::kJson) {
    nlohmann::ordered_json json{{"training_total", found.total}, {"scores", rows_json(found.scores)}, {"shares", rows_json(found.shares)}};
    if (found.band)
      for (const auto& [name, share] : found.band->coverage) json["band_coverage_90"][name] = share;
    if (found.folds) {
      json["folds"] = rows_json(found.folds->scores);
      json["fold_horizons"] = rows_json(found.folds->horizons);
    }
    if (!found.places.empty()) {
      const PlaceTables places = place_tables(found.places, task.scenario.setup.theatre, {});
      json["place_scores"] = rows_json(places.scores);
      json["place_folds"] = rows_json(places.folds);
    }
    json["disclaimer"] = under;
    console.data(json.dump(1) + "\n");
  }
  if (format != Format::kTable) return;
  if (!found.scored.empty()) console.data(score_table(found.scored).text() + "\n");
  console.data(fit_text(found.run.fitted, found.total, task.observations->split));
  if (!found.shares.columns.empty()) console.data("\n" + readable(found.shares, 2).text());
  if (!found.places.empty()) console.data("\n" + place_text(found.places));
  if (found.band) console.data(band_text(*found.band));
  if (found.folds) console.data("\n" + fold_text(*found.folds));
  if (found.ablations) console.data("\n" + readable(found.ablations->totals, 2).text());
  console.data("\n" + under + "\n");
}

// Nothing if it was interrupted.
std::optional<FoldTables> folds_of(const Console& console, const CalibrationTask& whole, const std::vector<double>& troops,
                                   HindcastFlags flags) {
  CalibrationTask task = whole;
  const Study study = read_task_factors(console, flags.folds, flags.run.paths, task, FactorsFor::kPosterior);
  task.strategies.clear();
  flags.fold.sampler.smc.seed = flags.run.seed.value_or(study.run.seed);
  flags.fold.sampler.jobs = flags.run.jobs;
  flags.fold.draws = static_cast<std::size_t>(flags.draws);
  catch_interrupts();
  try {
    return score_folds(console, task, troops, flags.fold, interrupted);
  } catch (const Interrupted&) {
    return std::nullopt;
  }
}

int hindcast(const Console& console, const std::string& file, HindcastFlags flags) {
  flags.run.set.emplace_back("run.noise=false");
  const Request request = read_request(console, {file}, flags.run);
  const Scenario& scenario = request.scenarios.front();
  const Observations observations = read_task_observations(flags.records, flags.run.paths, scenario);
  CalibrationTask task;
  task.scenario = scenario;
  read_task_records(console, observations, flags.records, task);
  Findings found = hold_against_records(task, observations, flags);
  const std::string output = flags.run.output.empty() ? scenario.name + ".h5" : flags.run.output;
  run_request(console, request, flags.run, output, "Hindcast: " + scenario.title, command_text(file, flags));
  std::string stored;
  const auto store = [&](std::vector<Table> tables) {
    std::erase_if(tables, [](const Table& table) { return table.columns.empty(); });
    add_analyses(output, tables, Durability::kProgram);
    for (const Table& table : tables) stored += (stored.empty() ? "" : ", ") + table.name;
  };
  store({found.scores, found.months, found.weeks, found.shares, found.band ? found.band->table : Table(),
         found.predictive ? found.predictive->quantiles : Table(), found.predictive ? found.predictive->draws : Table()});
  if (!found.places.empty()) {
    PlaceTables places = place_tables(found.places, scenario.setup.theatre, flags.place);
    store({std::move(places.scores), std::move(places.folds), std::move(places.places)});
  }
  if (!flags.folds.empty()) {
    found.folds = folds_of(console, task, found.run.troops, flags);
    if (!found.folds) {
      console.error(fmt::format("interrupted; {} keeps {}, without folds: the same command with --force starts again", output, stored));
      return kInterrupted;
    }
    store({found.folds->scores, found.folds->horizons, found.folds->months});
  }
  if (!flags.ablations.study.empty()) {
    read_task_factors(console, flags.ablations.study, flags.run.paths, task);
    flags.ablations.paths = flags.run.paths;
    flags.ablations.jobs = flags.run.jobs;
    catch_interrupts();
    found.ablations = ablation_tables(console, observations, task, flags.ablations);
    if (!found.ablations) {
      console.error(fmt::format("interrupted; {} keeps {}, without ablations: the same command with --force starts again", output, stored));
      return kInterrupted;
    }
    store({found.ablations->totals, found.ablations->months});
  }
  show(console, found, task, flags.run.format);
  console.say("results: " + output + " (/analysis/: " + stored + ")");
  return kDone;
}

// Flags of scenarios say nothing about a panel, and the other way round.
void refuse_flags(const CLI::App& command, const std::vector<std::string>& flags, const std::string& why) {
  for (const std::string& flag : flags)
    if (command.count(flag) > 0) throw UsageError(fmt::format("{} {}", flag, why));
}

int hindcast_either(const Console& console, const CLI::App& command, const std::string& file, const HindcastFlags& flags,
                    const PanelFlags& panel) {
  const SourceFile source = open_named(file, {flags.run.paths});
  if (is_panel(source)) {
    refuse_flags(command,
                 {"--series", "--observations", "--until", "--split", "--ablations", "--band", "--predictive", "--draws", "--folds",
                  "--fold-particles", "--places", "--place-prior", "--place-division", "--place-memory", "--replicates", "--resolution",
                  "--rival", "--no-host", "--compress"},
                 "is for scenarios, and this is a panel: it has rows of years, no runs");
    return hindcast_panel(console, source, panel, flags.run);
  }
  refuse_flags(command, {"--rows", "--outcome", "--where", "--detection", "--use-split", "--resamples"},
               "is for panels, and this is a scenario");
  if (flags.records.folder.empty()) throw UsageError("--series is required: the folder with the records");
  return hindcast(console, file, flags);
}

void add_place_flags(CLI::App& command, HindcastFlags& flags) {
  command.add_flag(
      "--places", flags.places,
      "of runs with cells: where attackers are, fitted to the years before each year of a record of attacks by province, and how "
      "well that forecasts the year");
  command.add_option("--place-prior", flags.place.prior_years, "with --places: years of the record that the theatre's judgement counts as")
      ->check(CLI::Range(1e-6, 1e6))
      ->capture_default_str();
  command
      .add_option("--place-division", flags.place.division_years,
                  "with --places: years of the record that the model's division of attacks between attackers counts as")
      ->check(CLI::Range(1e-6, 1e6))
      ->capture_default_str();
  command.add_option("--place-memory", flags.place.memory, "with --places: weight of a year against that of the year after it")
      ->check(CLI::Range(0.0, 1.0))
      ->capture_default_str();
}

}  // namespace

void add_hindcast_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("hindcast", "Compare a scenario, or a panel of years, with records: scores against naive forecasts");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<HindcastFlags>();
  auto panel = std::make_shared<PanelFlags>();
  command->add_option("SCENARIO", *file, "a scenario file or the name of a shipped scenario; or a panel (docs/panel.md)")->required();
  add_run_flags(*command, flags->run, "<name of the scenario>.h5");
  command->remove_option(command->get_option("--series"));  // here it is the folder of the records; the core series are stored
  add_record_flags(*command, flags->records);
  command->get_option("--series")->required(false)->description("folder with the records; required of a scenario");
  add_panel_flags(*command, *panel);
  command->add_option("--ablations", flags->ablations.study,
                      "a study whose factors are fitted again for every [[ablation]] of the observation models");
  command->add_option("--band", flags->band, "equally weighted candidates, as calibrate writes them: shows the band of what they expect")
      ->type_name("FILE.csv");
  command
      ->add_option("--predictive", flags->predictive,
                   "the file of calibrate --posterior: writes quantiles and draws of every month of the run")
      ->type_name("FILE.h5");
  command->add_option("--draws", flags->draws, "draws of each month, of --predictive and --folds")
      ->check(CLI::Range(20, 100000))
      ->capture_default_str();
  command->add_option(
      "--folds", flags->folds,
      "a study whose factors have a posterior in every fold: trained to the end of a half-year, scored on the next, within the "
      "training part, beside naive forecasts");
  command->add_option("--fold-particles", flags->fold.sampler.smc.particles, "particles of the posterior of a fold")
      ->check(CLI::Range(16, 1000000))
      ->capture_default_str();
  add_place_flags(*command, *flags);
  command->callback([=, &chosen] { chosen = [=](Console& console) { return hindcast_either(console, *command, *file, *flags, *panel); }; });
}

}  // namespace fulcrum
