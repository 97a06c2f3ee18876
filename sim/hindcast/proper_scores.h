/// \file
/// Proper scores of probabilistic forecasts (Gneiting and Raftery 2007, J. Am. Stat. Assoc. 102). All but the log score: the smaller the
/// better, in the unit of the record.
#pragma once

#include <span>
#include <vector>

#include "sim/hindcast/error_model.h"

namespace fulcrum {

/// What is forecast of one month: an equal mixture of error models, and draws from it.
struct PredictiveMonth {
  std::vector<ErrorFit> parts;  ///< error models, of which `mu` are the expected values
  std::vector<double> mu;
  std::vector<double> draws;  ///< sorted by whoever made them or not, as the scores need no order
};

/// Logarithm of the probability (density) of what was seen.
double log_score(const PredictiveMonth& forecast, double seen);
/// Share of the forecast that does not exceed a value.
double cumulative(const PredictiveMonth& forecast, double value);
/// Probability integral transform. Counts have a step there: its middle (Czado, Gneiting and Held 2009, Biometrics 65).
double probability_transform(const PredictiveMonth& forecast, double seen);

/// Continuous ranked probability score of draws: mean |X - y| - mean |X - X'|/2 over all pairs of them.
double crps(std::span<const double> draws, double seen);
/// The same with weight only above a threshold: of max(X, threshold) and max(y, threshold) (Gneiting and Ranjan 2011, J. Bus. Econ. Stat.
/// 29).
double threshold_weighted_crps(std::span<const double> draws, double seen, double threshold);
/// Width of the middle `share` of the forecast and, for a value outside it, 2/(1 - share) times its distance.
double interval_score(const PredictiveInterval& interval, double share, double seen);
/// Energy score of joint draws: mean ||X - y|| - mean ||X - X'||/2. `draws`: [dimension][draw]; at most `kEnergyDraws` are used.
double energy_score(std::span<const std::vector<double>> draws, std::span<const double> seen);
inline constexpr std::size_t kEnergyDraws = 500;

/// The middle `share` of draws.
PredictiveInterval middle_of(std::vector<double> draws, double share);

}  // namespace fulcrum
