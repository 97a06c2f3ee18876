/// \file
/// Mean and spread of numbers, one at a time.
#pragma once

#include <cmath>
#include <span>

namespace fulcrum {

/// Mean and sum of squared departures from it, updated value by value (Welford 1962, Technometrics 4). The same values in the same order
/// give the same bits.
class Moments {
 public:
  Moments() = default;
  /// Of the values that are numbers.
  explicit Moments(std::span<const double> values) {
    for (const double value : values)
      if (!std::isnan(value)) add(value);
  }
  void add(double value) {
    const double before = mean_;
    mean_ += (value - mean_) / ++count_;
    squares_ += (value - before) * (value - mean_);
  }
  double count() const { return count_; }
  double mean() const { return mean_; }
  double squares() const { return squares_; }
  /// Unbiased; not a number of fewer than two values.
  double variance() const { return squares_ / (count_ - 1); }
  double deviation() const { return std::sqrt(variance()); }
  /// Standard error of the mean.
  double error() const { return std::sqrt(variance() / count_); }

 private:
  double count_ = 0, mean_ = 0, squares_ = 0;
};

}  // namespace fulcrum
