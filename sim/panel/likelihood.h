/// \file
/// Maximum likelihood over the rows of a panel, with support that the record misses.
#pragma once

#include <span>
#include <vector>

#include "sim/panel/log_odds.h"

namespace fulcrum {

/// What the record says, by row: the outcome [0-1; between them where it is known only as a share], and how it detects.
struct Recorded {
  std::vector<double> y;
  std::vector<double> se;  ///< probability that a support is named
  std::vector<double> sp;  ///< probability that no support is named where there was none
};

/// Probability [0-1] that the record names a support that has probability p.
inline double named(double p, double se, double sp) { return se * p + (1 - sp) * (1 - p); }

/// A fit.
struct PanelFit {
  Eigen::VectorXd theta;
  double log_likelihood = 0;
  int steps = 0;
  bool converged = false;
};

/// Maximum of the log-likelihood sum(y log P + (1 - y) log(1 - P)), P = named(p), over rows, within the limits, from `start`. Fisher
/// scoring with damping (Levenberg 1944, Marquardt 1963); what lies at a limit and is pushed against it rests there. Sums go row by row in
/// order.
PanelFit fit_panel(const LogOdds& odds, const Recorded& recorded, std::span<const std::size_t> rows, const Eigen::VectorXd& start);

/// Standard errors of a fit that allow for rows of one group being alike in every way (Liang and Zeger 1986, Biometrika 73); not a number
/// for what lies at a limit. `group`: number of the group by row.
Eigen::VectorXd grouped_errors(const LogOdds& odds, const Recorded& recorded, std::span<const std::size_t> rows, const PanelFit& fit,
                               std::span<const int> group);

}  // namespace fulcrum
