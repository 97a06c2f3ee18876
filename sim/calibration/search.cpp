#include "sim/calibration/search.h"

#include <nlopt.hpp>

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <cmath>

namespace fulcrum {

namespace {

struct Watched {
  Objective objective;
  std::function<bool()> interrupted;
  std::vector<double> best;
  double value = -1e300;
  std::int64_t evaluations = 0;
};

double evaluate(const std::vector<double>& x, std::vector<double>&, void* data) {
  Watched& watched = *static_cast<Watched*>(data);
  if (watched.interrupted && watched.interrupted()) throw nlopt::forced_stop();
  ++watched.evaluations;
  const double value = watched.objective(x);
  if (value > watched.value) {
    watched.value = value;
    watched.best = x;
  }
  return std::isfinite(value) ? value : -1e6;
}

void search(nlopt::algorithm algorithm, int steps, std::size_t dimensions, Watched& watched, std::vector<double> start) {
  if (steps <= 0 || start.empty()) return;
  nlopt::opt optimiser(algorithm, static_cast<unsigned>(dimensions));
  optimiser.set_lower_bounds(std::vector<double>(dimensions, 0.0));
  optimiser.set_upper_bounds(std::vector<double>(dimensions, 1.0));
  optimiser.set_max_objective(evaluate, &watched);
  optimiser.set_maxeval(steps);
  if (algorithm == nlopt::LN_SBPLX) {
    optimiser.set_initial_step(0.05);
    optimiser.set_xtol_rel(1e-6);
  }
  double reached = 0;
  try {
    optimiser.optimize(start, reached);
  } catch (const nlopt::roundoff_limited&) {  // as near as numbers can tell: the best is kept
  } catch (const nlopt::forced_stop&) {
  }
}

}  // namespace

SearchResult maximise(const std::function<Objective()>& make_objective, int dimensions, const SearchSettings& settings, int jobs,
                      const std::function<bool()>& interrupted) {
  const auto n = static_cast<std::size_t>(dimensions);
  const auto global = static_cast<std::size_t>(settings.searches);
  std::vector<Watched> searches(global + (settings.start.empty() ? 0 : 1));
  tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::parallel_for(std::size_t{0}, searches.size(), [&](std::size_t i) {
      // NLopt's generator belongs to the thread, and a search stays on its thread: nothing in it waits for other tasks.
      nlopt::srand(static_cast<unsigned long>((settings.seed * 1000003u + i + 1) & 0xffffffffu));
      Watched& watched = searches[i];
      watched.objective = make_objective();
      watched.interrupted = interrupted;
      if (i < global) search(nlopt::GN_CRS2_LM, settings.global_steps, n, watched, std::vector<double>(n, 0.5));
      search(nlopt::LN_SBPLX, settings.local_steps, n, watched, i < global ? watched.best : settings.start);
      watched.objective = nullptr;
    });
  });
  SearchResult result;
  result.value = -1e300;
  for (const Watched& watched : searches) {
    result.by_search.push_back(watched.value);
    result.evaluations += watched.evaluations;
    if (watched.value > result.value) {
      result.value = watched.value;
      result.best = watched.best;
    }
  }
  return result;
}

}  // namespace fulcrum
