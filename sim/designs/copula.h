/// \file
/// Correlated coordinates of the unit cube: a Gaussian copula.
#pragma once

#include <cstddef>
#include <vector>

namespace fulcrum {

/// A correlation of the normal values behind two coordinates.
struct CoordinateCorrelation {
  std::size_t first = 0, second = 0;  ///< dimensions
  double rho = 0;
};

/// Turns independent uniform coordinates into correlated ones, each still uniform: u -> Phi(L Phi^-1(u)), with L the Cholesky factor of the
/// correlation matrix of the dimensions that are correlated (Nelsen 2006, An Introduction to Copulas, section 2). Others stay as they are.
class GaussianCopula {
 public:
  GaussianCopula() = default;
  /// Throws std::invalid_argument if the correlations cannot hold together (their matrix is not positive definite).
  explicit GaussianCopula(const std::vector<CoordinateCorrelation>& correlations);
  void correlate(std::vector<double>& coordinates) const;

 private:
  std::vector<std::size_t> dimensions_;      ///< that are correlated, in their order
  std::vector<std::vector<double>> factor_;  ///< lower triangle, by row
};

}  // namespace fulcrum
