/// \file
/// A run held against records: error models fitted to the training part, scores of both parts against naive forecasts.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "sim/ensemble/outcomes.h"
#include "sim/hindcast/error_model.h"
#include "sim/hindcast/record.h"

namespace fulcrum {

/// The quantity of a record in a run, and the error model that fits it in the training part.
struct FittedSeries {
  const Record* record = nullptr;
  ErrorFit fit;
  std::vector<double> weeks;       ///< the quantity by week
  std::vector<double> x;           ///< its mean by month of the run
  std::vector<ShareCounts> years;  ///< of shares: what was counted in each year of the record, and the model's weights
  double train_nse = 0;            ///< Nash-Sutcliffe efficiency in the training part; of shares: none
  double train_likelihood = 0;     ///< mean log-likelihood per month (of shares: a year) of the training part
};

/// How a forecast did over a part of a record.
struct ForecastScore {
  double likelihood = 0;  ///< mean log-likelihood per month
  double rmse = 0;
};

/// Scores of one series over one part.
struct SeriesScore {
  std::string series;
  DataSplit part = DataSplit::kTrain;
  int months = 0;
  double mean = 0;
  ForecastScore model;
  ForecastScore naive_mean, naive_last, naive_troops;  ///< training mean; last training value; proportional to troops
  double correlation = 0;
  double correlation_of_changes = 0;  ///< from month to month
  double nse = 0;                     ///< Nash-Sutcliffe efficiency against the part's own mean
  double coverage_50 = 0, coverage_90 = 0;
};

/// What must be recorded to hold runs against the records.
Selection observed_selection(std::span<const Record> records, const Theatre& theatre);
/// The quantity of a record of months by month of the run.
std::vector<double> monthly_quantity(const Record& record, const RecordingView& run, const Months& months);
/// Whether a recorded column counts; one that does not is 0.
using CountsColumn = std::function<bool(const Column&)>;
/// Of a record of shares: counts of every year, and the model's weights of the categories, from the columns that count.
std::vector<ShareCounts> share_counts(const Record& record, const RecordingView& run, const Months& months,
                                      const CountsColumn& counts = {});
/// Fits every series to the training part of its record.
std::vector<FittedSeries> fit_series(std::span<const Record> records, const RecordingView& run, const Months& months);
/// Sum over the series that count of the mean log-likelihood per month of the training part.
double training_total(std::span<const FittedSeries> fitted);
/// By how much the series miss their targets (ObservationModel::least_nse) in the training part, summed.
double missed_targets(std::span<const FittedSeries> fitted);
/// Scores of all monthly series over the parts that have data. `troops`: lever_forces by month.
std::vector<SeriesScore> score_series(std::span<const FittedSeries> fitted, std::span<const double> troops);

}  // namespace fulcrum
