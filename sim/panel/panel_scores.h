/// \file
/// Scores of the forecasts of a panel over its subsets, with intervals from groups drawn again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/analysis/bootstrap.h"
#include "sim/panel/binary_scores.h"
#include "sim/panel/panel_forecasts.h"

namespace fulcrum {

/// A forecast's probabilities in one split, with one detection.
struct MadeForecast {
  std::string detection, split, forecast;
  int fitted = 0;         ///< numbers that it fits
  std::vector<double> P;  ///< by row; not a number where the split does not test
};

/// Scores of one forecast over one subset of the rows that a split tests.
struct PanelScore {
  std::string detection, split, forecast, subset;
  int fitted = 0;
  std::int64_t rows = 0;
  double outcomes = 0;
  Estimate log_loss, brier, auc, pr_auc;
  Estimate skill_on_base, skill_on_persistence;  ///< 1 - log loss / that of the base rate, of persistence, over the same rows
};

/// Scores of all forecasts over all subsets. Every resample draws the groups of a split anew, the same for all forecasts (bootstrap of
/// hosts, or of what the split names).
std::vector<PanelScore> score_panel(const Panel& panel, const PanelRows& rows, const std::vector<double>& y,
                                    const std::vector<MadeForecast>& forecasts, const BootstrapSettings& settings);

}  // namespace fulcrum
