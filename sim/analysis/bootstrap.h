/// \file
/// Intervals by resampling: what a statistic would have been with other samples.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
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

/// The interval that leaves out equal shares of the resampled values at both ends, shifted so that its middle value is the estimate: noise
/// of resampling is not taken for a bias.
Estimate with_interval(double value, std::vector<double> resampled, double confidence);

}  // namespace fulcrum
