/// \file
/// All runs of a results file once more, from what the file itself holds, and whether they come out the same.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "output/results_reader.h"
#include "sim/ensemble/stored/rerun.h"

namespace fulcrum {

/// How runs are repeated; none of it changes a result.
struct RepeatOptions {
  int jobs = 0;                                                      ///< threads; 0: one a core
  std::function<bool()> interrupted{};                               ///< true: stop
  std::function<void(std::int64_t done, std::int64_t runs)> done{};  ///< told after each batch
};

/// Something of a run that did not come out the same.
struct RepeatedDifference {
  std::int64_t run_id = 0;
  RunDifference what;
};

/// What came of it. Values are compared bit by bit; numbers that are none are equal.
struct Repetition {
  std::int64_t runs = 0, series = 0, outcomes = 0, events = 0;  ///< compared
  std::int64_t runs_that_differ = 0;
  std::vector<RepeatedDifference> differences;  ///< the first kMostDifferences
};
inline constexpr std::size_t kMostDifferences = 20;

/// Runs that the file keeps; 0 if it holds summaries only.
std::int64_t kept_runs(const ResultsReader& results);

/// Repeats every run that the file keeps. The plan is made anew from the study and the scenarios that the file holds, as `sweep` makes it.
/// Throws FileError if the file keeps no run or has runs that its study has not, InputError, and Interrupted.
Repetition repeat_runs(const ResultsReader& results, const RepeatOptions& options);

}  // namespace fulcrum
