/// \file
/// Mean and spread of numbers, one at a time.
#pragma once

#include <cmath>
#include <cstdint>
#include <initializer_list>
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

/// The same of values that were drawn `counts[i]` times each, as in a resample: the mean first, then departures from it.
struct ResampledMoments {
  double count = 0, mean = 0, squares = 0;
};

/// Of one or several columns whose rows were drawn together; values that `used` refuses are left out.
template <class Used>
ResampledMoments resampled_moments(std::initializer_list<std::span<const double>> columns, std::span<const std::uint32_t> counts,
                                   const Used& used) {
  ResampledMoments all;
  const auto each = [&](const auto& visit) {
    for (const std::span<const double> column : columns)
      for (std::size_t i = 0; i < column.size(); ++i)
        if (used(column[i])) visit(counts[i], column[i]);
  };
  double sum = 0;
  each([&](double times, double value) {
    all.count += times;
    sum += times * value;
  });
  all.mean = sum / all.count;
  each([&](double times, double value) { all.squares += times * (value - all.mean) * (value - all.mean); });
  return all;
}

}  // namespace fulcrum
