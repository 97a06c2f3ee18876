/// \file
/// What is varied, and how it is distributed.
#pragma once

#include <string>
#include <vector>

#include "scenarios/keys.h"

namespace fulcrum {

/// How a factor is distributed; numbers in the factor's unit.
struct FactorDistribution {
  // kPert: a beta distribution with its mode, and four times the weight of an end on it (Malcolm et al. 1959).
  enum class Kind { kUniform, kLogUniform, kTriangular, kNormal, kValues, kPert };
  Kind kind = Kind::kUniform;
  double low = 0, high = 1;
  double mode = 0;              ///< triangular and pert
  double mean = 0, sd = 1;      ///< normal, cut to low and high
  std::vector<double> values;   ///< discrete values
  std::vector<double> weights;  ///< of the values; empty: equal
};

/// A number that all policies have and that a design, or the states of the world, vary.
struct Factor {
  SetupKey key;  ///< as the first policy has it
  FactorDistribution distribution;
};

/// "{ low = 2.0, high = 6.0, distribution = "pert", mode = 4.0 }", as files write it, without the braces.
std::string factor_toml(const Factor& factor);
/// "triangular 2 to 6, mode 4".
std::string distribution_text(const Factor& factor);

}  // namespace fulcrum
