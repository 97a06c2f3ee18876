/// \file
/// Likelihood of a record under a quantity of the model, with the unknown scale between them integrated out. The scale may drift: reporting
/// effort and the lethality of an act move over time as a random walk, so that two records of the same acts need not pull apart.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "scenarios/observations.h"
#include "sim/hindcast/record.h"

namespace fulcrum {

/// What is believed of a record before its values are held against a run.
struct ScalePrior {
  double log_mean = 0;  ///< of the logarithm of the scale, which is normal
  double log_sd = 1.5;  ///< 0: the scale is known
  double offset = 0;    ///< that every expectation has besides
};

/// Numbers of a record's error model that are not the model's.
struct RecordError {
  ErrorKind kind = ErrorKind::kNegativeBinomial;
  double size = 1;   ///< negative binomial: variance mu + mu^2/size; normal: standard deviation; of shares: precision
  double drift = 0;  ///< standard deviation of the change of the log scale from month to month; 0: one scale for all months
};

/// Months of a record: place among the months of the run, and value.
struct SeenMonths {
  std::vector<int> months;  ///< rising
  std::vector<double> values;
};
SeenMonths seen_months(const Record& record, DataSplit part);

/// The scale of a record given a run: Laplace's approximation about its mode (Tierney and Kadane 1986, J. Am. Stat. Assoc. 81). With drift
/// there is a log scale for every month from the first seen to the last. y ~ error(mu), mu = scale*x + offset.
class ScaleIntegral {
 public:
  /// `x`: the quantity by month of the run.
  ScaleIntegral(const RecordError& error, const ScalePrior& prior, const SeenMonths& seen, std::span<const double> x);
  /// Logarithm of the integral over the scale of the likelihood of all months; -infinity where the mode has none.
  double log_likelihood() const { return log_likelihood_; }
  /// Log scales by month of the run, drawn from their posterior; after the last month seen they go on as a random walk. `normal` gives
  /// independent standard normal numbers.
  std::vector<double> draw(int months, const std::function<double()>& normal) const;

 private:
  std::size_t place(int month) const { return error_.drift > 0 ? static_cast<std::size_t>(month - first_) : 0; }
  double first_guess() const;
  double objective(const std::vector<double>& z) const;
  void derivatives(const std::vector<double>& z);
  void factorise(bool observed);
  void climb();

  RecordError error_;
  ScalePrior prior_;
  const SeenMonths& seen_;
  std::span<const double> x_;
  int first_ = 0;
  std::vector<double> mode_;                   ///< log scales
  std::vector<double> slope_, fisher_, bend_;  ///< of the objective and of the likelihood, by log scale
  std::vector<double> diagonal_, below_;       ///< Cholesky factor of the precision
  double log_likelihood_ = 0;
};

}  // namespace fulcrum
