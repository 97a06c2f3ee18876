#include "sim/sweep/adaptive_replicates.h"

#include <fmt/core.h>
#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cstring>
#include <limits>
#include <mutex>
#include <stdexcept>

#include "output/files/file_error.h"
#include "output/results_layout.h"
#include "sim/ensemble/batch.h"
#include "sim/ensemble/jobs_limit.h"

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
  return Plan(std::move(pair), static_cast<int>(request.max_replicates), plan.seed(), plan.noise(), plan.shared_design(),
              plan.shared_futures());
}

using Runners = tbb::enumerable_thread_specific<BatchRunner>;

// Outcomes of replicates `from` to `to` of one policy of the pair, on all threads that are free.
std::vector<double> outcomes_of(Runners& runners, const Plan& pair, std::int64_t point, int policy, int from, int to) {
  std::vector<double> outcomes(static_cast<std::size_t>(to - from));
  const std::int64_t first = (point * 2 + policy) * pair.replicates() + from;
  const int block_runs = runs_per_batch(pair.weeks());
  tbb::parallel_for(0, (to - from + block_runs - 1) / block_runs, [&](int b) {
    Batch batch;
    runners.local().compute(first + static_cast<std::int64_t>(b) * block_runs, std::min(block_runs, to - from - b * block_runs), batch);
    std::copy(batch.outcomes.begin(), batch.outcomes.end(), outcomes.begin() + static_cast<std::ptrdiff_t>(b) * block_runs);
  });
  return outcomes;
}

// Nothing if it is interrupted.
std::optional<PointDecision> decide(Runners& runners, const Plan& pair, const StopRule& rule, std::int64_t point,
                                    const std::function<bool()>& interrupted, const std::function<void(const PointDecision&)>& report) {
  std::vector<double> differences;
  PointDecision decision{point, {}};
  for (const int size : look_sizes(rule.max_replicates)) {
    if (interrupted && interrupted()) return std::nullopt;
    const int from = static_cast<int>(differences.size());
    const auto a = outcomes_of(runners, pair, point, 0, from, size), b = outcomes_of(runners, pair, point, 1, from, size);
    for (std::size_t i = 0; i < a.size(); ++i) differences.push_back(a[i] - b[i]);
    decision.stopping_time = {size, look(rule, differences)};
    report(decision);
    if (decision.stopping_time.look.certainty != Certainty::kMore) break;
  }
  return decision;
}

/// A decision as a record log holds it.
struct StoredDecision {
  std::int64_t point;
  std::int32_t replicates, pairs, certainty, doubt;
  double mean, low, high;
};

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

std::string_view doubt_name(Doubt doubt) {
  switch (doubt) {
    case Doubt::kNone:
      return "none";
    case Doubt::kSkewed:
      return "skewed";
    case Doubt::kJumps:
      return "jumps";
  }
  return "";
}

std::int64_t doubtful_points(std::span<const PointDecision> decisions) {
  return std::count_if(decisions.begin(), decisions.end(),
                       [](const PointDecision& d) { return d.stopping_time.look.doubt != Doubt::kNone; });
}

std::vector<PointDecision> decide_points(const Plan& plan, const StopRequest& request, const Outcome& outcome, std::int64_t first,
                                         std::int64_t last, const AdaptiveOptions& how) {
  const StopRule rule = rule_of(request);
  if (const auto wrong = problem(rule)) throw std::invalid_argument("[stop] " + *wrong);
  const Plan pair = pair_plan(plan, request);
  const std::vector<Outcome> outcomes{outcome};
  const Selection selection(with_needs({}, outcomes, plan.policies().front().setup.resolution), plan.theatre());
  const JobsLimit limit(how.jobs);
  Runners runners([&] { return BatchRunner(pair, selection, outcomes, widest_kernel()); });
  std::vector<PointDecision> decisions(static_cast<std::size_t>(last - first));
  std::atomic<bool> stop = false;
  std::mutex reporting;
  const auto report = [&](const PointDecision& decision) {
    const std::lock_guard<std::mutex> lock(reporting);
    if (how.report) how.report(decision);
  };
  tbb::parallel_for(first, last, [&](std::int64_t point) {
    PointDecision& decision = decisions[static_cast<std::size_t>(point - first)];
    if (const auto before = how.decided.find(point); before != how.decided.end()) {
      decision = before->second;
      return;
    }
    if (stop) return;
    const auto decided = decide(runners, pair, rule, point, how.interrupted, report);
    if (decided)
      decision = *decided;
    else
      stop = true;
  });
  if (stop) decisions.clear();
  return decisions;
}

std::vector<std::byte> decision_bytes(const PointDecision& decision) {
  const Look& look = decision.stopping_time.look;
  const StoredDecision stored{decision.point,
                              decision.stopping_time.replicates,
                              look.pairs,
                              static_cast<std::int32_t>(look.certainty),
                              static_cast<std::int32_t>(look.doubt),
                              look.interval.mean,
                              look.interval.low,
                              look.interval.high};
  std::vector<std::byte> bytes(sizeof stored);
  std::memcpy(bytes.data(), &stored, sizeof stored);
  return bytes;
}

