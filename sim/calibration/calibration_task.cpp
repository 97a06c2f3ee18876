#include "sim/calibration/calibration_task.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/math/distributions/chi_squared.hpp>
#include <filesystem>

#include "models/agents/agent_stepper.h"
#include "scenarios/orderings.h"
#include "sim/hindcast/record_error.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

Observations read_task_observations(const RecordFlags& flags, const std::vector<std::string>& paths, const Scenario& scenario) {
  Observations observations = read_observations(flags.observations, {paths}, scenario);
  if (!flags.split.empty()) observations.split = flags.split;
  return observations;
}

namespace {

// A quantity that only cells have would be read from nothing.
void refuse_cells(const Expression& quantity, const std::string& name) {
  for (const Column& column : quantity.columns())
    if (column.series->agents)
      throw UsageError(fmt::format("{}: '{}' is recorded only with cells: --set run.resolution=cells", name, column.series->name));
}

}  // namespace

void read_task_records(const Console& console, const Observations& observations, const RecordFlags& flags, CalibrationTask& task) {
  const Setup& setup = task.scenario.setup;
  auto kept = std::make_shared<Observations>(observations);
  task.months = std::make_shared<Months>(setup.start, setup.weeks);
  std::vector<std::string> missing;
  task.records = read_records(*kept, flags.folder, *task.months, flags.until, missing);
  task.observations = kept;  // the records point into it
  if (setup.resolution != Resolution::kCells)
    for (const Record& record : task.records) {
      refuse_cells(record.model->quantity, record.model->name);
      for (const ObservedCategory& category : record.model->categories) refuse_cells(category.quantity, record.model->name);
    }
  for (const std::string& name : missing) console.say(fmt::format("there is no record of {} in {}: left out", name, flags.folder));
  if (task.records.empty()) throw UsageError(fmt::format("{} has none of the records that {} names", flags.folder, observations.file));
  const std::string last = flags.until.empty() ? kept->split : std::min(flags.until, kept->split);
  std::erase_if(task.records, [&](const Record& record) {
    const auto in_training = [](const auto& entry) { return entry.part == DataSplit::kTrain; };
    const bool few = std::count_if(record.months.begin(), record.months.end(), in_training) < 3 &&
                     std::count_if(record.years.begin(), record.years.end(), in_training) < 1;
    if (few) console.say(fmt::format("{} has too few values up to {} to be fitted: left out", record.model->file, last));
    return few;
  });
  if (task.records.empty()) throw UsageError(fmt::format("no record in {} has enough values up to {}", flags.folder, last));
}

Study read_task_factors(const Console& console, const std::string& name, const std::vector<std::string>& paths, CalibrationTask& task,
                        FactorsFor use) {
  Study study = read_study(name, {paths});
  for (const Factor& factor : study.design.factors) {
    const bool range = factor.distribution.kind == FactorDistribution::Kind::kUniform && !factor.key.bounds.whole;
    if (use == FactorsFor::kSearch && !range)
      throw UsageError(fmt::format("factor '{}' cannot be fitted: it must be a range of real numbers (--posterior takes any distribution)",
                                   factor.key.key));
    // Keys know their place in a setup: look them up in the one that is fitted.
    auto key = find_setup_key(factor.key.key, task.scenario.setup);
    if (!key) throw UsageError(fmt::format("'{}' has no '{}'", task.scenario.name, factor.key.key));
    task.factors.push_back({*key, factor.distribution});
  }
  if (task.factors.empty()) throw UsageError(fmt::format("{} has no [design.factors] to be fitted", name));
  // Orderings are asked for under the parameters of the scenario that is fitted, the factors' values among them.
  for (const std::string& strategy : policy_orderings().strategies) {
    task.strategies.push_back(read_scenario(strategy, {}));
    task.strategies.back().setup.parameters = task.scenario.setup.parameters;
  }
  if (console.verbosity > 0) console.say(fmt::format("{} factors, {} records", task.factors.size(), task.records.size()));
  return study;
}

double tolerance_of(const CalibrationTask& task) {
  constexpr double kIndependent = .25;  // share of the months
  double months = 0, series = 0;
  for (const Record& record : task.records) {
    if (!record.model->in_total) continue;
    months += static_cast<double>(seen_months(record, DataSplit::kTrain).months.size() + (record.months.empty() ? record.years.size() : 0));
    ++series;
  }
  const boost::math::chi_squared chi_squared(static_cast<double>(task.factors.size()));
  return boost::math::quantile(chi_squared, .95) / 2 / std::max(kIndependent * months / std::max(series, 1.0), 1.0);
}

std::vector<double> in_units(const CalibrationTask& task, const std::vector<double>& unit) {
  std::vector<double> values;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const FactorDistribution& d = task.factors[i].distribution;
    values.push_back(d.low + unit[i] * (d.high - d.low));
  }
  return values;
}

std::vector<double> in_unit_box(const CalibrationTask& task, const std::vector<double>& values) {
  std::vector<double> unit;
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FactorDistribution& d = task.factors[i].distribution;
    unit.push_back(std::clamp((values[i] - d.low) / (d.high - d.low), 0.0, 1.0));
  }
  return unit;
}

std::vector<double> present_values(const CalibrationTask& task) {
  std::vector<double> values;
  Parameters<double> parameters = task.scenario.setup.parameters;
  for (const Factor& factor : task.factors) {
    const ParameterInfo* parameter = find_parameter(factor.key.key);
    values.push_back(parameter != nullptr ? parameter->in(parameters) : factor.key.value);
  }
  return values;
}

Calibrated calibrate(const CalibrationTask& task, const SearchSettings& settings, int jobs, const std::function<bool()>& interrupted) {
  const auto objective = [&]() -> Objective {
    auto evaluate = std::make_shared<CandidateEvaluator>(task);
    return [&task, evaluate](const std::vector<double>& unit) { return task.aim(evaluate->evaluate(in_units(task, unit))); };
  };
  Calibrated best;
  best.search = maximise(objective, static_cast<int>(task.factors.size()), settings, jobs, interrupted);
  if (best.search.best.empty()) return best;  // interrupted before anything was judged
  best.values = in_units(task, best.search.best);
  best.fit = CandidateEvaluator(task).evaluate(best.values);
  return best;
}

HindcastRun hindcast_run(const CalibrationTask& task, const std::vector<double>& values) {
  Setup setup = task.scenario.setup;
  for (std::size_t i = 0; i < values.size(); ++i) task.factors[i].key.set(setup, values[i]);
  const LeverPath levers = lever_path(setup);
  const Selection selection = observed_selection(task.records, setup.theatre);
  const auto weeks = static_cast<std::size_t>(setup.weeks);
  std::vector<double> recorded(selection.columns().size() * weeks);
  double* first = recorded.data();
  const RunInput input{&setup, &levers, {}, false};
  const auto stepper = setup.resolution == Resolution::kCells ? make_agent_stepper(selection) : make_stepper(selection);
  const auto faults = stepper->run(std::span(&input, 1), std::span(&first, 1), weeks);
  if (faults.front()) throw UsageError("the run failed: " + faults.front()->message());
  const RecordingView view{&selection, first, weeks, setup.weeks};
  const auto monthly = [&](std::string_view series) { return task.months->means(view.series(series)); };
  return {fit_series(task.records, view, *task.months), monthly("lever_forces"), monthly("direct"), monthly("indirect")};
}

}  // namespace fulcrum
