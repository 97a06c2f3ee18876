#include "sim/calibration/stored_posterior.h"

#include <fmt/core.h>

#include <algorithm>

#include "output/files/file_error.h"
#include "sim/ensemble/stored/posterior_file.h"
#include "sim/statistics/order_statistics.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

namespace {

const std::vector<double>& numbers(const Table& table, const std::string& name, const std::filesystem::path& file) {
  for (const TableColumn& column : table.columns)
    if (column.name == name && std::holds_alternative<std::vector<double>>(column.values))
      return std::get<std::vector<double>>(column.values);
  throw FileError(file, fmt::format("/analysis/posterior has no column '{}': it is of other records", name));
}

bool has(const Table& table, const std::string& name) {
  return std::any_of(table.columns.begin(), table.columns.end(), [&](const TableColumn& column) { return column.name == name; });
}

std::vector<Factor> factors_of(const Table& table, const Setup& setup) {
  std::vector<Factor> factors;
  for (const TableColumn& column : table.columns)
    if (auto key = find_setup_key(column.name, setup))
      factors.push_back(factor_of_set(std::move(*key), std::get<std::vector<double>>(column.values)));
  return factors;
}

std::vector<PosteriorPoint> points_of(const Table& table, const PosteriorTask& task, const std::vector<std::size_t>& rows,
                                      const std::filesystem::path& file) {
  std::vector<PosteriorPoint> points(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (const Factor& factor : task.calibration().factors) points[i].values.push_back(numbers(table, factor.key.key, file)[rows[i]]);
    for (const RecordPrior& prior : task.records()) {
      RecordError error{.kind = prior.record->model->error};
      const std::string name = prior.record->model->name;
      if (error.kind != ErrorKind::kPoisson) error.size = numbers(table, name + ".size", file)[rows[i]];
      if (task.drift() == ScaleDrift::kRandomWalk && has(table, name + ".drift"))
        error.drift = numbers(table, name + ".drift", file)[rows[i]];
      points[i].errors.push_back(error);
    }
  }
  return points;
}

Table quantile_table(const std::vector<RecordForecast>& forecasts, const Months& months) {
  constexpr std::pair<const char*, double> kQuantiles[] = {{"q025", .025}, {"q05", .05}, {"q25", .25},  {"q50", .5},
                                                           {"q75", .75},   {"q95", .95}, {"q975", .975}};
  Table table{"hindcast_predictive", {{"month", "", "calendar month", months.names()}}, {}};
  for (const RecordForecast& forecast : forecasts)
    for (const auto& [name, q] : kQuantiles) {
      std::vector<double> values;
      for (const PredictiveMonth& month : forecast.months) {
        std::vector<double> draws = month.draws;
        values.push_back(quantile_of(draws, q));
      }
      table.columns.push_back({forecast.model->name + "_" + name, "1", fmt::format("{} of the draws lie below", q), values});
    }
  return table;
}

Table draw_table(const std::vector<RecordForecast>& forecasts, const Months& months) {
  std::vector<std::string> month;
  std::vector<std::int64_t> draw;
  const std::size_t draws = forecasts.front().months.front().draws.size();
  for (const std::string& name : months.names())
    for (std::size_t i = 0; i < draws; ++i) {
      month.push_back(name);
      draw.push_back(static_cast<std::int64_t>(i));
    }
  Table table{"hindcast_draws",
              {{"month", "", "calendar month", month},
               {"draw", "1", "the same number is the same state of the world in every month and record", draw}},
              {}};
  for (const RecordForecast& forecast : forecasts) {
    std::vector<double> values;
    for (const PredictiveMonth& of : forecast.months) values.insert(values.end(), of.draws.begin(), of.draws.end());
    table.columns.push_back({forecast.model->name, "1", "what may be observed", values});
  }
  return table;
}

}  // namespace

PredictiveTables predictive_tables(const CalibrationTask& whole, const std::filesystem::path& file, std::size_t draws, std::uint64_t seed,
                                   int jobs) {
  const Table table = read_posterior(file.string());
  for (const auto& [what, is] :
       {std::pair<std::string, std::string>("scenario", whole.scenario.name), {"split", whole.observations->split}})
    if (text_remark(table, what) != is)
      throw UsageError(fmt::format("{} is of {} {}, and this is {}", file.string(), what, text_remark(table, what), is));
  CalibrationTask own = whole;
  own.factors = factors_of(table, whole.scenario.setup);
  const PosteriorTask task(own, text_remark(table, "scales") == "drifting" ? ScaleDrift::kRandomWalk : ScaleDrift::kNone);
  const std::vector<std::size_t> rows = thinned_rows(numbers(table, "weight", file), draws, seed);
  const auto forecasts = posterior_predictive(own, task, points_of(table, task, rows, file), seed, jobs);
  if (forecasts.empty() || forecasts.front().months.front().draws.empty())
    throw UsageError(file.string() + ": no record of months is forecast");
  PredictiveTables tables{quantile_table(forecasts, *whole.months), draw_table(forecasts, *whole.months)};
  for (Table* one : {&tables.quantiles, &tables.draws})
    one->remarks = {{"posterior", file.string()}, {"seed", static_cast<std::int64_t>(seed)}};
  return tables;
}

}  // namespace fulcrum
