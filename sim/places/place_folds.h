/// \file
/// Forecasts of a year's places by what was counted in the years before it.
#pragma once

#include <string>
#include <vector>

#include "sim/hindcast/share_scores.h"
#include "sim/places/place_fit.h"

namespace fulcrum {

/// Where attacks of a year are expected, and by what.
enum class PlaceForecast {
  kTheatre,  ///< the model, attackers where the theatre has them
  kFitted,   ///< the model, attackers where the years before have them
  kLast,     ///< shares as in the year before
  kMean      ///< shares of all years before, older ones by the memory of the fit
};
inline constexpr int kPlaceForecasts = 4;
/// Their names in tables: theatre, fitted, last, mean.
const char* name_of(PlaceForecast forecast);

/// A year that is forecast from those before it.
struct PlaceFold {
  int year = 0;
  std::vector<ShareCounts> forecasts;  ///< by PlaceForecast: what was counted, and the forecast's weights
};

/// All folds of a record, and the places that all its years make.
struct PlaceFolds {
  PlaceRecord record;
  std::vector<PlaceFold> folds;  ///< from the second year of the training part on
  Places theatre;
  FittedPlaces fitted;
};

/// Folds of every record of places within the training part; one of a single year has none. Nothing later than a year enters its forecast,
/// but for what the scenario's own parameters were fitted to.
std::vector<PlaceFolds> place_folds(const CalibrationTask& task, const PlaceSettings& settings);

/// Mean log-likelihood of a year and mean share misplaced of one forecast; the precision is fitted to the folds.
ShareForecast score_of(const PlaceFolds& folds, PlaceForecast forecast);

}  // namespace fulcrum
