#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "sim/briefing/briefing_data.h"
#include "sim/statistics/order_statistics.h"
#include "sim/statistics/paired.h"
#include "sim/statistics/paired_futures.h"

namespace fulcrum {

namespace {

// Rows by policy, each in the order of (point, replicate), so that the i-th rows of two policies are a pair.
std::vector<std::vector<std::int64_t>> rows_by_policy(const ResultsReader& results, const std::vector<BriefRun>& runs) {
  std::vector<std::vector<std::tuple<std::int64_t, int, std::int64_t>>> keyed(results.layout().study.policies.size());
  for (std::size_t i = 0; i < runs.size(); ++i)
    keyed[static_cast<std::size_t>(runs[i].policy)].emplace_back(runs[i].point, runs[i].replicate, static_cast<std::int64_t>(i));
  std::vector<std::vector<std::int64_t>> sorted(keyed.size());
  for (std::size_t p = 0; p < keyed.size(); ++p) {
    std::sort(keyed[p].begin(), keyed[p].end());
    for (const auto& key : keyed[p]) sorted[p].push_back(std::get<2>(key));
  }
  return sorted;
}

std::vector<double> picked(const std::vector<double>& values, const std::vector<std::int64_t>& rows) {
  std::vector<double> chosen;
  chosen.reserve(rows.size());
  for (const std::int64_t row : rows) chosen.push_back(values[static_cast<std::size_t>(row)]);
  return chosen;
}

// Paired with the first policy future by future; null where runs are missing, so that there are no pairs.
// Where future 0 is the reference case, the difference in it too.
Json difference_data(const std::vector<double>& other, const std::vector<double>& base, double tie, bool reference) {
  if (other.size() != base.size() || base.empty()) return nullptr;
  const PairedDifference mean = paired_difference(other, base);
  const PairedFutures futures = paired_futures(other, base, tie);
  return {{"mean", json_number(mean.difference.mean)},
          {"low", json_number(mean.difference.low)},
          {"high", json_number(mean.difference.high)},
          {"pairs", futures.pairs},
          {"median", json_number(futures.median)},
          {"range", {json_number(futures.low), json_number(futures.high)}},
          {"half", {json_number(futures.quarter_low), json_number(futures.quarter_high)}},
          {"lower", json_number(futures.lower)},
          {"tied", json_number(futures.tied)},
          {"higher", json_number(futures.higher)},
          {"verdict", verdict_word(futures.verdict)},
          {"reference", reference ? json_number(other.front() - base.front()) : Json(nullptr)}};
}

// One policy: mean with its interval, median, range of nine in ten futures.
Json policy_data(const std::vector<double>& values) {
  const Interval mean = mean_interval(values);
  const Spread spread = spread_of(values);
  return {{"mean", json_number(mean.mean)},
          {"low", json_number(mean.low)},
          {"high", json_number(mean.high)},
          {"median", json_number(spread.median)},
          {"range", {json_number(spread.low), json_number(spread.high)}}};
}

// Shares of the futures in which each policy has the lowest value of all; equals are lowest together. Empty where runs are missing.
std::vector<double> lowest_shares(const std::vector<std::vector<double>>& of_policies) {
  const std::size_t futures = of_policies[0].size();
  std::vector<double> shares(of_policies.size(), 0.0);
  for (const auto& values : of_policies)
    if (values.size() != futures) return {};
  for (std::size_t i = 0; i < futures; ++i) {
    double least = of_policies[0][i];
    for (const auto& values : of_policies) least = std::min(least, values[i]);
    for (std::size_t p = 0; p < of_policies.size(); ++p) shares[p] += of_policies[p][i] == least ? 1.0 / static_cast<double>(futures) : 0;
  }
  return shares;
}

}  // namespace

Json outcomes_data(const ResultsReader& results, const std::vector<BriefRun>& runs) {
  Json all = Json::array();
  if (results.layout().store == Store::kSummary || results.row_count() == 0) return all;
  const auto rows = rows_by_policy(results, runs);
  const bool reference = holds_analysis(results, "futures");
  for (const OutcomeInfo& outcome : results.layout().outcomes) {
    const std::vector<double> values = results.outcome(outcome, 0, results.row_count());
    std::vector<std::vector<double>> of_policies;
    for (const auto& of_policy : rows) of_policies.push_back(picked(values, of_policy));
    const std::vector<double>& base = of_policies[0];
    const double tie = tie_of(outcome.unit, base);
    const std::vector<double> lowest = lowest_shares(of_policies);
    Json policies = Json::array();
    for (std::size_t p = 0; p < of_policies.size(); ++p) {
      Json one = policy_data(of_policies[p]);
      one["lowest"] = lowest.empty() ? Json(nullptr) : json_number(lowest[p]);
      one["difference"] = difference_data(of_policies[p], base, tie, reference);
      policies.push_back(std::move(one));
    }
    all.push_back({{"name", outcome.name},
                   {"unit", outcome.unit},
                   {"long_name", outcome.long_name},
                   {"tie", json_number(tie)},
                   {"policies", std::move(policies)}});
  }
  return all;
}

}  // namespace fulcrum
