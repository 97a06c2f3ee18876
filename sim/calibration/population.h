/// \file
/// A set of candidates instead of one: approximate Bayesian computation with a population that closes in on what is not ruled out.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace fulcrum {

/// Values of many candidates in [0, 1]^n at once, in their order; the larger the better.
using ManyValues = std::function<std::vector<double>(std::span<const std::vector<double>>)>;

struct PopulationSettings {
  std::uint64_t seed = 1;
  int members = 256;
  int sweeps = 40;     ///< rounds of moves after the population has closed in
  int kept_every = 4;  ///< of these, how often the members are kept
};

/// Members of a population and their values.
struct Population {
  std::vector<std::vector<double>> points;
  std::vector<double> values;
  double best = 0;
  std::int64_t evaluations = 0;
};

/// Candidates within `tolerance` of the best that is known (`seeds`: known good ones, may be empty), spread evenly over all such:
/// population Monte Carlo from an even sample of the box, whose tolerance shrinks to the one asked for, with moves of differential
/// evolution. Where nothing is ruled out it is an even sample of the box.
Population not_ruled_out(const ManyValues& values, int dimensions, double tolerance, std::span<const std::vector<double>> seeds,
                         const PopulationSettings& settings);

}  // namespace fulcrum
