#include "sim/ensemble/ensemble.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_pipeline.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>

#include "sim/ensemble/drawn_sects.h"
#include "sim/ensemble/jobs_limit.h"

namespace fulcrum {

namespace tbb = oneapi::tbb;

namespace {

// In flight for so long after a wish to stop, a run is given up: it is none that another second would end.
constexpr auto kPatience = std::chrono::seconds(5);

// Batches on their way at once: two a thread, so that none waits for its turn to be taken; fewer, but one a thread and one more, where
// their recordings would take more room than this.
constexpr std::size_t kBytesOnTheWay = std::size_t{128} << 20;

std::size_t batches_on_the_way(std::size_t threads, std::size_t bytes_of_batch) {
  return std::clamp(kBytesOnTheWay / std::max<std::size_t>(1, bytes_of_batch), threads + 1, 2 * threads + 2);
}

/// Thrown out of a run that is given up.
struct GivenUp {};

/// A batch on its way to whoever takes it, or why there is none.
struct Computed {
  std::shared_ptr<Batch> batch;
  std::exception_ptr problem;
};

}  // namespace

struct Ensemble::Workers {
  struct Worker {
    BatchRunner runner;
    std::vector<Summary> summaries;
  };
  explicit Workers(const std::function<Worker()>& make) : each(make) {}
  tbb::enumerable_thread_specific<Worker> each;
  std::shared_ptr<Batch> take_block();
  void give_back(std::shared_ptr<Batch> batch);

