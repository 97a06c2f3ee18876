/// \file
/// A panel from its rows to its tables: fixed points, forecasts, scores, coefficients.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/panel/panel_scores.h"

namespace fulcrum {

/// A number that a forecast fits to all rows, with its interval of 95 % (grouped_errors()).
struct PanelCoefficient {
  std::string detection, forecast, name;
  double start;  ///< the model's default of a parameter; 0 of a coefficient
  Estimate value;
};

struct PanelFindings {
  std::vector<MadeForecast> forecasts;  ///< by detection, split and forecast, in the order of the panel
  std::vector<PanelScore> scores;
  std::vector<PanelCoefficient> coefficients;
};

struct PanelSettings {
  BootstrapSettings bootstrap{.seed = 1, .resamples = 200, .confidence = .95};
  std::vector<std::string> detections;  ///< names; none: all
  std::vector<std::string> splits;      ///< names; none: all that are not on request
  std::function<void(const std::string&)> say = [](const std::string&) {};
  std::function<bool()> stop = [] { return false; };  ///< asked between forecasts
};

/// Makes and scores all forecasts; `rows` have the outputs of the model (add_outputs()). Nothing if it was stopped. Throws InputError.
std::optional<PanelFindings> run_panel(const Panel& panel, const PanelRows& rows, const PanelSettings& settings);

/// /analysis/panel_rows: identity, outcome, inputs and outputs of the model, and the probabilities of every forecast in the first split.
Table panel_rows_table(const Panel& panel, const PanelRows& rows, const PanelFindings& found);
/// /analysis/panel_scores.
Table panel_scores_table(const Panel& panel, const PanelFindings& found);
/// /analysis/panel_coefficients.
Table panel_coefficients_table(const PanelFindings& found);
/// The scores for a terminal: a table a split, of the first detection.
std::string panel_text(const Panel& panel, const PanelFindings& found);

}  // namespace fulcrum
