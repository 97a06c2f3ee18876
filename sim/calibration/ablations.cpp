#include "sim/calibration/ablations.h"

#include <fmt/core.h>

#include "sim/terminal/interrupt.h"

namespace fulcrum {

namespace {

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

}  // namespace

// Each variant is fitted again from the same seeds and from what the scenario has, so that differences are of the variant, not of the
// search.
std::optional<AblationTables> ablation_tables(const Console& console, const Observations& observations, const CalibrationTask& whole,
                                              const AblationSettings& settings) {
  std::vector<std::string> names{"all kept"}, variants, month_names;
  std::vector<CalibrationTask> tasks{whole};
  for (const Ablation& ablation : observations.ablations) {
    names.push_back(ablation.name);
    tasks.push_back(whole);
    take_out(ablation, settings.paths, tasks.back());
  }
  std::vector<double> totals, differences, violated;
  std::vector<std::vector<double>> by_series(whole.records.size()), mu(whole.records.size());
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    console.say(fmt::format("fitting: {} ({} of {})", names[i], i + 1, tasks.size()));
    SearchSettings search = settings.search;
    search.start = in_unit_box(tasks[i], present_values(tasks[i]));
    const Calibrated best = calibrate(tasks[i], search, settings.jobs, interrupted);
    if (interrupted()) return std::nullopt;
    totals.push_back(best.fit.total);
    differences.push_back(best.fit.total - totals.front());
    violated.push_back(best.fit.violated);
    const HindcastRun run = hindcast_run(tasks[i], best.values);
    for (std::size_t s = 0; s < run.fitted.size(); ++s) by_series[s].push_back(run.fitted[s].train_likelihood);
    add_months(names[i], run, *whole.months, variants, month_names, mu);
  }
  AblationTables tables;
  tables.totals.remarks = {
      {"study", settings.study},
      {"seed", std::to_string(settings.search.seed)},
      {"evaluations", std::to_string(settings.search.searches) + " x (" + std::to_string(settings.search.global_steps) + " + " +
                          std::to_string(settings.search.local_steps) + "), and " + std::to_string(settings.search.local_steps) +
                          " from the scenario's own values"}};
  tables.totals.columns = {{"variant", "1", "what was taken out before fitting again", names},
                           {"total", "1", "training total", totals},
                           {"difference", "1", "against all kept; below .15 to .2 it is noise", differences},
                           {"orderings_violated", "1", "orderings of policies that do not hold", violated}};
  tables.months.columns = {{"variant", "1", "what was taken out before fitting again", variants},
                           {"month", "1", "calendar month", month_names}};
  for (std::size_t s = 0; s < by_series.size(); ++s) {
    const std::string& name = whole.records[s].model->name;
    tables.totals.columns.push_back({name, "1", "mean log-likelihood per month", by_series[s]});
    if (!mu[s].empty()) tables.months.columns.push_back({name + "_mu", "1", "expected value", mu[s]});
  }
  return tables;
}

}  // namespace fulcrum
