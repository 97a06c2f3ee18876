/// \file
/// What a posterior is of: the factors of a study, and of each record that counts its dispersion and, if the scale drifts, its drift. Each
/// is a coordinate with a standard normal prior.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/calibration/candidates.h"
#include "sim/designs/distribution.h"
#include "sim/hindcast/record_error.h"

namespace fulcrum {

/// Whether the scale between a record and its quantity moves over time.
enum class ScaleDrift { kNone, kRandomWalk };

/// What is believed of a record that counts before it is seen. Logarithms are normal.
struct RecordPrior {
  const Record* record = nullptr;
  SeenMonths seen{};   ///< of the training part
  ScalePrior scale{};  ///< of records of months
  double log_size_mean = 0, log_size_sd = 1.2;
  double log_drift_mean = -2.5, log_drift_sd = 1;  ///< of the standard deviation of the log scale's change in a month
};

/// A point in the units of what it is about.
struct PosteriorPoint {
  std::vector<double> values;       ///< of the factors
  std::vector<RecordError> errors;  ///< of the records that count
};

/// A posterior to be sampled. Holds what it needs of the calibration; its runs end with the training part.
class PosteriorTask {
 public:
  /// Scales are believed to be, to a factor of e or so, those that give the record its mean where the scenario is run as it is. Throws
  /// UsageError if a distribution cannot be.
  PosteriorTask(const CalibrationTask& calibration, ScaleDrift drift);
  /// The same with priors of records that are given.
  PosteriorTask(const CalibrationTask& calibration, ScaleDrift drift, std::vector<RecordPrior> records);

  PosteriorTask(PosteriorTask&&) = default;
  PosteriorTask& operator=(PosteriorTask&&) = default;
  PosteriorTask(const PosteriorTask&) = delete;  // records are known by their addresses
  PosteriorTask& operator=(const PosteriorTask&) = delete;

  const CalibrationTask& calibration() const { return calibration_; }
  const std::vector<RecordPrior>& records() const { return records_; }
  ScaleDrift drift() const { return drift_; }
  std::size_t coordinates() const;
  /// Names of the coordinates: keys of factors, and <record>.size, <record>.drift.
  std::vector<std::string> names() const;
  /// Coordinates that stand for structural forms or other listed values.
  std::vector<std::size_t> discrete() const;
  PosteriorPoint point(const std::vector<double>& coordinates) const;
  /// A point as a list of numbers, in the order of names().
  std::vector<double> listed(const std::vector<double>& coordinates) const;
  /// Logarithm of the likelihood of the training part, integrated over the scales, of many points on all cores.
  std::vector<double> log_likelihoods(std::span<const std::vector<double>> points, int jobs) const;

 private:
  /// Whether the scale of a record moves from month to month.
  bool drifts(const RecordPrior& prior) const;
  double log_likelihood(const std::vector<RecordError>& errors, const RecordingView& run) const;

  CalibrationTask calibration_;
  ScaleDrift drift_;
  std::vector<RecordPrior> records_;
  std::vector<Distribution> distributions_;
};

}  // namespace fulcrum
