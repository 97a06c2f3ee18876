/// \file
/// Running a plan on all cores: batches are computed in any order and handed over in the order of their runs.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "sim/ensemble/batch.h"
#include "sim/ensemble/reused_runs.h"
#include "sim/statistics/summary.h"

namespace fulcrum {

/// How an ensemble is run. None of this can change a result.
struct EnsembleOptions {
  int jobs = 0;  ///< threads; 0: one a core
  int runs_per_batch = 64;
  std::size_t summary_columns = 0;  ///< the first columns of the selection are summarised
  /// Each thread summarises for itself while that takes no more memory than this; beyond it, all take turns on one summary.
  std::size_t summary_bytes_a_thread = std::size_t{256} << 20;
  Kernel kernel = widest_kernel();
  const ReusedRuns* known = nullptr;    ///< of before: taken over instead of computed
  std::function<bool()> interrupted{};  ///< asked before each batch; true: finish what is in flight, for some seconds, and stop
};

/// Runs a plan in stretches. The plan, the selection and the outcomes must outlive it.
class Ensemble {
 public:
  using Take = std::function<void(const Batch&)>;

  Ensemble(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, EnsembleOptions options);
  ~Ensemble();
  /// Runs first to last (not included) in batches; `take` is called by one thread at a time with each batch, in the order of runs. Returns
  /// the first run not done: last, unless interrupted. Exceptions of `take` end it.
  std::int64_t run(std::int64_t first, std::int64_t last, const Take& take);
  /// Summaries by policy of all runs so far that did not fail.
  const std::vector<Summary>& summaries();
  /// Starts from the summaries of runs that were done elsewhere.
  void add(const std::vector<Summary>& summaries);
  std::int64_t failed() const { return failed_; }

 private:
  struct Workers;
  void give_up_if_overdue();
  void compute_batch(std::int64_t first, int runs, Batch& batch);
  const Plan& plan_;
  const Selection& selection_;
  std::span<const Outcome> outcomes_;
  EnsembleOptions options_;
  std::vector<Summary> summaries_;
  bool summaries_shared_ = false;  // by all threads, one after the other
  std::mutex summaries_mutex_;
  std::int64_t failed_ = 0;
  std::atomic<std::chrono::steady_clock::rep> interrupted_since_ = 0;
  std::unique_ptr<Workers> workers_;
};

/// Adds the runs of a batch that did not fail to the summaries of their policies.
void summarise(const Plan& plan, const Selection& selection, const Batch& batch, std::vector<Summary>& summaries);

}  // namespace fulcrum
