#include "sim/until_certain.h"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/info.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>

#include "sim/block.h"

namespace fulcrum {

namespace {

namespace tbb = oneapi::tbb;

StopRule rule_of(const StopRequest& request) {
  return {.half_width = request.half_width,
          .sign = request.sign,
          .confidence = request.confidence,
          .max_replicates = static_cast<int>(request.max_replicates),
          .range = request.range ? std::optional(DifferenceRange{request.range->first, request.range->second}) : std::nullopt};
}

// The two policies alone, with as many replicates as may be needed: their luck is that of the whole plan.
Plan pair_plan(const Plan& plan, const StopRequest& request) {
  std::vector<Policy> pair;
  for (const std::string& name : {request.first, request.second})
    for (const Policy& policy : plan.policies())
      if (policy.name == name) pair.push_back(policy);
  return Plan(std::move(pair), static_cast<int>(request.max_replicates), plan.seed(), plan.noise(), plan.shared_design());
}

std::vector<double> outcomes_of(BlockRunner& runner, const Plan& pair, std::int64_t point, int policy, int from, int to, Block& block) {
  const std::int64_t first = (point * 2 + policy) * pair.replicates() + from;
  runner.compute(first, to - from, block);
  return block.outcomes;
}

PointDecision decide(BlockRunner& runner, const Plan& pair, const StopRule& rule, std::int64_t point) {
  std::vector<double> differences;
  Block block;
  Look last;
  for (const int size : look_sizes(rule.max_replicates)) {
    const int from = static_cast<int>(differences.size());
    const auto a = outcomes_of(runner, pair, point, 0, from, size, block), b = outcomes_of(runner, pair, point, 1, from, size, block);
    for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] - b[i]);
    last = look(rule, differences);
    if (last.certainty != Certainty::kMore) break;
  }
  return {point, {static_cast<int>(differences.size()), last}};
}

}  // namespace

std::string_view certainty_name(Certainty certainty) {
  switch (certainty) {
    case Certainty::kMore:
      return "not decided yet";
    case Certainty::kCertain:
      return "certain";
    case Certainty::kSignKnown:
      return "sign known";
    case Certainty::kUndecided:
      return "undecided";
  }
  return "";
}

std::vector<PointDecision> decide_points(const Plan& plan, const StopRequest& request, const Outcome& outcome, std::int64_t first,
                                         std::int64_t last, int jobs, const std::function<bool()>& interrupted) {
  const StopRule rule = rule_of(request);
  if (const auto wrong = problem(rule)) throw std::invalid_argument("[stop] " + *wrong);
  const Plan pair = pair_plan(plan, request);
  const std::vector<Outcome> outcomes{outcome};
  const Selection selection(with_needs({}, outcomes), plan.theatre());
  const tbb::global_control limit(tbb::global_control::max_allowed_parallelism,
                                  static_cast<std::size_t>(jobs > 0 ? jobs : tbb::info::default_concurrency()));
  tbb::enumerable_thread_specific<BlockRunner> runners([&] { return BlockRunner(pair, selection, outcomes, widest_kernel()); });
  std::vector<PointDecision> decisions(static_cast<std::size_t>(last - first));
  std::atomic<bool> stop = false;
  tbb::parallel_for(first, last, [&](std::int64_t point) {
    if (stop || (interrupted && interrupted())) {
      stop = true;
      return;
    }
    decisions[static_cast<std::size_t>(point - first)] = decide(runners.local(), pair, rule, point);
  });
  if (stop) decisions.clear();
  return decisions;
}

Table decisions_table(const StopRequest& request, const std::string& unit, const std::vector<PointDecision>& decisions) {
  std::vector<std::int64_t> points, replicates;
  std::vector<double> means, lows, highs;
  std::vector<std::string> certainties;
  for (const PointDecision& d : decisions) {
    points.push_back(d.point);
    replicates.push_back(d.stopping.replicates);
    means.push_back(d.stopping.look.interval.mean);
    lows.push_back(d.stopping.look.interval.low);
    highs.push_back(d.stopping.look.interval.high);
    certainties.emplace_back(certainty_name(d.stopping.look.certainty));
  }
  return {"until_certain",
          {{"point_id", "1", "design point", std::move(points)},
           {"replicates", "1", "replicates that were needed", std::move(replicates)},
           {"difference", unit, "mean paired difference, first less second policy", std::move(means)},
           {"low", unit, "lower end of its interval, valid at all looks together", std::move(lows)},
           {"high", unit, "upper end of its interval", std::move(highs)},
           {"certainty", "", "certain, sign known or undecided", std::move(certainties)}},
          {{"first", request.first},
           {"second", request.second},
           {"outcome", request.outcome},
           {"confidence", request.confidence},
           {"max_replicates", request.max_replicates}}};
}

}  // namespace fulcrum
