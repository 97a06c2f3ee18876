/// \file
/// Sensitivity from points that were made for something else: the share of the variance that a factor explains, and how much knowing it
/// changes the outcome's distribution. They take any design in which the factors are independent.
#pragma once

#include <span>
#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

/// Share of the variance of the values that a factor explains alone: variance of the means in ten slices of it, less what chance gives
/// (correlation ratio, adjusted as R^2 is; Plischke 2012, Reliab. Eng. Syst. Saf. 107, section 3). Not below 0; values that are not numbers
/// are left out; 0 for fewer than 20.
double explained_share(std::span<const double> factor, std::span<const double> values);

/// Of one factor: the first-order Sobol' index, and Borgonovo's delta, half the mean distance between the density of the outcome and that
/// with the factor known. Both from 0, no influence, to 1.
struct GivenDataIndex {
  Estimate first, delta;
};
/// Delta is estimated over a grid of slices of factor and outcome that hold equally many points, as it does not change when the outcome is
/// transformed (Borgonovo 2007, Reliab. Eng. Syst. Saf. 92; Plischke and Borgonovo 2019, Reliab. Eng. Syst. Saf. 182), less the bias that
/// the bootstrap shows (Plischke, Borgonovo and Smith 2013, Eur. J. Oper. Res. 226). `factor` and `outcome` have a value a point; points
/// without an outcome are left out.
GivenDataIndex given_data_index(std::span<const double> factor, std::span<const double> outcome, const BootstrapSettings& settings);
/// The same for a factor without influence: random numbers in its place. Its intervals are of several such factors.
GivenDataIndex given_data_of_nothing(std::span<const double> outcome, const BootstrapSettings& settings);

}  // namespace fulcrum
