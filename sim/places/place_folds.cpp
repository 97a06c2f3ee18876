#include "sim/places/place_folds.h"

#include <cmath>
#include <numeric>
#include <span>
#include <utility>

namespace fulcrum {

namespace {

std::vector<double> mean_of(std::span<const ObservedYear> years, double memory) {
  std::vector<double> mean(years.back().counts.size(), 0.0);
  for (const ObservedYear& year : years) {
    const double all = std::accumulate(year.counts.begin(), year.counts.end(), 0.0);
    for (std::size_t c = 0; c < mean.size() && all > 0; ++c)
      mean[c] += std::pow(memory, years.back().year - year.year) * year.counts[c] / all;
  }
  return mean;
}

PlaceFold fold_of(const CalibrationTask& task, const PlaceRecord& record, std::size_t at, const std::vector<AttackMap>& as_judged,
                  const PlaceSettings& settings) {
  const std::vector<ObservedYear>& years = record.record->years;
  const FittedPlaces fitted = fitted_places(task, record, at, settings);
  const std::span before(years.data(), at);
  PlaceFold fold{years[at].year, {}};
  for (std::vector<double> weights :
       {by_category(as_judged[at]), by_category(expected_attacks(task, record, fitted.places)[at], fitted.activity), years[at - 1].counts,
        mean_of(before, settings.memory)})
    fold.forecasts.push_back({years[at].counts, std::move(weights)});
  return fold;
}

}  // namespace

const char* name_of(PlaceForecast forecast) {
  constexpr const char* kNames[kPlaceForecasts] = {"theatre", "fitted", "last", "mean"};
  return kNames[static_cast<int>(forecast)];
}

std::vector<PlaceFolds> place_folds(const CalibrationTask& task, const PlaceSettings& settings) {
  std::vector<PlaceFolds> all;
  for (const PlaceRecord& record : place_records(task)) {
    PlaceFolds found{record, {}, places_in(task.scenario.setup.theatre), {}};
    std::size_t training = 0;
    while (training < record.record->years.size() && record.record->years[training].part == DataSplit::kTrain) ++training;
    const std::vector<AttackMap> as_judged = expected_attacks(task, record, found.theatre);
    for (std::size_t at = 1; at < training; ++at) found.folds.push_back(fold_of(task, record, at, as_judged, settings));
    if (training > 0) found.fitted = fitted_places(task, record, training, settings);
    all.push_back(std::move(found));
  }
  return all;
}

ShareForecast score_of(const PlaceFolds& folds, PlaceForecast forecast) {
  std::vector<ShareCounts> years;
  for (const PlaceFold& fold : folds.folds) years.push_back(fold.forecasts[static_cast<std::size_t>(forecast)]);
  return {mean_likelihood(years, fit_precision(years)), mean_misplaced(years)};
}

}  // namespace fulcrum