 private:
  std::mutex mutex_;
  std::vector<std::shared_ptr<Batch>> spare_;  // batches are large: the last one used is used again, as it is still in the cache
};

std::shared_ptr<Batch> Ensemble::Workers::take_block() {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (spare_.empty()) return std::make_shared<Batch>();
  auto batch = spare_.back();
  spare_.pop_back();
  return batch;
}

void Ensemble::Workers::give_back(std::shared_ptr<Batch> batch) {
  const std::lock_guard<std::mutex> lock(mutex_);
  spare_.push_back(std::move(batch));
}

Ensemble::Ensemble(const Plan& plan, const Selection& selection, std::span<const Outcome> outcomes, EnsembleOptions options)
    : plan_(plan), selection_(selection), outcomes_(outcomes), options_(std::move(options)) {
  const auto add_empty = [this](std::vector<Summary>& summaries) {
    for (std::size_t policy = 0; policy < plan_.policies().size(); ++policy)
      summaries.emplace_back(selection_, options_.summary_columns, plan_.weeks());
  };
  add_empty(summaries_);
  std::size_t memory = 0;
  for (const Summary& summary : summaries_) memory += summary.most_memory();
  summaries_shared_ = memory > options_.summary_bytes_a_thread;
  const auto make = [this, add_empty, sects = std::make_shared<DrawnSects>()] {
    Workers::Worker worker{BatchRunner(
                               plan_, selection_, outcomes_, options_.kernel, [this] { give_up_if_overdue(); }, sects),
                           {}};
    if (!summaries_shared_) add_empty(worker.summaries);
    return worker;
  };
  workers_ = std::make_unique<Workers>(make);
}

Ensemble::~Ensemble() = default;

std::int64_t Ensemble::run(std::int64_t first, std::int64_t last, const Take& take) {
  const std::size_t threads = threads_for(options_.jobs);
  const JobsLimit limit(options_.jobs);
  std::int64_t next = first, done = first;
  bool given_up = false;
  std::exception_ptr problem;      // the pipeline would lose what is on its way if an exception went through it
  std::atomic<bool> stop = false;  // there is a problem
  const auto source = [&](tbb::flow_control& flow) -> std::int64_t {
    if (next >= last || stop || (options_.interrupted && options_.interrupted())) {
      flow.stop();
      return 0;
    }
    const std::int64_t from = next;
    next = std::min(next + options_.runs_per_batch, last);
    return from;
  };
  const auto compute = [&](std::int64_t from) {
    Computed made{workers_->take_block(), {}};
    try {
      compute_batch(from, static_cast<int>(std::min<std::int64_t>(options_.runs_per_batch, last - from)), *made.batch);
    } catch (const GivenUp&) {
      made.batch.reset();
      stop = true;
    } catch (...) {
      made.problem = std::current_exception();
    }
    return made;
  };
  const auto hand_over = [&](const Computed& made) {
    if (problem || given_up) return;
    if (!made.batch) {
      given_up = true;  // and with it what comes after: rows are stored without gaps
      return;
    }
    try {
      if (made.problem) std::rethrow_exception(made.problem);
      take(*made.batch);
    } catch (...) {
      problem = std::current_exception();
      stop = true;
      return;
    }
    done += made.batch->runs;
    failed_ += std::count_if(made.batch->errors.begin(), made.batch->errors.end(), [](const std::string& error) { return !error.empty(); });
    workers_->give_back(made.batch);
  };
  const std::size_t bytes =
      selection_.columns().size() * static_cast<std::size_t>(options_.runs_per_batch * plan_.weeks()) * sizeof(double);
  tbb::parallel_pipeline(batches_on_the_way(threads, bytes),
                         tbb::make_filter<void, std::int64_t>(tbb::filter_mode::serial_in_order, source) &
                             tbb::make_filter<std::int64_t, Computed>(tbb::filter_mode::parallel, compute) &
                             tbb::make_filter<Computed, void>(tbb::filter_mode::serial_in_order, hand_over));
  if (problem) std::rethrow_exception(problem);
  return done;
}

// Called by all threads, in the middle of long runs.
void Ensemble::give_up_if_overdue() {
  if (!options_.interrupted || !options_.interrupted()) return;
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  std::chrono::steady_clock::rep never = 0;
  interrupted_since_.compare_exchange_strong(never, now);
  if (std::chrono::steady_clock::duration(now - interrupted_since_.load()) > kPatience) throw GivenUp();
}

void Ensemble::compute_batch(std::int64_t first, int runs, Batch& batch) {
  Workers::Worker& worker = workers_->each.local();
  if (options_.known == nullptr) {
    worker.runner.compute(first, runs, batch);
  } else {
    worker.runner.compute(first, runs, batch, options_.known->known(plan_, first, runs));
    options_.known->fill(plan_, batch);
  }
  if (options_.summary_columns == 0) return;
  if (!summaries_shared_) return summarise(plan_, selection_, batch, worker.summaries);
  const std::lock_guard<std::mutex> lock(summaries_mutex_);
  summarise(plan_, selection_, batch, summaries_);
}

const std::vector<Summary>& Ensemble::summaries() {
  if (summaries_shared_) return summaries_;
  for (Workers::Worker& worker : workers_->each) {
    add(worker.summaries);
    for (Summary& summary : worker.summaries) summary.clear();
  }
  return summaries_;
}

void Ensemble::add(const std::vector<Summary>& summaries) {
  for (std::size_t i = 0; i < summaries_.size(); ++i) summaries_[i].merge(summaries[i]);
}

void summarise(const Plan& plan, const Selection& selection, const Batch& batch, std::vector<Summary>& summaries) {
  std::vector<std::vector<const double*>> runs(summaries.size());
  for (int i = 0; i < batch.runs; ++i)
    if (batch.errors[static_cast<std::size_t>(i)].empty() && !batch.summarised_before(i))
      runs[static_cast<std::size_t>(plan.place(batch.first + i).policy)].push_back(batch.run(selection, i).first);
  const std::size_t stride = static_cast<std::size_t>(batch.runs) * static_cast<std::size_t>(batch.weeks);
  for (std::size_t p = 0; p < summaries.size(); ++p)
    if (!runs[p].empty()) summaries[p].add(runs[p], stride);
}

}  // namespace fulcrum
