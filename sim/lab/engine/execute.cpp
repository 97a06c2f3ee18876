// The road from a plan to its results where there is one thread and no file: the same batches, in the order of their runs.
#include "sim/ensemble/execute.h"

#include <algorithm>

namespace fulcrum {

Executed execute(Execution execution, Sink& sink) {
  BatchRunner runner(execution.plan, execution.selection, execution.outcomes, execution.options.kernel);
  const std::int64_t last = execution.last.value_or(execution.plan.runs());
  Executed executed{execution.first, 0, {}};
  Batch batch;
  while (executed.done < last) {
    const int runs = static_cast<int>(std::min<std::int64_t>(execution.options.runs_per_batch, last - executed.done));
    runner.compute(executed.done, runs, batch);
    sink.take(batch, executed.failed);
    executed.failed += std::count_if(batch.errors.begin(), batch.errors.end(), [](const std::string& error) { return !error.empty(); });
    executed.done += runs;
  }
  return executed;
}

}  // namespace fulcrum
