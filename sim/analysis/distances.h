/// \file
/// Sensitivity from distances between distributions: PAWN, and the two distributions of regional sensitivity. They take any design.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

/// Largest distance between the distribution functions of two samples (Kolmogorov and Smirnov). Reorders them.
double kolmogorov_smirnov(std::vector<double>& a, std::vector<double>& b);
/// Probability of at least that distance between samples of these sizes from one distribution: asymptotic, with the correction of Stephens
/// 1970, J. R. Stat. Soc. B 32.
double kolmogorov_smirnov_p(double distance, std::size_t a, std::size_t b);

/// PAWN index of one factor: the distance between the outcome's distribution and that with the factor within a slice of its range, in the
/// median slice and in the worst.
struct PawnIndex {
  Estimate median, largest;
};
struct PawnSettings {
  BootstrapSettings bootstrap;
  int slices = 10;
};
/// Pianosi and Wagener 2018, Environ. Model. Softw. 108, from given data. `factor` and `outcome` have a value a point; points without an
/// outcome are left out. Slices hold equally many points, or one value of a factor that has at most `slices` of them.
PawnIndex pawn_index(std::span<const double> factor, std::span<const double> outcome, const PawnSettings& settings);
/// The index that a factor without influence would have with as many points: random numbers in its place (Zadeh et al. 2017, ibid. 91). Its
/// interval is of several such factors; an index inside it is chance.
PawnIndex pawn_of_nothing(std::span<const double> outcome, const PawnSettings& settings);

/// The median that the largest of so many factors without influence exceeds by chance no oftener than the interval allows: what one factor
/// of many has to exceed. Quantile 1 - (1 - confidence) / factors of such factors' medians (Bonferroni); from their mean and spread where
/// that would take too many of them.
double pawn_limit_of_chance(std::span<const double> outcome, const PawnSettings& settings, std::size_t factors);

/// Regional sensitivity of one factor: how far its values where the outcome is of interest differ from those elsewhere.
struct RegionalIndex {
  double distance;                       ///< Kolmogorov and Smirnov
  double p;                              ///< that chance alone gives as much
  double median_inside, median_outside;  ///< of the factor
};
/// Hornberger and Spear 1981, J. Environ. Manage. 12.
RegionalIndex regional_index(std::span<const double> factor, const std::vector<bool>& of_interest);

}  // namespace fulcrum
