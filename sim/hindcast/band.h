/// \file
/// What a set of candidates expects together: the band of their expected values, and intervals of what may be observed under any of them.
#pragma once

#include <span>
#include <vector>

#include "sim/hindcast/scores.h"

namespace fulcrum {

/// By month of the run.
struct Band {
  std::vector<double> mu_low, mu_median, mu_high;  ///< middle 90 % of the candidates' expected values, and their median
  std::vector<double> low90, high90;               ///< middle 90 % of what may be observed, all candidates being equally good
  double coverage_90 = 0;                          ///< share of training months inside the latter
};

/// One series as every candidate has it; candidates count the same.
Band band_of(std::span<const FittedSeries* const> candidates);

}  // namespace fulcrum
