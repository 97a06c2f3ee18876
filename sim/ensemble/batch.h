/// \file
/// A batch of consecutive runs: the unit of work, of writing and of recovery.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/kernel.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

class DrawnSects;

/// Results of consecutive runs.
struct Batch {
  std::int64_t first = 0;  ///< number of the first run
  int runs = 0;
  int weeks = 0;
  std::vector<double> recordings;             ///< [column][run][week]
  std::vector<double> outcomes;               ///< [run][outcome]
  std::vector<std::string> errors;            ///< [run]; empty: none
  std::vector<std::uint8_t> known;            ///< [run]; not 0: not computed, as results of before are taken; empty: all were computed
  std::vector<std::vector<RunEvent>> events;  ///< [run]; of a run that failed or is known: none
  double seconds = 0;                         ///< wall time of the batch
  bool reused_have_series = false;            ///< of the reused runs; else they are in summaries of before already

  bool summarised_before(int i) const { return !reused_have_series && !known.empty() && known[static_cast<std::size_t>(i)] != 0; }
  /// One column of all runs of the batch: [run][week].
  std::span<const double> column(std::size_t c) const {
    const std::size_t size = static_cast<std::size_t>(runs) * static_cast<std::size_t>(weeks);
    return {recordings.data() + c * size, size};
  }
  RecordingView run(const Selection& selection, int i) const {
    return {&selection, recordings.data() + static_cast<std::size_t>(i) * static_cast<std::size_t>(weeks),
            static_cast<std::size_t>(runs) * static_cast<std::size_t>(weeks), weeks};
  }
};

/// Computes batches of a plan, one at a time; each thread has its own. What it computes depends on the plan and the run numbers only.
class BatchRunner {
 public:
  /// `selection` is what is recorded; the plan and the selection must outlive the runner. `between_weeks` is called between the weeks of
  /// runs that may be long; what it throws ends the batch. `sects` may serve several runners of a plan; without them the runner has its
  /// own.
  /// Throws TooLarge if there is not enough memory for a run.
  BatchRunner(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, Kernel kernel,
              std::function<void()> between_weeks = {}, std::shared_ptr<DrawnSects> sects = {});
  /// Runs that `known` marks are left to whoever knows them.
  void compute(std::int64_t first, int runs, Batch& batch, std::vector<std::uint8_t> known = {});

 private:
  /// A setup in which a policy stands at a point, with its levers.
  struct Slot {
    std::int64_t point = -1;
    int replicate = -1;  ///< of a plan with futures
    Setup setup;
    LeverPath levers;
    std::string error;  ///< why no run is possible there
  };
  const Slot& slot_for(const RunPlace& place);
  void fill(Slot& slot, const RunPlace& place) const;
  std::vector<int> order_of(std::int64_t first, int runs) const;
  void step_group(std::span<const RunInput> inputs, std::span<const int> at, Batch& batch);

  const Plan& plan_;
  const Selection& selection_;
  std::span<const Outcome> outcomes_;
  std::unique_ptr<Stepper> stepper_;
  std::vector<std::vector<Slot>> slots_;  ///< [policy]: a ring of one more than may be in use at once
  std::vector<std::size_t> last_slot_;    ///< [policy]
};

}  // namespace fulcrum
