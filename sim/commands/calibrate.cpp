// fulcrum calibrate STUDY.toml --series DIR: parameters from records, and the set that the records do not rule out.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "output/whole_file.h"
#include "sim/calibration/orderings.h"
#include "sim/calibration/population.h"
#include "sim/commands/calibration_task.h"
#include "sim/commands/request.h"
#include "sim/text_table.h"

namespace fulcrum {

namespace {

struct CalibrateFlags {
  std::string output = "calibrated";
  std::vector<std::string> paths;
  RecordFlags records;
  std::optional<std::uint64_t> seed;
  SearchSettings search;
  PopulationSettings population;
  double tolerance = 0.70;
  double penalty = CalibrationTask().penalty;
  int jobs = 0;
  bool force = false;
};

std::string scenario_text(const CalibrationTask& task, const Calibrated& best, const CalibrateFlags& flags,
                          const Observations& observations, std::uint64_t seed, std::int64_t evaluations) {
  std::string text = fmt::format(
      "# Parameters fitted to records by `fulcrum calibrate`. Fit record:\n"
      "#   method     {} global searches by NLopt (CRS2 with local mutation, {} evaluations each), each followed by Sbplx ({})\n"
      "#   seed       {}; {} evaluations in all, the set of what is not ruled out included\n"
      "#   split      nothing after {} was looked at{}\n"
      "#   records    ",
      flags.search.searches, flags.search.global_steps, flags.search.local_steps, seed, evaluations, observations.split,
      flags.records.until.empty() ? "" : "; records up to " + flags.records.until + " only");
  for (const Record& record : task.records)
    text += record.model->name + (record.model->in_total ? "" : " (not in the total)") + (&record == &task.records.back() ? "\n" : ", ");
  text += fmt::format(
      "#   value      training total {:.4f}; {} of the orderings of policies violated (each costs {} in the search)\n"
      "#   searches   best of each:",
      best.standing.total, best.standing.violated, task.penalty);
  for (const double value : best.search.by_search) text += fmt::format(" {:.3f}", value);
  const std::string name = std::filesystem::path(flags.output).filename().string();
  text += fmt::format("\nschema = 1\nname = \"{}\"\ntitle = \"{}, calibrated\"\nextends = \"{}\"\n\n[parameters]\n", name,
                      task.scenario.title, task.scenario.name);
  std::string others;
  for (std::size_t i = 0; i < best.values.size(); ++i) {
    const std::string& key = task.factors[i].key.key;
    const std::string line = fmt::format("{} = {}\n", key, best.values[i]);
    if (find_parameter(key) != nullptr)
      text += line;
    else
      others += "# " + line;
  }
  if (!others.empty()) text += "\n# Fitted besides; to be put where they belong:\n" + others;
  return text;
}

std::string design_text(const CalibrationTask& task, const Population& set) {
  std::vector<std::string> heads;
  for (const Factor& factor : task.factors) heads.push_back(factor.key.key);
  TextTable table(heads);
  for (const std::vector<double>& point : set.points) {
    std::vector<std::string> row;
    for (const double value : in_units(task, point)) row.push_back(fmt::format("{}", value));
    table.add(row);
  }
  return table.csv();
}

// A factor is called not identified where what is not ruled out spans more than this share of its range.
constexpr double kWide = 0.8;

std::string summary(const CalibrationTask& task, const Calibrated& best, const Population& set) {
  TextTable table({"factor", "low", "high", "best", "2.5 %", "median", "97.5 %", "says"});
  table.align_left(7);
  for (std::size_t i = 0; i < task.factors.size(); ++i) {
    std::vector<double> values;
    for (const auto& point : set.points) values.push_back(in_units(task, point)[i]);
    std::sort(values.begin(), values.end());
    const auto at = [&](double q) { return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))]; };
    const FactorDistribution& d = task.factors[i].distribution;
    const double span = (at(.975) - at(.025)) / (d.high - d.low);
    table.add({task.factors[i].key.key, fmt::format("{:.4g}", d.low), fmt::format("{:.4g}", d.high), fmt::format("{:.4g}", best.values[i]),
               fmt::format("{:.4g}", at(.025)), fmt::format("{:.4g}", at(.5)), fmt::format("{:.4g}", at(.975)),
               span > kWide ? "not identified" : fmt::format("{:.0f} % of its range", 100 * span)});
  }
  return table.text();
}

