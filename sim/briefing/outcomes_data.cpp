#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "sim/briefing/briefing_data.h"
#include "sim/statistics/paired.h"

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

Json difference_data(const PairedDifference& d) {
  return {{"mean", json_number(d.difference.mean)},
          {"low", json_number(d.difference.low)},
          {"high", json_number(d.difference.high)},
          {"share_above", json_number(d.share_above)},
          {"pairs", d.pairs}};
}

}  // namespace

Json outcomes_data(const ResultsReader& results, const std::vector<BriefRun>& runs) {
  Json all = Json::array();
  if (results.layout().store == Store::kSummary || results.row_count() == 0) return all;
  const auto rows = rows_by_policy(results, runs);
  for (const OutcomeInfo& outcome : results.layout().outcomes) {
    const std::vector<double> values = results.outcome(outcome, 0, results.row_count());
    const std::vector<double> base = picked(values, rows[0]);
    Json policies = Json::array();
    for (const auto& of_policy : rows) {
      const std::vector<double> chosen = picked(values, of_policy);
      const Interval mean = mean_interval(chosen);
      Json one{{"mean", json_number(mean.mean)}, {"low", json_number(mean.low)}, {"high", json_number(mean.high)}};
      if (chosen.size() == base.size())
        one["difference"] = difference_data(paired_difference(chosen, base));
      else
        one["difference"] = difference_data({{NAN, NAN, NAN}, NAN, 0});
      policies.push_back(std::move(one));
    }
    all.push_back({{"name", outcome.name}, {"unit", outcome.unit}, {"long_name", outcome.long_name}, {"policies", std::move(policies)}});
  }
  return all;
}

}  // namespace fulcrum
