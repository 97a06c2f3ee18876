#include "sim/panel/panel_forecasts.h"

#include <fmt/core.h>

#include <limits>
#include <map>
#include <numeric>

#include "models/numbers/functions.h"
#include "scenarios/input/input_error.h"

namespace fulcrum {

namespace {

[[noreturn]] void fail(const Problem& at, const std::string& message) {
  Problem problem = at;
  problem.message = message;
  throw InputError({problem});
}

std::vector<double> within_share(const PanelRows& rows, const RowFormula& formula) {
  std::vector<double> values = rows.values(formula);
  for (std::size_t row = 0; row < values.size(); ++row)
    if (values[row] < 0 || values[row] > 1)
      fail(formula.place,
           fmt::format("{} is {} in line {} of {}; allowed: 0 to 1", formula.name, values[row], rows.lines[row], rows.table));
  return values;
}

// The terms of a row, which make its cell.
using Cell = std::vector<double>;
struct Rate {
  double outcomes = 0, rows = 0;
};

std::vector<Cell> cells_of(const PanelRows& rows, const PanelForecast& forecast) {
  std::vector<Cell> cells(rows.count);
  for (const RowFormula& term : forecast.terms) {
    const std::vector<double> values = rows.values(term);
    for (std::size_t row = 0; row < rows.count; ++row) cells[row].push_back(values[row]);
  }
  return cells;
}

// Half an outcome in a row is added to every cell (Krichevsky and Trofimov 1981): none is certain. A cell that training does not have gets
// the base rate.
void forecast_cells(const std::vector<Cell>& cells, const Recorded& recorded, const PanelPart& part, std::vector<double>& P) {
  std::map<Cell, Rate> rates;
  Rate all;
  for (const std::size_t row : part.train)
    for (Rate* rate : {&rates[cells[row]], &all}) rate->outcomes += recorded.y[row], ++rate->rows;
  for (const std::size_t row : part.test) {
    const auto found = rates.find(cells[row]);
    const Rate& rate = found == rates.end() ? all : found->second;
    P[row] = (rate.outcomes + .5) / (rate.rows + 1);
  }
}

void forecast_odds(const LogOdds& odds, const Recorded& recorded, const PanelPart& part, const Eigen::VectorXd& start,
                   std::vector<double>& P) {
  const PanelFit fit = fit_panel(odds, recorded, part.train, start);
  const Eigen::VectorXd log_odds = odds.at(fit.theta, part.test);
  for (std::size_t i = 0; i < part.test.size(); ++i) {
    const std::size_t row = part.test[i];
    P[row] = named(sigma(log_odds(static_cast<Eigen::Index>(i))), recorded.se[row], recorded.sp[row]);
  }
}

}  // namespace

std::vector<PanelPart> parts_of(const PanelRows& rows, const PanelSplit& split) {
  std::vector<PanelPart> parts;
  if (split.by) {
    const std::vector<double> held_out = rows.values(*split.by);
    std::map<double, std::size_t> numbers;
    for (const double value : held_out) numbers.emplace(value, 0);
    for (auto& [value, number] : numbers) number = parts.size(), parts.emplace_back();
    for (std::size_t row = 0; row < rows.count; ++row)
      for (std::size_t part = 0; part < parts.size(); ++part)
        (numbers[held_out[row]] == part ? parts[part].test : parts[part].train).push_back(row);
  } else {
    const std::vector<double> train = rows.values(*split.train), test = rows.values(*split.test);
    PanelPart& part = parts.emplace_back();
    for (std::size_t row = 0; row < rows.count; ++row) {
      if (train[row] != 0) part.train.push_back(row);
      if (test[row] != 0) part.test.push_back(row);
      if (train[row] != 0 && test[row] != 0)
        fail(split.test->place, fmt::format("line {} of {} is both trained on and tested", rows.lines[row], rows.table));
    }
  }
  for (const PanelPart& part : parts)
    if (part.train.empty() || part.test.empty())
      fail((split.by ? split.by : split.test)->place,
           fmt::format("split '{}' has a part without rows to {}", split.name, part.train.empty() ? "train on" : "test"));
  return parts;
}

Recorded recorded_with(const Panel& panel, const PanelRows& rows, const PanelDetection& detection) {
  Recorded recorded{within_share(rows, panel.outcome), within_share(rows, detection.se), within_share(rows, detection.sp)};
  for (std::size_t row = 0; row < rows.count; ++row)
    if (recorded.se[row] + recorded.sp[row] <= 1)
      fail(detection.se.place, fmt::format("se + sp must be above 1; in line {} of {} it is {}", rows.lines[row], rows.table,
                                           recorded.se[row] + recorded.sp[row]));
  return recorded;
}

std::vector<double> forecast_rows(const PanelModel& model, const PanelRows& rows, const PanelForecast& forecast, const Recorded& recorded,
                                  const std::vector<PanelPart>& parts, const std::vector<double>& level) {
  std::vector<double> P(rows.count, std::numeric_limits<double>::quiet_NaN());
  if (forecast.kind == ForecastKind::kLevel) {
    for (const PanelPart& part : parts)
      for (const std::size_t row : part.test) P[row] = named(level[row], recorded.se[row], recorded.sp[row]);
  } else if (forecast.kind == ForecastKind::kCells) {
    const std::vector<Cell> cells = cells_of(rows, forecast);
    for (const PanelPart& part : parts) forecast_cells(cells, recorded, part, P);
  } else {
    const LogOdds odds(model, rows, forecast);
    for (const PanelPart& part : parts) forecast_odds(odds, recorded, part, odds.start(), P);
  }
  return P;
}

int numbers_fitted(const PanelRows& rows, const PanelForecast& forecast) {
  if (forecast.kind == ForecastKind::kLevel) return 0;
  const int beside = forecast.kind == ForecastKind::kLinked ? 2 : (forecast.kind == ForecastKind::kLogit ? 1 : 0);
  if (forecast.kind != ForecastKind::kCells) return static_cast<int>(forecast.fit.size() + forecast.terms.size()) + beside;
  std::map<Cell, int> cells;
  for (const Cell& cell : cells_of(rows, forecast)) ++cells[cell];
  return static_cast<int>(cells.size());
}

}  // namespace fulcrum
