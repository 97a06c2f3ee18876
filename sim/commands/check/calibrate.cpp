// fulcrum calibrate STUDY.toml --series DIR: parameters from records, and the set that the records do not rule out.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <ostream>

#include "output/files/whole_file.h"
#include "sim/calibration/calibration_task.h"
#include "sim/commands/check/calibrate_flags.h"
#include "sim/terminal/disclaimer.h"
#include "sim/terminal/interrupt.h"
#include "sim/terminal/progress.h"
#include "sim/terminal/table_format.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

std::string scenario_text(const CalibrationTask& task, const Calibrated& best, const CalibrateFlags& flags,
                          const Observations& observations, std::uint64_t seed, std::int64_t evaluations) {
  std::string text = fmt::format(
      "# Parameters fitted to records by `fulcrum calibrate`. Fit record:\n"
      "#   method     {} global searches by NLopt (CRS2 with local mutation, {} evaluations each), each followed by Sbplx ({}){}\n"
      "#   seed       {}; {} evaluations in all, the set of what is not ruled out included\n"
      "#   split      nothing after {} was looked at{}\n"
      "#   records    ",
      flags.search.searches, flags.search.global_steps, flags.search.local_steps,
      flags.from_scenario ? "; one more Sbplx from the scenario's values" : "", seed, evaluations, observations.split,
      flags.records.until.empty() ? "" : "; records up to " + flags.records.until + " only");
  for (const Record& record : task.records)
    text += record.model->name + (record.model->in_total ? "" : " (not in the total)") + (&record == &task.records.back() ? "\n" : ", ");
  text += fmt::format(
      "#   value      training total {:.4f}; {} of the orderings of policies violated ({})\n"
      "#   searches   best of each:",
      best.fit.total, best.fit.violated,
      task.penalty > 0 ? fmt::format("each costs {} in the search", task.penalty) : "which does not count");
  for (const double value : best.search.by_search) text += fmt::format(" {:.3f}", value);
  if (task.target_cost > 0)
    text += fmt::format(
        "\n#   targets    each unit of efficiency that a series lacks of its target cost {} in the search; lacking here: {:.3f}",
        task.target_cost, best.fit.missed);
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
  if (!others.empty()) text += "\n# Also fitted; to be copied to where they belong:\n" + others;
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

// A factor is called identified where the middle 95 % of what is not ruled out span at most this share of its range; where nothing is ruled
// out they span 95 %.
constexpr double kWide = 0.8;

/// The middle of what a set has of a factor, in its units; span: 95 %, as a share of the range.
struct Middle {
  double low, median, high, span;
};
Middle middle_of(const CalibrationTask& task, const Population& set, std::size_t factor) {
  std::vector<double> values;
  for (const auto& point : set.points) values.push_back(in_units(task, point)[factor]);
  std::sort(values.begin(), values.end());
  const auto at = [&](double q) { return values[static_cast<std::size_t>(q * static_cast<double>(values.size() - 1))]; };
  const FactorDistribution& d = task.factors[factor].distribution;
  return {at(.025), at(.5), at(.975), (at(.975) - at(.025)) / (d.high - d.low)};
}

/// What is not ruled out: by the record and the orderings, where these have a cost, and by the record alone.
struct Sets {
  Population all, record;
};

std::string verdict(double span, double span_of_record) {
  if (span_of_record <= kWide) return "identified";
  return span <= kWide ? "by orderings only" : "not identified";
}

// A row a factor: its range, the best value, and the middle 95 % of what is not ruled out, with and without orderings where these count.
Table factor_table(const CalibrationTask& task, const Calibrated& best, const Sets& sets, const Remarks& settings) {
  std::vector<std::string> names, says;
  std::vector<std::vector<double>> columns(10);
  for (std::size_t i = 0; i < task.factors.size(); ++i) {
    const Middle all = middle_of(task, sets.all, i), record = middle_of(task, sets.record, i);
    const FactorDistribution& d = task.factors[i].distribution;
    names.push_back(task.factors[i].key.key);
    says.push_back(verdict(all.span, record.span));
    const double row[] = {d.low, d.high, best.values[i], all.low, all.median, all.high, all.span, record.low, record.high, record.span};
    for (std::size_t c = 0; c < columns.size(); ++c) columns[c].push_back(row[c]);
  }
  Table table{"calibrated_factors",
              {{"factor", "1", "what was fitted", names},
               {"low", "1", "lower end of its range", columns[0]},
               {"high", "1", "upper end of its range", columns[1]},
               {"best", "1", "value of the best candidate", columns[2]},
               {"q025", "1", "2.5 % of what is not ruled out lies below", columns[3]},
               {"median", "1", "of what is not ruled out", columns[4]},
               {"q975", "1", "2.5 % of what is not ruled out lies above", columns[5]},
               {"span", "1", "q975 - q025 as a share of the range; .95 where nothing is ruled out", columns[6]},
               {"says", "1", "identified: the record alone leaves a span of at most .8", says}},
              settings};
  if (task.penalty <= 0) return table;
  table.columns.push_back({"q025_record", "1", "q025 where orderings judge nothing", columns[7]});
  table.columns.push_back({"q975_record", "1", "q975 where orderings judge nothing", columns[8]});
  table.columns.push_back({"span_record", "1", "span where orderings judge nothing", columns[9]});
  return table;
}

std::string summary(const Table& factors) {
  const bool both = factors.columns.size() > 9;
  std::vector<std::string> heads{"factor", "low", "high", "best", "2.5 %", "median", "97.5 %"};
  if (both) heads.insert(heads.end(), {"record alone: 2.5 %", "97.5 %"});
  heads.emplace_back("says");
  TextTable table(heads);
  table.align_left(heads.size() - 1);
  const auto& names = std::get<std::vector<std::string>>(factors.columns.front().values);
  const auto& says = std::get<std::vector<std::string>>(factors.columns[8].values);
  const auto number = [&](std::size_t column, std::size_t row) {
    return std::get<std::vector<double>>(factors.columns[column].values)[row];
  };
  for (std::size_t i = 0; i < names.size(); ++i) {
    std::vector<std::string> cells{names[i]};
    for (std::size_t c = 1; c < 7; ++c) cells.push_back(fmt::format("{:.4g}", number(c, i)));
    for (std::size_t c = 9; both && c < 11; ++c) cells.push_back(fmt::format("{:.4g}", number(c, i)));
    cells.push_back(says[i] == "identified" ? fmt::format("{:.0f} % of its range", 100 * number(both ? 11 : 7, i)) : says[i]);
    table.add(cells);
  }
  return table.text();
}

ManyValues values_of(const CalibrationTask& task, int jobs) {
  return [&task, jobs](std::span<const std::vector<double>> unit) {
    if (interrupted()) throw Interrupted("the set is unfinished");
    std::vector<std::vector<double>> candidates;
    for (const auto& point : unit) candidates.push_back(in_units(task, point));
    std::vector<double> found;
    for (const CandidateFit& fit : evaluate_all(task, candidates, jobs)) found.push_back(task.value(fit));
    return found;
  };
}

Remarks settings_of(const CalibrationTask& task, const Calibrated& best, const Population& set, const CalibrateFlags& flags,
                    std::int64_t evaluations) {
  return {{"seed", static_cast<std::int64_t>(flags.search.seed)},
          {"training_total", best.fit.total},
          {"orderings_violated", static_cast<std::int64_t>(best.fit.violated)},
          {"missed_targets", best.fit.missed},
          {"target_cost", task.target_cost},
          {"tolerance", *flags.tolerance},
          {"candidates", static_cast<std::int64_t>(set.points.size())},
          {"evaluations", evaluations}};
}

void show(const Console& console, const Table& factors, const Calibrated& best, const Population& set, const CalibrateFlags& flags,
          std::int64_t evaluations) {
  if (flags.format == Format::kCsv) console.data(tables_csv({factors}));
  if (flags.format == Format::kJson) console.data(tables_json({factors}));
  if (flags.format != Format::kTable) return;
  console.data(
      fmt::format("seed {}; training total {:.4f} with {} orderings violated; {} candidates within {:.3g} of it, {} evaluations\n\n",
                  flags.search.seed, best.fit.total, best.fit.violated, set.points.size(), *flags.tolerance, evaluations));
  console.data(summary(factors) + "\n" + std::string(kDisclaimer) + "\n");
}

// Once more without orderings where they count: what they, and not the record, rule out.
Sets sets_of(const CalibrationTask& task, const std::vector<std::vector<double>>& seeds, const CalibrateFlags& flags) {
  const auto set_of = [&](const CalibrationTask& judged) {
    return not_ruled_out(values_of(judged, flags.jobs), static_cast<int>(judged.factors.size()), *flags.tolerance, seeds, flags.population);
  };
  Sets sets{set_of(task), {}};
  if (task.penalty <= 0) return {sets.all, sets.all};
  CalibrationTask record = task;
  record.strategies.clear();
  sets.record = set_of(record);
  return sets;
}

int given_up(const Console& console) {
  console.error("interrupted; nothing was written; the same command starts again");
  return kInterrupted;
}

int calibrate_command(const Console& console, const std::string& file, const CalibrateFlags& given) {
  if (given.posterior) return calibrate_posterior(console, file, given);
  CalibrateFlags flags = given;
  CalibrationTask task;
  task.penalty = flags.penalty;
  task.target_cost = flags.target_cost;
  const Study study = read_study(file, {flags.paths});
  if (study.policies.size() != 1)
    throw UsageError(fmt::format("{} has {} policies; one can be fitted at a time", file, study.policies.size()));
  task.scenario = study.policies.front();
  const Observations observations = read_task_observations(flags.records, flags.paths, task.scenario);
  read_task_records(console, observations, flags.records, task);
  read_task_factors(console, file, flags.paths, task);
  if (!flags.tolerance) flags.tolerance = tolerance_of(task);
  const std::uint64_t seed = flags.search.seed = flags.population.seed = flags.seed.value_or(study.run.seed);
  if (std::error_code none; std::filesystem::equivalent(flags.output + ".toml", file, none))
    throw UsageError(flags.output + ".toml is the study itself: give the results another name with -o");
  for (const char* ending : {".toml", ".csv"}) require_output(flags.output + ending, flags.force);

  if (flags.from_scenario) flags.search.start = in_unit_box(task, present_values(task));
  catch_interrupts();
  console.say(fmt::format("searching: {} searches of {} + {} candidates, {} factors, {} records", flags.search.searches,
                          count_text(flags.search.global_steps), count_text(flags.search.local_steps), task.factors.size(),
                          task.records.size()));
  const Calibrated best = calibrate(task, flags.search, flags.jobs, interrupted);
  if (interrupted()) return given_up(console);
  console.say(fmt::format("best: total {:.4f}, {} orderings violated, after {} evaluations; next: the set that is not ruled out",
                          best.fit.total, best.fit.violated, best.search.evaluations));
  const std::vector<std::vector<double>> seeds{best.search.best};
  Sets sets;
  try {
    sets = sets_of(task, seeds, flags);
  } catch (const Interrupted&) {
    return given_up(console);
  }
  const Population& set = sets.all;
  const std::int64_t evaluations = best.search.evaluations + set.evaluations + (task.penalty > 0 ? sets.record.evaluations : 0);
  const std::string scenario = scenario_text(task, best, flags, observations, seed, evaluations), design = design_text(task, set);
  write_whole_file(flags.output + ".toml", [&](std::ostream& out) { out << scenario; });
  write_whole_file(flags.output + ".csv", [&](std::ostream& out) { out << design; });
  show(console, factor_table(task, best, sets, settings_of(task, best, set, flags, evaluations)), best, set, flags, evaluations);
  console.say(fmt::format(
      "results: {0}.toml (scenario with the best candidate), {0}.csv (the set that is not ruled out: a design for `sweep`)", flags.output));
  return kDone;
}

}  // namespace

