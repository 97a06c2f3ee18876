/// \file
/// Forecasts held against what happened.
#pragma once

#include <string>
#include <vector>

#include "sim/game/seal.h"

namespace fulcrum {

/// Brier 1950 (Monthly Weather Review 78): squared distance of the probability from what happened, 0 (certain and right) to 1; always .5:
/// 0.25.
double brier_score(double probability, bool came_true);
/// Good 1952 (J. R. Stat. Soc. B 14): minus the natural logarithm of the probability of what happened, from 0 up; always .5: 0.693. The
/// probability is above 0 and below 1.
double log_score(double probability, bool came_true);

/// A forecast that is revealed.
struct ScoredForecast {
  Forecast forecast;
  bool came_true = false;
  double brier = 0, log = 0;
};
/// Means over forecasts.
struct MeanScore {
  std::string of{};  ///< team, or what it is compared with
  int forecasts = 0;
  double brier = 0, log = 0;
};
/// Mean scores by team, in the order in which teams first forecast.
std::vector<MeanScore> mean_scores(const std::vector<ScoredForecast>& scored);

}  // namespace fulcrum
