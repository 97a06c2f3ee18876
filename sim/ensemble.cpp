#include "sim/ensemble.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <memory>

namespace fulcrum {

namespace {

namespace tbb = oneapi::tbb;

struct Worker {
  BlockRunner runner;
  std::vector<Summary> summaries;
};

void summarise(const Plan& plan, const Selection& selection, const Block& block, std::vector<Summary>& summaries) {
  for (int i = 0; i < block.runs; ++i) {
    if (block.faults[static_cast<std::size_t>(i)]) continue;
    const RecordingView run = block.run(selection, i);
    summaries[static_cast<std::size_t>(plan.place(block.first + i).policy)].add(run.first, run.column_stride);
  }
}

}  // namespace

EnsembleResult run_ensemble(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, const EnsembleOptions& options,
                            const std::function<void(const Block&)>& take) {
  const auto threads = static_cast<std::size_t>(options.jobs > 0 ? options.jobs : tbb::info::default_concurrency());
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, threads);
  const std::vector<Summary> empty(plan.policies().size(), Summary(selection, options.summary_columns, plan.weeks()));
  tbb::enumerable_thread_specific<Worker> workers([&] { return Worker{BlockRunner(plan, selection, outcomes, options.kernel), empty}; });

  EnsembleResult result{empty};
  std::int64_t next = 0;
  const auto source = [&](tbb::flow_control& flow) -> std::int64_t {
    if (next >= plan.runs() || (options.interrupted && options.interrupted())) {
      flow.stop();
      return 0;
    }
    const std::int64_t first = next;
    next = std::min(next + options.runs_per_block, plan.runs());
    return first;
  };
  const auto compute = [&](std::int64_t first) {
    auto block = std::make_shared<Block>();
    Worker& worker = workers.local();
    worker.runner.compute(first, static_cast<int>(std::min<std::int64_t>(options.runs_per_block, plan.runs() - first)), *block);
    summarise(plan, selection, *block, worker.summaries);
    return block;
  };
  const auto hand_over = [&](const std::shared_ptr<Block>& block) {
    take(*block);
    result.done += block->runs;
    result.failed += std::count_if(block->faults.begin(), block->faults.end(), [](const auto& fault) { return fault.has_value(); });
  };
  tbb::parallel_pipeline(2 * threads + 2, tbb::make_filter<void, std::int64_t>(tbb::filter_mode::serial_in_order, source) &
                                              tbb::make_filter<std::int64_t, std::shared_ptr<Block>>(tbb::filter_mode::parallel, compute) &
                                              tbb::make_filter<std::shared_ptr<Block>, void>(tbb::filter_mode::serial_in_order, hand_over));
  for (const Worker& worker : workers)
    for (std::size_t i = 0; i < empty.size(); ++i) result.summaries[i].merge(worker.summaries[i]);
  result.complete = result.done == plan.runs();
  return result;
}

}  // namespace fulcrum
