/// \file
/// More points or replicates later: what a sweep takes over from an earlier, smaller one of the same study.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "scenarios/study.h"
#include "sim/ensemble/reused_runs.h"
#include "sim/statistics/summary.h"
#include "sim/sweep/adaptive_replicates.h"

namespace fulcrum {

/// The earlier sweep is not a smaller one of the same study; says in what they differ.
class NoExtension : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What the earlier file gives.
struct Extension {
  std::unique_ptr<ReusedRuns> runs;
  std::map<std::int64_t, PointDecision> decided;  ///< of a study with [stop]: decisions that stand
  std::vector<std::byte> summaries;               ///< of its runs, where their series were not stored; see pack_summaries()
};

/// Opens the earlier file. `identity` and `points` are those of the study now. Throws NoExtension if anything but the number of points or
/// replicates is different, or if what is needed is not there.
Extension open_extension(const std::filesystem::path& file, const Study& study, const std::map<std::string, std::string>& identity,
                         const DesignPoints* points);

}  // namespace fulcrum
