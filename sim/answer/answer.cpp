#include "sim/answer/answer.h"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <functional>
#include <limits>
#include <map>
#include <numeric>

#include "sim/analysis/given_data.h"
#include "sim/answer/parts.h"
#include "sim/answer/split.h"
#include "sim/statistics/missing.h"
#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

constexpr double kLevel = .05;

std::vector<bool> where(const std::vector<double>& values, const std::function<bool(double)>& is) {
  std::vector<bool> found(values.size());
  std::transform(values.begin(), values.end(), found.begin(), is);
  return found;
}

// The values that are numbers, and their scrambles.
struct Paired {
  std::vector<double> values;
  std::vector<int> scramble;
};
Paired numbers_of(const std::vector<double>& values, const std::vector<int>& scramble) {
  Paired kept;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    kept.values.push_back(values[i]);
    kept.scramble.push_back(scramble[i]);
  }
  return kept;
}

// How much of each future a policy wins: 1, or a part of it where several have the lowest outcome.
std::vector<std::vector<double>> wins_of(const AnswerInput& input) {
  const std::size_t futures = input.values.front().size();
  std::vector<std::vector<double>> wins(input.policies.size(), std::vector<double>(futures, kNan));
  for (std::size_t i = 0; i < futures; ++i) {
    double least = std::numeric_limits<double>::infinity();
    double count = 0;
    for (const auto& values : input.values) least = std::isnan(values[i]) ? kNan : std::min(least, values[i]);
    for (const auto& values : input.values) count += values[i] == least ? 1 : 0;
    for (std::size_t p = 0; p < wins.size() && count > 0; ++p) wins[p][i] = input.values[p][i] == least ? 1 / count : 0;
  }
  return wins;
}

// Mean over futures of parts between 0 and 1, with its interval over scrambles.
FutureShare mean_share(const std::vector<double>& parts, std::span<const int> scramble) {
  FutureShare share{kNan, 0, 1};
  const Moments all(parts);
  if (all.count() < 1) return share;
  share.value = all.mean();
  const double rule_of_three = std::min(1.0, 3 / all.count());
  if (share.value <= 0) return {0, 0, rule_of_three};
  if (share.value >= 1) return {1, 1 - rule_of_three, 1};
  std::map<int, Moments> by_scramble;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (scramble[i] >= 0 && !std::isnan(parts[i])) by_scramble[scramble[i]].add(parts[i]);
  std::vector<double> means;
  for (const auto& [number, moments] : by_scramble) means.push_back(moments.mean());
  if (means.size() < 2) return share;
  const Moments over(means);
  const double half = boost::math::quantile(boost::math::students_t(over.count() - 1), 1 - kLevel / 2) * over.error();
  share.low = std::max(0.0, share.value - half);
  share.high = std::min(1.0, share.value + half);
  return share;
}

// Two futures of the same settings differ by luck alone, with twice its variance. Not a number where luck was not drawn anew.
double luck_of(const AnswerInput& input, std::size_t p, const std::vector<double>& differences) {
  constexpr double kShare = .9;
  if (input.other_luck.empty()) return kNan;
  const std::vector<double>& again = input.other_luck[p];
  std::vector<double> apart;
  for (std::size_t i = 0; i < again.size(); ++i) {
    const double other = p == 0 ? again[i] : again[i] - input.other_luck.front()[i];
    const double d = std::abs(differences[i + 1] - other) / std::sqrt(2.0);
    if (std::isfinite(d)) apart.push_back(d);
  }
  return quantile_of(apart, kShare);
}

PolicyAnswer policy_answer(const AnswerInput& input, std::size_t p, double tie, const std::vector<double>& wins) {
  const std::vector<double> all = differences_of(input.values[p], input.values.front());
  const Paired kept = numbers_of(all, input.scramble);
  PolicyAnswer answer;
  answer.policy = input.policies[p];
  answer.number = p;
  answer.futures = static_cast<int>(kept.values.size());
  answer.failed = static_cast<int>(all.size() - kept.values.size());
  answer.level = spread_of(input.values[p]);
  answer.difference = spread_of(all);
  answer.lower = share_of(where(kept.values, [&](double d) { return d < -tie; }), kept.scramble);
  answer.higher = share_of(where(kept.values, [&](double d) { return d > tie; }), kept.scramble);
  answer.tie = share_of(where(kept.values, [&](double d) { return std::abs(d) <= tie; }), kept.scramble);
  answer.best = mean_share(wins, input.scramble);
  answer.never_differs = std::all_of(kept.values.begin(), kept.values.end(), [](double d) { return d == 0; });
  answer.verdict = verdict_of(answer.lower.value, answer.tie.value, answer.higher.value);
  answer.reference = p == 0 ? input.values.front().front() : all.front();
  answer.reference_percentile = percentile_of(answer.reference, p == 0 ? input.values.front() : all);
  answer.luck = luck_of(input, p, p == 0 ? input.values.front() : all);
  return answer;
}

std::vector<std::pair<std::string, double>> movers_of(const AnswerInput& input) {
  std::vector<std::pair<std::string, double>> movers;
  for (std::size_t f = 0; f < input.factors.size(); ++f)
    movers.emplace_back(input.factors[f].key, explained_share(input.settings[f], input.values.front()));
  std::stable_sort(movers.begin(), movers.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  constexpr std::size_t kMost = 3;
  movers.resize(std::min(kMost, movers.size()));
  return movers;
}

// Of policies whose sign is open first.
std::vector<Split> splits_of(const AnswerInput& input, const Answer& answer) {
  constexpr std::size_t kMost = 3;
  std::vector<Split> splits;
  for (const bool open : {true, false})
    for (const PolicyAnswer& policy : answer.policies)
      if (policy.number != 0 && (policy.verdict == FuturesVerdict::kSignOpen) == open && splits.size() < kMost)
        if (auto split = split_of(input, policy, answer.tie)) splits.push_back(std::move(*split));
  return splits;
}

}  // namespace

FutureShare share_of(const std::vector<bool>& is, std::span<const int> scramble) {
  return mean_share(std::vector<double>(is.begin(), is.end()), scramble);
}

Answer answer_of(const AnswerInput& input) {
  Answer answer;
  answer.outcome = input.outcome;
  answer.first = input.policies.front();
  answer.tie = tie_of(input.outcome.unit, input.values.front());
  const auto wins = wins_of(input);
  for (std::size_t p = 0; p < input.policies.size(); ++p) answer.policies.push_back(policy_answer(input, p, answer.tie, wins[p]));
  std::stable_sort(answer.policies.begin() + 1, answer.policies.end(),
                   [](const PolicyAnswer& a, const PolicyAnswer& b) { return a.difference.median < b.difference.median; });
  std::rotate(answer.policies.begin(), answer.policies.begin() + 1, answer.policies.end());
  answer.splits = splits_of(input, answer);
  answer.parts = spread_parts(input);
  answer.information = information_value(input.values, input.settings);
  answer.names = input.policies;
  for (const ExperimentFactor& factor : input.factors) answer.factors.push_back(factor.key);
  answer.movers = movers_of(input);
  return answer;
}

}  // namespace fulcrum
