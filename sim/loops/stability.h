/// \file
/// How the weekly map behaves near the end of a run: eigenvalues of its Jacobian, and what they owe to links.
#pragma once

#include <complex>
#include <optional>
#include <string>
#include <vector>

#include "sim/loops/graph.h"

namespace fulcrum {

/// A link and the elasticity of the rate of return, 1 - the modulus of the largest eigenvalue: by how many per cent a disturbance dies away
/// faster if the link is 1 % stronger.
struct LinkElasticity {
  std::string from, to;
  double elasticity = 0;
};

/// Of the map from one week's state (levels, and what delays keep) to the next, with the levers of the last week.
struct Stability {
  std::vector<std::complex<double>> eigenvalues;  ///< of the largest block of states that act on each other; largest modulus first
  double largest_move = 0;                        ///< of a level in the last week: how far the end is from a fixed point
  std::optional<double> without_dilemma;          ///< modulus of the largest without the dilemma's link
  /// What a lasting change of the dilemma's link comes back as in the end, through all loops that pass it: at 1 or above they feed
  /// themselves.
  std::optional<double> dilemma_gain;
  std::vector<LinkElasticity> elasticities;  ///< largest absolute value first
};

/// `dilemma`: the link whose removal takes the security dilemma out; left out if there is no such link.
Stability stability_at_end(const EquationProgram& program, const EquationCourse& course, CausalLink dilemma);

/// Eigenvalues of the weekly map (of that block) at a week's values, largest modulus first, with one link's derivative multiplied by
/// `strength`.
std::vector<std::complex<double>> weekly_eigenvalues(const EquationProgram& program, const EquationCourse& course, int week,
                                                     std::optional<CausalLink> link = {}, double strength = 1);

}  // namespace fulcrum
