#include "sim/ensemble/execute.h"

#include <algorithm>
#include <chrono>

#include "sim/ensemble/storing.h"

namespace fulcrum {

namespace {

using Clock = std::chrono::steady_clock;

// Checkpoints come when this long has passed, or twenty times as long as one takes.
constexpr double kCheckpointSeconds = 2;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

// Runs between two checkpoints: whole batches from the first run on, since batches are the chunks of the file.
class Stretch {
 public:
  /// `fixed`: batches in a stretch; 0: adapted to the clock.
  Stretch(std::int64_t batch, int fixed) : batch_(batch), fixed_(fixed > 0), runs_((fixed_ ? fixed : 64) * batch) {}
  std::int64_t runs() const { return runs_ / batch_ * batch_; }
  void adapt(double run_seconds, double checkpoint_seconds) {
    if (fixed_) return;
    const double wanted = std::max(kCheckpointSeconds, 20 * checkpoint_seconds);
    const double factor = std::clamp(wanted / std::max(run_seconds, 1e-3), .25, 4.0);
    runs_ = std::max<std::int64_t>(batch_ * 4, static_cast<std::int64_t>(static_cast<double>(runs_) * factor));
  }

 private:
  std::int64_t batch_;
  bool fixed_;
  std::int64_t runs_;
};

}  // namespace

Executed execute(Execution execution, Sink& sink) {
  Ensemble ensemble(execution.plan, execution.selection, execution.outcomes, execution.options);
  if (!execution.before.empty()) ensemble.add(execution.before);
  execution.before.clear();
  const std::int64_t last = execution.last.value_or(execution.plan.runs());
  const auto take = [&](const Batch& batch) { sink.take(batch, ensemble.failed()); };
  std::int64_t done = execution.first;
  if (!sink.has_checkpoints()) {
    done = ensemble.run(done, last, take);
    return {done, ensemble.failed(), ensemble.summaries()};
  }
  Stretch stretch(execution.options.runs_per_batch, execution.checkpoint_batches);
  while (done < last && !(execution.options.interrupted && execution.options.interrupted())) {
    const auto started = Clock::now();
    done = ensemble.run(done, std::min(last, done + stretch.runs()), take);
    const double run_seconds = seconds_since(started);
    const auto writing = Clock::now();
    sink.checkpoint(done, ensemble.failed(), ensemble.summaries());
    stretch.adapt(run_seconds, seconds_since(writing));
  }
  return {done, ensemble.failed(), ensemble.summaries()};
}

void store_batch(const Plan& plan, const Batch& batch, std::int64_t first, Store what, ResultsFile& file) {
  const auto rows = rows_of(plan, batch);
  const auto events = what == Store::kTrajectories ? events_of(plan, batch) : std::vector<Event>();
  file.write({.first_row = batch.first - first, .runs = rows, .series = batch.recordings, .outcomes = batch.outcomes, .events = events});
}

}  // namespace fulcrum
