/// \file
/// Intervals by resampling: what a statistic would have been with other samples.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace fulcrum {

/// A statistic with its interval [unit of the statistic]; not numbers where there are too few values.
struct Estimate {
  double value;
  double low;
  double high;
  double half_width() const { return (high - low) / 2; }
};

struct BootstrapSettings {
  std::uint64_t seed = 1;
  int resamples = 200;  ///< 0: no intervals
  double confidence = .95;
};

/// How often each of n samples is drawn in a resample of n, with replacement: the same for all statistics of one purpose, so that they can
/// be compared (Efron and Tibshirani 1993, An Introduction to the Bootstrap).
std::vector<std::uint32_t> resample_counts(const BootstrapSettings& settings, std::string_view purpose, int resample, std::size_t n);

/// The interval that leaves out equal shares of the resampled values at both ends, shifted so that its middle value is the estimate: noise
/// of resampling is not taken for a bias.
Estimate with_interval(double value, std::vector<double> resampled, double confidence);

/// Quantile of values (linear between order statistics); reorders them. Not a number if there are none.
double quantile_of(std::vector<double>& values, double share);

}  // namespace fulcrum
