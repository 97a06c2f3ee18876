#include "sim/designs/copula.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/numbers/normal_quantile.h"
#include "sim/designs/normal_probability.h"

namespace fulcrum {

namespace {

using Matrix = std::vector<std::vector<double>>;

// Cholesky and Banachiewicz: matrix = L L'. Throws std::invalid_argument.
Matrix cholesky(const Matrix& matrix) {
  constexpr double kLeast = 1e-12;  // of what a dimension has of its own
  Matrix factor(matrix.size());
  for (std::size_t i = 0; i < matrix.size(); ++i) {
    factor[i].assign(i + 1, 0);
    for (std::size_t j = 0; j <= i; ++j) {
      double rest = matrix[i][j];
      for (std::size_t k = 0; k < j; ++k) rest -= factor[i][k] * factor[j][k];
      if (i == j && !(rest > kLeast))
        throw std::invalid_argument("these correlations cannot hold together: their matrix is not positive definite");
      factor[i][j] = i == j ? std::sqrt(rest) : rest / factor[j][j];
    }
  }
  return factor;
}

}  // namespace

GaussianCopula::GaussianCopula(const std::vector<CoordinateCorrelation>& correlations) {
  for (const CoordinateCorrelation& c : correlations) dimensions_.insert(dimensions_.end(), {c.first, c.second});
  std::sort(dimensions_.begin(), dimensions_.end());
  dimensions_.erase(std::unique(dimensions_.begin(), dimensions_.end()), dimensions_.end());
  const auto place = [&](std::size_t dimension) {
    return static_cast<std::size_t>(std::lower_bound(dimensions_.begin(), dimensions_.end(), dimension) - dimensions_.begin());
  };
  Matrix matrix(dimensions_.size(), std::vector<double>(dimensions_.size(), 0));
  for (std::size_t i = 0; i < matrix.size(); ++i) matrix[i][i] = 1;
  for (const CoordinateCorrelation& c : correlations)
    matrix[place(c.first)][place(c.second)] = matrix[place(c.second)][place(c.first)] = c.rho;
  factor_ = cholesky(matrix);
}

void GaussianCopula::correlate(std::vector<double>& coordinates) const {
  std::vector<double> z;
  for (const std::size_t dimension : dimensions_) z.push_back(normal_quantile(coordinates[dimension]));
  for (std::size_t i = 0; i < z.size(); ++i) {
    double sum = 0;
    for (std::size_t j = 0; j <= i; ++j) sum += factor_[i][j] * z[j];
    coordinates[dimensions_[i]] = normal_probability(sum);
  }
}

}  // namespace fulcrum
