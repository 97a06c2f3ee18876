/// \file
/// Running a plan on all cores: blocks are computed in any order and handed over in the order of their runs.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "sim/block.h"
#include "sim/summary.h"

namespace fulcrum {

/// How an ensemble is run. None of this can change a result.
struct EnsembleOptions {
  int jobs = 0;  ///< threads; 0: one a core
  int runs_per_block = 64;
  std::size_t summary_columns = 0;  ///< the first columns of the selection are summarised
  Kernel kernel = widest_kernel();
  std::function<bool()> interrupted;  ///< asked before each block; true: finish what is in flight and stop
};

/// What came of it.
struct EnsembleResult {
  std::vector<Summary> summaries;  ///< by policy, over all points and replicates without failed runs
  std::int64_t done = 0;           ///< runs computed
  std::int64_t failed = 0;
  bool complete = false;
};

/// Runs the plan; `take` is called by one thread at a time with each block, in the order of runs. Exceptions of `take` end the ensemble.
EnsembleResult run_ensemble(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, const EnsembleOptions& options,
                            const std::function<void(const Block&)>& take);

}  // namespace fulcrum
