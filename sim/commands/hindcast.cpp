// fulcrum hindcast S.toml --series DIR: a scenario held against records, with naive forecasts beside it.
#include <fmt/core.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <nlohmann/json.hpp>

#include "output/ending.h"
#include "sim/calibration/candidates.h"
#include "sim/commands/calibration_task.h"
#include "sim/commands/request.h"
#include "sim/table_text.h"

namespace fulcrum {

namespace {

struct HindcastFlags {
  RunFlags run;
  RecordFlags records;
  std::string ablations;  ///< study whose factors are fitted again
  SearchSettings search{.seed = 1, .searches = 1, .global_steps = 2000, .local_steps = 2500};
};

std::string fixed(double value, int digits = 2) { return fmt::format("{:.{}f}", value, digits); }
const char* part_name(Part part) { return part == Part::kTrain ? "train" : "test"; }

TextTable score_table(const std::vector<SeriesScore>& scores) {
  TextTable table({"series", "part", "months", "mean", "ll", "ll mean", "ll last", "ll troops", "rmse", "rmse mean", "rmse troops", "NSE",
                   "corr", "corr of changes", "in 50 %", "in 90 %"});
  table.align_left(1);
  for (const SeriesScore& s : scores)
    table.add({s.series, part_name(s.part), fmt::format("{}", s.months), fixed(s.mean, 1), fixed(s.model.likelihood),
               fixed(s.naive_mean.likelihood), fixed(s.naive_last.likelihood), fixed(s.naive_troops.likelihood), fixed(s.model.rmse, 1),
               fixed(s.naive_mean.rmse, 1), fixed(s.naive_troops.rmse, 1), fixed(s.nse), fixed(s.correlation),
               fixed(s.correlation_of_changes), fixed(s.coverage_50), fixed(s.coverage_90)});
  return table;
}

Table stored_scores(const std::vector<SeriesScore>& scores, const std::string& split, double total) {
  Table table{"hindcast_scores", {}, {{"split", split}, {"training_total", total}}};
  std::vector<std::string> series, part;
  for (const SeriesScore& s : scores) {
    series.push_back(s.series);
    part.emplace_back(part_name(s.part));
  }
  table.columns.push_back({"series", "1", "record", series});
  table.columns.push_back({"part", "1", "train: seen by the fit; test: not", part});
  const auto add = [&](const std::string& name, const std::string& unit, const std::string& meaning, auto value) {
    std::vector<double> values;
    for (const SeriesScore& s : scores) values.push_back(value(s));
    table.columns.push_back({name, unit, meaning, values});
  };
  add("months", "1", "observed months", [](auto& s) { return static_cast<double>(s.months); });
  add("mean", "1", "mean of the record", [](auto& s) { return s.mean; });
  add("log_likelihood", "1", "mean log-likelihood a month, model", [](auto& s) { return s.model.likelihood; });
  add("log_likelihood_mean", "1", "the same of the training mean", [](auto& s) { return s.naive_mean.likelihood; });
  add("log_likelihood_last", "1", "the same of the last training value persisted", [](auto& s) { return s.naive_last.likelihood; });
  add("log_likelihood_troops", "1", "the same of a forecast proportional to troops", [](auto& s) { return s.naive_troops.likelihood; });
  add("rmse", "1", "root mean squared error, model", [](auto& s) { return s.model.rmse; });
  add("rmse_mean", "1", "the same of the training mean", [](auto& s) { return s.naive_mean.rmse; });
  add("rmse_last", "1", "the same of the last training value persisted", [](auto& s) { return s.naive_last.rmse; });
  add("rmse_troops", "1", "the same of a forecast proportional to troops", [](auto& s) { return s.naive_troops.rmse; });
  add("nse", "1", "Nash-Sutcliffe efficiency against the part's own mean", [](auto& s) { return s.nse; });
  add("correlation", "1", "correlation of levels", [](auto& s) { return s.correlation; });
  add("correlation_of_changes", "1", "correlation of changes from month to month", [](auto& s) { return s.correlation_of_changes; });
  add("coverage_50", "1", "share of months in the predictive interval of 50 %", [](auto& s) { return s.coverage_50; });
  add("coverage_90", "1", "share of months in the predictive interval of 90 %", [](auto& s) { return s.coverage_90; });
  return table;
}

// x and mu of every month of the run, also of those that have no record.
Table stored_months(const std::vector<FittedSeries>& fitted, const Months& months) {
  Table table{"hindcast_months", {{"month", "1", "calendar month", months.names()}}, {}};
  const double nothing = std::numeric_limits<double>::quiet_NaN();
  for (const FittedSeries& series : fitted) {
    if (series.x.empty()) continue;
    std::vector<double> mu, low, high, observed(months.count(), nothing);
    for (const double x : series.x) {
      mu.push_back(series.fit.expected(x));
      const PredictiveInterval interval = predictive_interval(series.fit, mu.back(), .9);
      low.push_back(interval.low);
      high.push_back(interval.high);
    }
    for (const ObservedMonth& month : series.record->months) observed[static_cast<std::size_t>(month.month)] = month.value;
    const std::string& name = series.record->model->name;
    const Remarks fit{{"quantity", series.record->model->quantity_text},
                      {"scale", series.fit.scale},
                      {"offset", series.fit.offset},
                      {"size", series.fit.size}};
    table.columns.push_back({name + "_x", "1", "mean of the model's quantity over the days of the month", series.x, fit});
    table.columns.push_back({name + "_mu", "1", "expected value: scale*x + offset", mu});
    table.columns.push_back({name + "_low90", "1", "lower end of the predictive interval of 90 %", low});
    table.columns.push_back({name + "_high90", "1", "upper end of the predictive interval of 90 %", high});
    table.columns.push_back({name + "_observed", "1", "record used here; missing where none or masked", observed});
  }
  return table;
}

Table stored_weeks(const std::vector<FittedSeries>& fitted, int weeks) {
  std::vector<std::int64_t> week;
  for (int i = 0; i < weeks; ++i) week.push_back(i);
  Table table{"hindcast_weeks", {{"week", "1", "week of the run, from 0", week}}, {}};
  for (const FittedSeries& series : fitted) {
    if (series.weeks.empty()) continue;
    std::vector<double> mu;
    for (const double x : series.weeks) mu.push_back(series.fit.expected(x));
    table.columns.push_back({series.record->model->name + "_x", "1", "the model's quantity", series.weeks});
    table.columns.push_back({series.record->model->name + "_mu", "1 month-1", "expected value at the rate of this week", mu});
  }
  return table;
}

void take_out(const Ablation& ablation, const std::vector<std::string>& paths, CalibrationTask& task) {
  if (!ablation.scenario.empty()) {
    const Setup before = task.scenario.setup;
    task.scenario.setup = read_scenario(ablation.scenario, {paths}).setup;
    task.scenario.setup.parameters = before.parameters;
  }
  for (const std::pair<SetupKey, double>& set : ablation.set) {
    set.first.set(task.scenario.setup, set.second);
    std::erase_if(task.factors, [&](const Factor& factor) { return factor.key.key == set.first.key; });
  }
  const auto militias = task.scenario.setup.theatre.militia_names();
  for (const std::string& name : ablation.clear) {
    Action nothing;
    nothing.values = {{find_lever(name, militias), 0.0}};
    task.scenario.setup.actions.push_back(nothing);
  }
}

/// Variants of a hindcast, each fitted again, and what they expect by month.
struct AblationTables {
  Table totals{"hindcast_ablations", {}, {}};
  Table months{"hindcast_ablation_months", {}, {}};
};

// Rows are months within variants.
void add_months(const std::string& variant, const HindcastRun& run, const Months& months, std::vector<std::string>& variants,
                std::vector<std::string>& names, std::vector<std::vector<double>>& mu) {
  for (const std::string& month : months.names()) {
    variants.push_back(variant);
    names.push_back(month);
  }
  for (std::size_t s = 0; s < run.fitted.size(); ++s)
    for (const double x : run.fitted[s].x) mu[s].push_back(run.fitted[s].fit.expected(x));
}

// Each variant is fitted again from the same seeds and from what the scenario has, so that differences are of the variant, not of the
// search.
AblationTables ablation_tables(const Console& console, const Observations& observations, const CalibrationTask& whole,
                               const HindcastFlags& flags) {
  std::vector<std::string> names{"all kept"}, variants, month_names;
  std::vector<CalibrationTask> tasks{whole};
  for (const Ablation& ablation : observations.ablations) {
    names.push_back(ablation.name);
    tasks.push_back(whole);
    take_out(ablation, flags.run.paths, tasks.back());
  }
  std::vector<double> totals, differences, violated;
  std::vector<std::vector<double>> by_series(whole.records.size()), mu(whole.records.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    console.say(fmt::format("fitting: {} ({} of {})", names[i], i + 1, tasks.size()));
    SearchSettings search = flags.search;
    search.start = in_unit_box(tasks[i], present_values(tasks[i]));
    const Calibrated best = calibrate(tasks[i], search, flags.run.jobs);
    totals.push_back(best.standing.total);
    differences.push_back(best.standing.total - totals.front());
    violated.push_back(best.standing.violated);
    const HindcastRun run = hindcast_run(tasks[i], best.values);
    for (std::size_t s = 0; s < run.fitted.size(); ++s) by_series[s].push_back(run.fitted[s].train_likelihood);
    add_months(names[i], run, *whole.months, variants, month_names, mu);
  }
  AblationTables tables;
  tables.totals.remarks = {{"study", flags.ablations},
                           {"seed", std::to_string(flags.search.seed)},
                           {"evaluations", std::to_string(flags.search.searches) + " x (" + std::to_string(flags.search.global_steps) +
                                               " + " + std::to_string(flags.search.local_steps) + "), and " +
                                               std::to_string(flags.search.local_steps) + " from the scenario's own values"}};
  tables.totals.columns = {{"variant", "1", "what was taken out before fitting again", names},
                           {"total", "1", "training total", totals},
                           {"difference", "1", "against all kept; below .15 to .2 it is noise", differences},
                           {"orderings_violated", "1", "orderings of policies that do not hold", violated}};
  tables.months.columns = {{"variant", "1", "what was taken out before fitting again", variants},
                           {"month", "1", "calendar month", month_names}};
  for (std::size_t s = 0; s < by_series.size(); ++s) {
    const std::string& name = whole.records[s].model->name;
    tables.totals.columns.push_back({name, "1", "mean log-likelihood a month", by_series[s]});
    if (!mu[s].empty()) tables.months.columns.push_back({name + "_mu", "1", "expected value", mu[s]});
  }
  return tables;
}

int hindcast(const Console& console, const std::string& file, HindcastFlags flags) {
  flags.run.set.push_back("run.noise=false");
  const Request request = read_request(console, {file}, flags.run);
  const Scenario& scenario = request.scenarios.front();
  const Observations observations = read_task_observations(flags.records, flags.run.paths, scenario);
  CalibrationTask task;
  task.scenario = scenario;
  read_task_records(console, observations, flags.records, task);
  const std::string output = flags.run.output.empty() ? scenario.name + ".h5" : flags.run.output;
  const HindcastRun run = hindcast_run(task, {});
  const auto scores = score_series(run.fitted, run.troops);
  const double total = training_total(run.fitted);
  std::string command_line = command_line_text("hindcast", {file}, flags.run) + " --series " + flags.records.folder;
  if (!flags.records.until.empty()) command_line += " --until " + flags.records.until;
  if (!flags.records.split.empty()) command_line += " --split " + flags.records.split;
  run_request(console, request, flags.run, output, "Hindcast: " + scenario.title, command_line);
  const Table months = stored_months(run.fitted, *task.months);
  for (const Table& table : {stored_scores(scores, observations.split, total), months, stored_weeks(run.fitted, scenario.setup.weeks)})
    add_analysis(output, table);
  std::string ablations;
  if (!flags.ablations.empty()) {
    read_task_factors(console, flags.ablations, flags.run.paths, task);
    const AblationTables tables = ablation_tables(console, observations, task, flags);
    add_analysis(output, tables.totals);
    add_analysis(output, tables.months);
    ablations = readable(tables.totals, 2).text();
  }
  if (flags.run.format == Format::kCsv) console.data(csv_of(months));
  if (flags.run.format == Format::kJson) {
    nlohmann::ordered_json json{{"training_total", total}, {"scores", nlohmann::ordered_json::array()}, {"disclaimer", kDisclaimer}};
    for (const SeriesScore& s : scores)
      json["scores"].push_back(nlohmann::ordered_json{{"series", s.series},
                                                      {"part", part_name(s.part)},
                                                      {"months", s.months},
                                                      {"log_likelihood", s.model.likelihood},
                                                      {"log_likelihood_mean", s.naive_mean.likelihood},
                                                      {"log_likelihood_troops", s.naive_troops.likelihood},
                                                      {"log_likelihood_last", s.naive_last.likelihood},
                                                      {"rmse", s.model.rmse},
                                                      {"rmse_mean", s.naive_mean.rmse},
                                                      {"rmse_troops", s.naive_troops.rmse},
                                                      {"nse", s.nse},
                                                      {"correlation", s.correlation},
                                                      {"correlation_of_changes", s.correlation_of_changes},
                                                      {"coverage_50", s.coverage_50},
                                                      {"coverage_90", s.coverage_90}});
    console.data(json.dump(1) + "\n");
  }
  if (flags.run.format == Format::kTable) {
    console.data(score_table(scores).text() + "\n");
    for (const FittedSeries& series : run.fitted)
      console.data(fmt::format("{}: scale {:.4g}, size {:.3g}, quantity {}\n", series.record->model->name, series.fit.scale,
                               series.fit.size, series.record->model->quantity_text));
    console.data(
        fmt::format("\ntraining total {:.3f} (to {}): sum over series of mean log-likelihood a month\n", total, observations.split));
    if (!ablations.empty()) console.data("\n" + ablations);
    console.data("\n" + std::string(kDisclaimer) + "\n");
  }
  console.say("results: " + output + " (/analysis/hindcast_scores, hindcast_months, hindcast_weeks" +
              (ablations.empty() ? ")" : ", hindcast_ablations)"));
  return kDone;
}

}  // namespace

void add_hindcast_command(CLI::App& app, Invocation& chosen) {
  auto* command =
      app.add_subcommand("hindcast", "Hold a scenario against records: expected values, scores against naive forecasts, coverage");
  auto file = std::make_shared<std::string>();
  auto flags = std::make_shared<HindcastFlags>();
  command->add_option("SCENARIO", *file, "a scenario file, or the name of a shipped one")->required();
  add_run_flags(*command, flags->run, "<name of the scenario>.h5");
  command->remove_option(command->get_option("--series"));  // here it is the folder of the records; the core series are stored
  add_record_flags(*command, flags->records);
  command->add_option("--ablations", flags->ablations,
                      "a study whose factors are fitted again for every [[ablation]] of the observation models");
  command->callback([=, &chosen] { chosen = [=](Console& console) { return hindcast(console, *file, *flags); }; });
}

}  // namespace fulcrum
