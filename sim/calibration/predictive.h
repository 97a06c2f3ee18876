/// \file
/// What a posterior, and naive forecasts beside it, say of the months of a run.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/calibration/posterior_run.h"
#include "sim/hindcast/proper_scores.h"

namespace fulcrum {

/// Forecasts of one record by month of the run.
struct RecordForecast {
  const ObservationModel* model = nullptr;  ///< of the record
  std::vector<PredictiveMonth> months;
};

/// Rows of a posterior, each as often as its weight says, `count` in all.
std::vector<PosteriorPoint> posterior_points(const PosteriorTask& task, const Posterior& posterior, std::size_t count, std::uint64_t seed);

/// The posterior predictive of the records of months that count, to the end of the run of `whole`: each point is run, its scales are drawn
/// from what the training part says of them and go on from there, and a value is drawn. Draw i of every record and month is of point i.
std::vector<RecordForecast> posterior_predictive(const CalibrationTask& whole, const PosteriorTask& task,
                                                 const std::vector<PosteriorPoint>& points, std::uint64_t seed, int jobs);

/// Forecasts that know no model.
enum class Naive { kMean, kLast, kLastThree, kSeasonal, kTroops, kAutoregression, kSmoothing };
inline constexpr std::pair<Naive, std::string_view> kNaives[] = {{Naive::kMean, "training mean"},
                                                                 {Naive::kLast, "last value"},
                                                                 {Naive::kLastThree, "mean of three months"},
                                                                 {Naive::kSeasonal, "a year ago"},
                                                                 {Naive::kTroops, "proportional to troops"},
                                                                 {Naive::kAutoregression, "autoregression"},
                                                                 {Naive::kSmoothing, "exponential smoothing"}};
/// Forecasts of the months after the training part, with the error model of the record. The dispersion of a forecast h months ahead is that
/// of such forecasts made within the training part. `troops`: by month of the run; `draws`: of each month.
RecordForecast naive_forecast(Naive naive, const RecordPrior& record, const std::vector<double>& troops, std::size_t draws,
                              std::uint64_t seed);

}  // namespace fulcrum
