/// \file
/// Variance budget: how much of an outcome's variance is sampling noise, parameter uncertainty, structural switches, and policy.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

/// An outcome of policies x points x replicates; what failed is not a number.
struct BudgetData {
  int policies = 1;
  std::int64_t points = 1;
  int replicates = 1;
  std::vector<double> values;            ///< [policy][point][replicate]
  std::vector<std::string> structure{};  ///< [point]: name of the combination of structural switches; empty: all alike
  double at(int policy, std::int64_t point, int replicate) const {
    return values[static_cast<std::size_t>((policy * points + point) * replicates + replicate)];
  }
};

/// Parts of the variance [unit of the outcome, squared].
struct VarianceBudget {
  Estimate luck;                 ///< between replicates of the same policy and point
  Estimate parameters;           ///< between points of the same structure, over policies
  Estimate switches;             ///< between structures, over policies
  Estimate policy;               ///< between policies, over points
  Estimate interaction;          ///< policies differ by more at some points than at others
  double total = 0;              ///< sum of those above 0
  std::int64_t points_used = 0;  ///< points at which every policy has a run that did not fail
};

/// Analysis of variance of a crossed design (Searle, Casella and McCulloch 1992, Variance Components): each part is corrected for the noise
/// that the parts within it leave in means, so it may come out slightly negative where it is nothing. Intervals by resampling points. With
/// one replicate luck is not a number, and is contained in the others.
VarianceBudget variance_budget(const BudgetData& data, const BootstrapSettings& bootstrap);

}  // namespace fulcrum
