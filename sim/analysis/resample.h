/// \file
/// Samples drawn again, with replacement: what the intervals of bootstrap.h are made from.
#pragma once

#include <string_view>

#include "sim/analysis/bootstrap.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// How often each of n samples is drawn in a resample of n, with replacement: the same for all statistics of one purpose, so that they can
/// be compared (Efron and Tibshirani 1993, An Introduction to the Bootstrap).
Eigen::ArrayXd resample_counts(const BootstrapSettings& settings, std::string_view purpose, int resample, std::size_t n);

}  // namespace fulcrum
