/// \file
/// Whether what the mean-field reduction says of policies holds with cells: the same futures run with both, at a sample of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/comparison/comparison.h"
#include "sim/exploration/experiment.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

/// A policy against the first in the futures that both resolutions ran.
struct CheckedPolicy {
  std::string policy;
  PairedFutures reduction, cells;       ///< differences from the first policy
  double same = 0;                      ///< share of futures in which both are lower, both a tie or both higher
  double opposite = 0;                  ///< share in which one is lower and the other higher
  double level_reduction, level_cells;  ///< median of the outcome itself
};

/// An outcome whose level depends on the resolution.
struct LevelDifference {
  std::string policy, outcome, unit, long_name;
  double reduction = 0, cells = 0;  ///< medians
};

/// What the check found.
struct CellsCheck {
  int futures = 0;
  double scale = 1;                     ///< cells that an agent stands for
  std::string outcome, unit;            ///< that the answer is about
  std::vector<CheckedPolicy> policies;  ///< in the order given; the first has no differences
  double same_best = 0;  ///< share of futures in which the reduction's lowest policy is the lowest with cells, or in a tie with it
  std::vector<LevelDifference> levels;  ///< largest first, at most kMostLevels
  static constexpr std::size_t kMostLevels = 3;
};

/// Cells that an agent stands for in a check.
inline constexpr double kScaleOfCheck = 10;
/// Why such runs cannot be checked with cells: they have cells, or nowhere to put them. Empty: they can.
std::string why_no_check(const Setup& setup);
/// Runs the first futures of a plan once more with cells: at most `futures`, the reference case among them. Nothing if that was
/// interrupted. Parameters of the cells are at the scenario's values. `outcome`: that the answer is about, one of the table's.
std::optional<CellsCheck> check_cells(const Plan& plan, const OutcomeTable& table, const std::string& outcome, int futures,
                                      const ExperimentOptions& options);
/// A few sentences, one a line.
std::vector<std::string> check_sentences(const CellsCheck& check);
/// A row a policy, for /analysis/cells_check.
Table check_table(const CellsCheck& check);

}  // namespace fulcrum
