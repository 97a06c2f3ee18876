#include "sim/panel/panel_run.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace fulcrum {

namespace {

constexpr double kNormal95 = 1.959963984540054;

void add_coefficients(const PanelModel& model, const PanelRows& rows, const PanelForecast& forecast, const Recorded& recorded,
                      const std::string& detection, std::vector<PanelCoefficient>& all) {
  std::vector<std::size_t> every(rows.count);
  std::iota(every.begin(), every.end(), std::size_t{0});
  const LogOdds odds(model, rows, forecast);
  const PanelFit fit = fit_panel(odds, recorded, every, odds.start());
  const Eigen::VectorXd errors = grouped_errors(odds, recorded, every, fit, rows.group);
  for (Eigen::Index i = 0; i < fit.theta.size(); ++i) {
    const double value = fit.theta(i), reach = kNormal95 * errors(i);
    all.push_back(
        {detection, forecast.name, odds.names()[static_cast<std::size_t>(i)], odds.start()(i), {value, value - reach, value + reach}});
  }
}

std::vector<const PanelDetection*> chosen(const Panel& panel, const std::vector<std::string>& names) {
  std::vector<const PanelDetection*> all;
  for (const PanelDetection& detection : panel.detections)
    if (names.empty() || std::find(names.begin(), names.end(), detection.name) != names.end()) all.push_back(&detection);
  return all;
}

std::vector<const PanelSplit*> chosen_splits(const Panel& panel, const std::vector<std::string>& names) {
  std::vector<const PanelSplit*> all;
  for (const PanelSplit& split : panel.splits)
    if (names.empty() ? !split.on_request : std::find(names.begin(), names.end(), split.name) != names.end()) all.push_back(&split);
  return all;
}

}  // namespace

std::optional<PanelFindings> run_panel(const Panel& panel, const PanelRows& rows, const PanelSettings& settings) {
  const PanelModel model(panel, rows);
  const auto& names = fixed_output_table();
  const auto direct = std::find_if(names.begin(), names.end(), [](const FixedOutputInfo& info) { return info.name == "direct"; });
  const std::vector<double>& level = rows.columns[panel.place_of_output(static_cast<std::size_t>(direct - names.begin()))];
  PanelFindings found;
  std::vector<double> y;
  for (const PanelDetection* detection : chosen(panel, settings.detections)) {
    const Recorded recorded = recorded_with(panel, rows, *detection);
    y = recorded.y;
    for (const PanelSplit* split : chosen_splits(panel, settings.splits)) {
      const std::vector<PanelPart> parts = parts_of(rows, *split);
      settings.say(detection->title + "; " + split->title);
      for (const PanelForecast& forecast : panel.forecasts) {
        if (settings.stop()) return std::nullopt;
        found.forecasts.push_back({detection->name, split->name, forecast.name, numbers_fitted(rows, forecast),
                                   forecast_rows(model, rows, forecast, recorded, parts, level)});
      }
    }
    for (const PanelForecast& forecast : panel.forecasts) {
      if (settings.stop()) return std::nullopt;
      if (forecast.kind != ForecastKind::kCells && forecast.kind != ForecastKind::kLevel)
        add_coefficients(model, rows, forecast, recorded, detection->name, found.coefficients);
    }
  }
  found.scores = score_panel(panel, rows, y, found.forecasts, settings.bootstrap);
  return found;
}

}  // namespace fulcrum
