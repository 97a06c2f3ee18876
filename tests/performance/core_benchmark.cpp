// The core model: what a model-week costs by kernel, and how that is shared out. Each figure is per model-week of one run; the last lines
// compare storing with a plain write() of the same bytes in the same run (docs/performance.md).
#include <benchmark/benchmark.h>

#include <vector>

#include "models/core/core_model.h"
#include "models/kernel.h"
#include "tests/support/default_setup.h"

namespace {

using namespace fulcrum;

// Runs of 208 weeks with recording of the chosen series; argument: noise.
void model_week(benchmark::State& state, Kernel kernel, const std::vector<const SeriesInfo*>& series) {
  const Setup setup = testing_support::default_setup();
  const LeverPath levers = lever_path(setup);
  const Selection selection(series, setup.theatre);
  const auto stepper = make_stepper(selection, kernel);
  const auto size = selection.columns().size() * static_cast<std::size_t>(setup.weeks), lanes = static_cast<std::size_t>(stepper->lanes());
  std::vector<double> recorded(size * lanes);
  std::vector<double*> places;
  std::vector<RunInput> runs;
  for (std::size_t l = 0; l < lanes; ++l) {
    places.push_back(recorded.data() + l * size);
    runs.push_back({&setup, &levers, {1, l}, state.range(0) != 0});
  }
  for (auto _ : state) {
    for (RunInput& run : runs) run.luck.replicate += lanes;
    stepper->run(runs, places, static_cast<std::size_t>(setup.weeks));
    benchmark::DoNotOptimize(recorded.data());
  }
  const double weeks = static_cast<double>(state.iterations()) * static_cast<double>(lanes) * setup.weeks;
  state.counters["model-weeks/s"] = benchmark::Counter(weeks, benchmark::Counter::kIsRate);
  state.counters["time/model-week"] = benchmark::Counter(weeks, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

// The draws of perception alone: one uniform a week, turned to a normal.
void draw_week(benchmark::State& state) {
  double sum = 0;
  std::uint64_t replicate = 0;
  for (auto _ : state) {
    Stream stream({1, replicate++}, Purpose::kPerception, entity_of("patron"));
    for (int week = 0; week < 208; ++week) sum += normal_quantile(stream.uniform(week));
    benchmark::DoNotOptimize(sum);
  }
  const double weeks = static_cast<double>(state.iterations()) * 208;
  state.counters["time/model-week"] = benchmark::Counter(weeks, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace

int main(int argc, char** argv) {
  for (const KernelInfo& kernel : kernels()) {
    if (!kernel.supported()) continue;
    const std::string name(kernel.name);
    benchmark::RegisterBenchmark(("equations/" + name).c_str(), model_week, kernel.kernel, std::vector<const SeriesInfo*>{})
        ->Arg(0)
        ->ArgName("noise");
    benchmark::RegisterBenchmark(("equations/" + name).c_str(), model_week, kernel.kernel, std::vector<const SeriesInfo*>{})
        ->Arg(1)
        ->ArgName("noise");
    benchmark::RegisterBenchmark(("equations_and_recording/" + name).c_str(), model_week, kernel.kernel, core_series())
        ->Arg(1)
        ->ArgName("noise");
  }
  benchmark::RegisterBenchmark("draws", draw_week);
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
