#include "sim/calibration/candidates.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <limits>

#include "models/parameters.h"
#include "sim/calibration/orderings.h"
#include "sim/ensemble/study_plan.h"

namespace fulcrum {

namespace {

constexpr double kWorst = -std::numeric_limits<double>::infinity();

/// Points that come a few at a time, each with a number of its own.
class CandidatePoints final : public DesignPoints {
 public:
  CandidatePoints(const std::vector<Factor>& factors, bool parameters_only) {
    for (std::size_t i = 0; i < factors.size(); ++i)
      if (!parameters_only || find_parameter(factors[i].key.key) != nullptr) used_.emplace_back(i, &factors[i]);
  }
  void set(std::span<const std::vector<double>> candidates) {
    first_ += static_cast<std::int64_t>(candidates_.size());
    candidates_ = candidates;
  }
  std::int64_t first() const { return first_; }
  std::int64_t count() const override { return std::numeric_limits<std::int64_t>::max() / 1000; }
  std::vector<double> values(std::int64_t point) const override { return candidates_[static_cast<std::size_t>(point - first_)]; }
  void apply(const std::vector<double>& values, Setup& setup) const override {
    for (const auto& [place, factor] : used_) factor->key.set(setup, values[place]);
  }
  bool changes_levers() const override {
    return std::any_of(used_.begin(), used_.end(), [](const auto& used) { return used.second->key.changes_levers; });
  }

 private:
  std::vector<std::pair<std::size_t, const Factor*>> used_;
  std::span<const std::vector<double>> candidates_;
  std::int64_t first_ = 0;
};

}  // namespace

/// Runs of some policies at the candidates.
struct CandidateEvaluator::Runs {
  Runs(std::span<const Scenario> scenarios, const std::vector<Factor>& factors, bool parameters_only, Selection recorded, Kernel kernel)
      : selection(std::move(recorded)),
        points(std::make_shared<CandidatePoints>(factors, parameters_only)),
        plan(policies_of(scenarios), 1, 1, false, points),
        runner(plan, selection, {}, kernel) {}

  void compute(std::span<const std::vector<double>> candidates) {
    points->set(candidates);
    runner.compute(points->first() * plan.runs_per_point(),
                   static_cast<int>(static_cast<std::int64_t>(candidates.size()) * plan.runs_per_point()), batch);
  }

  Selection selection;
  std::shared_ptr<CandidatePoints> points;
  Plan plan;
  BatchRunner runner;
  Batch batch;
};

CandidateEvaluator::CandidateEvaluator(const CalibrationTask& task, Kernel kernel)
    : task_(task),
      hindcast_(std::make_unique<Runs>(std::span(&task.scenario, 1), task.factors, false,
                                       observed_selection(task.records, task.scenario.setup.theatre), kernel)) {
  if (task.strategies.empty()) return;
  const Theatre& theatre = task.strategies.front().setup.theatre;
  strategies_ = std::make_unique<Runs>(task.strategies, task.factors, true, Selection(ordered_series(), theatre), kernel);
  orderings_ = std::make_unique<OrderingCheck>(strategies_->selection, theatre);
}
CandidateEvaluator::~CandidateEvaluator() = default;

std::vector<CandidateFit> CandidateEvaluator::evaluate(std::span<const std::vector<double>> candidates) {
  hindcast_->compute(candidates);
  if (strategies_) strategies_->compute(candidates);
  std::vector<CandidateFit> fits;
  for (int i = 0; i < static_cast<int>(candidates.size()); ++i) {
    CandidateFit fit{.total = kWorst};
    if (hindcast_->batch.errors[static_cast<std::size_t>(i)].empty()) {
      const auto fitted = fit_series(task_.records, hindcast_->batch.run(hindcast_->selection, i), *task_.months);
      fit.total = training_total(fitted);
      fit.missed = missed_targets(fitted);
    }
    std::vector<RecordingView> strategies;
    const int policies = static_cast<int>(task_.strategies.size());
    for (int p = 0; p < policies; ++p) {
      const int run = i * policies + p;
      if (!strategies_->batch.errors[static_cast<std::size_t>(run)].empty()) fit.total = kWorst;
      strategies.push_back(strategies_->batch.run(strategies_->selection, run));
    }
    if (policies > 0) fit.violated = static_cast<int>(orderings_->violated(strategies).size());
    fits.push_back(fit);
  }
  return fits;
}

std::vector<CandidateFit> evaluate_all(const CalibrationTask& task, std::span<const std::vector<double>> candidates, int jobs) {
  constexpr std::size_t kAbreast = 8;  // candidates that one evaluate takes at once: two packs of the narrowest usual kernel
  std::vector<CandidateFit> fits(candidates.size());
  tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::enumerable_thread_specific<std::unique_ptr<CandidateEvaluator>> judges;
    tbb::parallel_for(std::size_t{0}, (candidates.size() + kAbreast - 1) / kAbreast, [&](std::size_t batch) {
      std::unique_ptr<CandidateEvaluator>& evaluate = judges.local();
      if (!evaluate) evaluate = std::make_unique<CandidateEvaluator>(task);
      const std::size_t first = batch * kAbreast, count = std::min(kAbreast, candidates.size() - first);
      const auto found = evaluate->evaluate(candidates.subspan(first, count));
      std::copy(found.begin(), found.end(), fits.begin() + static_cast<std::ptrdiff_t>(first));
    });
  });
  return fits;
}

}  // namespace fulcrum