void add_calibrate_command(CLI::App& app, Invocation& chosen) {
  auto* command =
      app.add_subcommand("calibrate", "Fit parameters to records, and find the set of parameters that the records do not rule out");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<CalibrateFlags>();
  command->add_option("STUDY", *file, "a study with one policy, which is fitted; its factors may vary within their ranges")->required();
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
  command->add_option("--local-steps", flags->search.local_steps, "evaluations of the local search after each")
      ->check(CLI::Range(0, 10000000))
      ->capture_default_str();
  command->add_flag("--from-scenario", flags->from_scenario, "one more local search starts from the scenario's own values");
  command
      ->add_option("--tolerance", flags->tolerance,
                   "a candidate is ruled out if its training total is below the best by more than this (default: half the 95 % point of "
                   "chi-square with a degree of freedom a factor, over a quarter of the months of a series)")
      ->check(CLI::PositiveNumber);
  command
      ->add_option(
          "--penalty", flags->penalty,
          "cost of each violated ordering of the article's policies, taken off the training total; 0: they are counted and judge nothing")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command
      ->add_option(
          "--targets", flags->target_cost,
          "cost of each unit of efficiency that a series falls short of its least_nse, in the search for the best; 0: targets do not count")
      ->type_name("COST")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--members", flags->population.members, "size of the population that samples the set that is not ruled out")
      ->check(CLI::Range(16, 100000))
      ->capture_default_str();
  add_posterior_flags(*command, *flags);
  command->add_option("-j,--jobs", flags->jobs, "threads; 0: one per core; never changes a result")->check(CLI::Range(0, 4096));
  add_format_flag(*command, flags->format);
  command->add_flag("--force", flags->force, "overwrite existing files");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return calibrate_command(console, *file, *flags); }; });
}

}  // namespace fulcrum
