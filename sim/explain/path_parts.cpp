#include "sim/explain/path_parts.h"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <stdexcept>

#include "sim/ensemble/batch.h"
#include "sim/ensemble/futures.h"
#include "sim/ensemble/jobs_limit.h"
#include "sim/explain/paths.h"

namespace fulcrum {

namespace {

namespace tbb = oneapi::tbb;

// Outcomes of every combination of paths in one future: [combination][outcome].
std::vector<std::vector<double>> path_outcomes(const PathRun& base, const PathRun& other, std::span<const double> errors,
                                               const std::vector<Outcome>& outcomes) {
  static const Selection selection({find_series("direct"), find_series("indirect")}, {});
  std::vector<std::vector<double>> worth(1U << kPaths);
  const unsigned differing = differing_paths(base, other);
  for (unsigned paths = 0; paths < 1U << kPaths; ++paths) {
    if ((paths & differing) != paths) {  // worth what the paths that differ are: a smaller number, which has been worked out
      worth[paths] = worth[paths & differing];
      continue;
    }
    const Support support = replay(base, other, paths, errors);
    std::vector<double> columns = support.direct;
    columns.insert(columns.end(), support.indirect.begin(), support.indirect.end());
    const RecordingView view{&selection, columns.data(), support.direct.size(), static_cast<int>(support.direct.size())};
    for (const Outcome& outcome : outcomes) worth[paths].push_back(outcome.compute(view, outcome));
  }
  return worth;
}

/// Records both policies' runs of a future.
class PathRuns {
 public:
  PathRuns(const Plan& plan, const Selection& selection, Kernel kernel)
      : plan_(plan), selection_(selection), runner_(plan, selection, {}, kernel) {}

  /// Why a run failed; empty if none did.
  std::string error() const { return error_; }
  /// Outcomes of every combination of paths in a future; empty if a run fails.
  std::vector<std::vector<double>> outcomes(int replicate, const std::vector<Outcome>& outcomes) {
    error_.clear();
    const Setup base_setup = setup_of(0, replicate), other_setup = setup_of(1, replicate);
    const PathRun base = run(base_setup, 0, replicate), other = run(other_setup, 1, replicate);
    if (!error_.empty()) return {};
    const auto errors = plan_.noise() ? perception_errors(plan_.luck(replicate), plan_.weeks()) : std::vector<double>{};
    return path_outcomes(base, other, errors, outcomes);
  }

 private:
  Setup setup_of(std::size_t policy, int replicate) const {
    Setup setup = plan_.policies()[policy].setup;
    if (plan_.futures() != nullptr) plan_.futures()->apply(plan_.futures()->values(replicate), setup);
    return setup;
  }
  PathRun run(const Setup& setup, int policy, int replicate) {
    Batch batch;
    runner_.compute(static_cast<std::int64_t>(policy) * plan_.replicates() + replicate, 1, batch);
    if (!batch.errors.front().empty()) {
      error_ = batch.errors.front();
      return {&setup, {}};
    }
    return {&setup, week_arguments(setup, batch.run(selection_, 0))};
  }

  const Plan& plan_;
  const Selection& selection_;
  BatchRunner runner_;
  std::string error_;
};

}  // namespace

bool rests_on_support(const Outcome& outcome) {
  return !outcome.needs.empty() && std::all_of(outcome.needs.begin(), outcome.needs.end(),
                                               [](const std::string& need) { return need == "direct" || need == "indirect"; });
}

std::vector<std::vector<ShapleyParts>> path_parts(const Plan& plan, const std::vector<Outcome>& outcomes, const BetweenOptions& options,
                                                  bool must_run) {
  std::vector<std::vector<ShapleyParts>> parts(outcomes.size(), std::vector<ShapleyParts>(static_cast<std::size_t>(plan.replicates())));
  if (outcomes.empty()) return parts;
  const JobsLimit limit(options.jobs);
  const Selection selection(all_series(plan.policies().front().setup.resolution, tables_of(plan.theatre().host)), plan.theatre());
  tbb::enumerable_thread_specific<PathRuns> runs([&] { return PathRuns(plan, selection, options.kernel); });
  tbb::parallel_for(0, plan.replicates(), [&](int r) {
    PathRuns& mine = runs.local();
    const auto worth = mine.outcomes(r, outcomes);
    if (must_run && !mine.error().empty()) throw std::runtime_error("a run failed: " + mine.error());
    for (std::size_t o = 0; o < outcomes.size() && !worth.empty(); ++o) {
      std::vector<double> of_outcome;
      for (const std::vector<double>& values : worth) of_outcome.push_back(values[o]);
      parts[o][static_cast<std::size_t>(r)] = shapley_parts(kPaths, of_outcome);
    }
  });
  return parts;
}

}  // namespace fulcrum
