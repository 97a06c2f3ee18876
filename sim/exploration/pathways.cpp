#include "sim/exploration/pathways.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <set>
#include <stdexcept>

#include "models/recording.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/futures.h"
#include "sim/exploration/switched_policy.h"

namespace fulcrum {

namespace {

constexpr int kFailed = -2;

void check(const Threshold& threshold, const Plan& plan) {
  const SeriesInfo* series = find_series(threshold.series);
  if (series == nullptr || series->axis != Axis::kNone)
    throw std::invalid_argument(threshold.series + " is not a series with one value a week, such as direct, attacks or resolve");
  if (threshold.over < 1 || threshold.every < 1 || threshold.grace < threshold.over)
    throw std::invalid_argument("weeks must be at least 1, and those of grace not fewer than those of the mean");
  if (plan.weeks() <= threshold.grace)
    throw std::invalid_argument(fmt::format("{} weeks of grace leave nothing to judge in runs of {} weeks", threshold.grace, plan.weeks()));
  if (plan.futures() != nullptr && plan.futures()->changes_levers())
    throw std::invalid_argument("levers vary from future to future, and a switch sets them");
  if (const std::string problem = problem_of_switches(plan.policies()); !problem.empty()) throw std::invalid_argument(problem);
}

// Runs a plan and hands over the threshold's series of each run that did not fail, else nothing. False if it was interrupted.
template <typename Take>
bool each_run(const Plan& plan, const Threshold& threshold, const EnsembleOptions& options, Take take) {
  const Selection selection({find_series(threshold.series)}, plan.theatre());
  TakeEach sink([&](const Batch& batch, std::int64_t) {
    for (int i = 0; i < batch.runs; ++i) {
      const auto weeks = static_cast<std::size_t>(batch.weeks);
      const bool failed = !batch.errors[static_cast<std::size_t>(i)].empty();
      take(plan.place(batch.first + i),
           failed ? std::span<const double>{} : batch.column(0).subspan(static_cast<std::size_t>(i) * weeks, weeks));
    }
  });
  return execute({.plan = plan, .selection = selection, .outcomes = {}, .options = options}, sink).done == plan.runs();
}

// Weeks in which each policy tips: [policy][future]; -1: never.
using Tips = std::vector<std::vector<int>>;

// Futures in which a run failed are left out of everything.
void leave_out_failed(Tips& tips, Pathways& found) {
  const std::size_t futures = tips.front().size();
  for (std::size_t r = 0; r < futures; ++r)
    if (std::any_of(tips.begin(), tips.end(), [&](const auto& of) { return of[r] == kFailed; })) {
      for (auto& of : tips) of[r] = kFailed;
      ++found.failed;
    }
  found.futures = static_cast<int>(futures) - found.failed;
}

Pathway tipping_of(const std::vector<int>& tips, int futures) {
  std::vector<double> weeks;
  for (const int week : tips)
    if (week >= 0) weeks.push_back(week);
  return {wilson_share(static_cast<double>(weeks.size()), futures), spread_of(weeks), 0, {}, {}};
}

// Decision points at which a policy is replaced, by future; -1: it is not, or too late to judge what follows.
std::vector<int> switches_of(const std::vector<int>& tips, const Threshold& threshold, int weeks) {
  std::vector<int> switches;
  for (const int tip : tips) {
    const int at = tip < 0 ? -1 : week_of_switch(tip, threshold);
    switches.push_back(at + threshold.grace < weeks ? at : -1);
  }
  return switches;
}

std::vector<Policy> all_but(const std::vector<Policy>& policies, std::size_t left_out) {
  std::vector<Policy> others = policies;
  others.erase(others.begin() + static_cast<std::ptrdiff_t>(left_out));
  return others;
}

void judge(Pathway& pathway, const std::vector<std::vector<bool>>& keeps, const std::vector<int>& switches, std::size_t from) {
  std::vector<int> kept(keeps.size());
  int helped = 0;
  for (std::size_t r = 0; r < switches.size(); ++r) {
    if (switches[r] < 0) continue;
    ++pathway.switched;
    bool any = false;
    for (std::size_t o = 0; o < keeps.size(); ++o) {
      kept[o] += keeps[o][r] ? 1 : 0;
      any = any || keeps[o][r];
    }
    helped += any ? 1 : 0;
  }
  pathway.helped = wilson_share(helped, pathway.switched);
  for (std::size_t o = 0; o < keeps.size(); ++o)
    pathway.followers.push_back({o < from ? o : o + 1, wilson_share(kept[o], pathway.switched)});
  std::stable_sort(pathway.followers.begin(), pathway.followers.end(),
                   [](const Follower& a, const Follower& b) { return a.keeps.share > b.keeps.share; });
}

// Runs what may follow a policy at every decision point at which it is replaced in some future. False if it was interrupted.
bool follow(Pathways& found, std::size_t from, const std::vector<int>& switches, const Threshold& threshold, const Plan& before,
            const EnsembleOptions& options) {
  std::set<int> weeks(switches.begin(), switches.end());
  weeks.erase(-1);
  if (weeks.empty()) return true;
  const std::vector<Policy> others = all_but(before.policies(), from);
  const std::vector<int> points(weeks.begin(), weeks.end());
  const Plan plan(others, before.replicates(), before.seed(), before.noise(), switches_at(before.policies()[from], others, points),
                  before.shared_futures());
  std::vector<std::vector<bool>> keeps(others.size(), std::vector<bool>(switches.size()));
  found.runs += plan.runs();
  const bool done = each_run(plan, threshold, options, [&](const RunPlace& at, std::span<const double> by_week) {
    const int week = points[static_cast<std::size_t>(at.point)];
    const auto future = static_cast<std::size_t>(at.replicate);
    if (switches[future] != week || by_week.empty()) return;
    keeps[static_cast<std::size_t>(at.policy)][future] = tipping_week(by_week, threshold, week) < 0;
  });
  if (done) judge(found.from[from], keeps, switches, from);
  return done;
}

}  // namespace

int tipping_week(std::span<const double> by_week, const Threshold& threshold, int begin) {
  const auto over = static_cast<std::size_t>(threshold.over);
  for (int t = begin + threshold.grace; t < static_cast<int>(by_week.size()); ++t) {
    const auto window = by_week.subspan(static_cast<std::size_t>(t) + 1 - over, over);
    const double mean = std::accumulate(window.begin(), window.end(), 0.0) / threshold.over;
    if (threshold.at_most ? mean > threshold.limit : mean < threshold.limit) return t;
  }
  return -1;
}

int week_of_switch(int tipping_week, const Threshold& threshold) { return (tipping_week / threshold.every + 1) * threshold.every; }

std::optional<Pathways> pathways(const Plan& plan, const Threshold& threshold, const EnsembleOptions& options) {
  check(threshold, plan);
  Tips tips(plan.policies().size(), std::vector<int>(static_cast<std::size_t>(plan.replicates())));
  const bool done = each_run(plan, threshold, options, [&](const RunPlace& at, std::span<const double> by_week) {
    tips[static_cast<std::size_t>(at.policy)][static_cast<std::size_t>(at.replicate)] =
        by_week.empty() ? kFailed : tipping_week(by_week, threshold, 0);
  });
  if (!done) return std::nullopt;
  Pathways found;
  for (const Policy& policy : plan.policies()) found.policies.push_back(policy.name);
  found.runs = plan.runs();
  leave_out_failed(tips, found);
  for (const auto& of : tips) found.from.push_back(tipping_of(of, found.futures));
  for (std::size_t p = 0; p < tips.size(); ++p)
    if (!follow(found, p, switches_of(tips[p], threshold, plan.weeks()), threshold, plan, options)) return std::nullopt;
  return found;
}

}  // namespace fulcrum
