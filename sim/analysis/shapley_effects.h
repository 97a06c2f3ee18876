/// \file
/// Shapley effects: the variance of an outcome divided among factors so that the shares add up to 1, interactions split evenly.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

struct ShapleyEffects {
  double mean = 0, variance = 0;  ///< of the outcome at both ends of the walks
  std::vector<Estimate> shares;   ///< by group [share of the variance]
  std::int64_t used = 0;          ///< walks whose rows all ran
};

/// Of an outcome on the rows of a WalksDesign, [walk][row]; what failed is not a number, and a walk with a failed row is left out.
/// `changed` has the group that each step of each walk changes, [walk][step - 1]. With y0 at the start and y before and after a step, the
/// step adds (y0 - (y_before + y_after) / 2) (y_before - y_after) to its group (Goda 2021, Reliab. Eng. Syst. Saf. 213, algorithm 1), which
/// add up to half the squared difference of the ends. Walk j belongs to scramble j mod `scrambles`; intervals are those of the jackknife
/// over scrambles.
ShapleyEffects shapley_effects(const std::vector<double>& by_row, const std::vector<std::vector<int>>& changed, int groups, int scrambles,
                               double confidence);

}  // namespace fulcrum
