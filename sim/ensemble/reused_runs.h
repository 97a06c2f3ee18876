/// \file
/// Runs of an earlier, smaller sweep: what a larger one takes over instead of computing it again.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "output/results_reader.h"
#include "sim/ensemble/batch.h"

namespace fulcrum {

/// The runs of a finished results file, found by their place in a larger plan. Any number of threads may use it at once.
class ReusedRuns {
 public:
  /// `replicates`: of each point of the earlier sweep.
  ReusedRuns(const std::filesystem::path& file, std::vector<int> replicates, std::size_t policies);

  std::int64_t count() const { return starts_.back(); }
  /// Which of the consecutive runs of a plan are known.
  std::vector<std::uint8_t> known(const Plan& plan, std::int64_t first, int runs) const;
  /// Puts the reused runs of a batch into it: errors, and what of outcomes and series was stored.
  void fill(const Plan& plan, Batch& batch) const;

 private:
  std::int64_t row_of(const RunPlace& place) const;
  void require_fit(const Batch& batch) const;
  void fill_rows(const Plan& plan, std::int64_t row, int at, int count, Batch& batch) const;

  mutable std::mutex mutex_;  // HDF5 has one thread at a time
  mutable ResultsReader reader_;
  std::vector<int> replicates_;
  std::size_t policies_;
  std::vector<std::int64_t> starts_;            ///< first row of each point, and the end
  std::vector<Event> events_;                   ///< by run
  std::map<std::int64_t, std::string> errors_;  ///< by row, where only failed runs have a row in the file
};

}  // namespace fulcrum
