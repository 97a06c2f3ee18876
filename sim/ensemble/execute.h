/// \file
/// The one road from a plan to its results: batches are computed on all cores and handed to a sink in the order of their runs.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "output/results_file.h"
#include "sim/ensemble/ensemble.h"

namespace fulcrum {

/// Where results go. Called by one thread at a time; exceptions end the execution.
class Sink {
 public:
  virtual ~Sink() = default;
  /// `failed`: runs that had failed before this batch.
  virtual void take(const Batch& batch, std::int64_t failed) = 0;
  /// Whether runs come in stretches, after each of which checkpoint() makes safe what was taken.
  virtual bool has_checkpoints() const { return false; }
  /// All runs before `done` were taken; `summaries` are theirs.
  virtual void checkpoint(std::int64_t /*done*/, std::int64_t /*failed*/, const std::vector<Summary>& /*summaries*/) {}
};

/// A sink that is a function.
class TakeEach final : public Sink {
 public:
  explicit TakeEach(std::function<void(const Batch&, std::int64_t failed)> take) : take_(std::move(take)) {}
  void take(const Batch& batch, std::int64_t failed) override { take_(batch, failed); }

 private:
  std::function<void(const Batch&, std::int64_t)> take_;
};

/// What is to be computed. Everything named must outlive the execution.
struct Execution {
  const Plan& plan;
  const Selection& selection;  ///< what is recorded
  std::span<const Outcome> outcomes;
  EnsembleOptions options;
  std::int64_t first = 0;              ///< first run
  std::optional<std::int64_t> last{};  ///< run after the last; else all of the plan
  std::vector<Summary> before{};       ///< summaries of runs that were done elsewhere
  int checkpoint_batches = 0;          ///< batches from one checkpoint to the next; 0: as many as take some seconds
};

/// What came of it.
struct Executed {
  std::int64_t done = 0;           ///< first run that was not done: Execution::last, unless interrupted
  std::int64_t failed = 0;         ///< of the runs that were done now
  std::vector<Summary> summaries;  ///< by policy, with those of before
};

Executed execute(Execution execution, Sink& sink);

/// Writes the runs of a batch to a file whose first row is run `first`.
void store_batch(const Plan& plan, const Batch& batch, std::int64_t first, Store what, ResultsFile& file);

}  // namespace fulcrum