int calibrate_command(const Console& console, const std::string& file, const CalibrateFlags& given) {
  CalibrateFlags flags = given;
  CalibrationTask task;
  task.penalty = flags.penalty;
  const Study study = read_study(file, {flags.paths});
  if (study.policies.size() != 1)
    throw UsageError(fmt::format("{} has {} policies; one can be fitted at a time", file, study.policies.size()));
  task.scenario = study.policies.front();
  const Observations observations = read_task_observations(flags.records, flags.paths, task.scenario);
  read_task_records(console, observations, flags.records, task);
  read_task_factors(console, file, flags.paths, task);
  const std::uint64_t seed = flags.search.seed = flags.population.seed = flags.seed.value_or(study.run.seed);
  if (std::error_code none; std::filesystem::equivalent(flags.output + ".toml", file, none))
    throw UsageError(flags.output + ".toml is the study itself: give the results another name with -o");
  for (const char* ending : {".toml", ".csv"}) refuse_existing(flags.output + ending, flags.force);

  const Calibrated best = calibrate(task, flags.search, flags.jobs);
  console.say(fmt::format("best: total {:.4f}, {} orderings violated, after {} evaluations", best.standing.total, best.standing.violated,
                          best.search.evaluations));
  const ManyValues values = [&](std::span<const std::vector<double>> unit) {
    std::vector<std::vector<double>> candidates;
    for (const auto& point : unit) candidates.push_back(in_units(task, point));
    std::vector<double> found;
    for (const Standing& standing : judge_all(task, candidates, flags.jobs)) found.push_back(standing.penalised(task.penalty));
    return found;
  };
  const std::vector<std::vector<double>> seeds{best.search.best};
  const Population set = not_ruled_out(values, static_cast<int>(task.factors.size()), flags.tolerance, seeds, flags.population);
  const std::int64_t evaluations = best.search.evaluations + set.evaluations;
  const std::string scenario = scenario_text(task, best, flags, observations, seed, evaluations), design = design_text(task, set);
  write_whole_file(flags.output + ".toml", [&](std::ostream& out) { out << scenario; });
  write_whole_file(flags.output + ".csv", [&](std::ostream& out) { out << design; });
  console.data(fmt::format("seed {}; training total {:.4f} with {} orderings violated; {} candidates within {} of it, {} evaluations\n\n",
                           seed, best.standing.total, best.standing.violated, set.points.size(), flags.tolerance, evaluations));
  console.data(summary(task, best, set) + "\n");
  console.say(
      fmt::format("results: {0}.toml (scenario with the best), {0}.csv (what is not ruled out: a design for `sweep`)", flags.output));
  return kDone;
}

}  // namespace

void add_calibrate_command(CLI::App& app, Invocation& chosen) {
  auto* command = app.add_subcommand("calibrate", "Fit parameters to records, and find the set that the records do not rule out");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<CalibrateFlags>();
  command->add_option("STUDY", *file, "a study: its one policy is fitted, its factors are what may change, within their ranges")
      ->required();
  add_record_flags(*command, flags->records);
  add_path_flag(*command, flags->paths);
  command->add_option("-o,--output", flags->output, "names of the files written: OUTPUT.toml and OUTPUT.csv")->capture_default_str();
  command->add_option("--seed", flags->seed, "seed of the searches (default: that of the study)");
  command->add_option("--searches", flags->search.searches, "independent global searches")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  command->add_option("--global-steps", flags->search.global_steps, "evaluations of each global search")
      ->check(CLI::Range(10, 10000000))
      ->capture_default_str();
  command->add_option("--local-steps", flags->search.local_steps, "evaluations of the local search behind each")
      ->check(CLI::Range(0, 10000000))
      ->capture_default_str();
  command->add_option("--tolerance", flags->tolerance, "a candidate is ruled out if its training total is lower than the best by more")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  command
      ->add_option("--penalty", flags->penalty,
                   "what each violated ordering of policies costs of the training total; 0: orderings do not count")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--members", flags->population.members, "size of the population that closes in on what is not ruled out")
      ->check(CLI::Range(16, 100000))
      ->capture_default_str();
  command->add_option("-j,--jobs", flags->jobs, "threads; 0: one a core. Changes no result")->check(CLI::Range(0, 4096));
  command->add_flag("--force", flags->force, "replace files that are there");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return calibrate_command(console, *file, *flags); }; });
}

}  // namespace fulcrum