PointDecision decision_of(std::span<const std::byte> bytes) {
  StoredDecision stored{};
  if (bytes.size() != sizeof stored) throw std::runtime_error("a stored decision has not its size");
  std::memcpy(&stored, bytes.data(), sizeof stored);
  const bool known = stored.certainty >= 0 && stored.certainty <= static_cast<int>(Certainty::kUndecided) && stored.doubt >= 0 &&
                     stored.doubt <= static_cast<int>(Doubt::kJumps);
  if (!known || stored.replicates < 1 || stored.pairs < 0) throw std::runtime_error("a stored decision is none that this program makes");
  return {
      stored.point,
      {stored.replicates,
       {{stored.mean, stored.low, stored.high}, stored.pairs, static_cast<Certainty>(stored.certainty), static_cast<Doubt>(stored.doubt)}}};
}

namespace {

template <class Value>
std::vector<Value> column_of(const Table& table, std::size_t column) {
  const auto* values = column < table.columns.size() ? std::get_if<std::vector<Value>>(&table.columns[column].values) : nullptr;
  if (values == nullptr) throw std::runtime_error(fmt::format("/analysis/{} has not the columns that belong there", table.name));
  return *values;
}

}  // namespace

void require_decisions(const std::filesystem::path& file, const std::vector<PointDecision>& decisions, std::int64_t first,
                       std::int64_t count, std::int64_t most) {
  if (static_cast<std::int64_t>(decisions.size()) != count)
    throw FileError(file, fmt::format("/analysis/adaptive_replicates decides {} points, and {} belong there", decisions.size(), count));
  for (std::size_t i = 0; i < decisions.size(); ++i)
    if (const PointDecision& d = decisions[i];
        d.point != first + static_cast<std::int64_t>(i) || d.stopping_time.replicates < 1 || d.stopping_time.replicates > most)
      throw FileError(file, fmt::format("row {} of /analysis/adaptive_replicates: {} replicates of point {}; allowed: 1 to {} of point {}",
                                        i, d.stopping_time.replicates, d.point, most, first + static_cast<std::int64_t>(i)));
}

std::vector<PointDecision> decisions_of(const Table& table) {
  const auto points = column_of<std::int64_t>(table, 0), replicates = column_of<std::int64_t>(table, 1);
  const auto means = column_of<double>(table, 2), lows = column_of<double>(table, 3), highs = column_of<double>(table, 4);
  const auto names = column_of<std::string>(table, 5);
  constexpr std::size_t kDoubtColumn = 6;  // files of before have none
  const auto doubts =
      table.columns.size() > kDoubtColumn ? column_of<std::string>(table, kDoubtColumn) : std::vector<std::string>(points.size());
  std::vector<PointDecision> decisions;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const auto held = static_cast<int>(std::clamp<std::int64_t>(replicates[i], -1, std::numeric_limits<int>::max()));
    PointDecision decision{points[i], {held, {{means[i], lows[i], highs[i]}, 0, Certainty::kUndecided}}};
    for (const Certainty certainty : {Certainty::kCertain, Certainty::kSignKnown})
      if (names[i] == certainty_name(certainty)) decision.stopping_time.look.certainty = certainty;
    for (const Doubt doubt : {Doubt::kSkewed, Doubt::kJumps})
      if (doubts[i] == doubt_name(doubt)) decision.stopping_time.look.doubt = doubt;
    decisions.push_back(decision);
  }
  return decisions;
}

Table decisions_table(const StopRequest& request, const std::string& unit, const std::vector<PointDecision>& decisions) {
  std::vector<std::int64_t> points, replicates;
  std::vector<double> means, lows, highs;
  std::vector<std::string> certainties, doubts;
  for (const PointDecision& d : decisions) {
    points.push_back(d.point);
    replicates.push_back(d.stopping_time.replicates);
    means.push_back(d.stopping_time.look.interval.mean);
    lows.push_back(d.stopping_time.look.interval.low);
    highs.push_back(d.stopping_time.look.interval.high);
    certainties.emplace_back(certainty_name(d.stopping_time.look.certainty));
    doubts.emplace_back(doubt_name(d.stopping_time.look.doubt));
  }
  return {"adaptive_replicates",
          {{"point_id", "1", "design point", std::move(points)},
           {"replicates", "1", "replicates that were needed", std::move(replicates)},
           {"difference", unit, "mean paired difference, first less second policy", std::move(means)},
           {"low", unit, "lower end of its interval, valid at all looks together", std::move(lows)},
           {"high", unit, "upper end of its interval", std::move(highs)},
           {"certainty", "", "certain, sign known or undecided", std::move(certainties)},
           {"doubt", "", "why the interval may miss more often than its confidence says: none, skewed or jumps", std::move(doubts)}},
          {{"first", request.first},
           {"second", request.second},
           {"outcome", request.outcome},
           {"confidence", request.confidence},
           {"max_replicates", request.max_replicates},
           {"doubtful_points", doubtful_points(decisions)}}};
}

}  // namespace fulcrum
