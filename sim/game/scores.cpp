#include "sim/game/scores.h"

#include <algorithm>
#include <cmath>

namespace fulcrum {

double brier_score(double probability, bool came_true) {
  const double miss = probability - (came_true ? 1.0 : 0.0);
  return miss * miss;
}

double log_score(double probability, bool came_true) { return -std::log(came_true ? probability : 1 - probability); }

std::vector<MeanScore> mean_scores(const std::vector<ScoredForecast>& scored) {
  std::vector<MeanScore> means;
  for (const ScoredForecast& one : scored) {
    auto mean = std::find_if(means.begin(), means.end(), [&](const MeanScore& other) { return other.of == one.forecast.team; });
    if (mean == means.end()) mean = means.insert(means.end(), MeanScore{.of = one.forecast.team});
    ++mean->forecasts;
    mean->brier += one.brier;
    mean->log += one.log;
  }
  for (MeanScore& mean : means) {
    mean.brier /= mean.forecasts;
    mean.log /= mean.forecasts;
  }
  return means;
}

}  // namespace fulcrum
