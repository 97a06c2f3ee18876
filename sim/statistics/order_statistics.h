/// \file
/// Quantiles of a sample, linear between order statistics (type 7 of Hyndman and Fan 1996, American Statistician 50), and percentiles.
#pragma once

#include <span>
#include <vector>

namespace fulcrum {

/// Of values that are sorted; `share` in [0, 1]. Not a number if there are none.
double quantile_of_sorted(std::span<const double> sorted, double share);
/// Of values in any order, which it sorts.
double quantile_of(std::vector<double>& values, double share);
/// How many of a sample are smaller than `value` [per cent]; equal ones count one half, those that are not numbers are left out.
double percentile_of(double value, std::span<const double> sample);

/// Median, and the range that holds nine in ten: 5th and 95th percentile.
struct Spread {
  double median = 0, low = 0, high = 0;
};
/// Of the values that are numbers; not numbers if none is.
Spread spread_of(std::vector<double> values);

}  // namespace fulcrum
