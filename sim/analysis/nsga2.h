/// \file
/// NSGA-II: an evolutionary search for the candidates that nothing dominates.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/analysis/pareto.h"

namespace fulcrum {

/// Bounds of what is searched, a pair a variable.
struct SearchSpace {
  std::vector<double> low, high;
};
struct Candidate {
  std::vector<double> x;
  Objectives objectives;
};
/// Objectives of many candidates at once, each to be small. A function of x alone.
using Evaluate = std::function<std::vector<Objectives>(const std::vector<std::vector<double>>& candidates)>;

struct Nsga2Settings {
  std::uint64_t seed = 1;
  int population = 100;
  int generations = 100;
  double crossover = .9;      ///< probability that two parents are mixed
  double crossover_eta = 15;  ///< larger: children closer to their parents
  double mutation_eta = 20;
  std::function<bool(int generation)> go_on{};  ///< asked before each generation
};

/// Deb, Pratap, Agarwal and Meyarivan 2002, IEEE Trans. Evol. Comput. 6: tournament, simulated binary crossover, polynomial mutation of one
/// variable in the mean, survival by front and crowding. Every draw is keyed by (seed, generation, child), so the same settings give the
/// same candidates, however the evaluations are computed or taken up again. Returns the last population.
std::vector<Candidate> nsga2(const SearchSpace& space, const Nsga2Settings& settings, const Evaluate& evaluate);

/// The candidates that no other one dominates.
std::vector<Candidate> undominated(const std::vector<Candidate>& candidates);

}  // namespace fulcrum
