/// \file
/// Leave-future-out folds within the training part: posteriors from an expanding window, and naive forecasts, scored on the half-year after
/// it.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/calibration/predictive.h"
#include "sim/terminal/console.h"

namespace fulcrum {

struct FoldSettings {
  PosteriorSettings sampler;  ///< of the posterior of each fold
  std::size_t draws = 1000;   ///< of each month and forecast
};

/// Last months of the windows, "2005-06": ends of half-years from the first that leaves every monthly series that counts at least a year of
/// months, to the last before the end of the training part, with at least one month to be scored after it.
std::vector<std::string> fold_ends(const CalibrationTask& task);

/// hindcast_folds (a row a fold, forecast, series and month), hindcast_fold_scores (a row a forecast and series: means over the folds'
/// means) and hindcast_fold_horizons (a row a forecast, series and months ahead). Nothing after the training part is looked at.
struct FoldTables {
  Table months{"hindcast_folds", {}, {}};
  Table scores{"hindcast_fold_scores", {}, {}};
  Table horizons{"hindcast_fold_horizons", {}, {}};
};
/// `troops`: lever_forces by month. Throws Interrupted, and UsageError if the training part is too short.
FoldTables score_folds(const Console& console, const CalibrationTask& task, const std::vector<double>& troops, const FoldSettings& settings,
                       const std::function<bool()>& interrupted);

/// The scores for people: a row a forecast, total log score and CRPS by series.
std::string fold_text(const FoldTables& tables);

}  // namespace fulcrum
