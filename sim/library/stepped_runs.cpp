#include "sim/library/stepped_runs.h"

#include <fmt/core.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <cmath>
#include <functional>
#include <limits>
#include <sstream>

#include "scenarios/input/input_error.h"
#include "sim/ensemble/design_points.h"
#include "sim/ensemble/futures.h"
#include "sim/ensemble/jobs_limit.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {

/// The levers of a run: those that are acted on apart, for the schedule would take them back.
struct LeversOfRun {
  LeverPath path;                             ///< in which those acted on never change
  std::vector<std::vector<double>> schedule;  ///< [lever acted on][week]: what the scenario says of them
};

namespace {

// Below so many weeks of runs in a step, threads cost more than they save.
constexpr std::int64_t kAlone = 512;

std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  std::istringstream words(list);
  for (std::string name; std::getline(words, name, ',');) names.push_back(name);
  return names;
}

std::vector<std::string> militias_of(const Setup& setup) { return axis_names(Axis::kMilitia, setup.theatre); }

Plan stepped_plan(const Scenario& scenario, int runs, RunWish wish) {
  if (runs < 1) throw UsageError("there must be at least one run");
  if (scenario.setup.resolution == Resolution::kCells)
    throw UsageError("runs with cells cannot be stepped from outside; run.resolution=organisations can");
  if (wish.futures.kind.empty()) wish.futures.kind = "luck";
  wish.futures.futures = runs;
  wish.unsaid = Resolution::kOrganisations;
  const PolicySet set = policy_set({scenario}, wish);
  return plan_of(set);
}

LeversOfRun levers_of(const Setup& setup, const std::vector<int>& acted) {
  const LeverPath all = lever_path(setup);
  std::vector<std::vector<double>> by_lever;
  for (int lever = 0; lever < static_cast<int>(setup.levers.size()); ++lever) {
    std::vector<double>& weeks = by_lever.emplace_back();
    for (int week = 0; week < setup.weeks; ++week) weeks.push_back(all.value(lever, week));
  }
  LeversOfRun levers;
  for (const int lever : acted) {
    std::vector<double>& weeks = by_lever[static_cast<std::size_t>(lever)];
    levers.schedule.push_back(weeks);
    weeks.assign(weeks.size(), weeks.front());
  }
  levers.path = lever_path(by_lever);
  return levers;
}

}  // namespace

struct SteppedRuns::Run {
  Setup setup;
  LeversOfRun levers;
  Luck luck;
  bool noise;
  CoreModel<double> model{};
  std::vector<const double*> places{};
};

SteppedRuns::SteppedRuns(const Scenario& scenario, int runs, const std::string& observe, const std::string& act, const RunWish& wish)
    : plan_(stepped_plan(scenario, runs, wish)),
      selection_(chosen_series(observe, scenario.setup), plan_.theatre()),
      columns_(named_columns(selection_, plan_.theatre())),
      jobs_(wish.jobs) {
  choose_levers(act);
  for (int i = 0; i < runs; ++i) add_run(i);
  observations_.resize(runs_.size() * columns_.size());
  reset();
}

SteppedRuns::~SteppedRuns() = default;

void SteppedRuns::add_run(int future) {
  const Futures* futures = plan_.futures();
  auto run = std::make_unique<Run>(Run{plan_.policies().front().setup, {}, plan_.luck(future), plan_.noise()});
  if (futures != nullptr) futures->apply(futures->values(future), run->setup);
  if (const auto problem = problem_of_point(run->setup)) throw UsageError(fmt::format("future {}: {}", future, *problem));
  const bool same = !runs_.empty() && (futures == nullptr || !futures->changes_levers());
  run->levers = same ? runs_.front()->levers : levers_of(run->setup, levers_);
  runs_.push_back(std::move(run));
}

void SteppedRuns::choose_levers(const std::string& act) {
  const Setup& setup = plan_.policies().front().setup;
  const std::vector<std::string> militias = militias_of(setup);
  std::vector<std::string> known;
  for (int lever = 0; lever < static_cast<int>(setup.levers.size()); ++lever) known.push_back(lever_name(lever, militias));
  for (const std::string& name : names_in(act)) {
    const int lever = find_lever(name, militias);
    if (lever < 0) throw UsageError("there is no lever '" + name + "'" + suggestion(name, known));
    for (const Rule& rule : setup.rules)
      for (const LeverValue& set : rule.set)
        if (set.lever == lever) throw UsageError(fmt::format("the rule '{}' may set {}, so nobody else can act on it", rule.name, name));
    levers_.push_back(lever);
    lever_names_.push_back(name);
  }
}

const LeverInfo& SteppedRuns::lever(std::size_t i) const {
  return lever_info(levers_.at(i), static_cast<int>(plan_.theatre().militias.size()));
}

void SteppedRuns::reset() {
  week_ = 0;
  std::fill(observations_.begin(), observations_.end(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < runs_.size(); ++i) begin(i);
}

void SteppedRuns::begin(std::size_t i) {
  Run& run = *runs_[i];
  const RunInput input{&run.setup, &run.levers.path, run.luck, run.noise};
  run.model.initialise({&input, 1});
  run.places.clear();
  for (const Column& column : selection_.columns()) run.places.push_back(run.model.locate(column));
}

void SteppedRuns::check(std::span<const double> actions, int weeks) const {
  if (weeks < 1) throw UsageError("weeks must be at least 1");
  if (week_ + weeks > this->weeks())
    throw UsageError(fmt::format("{} weeks from week {} on lead beyond the horizon of {} weeks", weeks, week_, this->weeks()));
  for (std::size_t a = 0; a < actions.size(); ++a) {
    const std::size_t l = a % levers_.size();
    const LeverInfo& info = lever(l);
    if (actions[a] < info.lower || actions[a] > info.upper)
      throw UsageError(fmt::format("week {}, run {}: {} = {} is outside {} to {}", week_, a / levers_.size(), lever_names_[l], actions[a],
                                   info.lower, info.upper));
  }
}

void SteppedRuns::step(std::span<const double> actions, int weeks) {
  check(actions, weeks);
  const std::size_t levers = actions.empty() ? 0 : levers_.size();
  const auto some = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to; ++i) step_run(i, actions.subspan(i * levers, levers), weeks);
  };
  if (static_cast<std::int64_t>(runs_.size()) * weeks < kAlone || jobs_ == 1) {
    some(0, runs_.size());
  } else {
    const JobsLimit limit(jobs_);
    oneapi::tbb::parallel_for(oneapi::tbb::blocked_range<std::size_t>(0, runs_.size(), 32),
                              [&](const auto& range) { some(range.begin(), range.end()); });
  }
  week_ += weeks;
}

void SteppedRuns::step_run(std::size_t i, std::span<const double> actions, int weeks) {
  Run& run = *runs_[i];
  for (int week = week_; week < week_ + weeks; ++week) {
    for (std::size_t l = 0; l < levers_.size(); ++l) {
      const bool acted = l < actions.size() && !std::isnan(actions[l]);
      run.model.levers().at(levers_[l]) = acted ? actions[l] : run.levers.schedule[l][static_cast<std::size_t>(week)];
    }
    run.model.step();
  }
  double* next = observations_.data() + i * columns_.size();
  for (const double* place : run.places) *next++ = *place;
}

}  // namespace fulcrum
