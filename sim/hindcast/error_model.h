/// \file
/// How records scatter about what the model expects: likelihoods, their scale and dispersion fitted, and predictive intervals.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "scenarios/observations.h"

namespace fulcrum {

/// Values of a record and of the quantity that is to explain it, a pair an entry.
struct Pairs {
  std::vector<double> y;
  std::vector<double> x;
};

/// A fitted error model: mu = scale*x + offset; variance mu (Poisson), mu + mu^2/size (negative binomial), spread^2 (normal).
struct ErrorFit {
  ErrorKind kind = ErrorKind::kNegativeBinomial;
  double scale = 0;
  double offset = 0;
  double size = 1;    ///< negative binomial; of Dirichlet-multinomial: precision
  double spread = 1;  ///< normal
  double expected(double x) const { return scale * x + offset; }
};

/// Share of the training mean that every expectation gets besides, so that no zero is impossible.
inline constexpr double kOffsetShare = 0.01;

/// Log-likelihood of one value.
double log_likelihood(const ErrorFit& fit, double y, double mu);
/// Maximum likelihood of scale (unless fixed) and dispersion.
ErrorFit fit_error(ErrorKind kind, const Pairs& pairs, std::optional<double> fixed_scale);
/// Share of what may be observed that does not exceed y.
double cumulative(const ErrorFit& fit, double y, double mu);
/// The middle `share` of what may be observed.
struct PredictiveInterval {
  double low, high;
};
PredictiveInterval predictive_interval(const ErrorFit& fit, double mu, double share);

/// Counts by category of one period, and the model's weights of the categories.
struct ShareCounts {
  std::vector<double> counts;
  std::vector<double> weights;
};
/// Log-likelihood of counts under a Dirichlet-multinomial whose means are the normalised weights.
double dirichlet_multinomial(const ShareCounts& period, double precision);
/// The precision of maximum likelihood over periods.
double fit_precision(std::span<const ShareCounts> periods);

}  // namespace fulcrum
