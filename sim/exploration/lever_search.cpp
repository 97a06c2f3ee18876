#include "sim/exploration/lever_search.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "models/levers.h"
#include "sim/ensemble/batch.h"
#include "sim/ensemble/study_plan.h"
#include "sim/statistics/missing.h"

namespace fulcrum {

namespace {

std::vector<Outcome> asked_outcomes(const Study& study, const LeverSearchSettings& settings) {
  const std::vector<Outcome> known = known_outcomes(study);
  std::vector<Outcome> all{find_outcome(settings.outcome, known)};
  if (!settings.limited.empty()) all.push_back(find_outcome(settings.limited, known));
  return all;
}

std::vector<double> values_before(const Setup& setup, const std::vector<MovableLever>& levers) {
  if (levers.empty()) throw std::invalid_argument("no lever may move");
  const LeverPath path = lever_path(setup);
  std::vector<double> all;
  for (const MovableLever& one : levers) all.push_back(path.value(one.lever, one.from));
  return all;
}

int militias_of(const Setup& setup) { return static_cast<int>(setup.theatre.militias.size()); }

LimitedSearch make_search(const Setup& setup, const std::vector<MovableLever>& levers, const std::vector<double>& before,
                          const LimitedSearchSettings& settings) {
  constexpr double kWide = 5;  // [the lever's unit]; what is wider is set to a tenth, the others to a hundredth
  SearchSpace space;
  std::vector<double> per_unit;
  for (const MovableLever& one : levers) {
    const LeverInfo& info = lever_info(one.lever, militias_of(setup));
    space.low.push_back(info.lower);
    space.high.push_back(info.upper);
    per_unit.push_back(info.upper - info.lower > kWide ? 10 : 100);
  }
  return {space, before, per_unit, settings};
}

double mean_of(const std::vector<double>& values) {
  double sum = 0, count = 0;
  for (const double value : values)
    if (std::isfinite(value)) sum += value, ++count;
  return count > 0 ? sum / count : kNan;
}

}  // namespace

LeverSearch::LeverSearch(const Study& study, std::shared_ptr<const Futures> futures, const std::vector<MovableLever>& levers,
                         LeverSearchSettings settings)
    : study_(study),
      futures_(std::move(futures)),
      levers_(levers),
      settings_(std::move(settings)),
      outcomes_(asked_outcomes(study_, settings_)),
      before_(values_before(study_.policies.back().setup, levers_)),
      search_(make_search(study_.policies.back().setup, levers_, before_, settings_.search)) {
  settings_.screen = std::max(1, std::min(settings_.screen, settings_.futures / 2));
  settings_.fresh = std::min(settings_.fresh, settings_.futures - settings_.screen);
}

// A lever at what it was before is left as the policy has it, in all weeks.
Setup LeverSearch::with(const std::vector<double>& x) const {
  Setup setup = study_.policies.back().setup;
  for (std::size_t i = 0; i < x.size(); ++i)
    if (x[i] != before_[i])
      setup.actions.push_back({.kind = ActionKind::kSet, .week = levers_[i].from, .values = {{levers_[i].lever, x[i]}}});
  return setup;
}

// Outcomes of each setup: [setup and outcome][future].
std::vector<std::vector<double>> LeverSearch::run(const std::vector<Setup>& setups, int first, int count) const {
  std::vector<Policy> policies;
  for (const Setup& setup : setups) policies.push_back({"", setup});
  const Plan plan(policies, settings_.futures, study_.run.seed, study_.run.noise, nullptr, futures_);
  const Selection selection(with_needs({}, outcomes_, setups.front().resolution), plan.theatre());
  BatchRunner runner(plan, selection, outcomes_, widest_kernel());
  std::vector<std::vector<double>> values(setups.size() * outcomes_.size());
  Batch batch;
  for (std::size_t p = 0; p < setups.size(); ++p) {
    runner.compute(static_cast<std::int64_t>(p) * settings_.futures + first, count, batch);
    for (std::size_t at = 0; at < batch.outcomes.size(); ++at)
      values[p * outcomes_.size() + at % outcomes_.size()].push_back(batch.outcomes[at]);
  }
  return values;
}

std::vector<Judged> LeverSearch::judge(const std::vector<std::vector<double>>& candidates) const {
  std::vector<Setup> setups;
  for (const auto& x : candidates) setups.push_back(with(x));
  const auto values = run(setups, 0, settings_.screen);
  std::vector<Judged> all;
  for (std::size_t c = 0; c < candidates.size(); ++c) {
    const double mean = mean_of(values[c * outcomes_.size()]);
    all.push_back({settings_.higher ? -mean : mean, outcomes_.size() > 1 ? mean_of(values[c * outcomes_.size() + 1]) : 0});
  }
  return all;
}

void LeverSearch::judge_found() {
  const std::vector<double>& best = search_.best();
  for (std::size_t i = 0; i < best.size(); ++i)
    if (best[i] != before_[i]) found_.moved.push_back({levers_[i], before_[i], best[i]});
  found_.tried = search_.tried();
  found_.screen = settings_.screen;
  found_.fresh = settings_.fresh;
  const std::size_t n = outcomes_.size();
  const bool fresh = settings_.fresh > 0;
  const auto values = run({study_.policies.front().setup, study_.policies.back().setup, with(best)}, fresh ? settings_.screen : 0,
                          fresh ? settings_.fresh : settings_.screen);
  const double tie = tie_of(outcomes_.front().unit, values[0]);
  found_.present = paired_futures(values[n], values[0], tie);
  found_.found = paired_futures(values[2 * n], values[0], tie);
  found_.gain = paired_futures(values[2 * n], values[n], tie);
  if (n == 1) return;
  found_.limited_present = mean_of(values[n + 1]);
  found_.limited_found = mean_of(values[2 * n + 1]);
}

bool LeverSearch::advance() {
  if (searching_) {
    searching_ = search_.advance([&](const std::vector<std::vector<double>>& candidates) { return judge(candidates); });
    return true;
  }
  judge_found();
  return false;
}

}  // namespace fulcrum
