// Ensembles: runs per second of a deterministic 208-week run on one and two threads, beside the same model stepped in a bare loop without
// framework, draws or storage (the upper bound). Ratios are printed at the end, from this one run (docs/performance.md).
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <vector>

#include "sim/ensemble/ensemble.h"
#include "tests/support/default_setup.h"

namespace {

using namespace fulcrum;  // NOLINT(google-build-using-namespace): a program of one page

constexpr int kRuns = 40000, kRounds = 5;

double best_seconds(const std::function<void()>& work) {
  double best = 1e300;
  for (int round = 0; round < kRounds; ++round) {
    const auto started = std::chrono::steady_clock::now();
    work();
    best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count());
  }
  return best;
}

// The model and nothing else: no columns, one buffer, one thread.
double bare_loop(Kernel kernel) {
  const Setup setup = testing_support::default_setup();
  const LeverPath levers = lever_path(setup);
  const Selection nothing({}, setup.theatre);
  const auto stepper = make_stepper(nothing, kernel);
  const std::vector<RunInput> runs(static_cast<std::size_t>(stepper->lanes()), RunInput{&setup, &levers, {1, 0}, false});
  std::vector<double*> places(runs.size(), nullptr);
  return best_seconds([&] {
    for (int done = 0; done < kRuns; done += stepper->lanes()) stepper->run(runs, places, 0);
  });
}

double ensemble(int jobs, bool summaries) {
  const Plan plan({{"status_quo", testing_support::default_setup()}}, kRuns, 1, false);
  const Selection selection(core_series(), plan.theatre());
  EnsembleOptions options;
  options.jobs = jobs;
  options.runs_per_batch = 128;
  options.summary_columns = summaries ? selection.columns().size() : 0;
  const std::vector<Outcome> outcomes;
  Ensemble runner(plan, selection, outcomes, options);
  runner.run(0, 2000, [](const Batch&) {});
  return best_seconds([&] { runner.run(0, kRuns, [](const Batch&) {}); });
}

void report(const char* what, double seconds, double bound) {
  std::printf("%-58s %9.0f runs/s  %6.1f ns/model-week  ratio to the bound %.2f\n", what, kRuns / seconds, seconds / kRuns / 208 * 1e9,
              bound / seconds);
}

}  // namespace

int main() {
  const double plain = bare_loop(Kernel::kScalar), bare = bare_loop(widest_kernel());
  report("bare loop over one run at a time, 1 thread", plain, bare);
  report("bare loop over as many as a register holds: the bound", bare, bare);
  const double one = ensemble(1, false), two = ensemble(2, false);
  report("ensemble that records the core set, 1 thread", one, bare);
  report("ensemble that records the core set, 2 threads", two, bare / 2);
  const double one_summary = ensemble(1, true), two_summary = ensemble(2, true);
  report("the same with summaries of the core set, 1 thread", one_summary, bare);
  report("the same with summaries of the core set, 2 threads", two_summary, bare / 2);
  std::printf("two threads against one: %.2f without summaries, %.2f with\n", one / two, one_summary / two_summary);
}
