/// \file
/// Distributions of a factor. Each is its inverse distribution function, so that one coordinate of the unit cube gives one value.
///
/// All are bounded: the ends of the unit interval are the ends of the range, which grids and Morris trajectories reach.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace fulcrum {

/// Equal density between low and high [unit of the factor].
struct Uniform {
  double low = 0;
  double high = 1;
};
/// Equal density of the logarithm; low > 0 [unit of the factor].
struct LogUniform {
  double low = 1;
  double high = 10;
};
/// Density rising from low to mode and falling to high [unit of the factor].
struct Triangular {
  double low = 0;
  double mode = .5;
  double high = 1;
};
/// A beta distribution on [low, high] whose mean is (low + 4 mode + high)/6 (PERT; Malcolm, Roseboom, Clark and Fazar 1959, Operations
/// Research 7) [unit of the factor].
struct Pert {
  double low = 0;
  double mode = .5;
  double high = 1;
};
/// Normal of that mean and standard deviation (before truncation), given that it lies in [low, high] [unit of the factor].
struct TruncatedNormal {
  double mean = 0;
  double sd = 1;
  double low = -1;
  double high = 1;
};
/// Listed values [unit of the factor]; without weights all are equally likely. Weights need not add up to 1.
struct Discrete {
  std::vector<double> values;
  std::vector<double> weights;
};

using Distribution = std::variant<Uniform, LogUniform, Triangular, Pert, TruncatedNormal, Discrete>;

/// What is wrong with a distribution, in a sentence for its author; nothing if it can be used.
std::optional<std::string> problem(const Distribution& distribution);

/// Value below which a share u in [0, 1] of the distribution lies [unit of the factor]. Never outside [low, high], never falling in u.
double quantile(const Distribution& distribution, double u);

/// Smallest and largest value [unit of the factor].
double smallest(const Distribution& distribution);
double largest(const Distribution& distribution);

/// One line for people: "triangular from 0.7 over 0.9 to 1".
std::string description(const Distribution& distribution);

/// Coordinates of the unit interval whose quantiles are the levels of a factor in a grid. A discrete distribution has its values, in their
/// order, whatever `count` says; another has `count` levels from its smallest to its largest value, at equal steps of probability (one
/// level: the median).
std::vector<double> levels(const Distribution& distribution, int count);

}  // namespace fulcrum
