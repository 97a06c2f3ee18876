/// \file
/// Sobol' indices: shares of an outcome's variance that factors explain alone, together with others, and in pairs.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/analysis/bootstrap.h"
#include "sim/statistics/arrays.h"

namespace fulcrum {

/// An outcome on the rows of a SaltelliDesign, sorted by kind of row; what failed is not a number.
struct SaltelliOutputs {
  Eigen::ArrayXd a, b;  ///< [base sample]
  Rows ab;              ///< [base sample][factor]: A with the factor's column of B
  Rows ba;              ///< B with the factor's column of A; no factors without second order
};
/// Sorts the outcome of all rows of a design with that many factors.
SaltelliOutputs sort_saltelli(const std::vector<double>& by_point, int factors, bool second_order);

/// Indices of one factor [share of the variance].
struct SobolIndex {
  Estimate first;         ///< S_i: alone
  Estimate total;         ///< T_i: alone and in all interactions
  std::int64_t used = 0;  ///< base samples whose rows all ran
};
struct SobolPair {
  int first_factor, second_factor;
  Estimate index;  ///< S_ij: by the interaction of the two alone
};
struct SobolIndices {
  double mean = 0, variance = 0;  ///< of the outcome over A and B
  std::vector<SobolIndex> factors;
  std::vector<SobolPair> pairs;  ///< where asked for
  Estimate sum_first{};          ///< below 1 by what interactions explain
};

/// First order as Saltelli et al. 2010 (Comput. Phys. Commun. 181, table 2 b), totals as Jansen 1999 (ibid. 117, table 2 f), pairs as
/// Saltelli 2002 (ibid. 145), on outputs y less their mean. Base sample j belongs to group j mod `groups`, the independent scrambles of the
/// design; intervals are those of the jackknife that leaves out a group (Miller 1974, Biometrika 61), by Student's t with groups - 1
/// degrees of freedom. A base sample with a failed row is left out of the factors that need it. An outcome that does not vary has no
/// indices: all are not numbers.
SobolIndices sobol_indices(const SaltelliOutputs& y, int groups, double confidence);

}  // namespace fulcrum
