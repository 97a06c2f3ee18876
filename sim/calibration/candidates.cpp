#include "sim/calibration/candidates.h"

#include <tbb/blocked_range.h>
#include <tbb/enumerable_thread_specific.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <limits>
#include <numeric>

#include "models/parameters.h"
#include "sim/calibration/orderings.h"
#include "sim/ensemble/study_plan.h"

namespace fulcrum {

namespace {

constexpr double kWorst = -std::numeric_limits<double>::infinity();

}  // namespace

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

namespace {

constexpr std::size_t kAbreast = 8;  // candidates that are taken at once: two packs of the narrowest usual kernel

// `work` takes a maker's product, one a thread, and a range of candidates.
template <class Made>
void in_batches(std::size_t candidates, int jobs, const std::function<std::unique_ptr<Made>()>& make,
                const std::function<void(Made&, std::size_t first, std::size_t count)>& work) {
  tbb::task_arena arena(jobs > 0 ? jobs : tbb::task_arena::automatic);
  arena.execute([&] {
    tbb::enumerable_thread_specific<std::unique_ptr<Made>> made;
    tbb::parallel_for(std::size_t{0}, (candidates + kAbreast - 1) / kAbreast, [&](std::size_t batch) {
      std::unique_ptr<Made>& own = made.local();
      if (!own) own = make();
      const std::size_t first = batch * kAbreast;
      work(*own, first, std::min(kAbreast, candidates - first));
    });
  });
}

// Candidates of one structural form are stepped side by side: they stand together.
std::vector<std::size_t> by_form(const CalibrationTask& task, std::span<const std::vector<double>> candidates) {
  std::vector<std::size_t> order(candidates.size()), switches;
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t f = 0; f < task.factors.size(); ++f)
    if (!task.factors[f].key.forms.empty()) switches.push_back(f);
  for (const std::size_t f : switches)
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return candidates[a][f] < candidates[b][f]; });
  return order;
}

}  // namespace

std::vector<double> ask_runs(const CalibrationTask& task, std::span<const std::vector<double>> candidates, const AskRun& ask, int jobs) {
  const std::vector<std::size_t> order = by_form(task, candidates);
  std::vector<double> answers(candidates.size(), kWorst);
  using Runs = CandidateEvaluator::Runs;
  in_batches<Runs>(
      candidates.size(), jobs,
      [&] {
        return std::make_unique<Runs>(std::span(&task.scenario, 1), task.factors, false,
                                      observed_selection(task.records, task.scenario.setup.theatre), widest_kernel());
      },
      [&](Runs& runs, std::size_t first, std::size_t count) {
        std::vector<std::vector<double>> these;
        for (std::size_t i = 0; i < count; ++i) these.push_back(candidates[order[first + i]]);
        runs.compute(these);
        for (std::size_t i = 0; i < count; ++i)
          if (runs.batch.errors[i].empty())
            answers[order[first + i]] = ask(order[first + i], runs.batch.run(runs.selection, static_cast<int>(i)));
      });
  return answers;
}

std::vector<CandidateFit> evaluate_all(const CalibrationTask& task, std::span<const std::vector<double>> candidates, int jobs) {
  std::vector<CandidateFit> fits(candidates.size());
  in_batches<CandidateEvaluator>(
      candidates.size(), jobs, [&] { return std::make_unique<CandidateEvaluator>(task); },
      [&](CandidateEvaluator& evaluate, std::size_t first, std::size_t count) {
        const auto found = evaluate.evaluate(candidates.subspan(first, count));
        std::copy(found.begin(), found.end(), fits.begin() + static_cast<std::ptrdiff_t>(first));
      });
  return fits;
}

}  // namespace fulcrum
