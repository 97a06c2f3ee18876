/// \file
/// Morris's elementary effects: which factors matter, for few runs.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

/// Effects of one factor [unit of the outcome, for the factor's whole range].
struct MorrisIndex {
  Estimate mu;       ///< mean effect: with its sign
  Estimate mu_star;  ///< mean size of the effect: how much the factor matters
  Estimate sigma;    ///< standard deviation: interactions, or effects that are no straight line
  std::int64_t used = 0;
};

/// A step along one factor between two points of the unit cube.
struct MorrisStep {
  int factor;
  double change;  ///< of the coordinate
};

/// Elementary effects of a trajectory design [factor][trajectory]: change of the outcome by change of the coordinate; not numbers where a
/// run failed. `steps` has the step that leads to each point, or a factor below 0 at the start of a trajectory.
std::vector<std::vector<double>> elementary_effects(const std::vector<double>& by_point, const std::vector<MorrisStep>& steps, int factors);

/// Morris 1991, Technometrics 33; mu* as Campolongo, Cariboni and Saltelli 2007, Environ. Model. Softw. 22. Intervals by resampling
/// trajectories.
std::vector<MorrisIndex> morris_indices(const std::vector<std::vector<double>>& effects, const BootstrapSettings& bootstrap);

}  // namespace fulcrum
