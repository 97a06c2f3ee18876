#include "sim/answer/parts.h"

#include <algorithm>
#include <cmath>

#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

constexpr std::size_t kFewestRepeated = 20;

// Mean over policies of each future from the first on, not a number where a run failed.
std::vector<double> over_policies(const std::vector<std::vector<double>>& values, std::size_t futures) {
  std::vector<double> means(futures, 0);
  for (const auto& of_policy : values)
    for (std::size_t i = 0; i < futures; ++i) means[i] += of_policy[i] / static_cast<double>(values.size());
  return means;
}

// Variance that what was drawn anew makes. `again[i]` is future i + 1 once more.
double variance_of_repetition(const std::vector<double>& means, const std::vector<std::vector<double>>& again) {
  if (again.empty()) return 0;
  const std::vector<double> other = over_policies(again, again.front().size());
  Moments squares;
  for (std::size_t i = 0; i < other.size(); ++i) {
    const double d = means[i + 1] - other[i];
    if (!std::isnan(d)) squares.add(d * d / 2);
  }
  return squares.count() > 0 ? squares.mean() : 0;
}

}  // namespace

std::optional<SpreadParts> spread_parts(const AnswerInput& input) {
  const std::vector<double> means = over_policies(input.values, input.values.front().size());
  Moments of_futures;
  std::vector<Moments> of_policies(input.policies.size());
  for (std::size_t i = 0; i < means.size(); ++i) {
    if (std::isnan(means[i])) continue;
    of_futures.add(means[i]);
    for (std::size_t p = 0; p < of_policies.size(); ++p) of_policies[p].add(input.values[p][i]);
  }
  if (of_futures.count() < static_cast<double>(kFewestRepeated)) return std::nullopt;
  double within = 0;
  Moments levels;
  for (const Moments& policy : of_policies) {
    within += policy.variance() / static_cast<double>(of_policies.size());
    levels.add(policy.mean());
  }
  const double between = levels.squares() / levels.count();
  const double total = within + between, futures = of_futures.variance();
  if (!(total > 0)) return std::nullopt;
  const double luck = std::min(futures, variance_of_repetition(means, input.other_luck));
  const double luck_and_forms =
      input.other_forms.empty() ? luck : std::clamp(variance_of_repetition(means, input.other_forms), luck, futures);
  return SpreadParts{.parameters = (futures - luck_and_forms) / total,
                     .forms = (luck_and_forms - luck) / total,
                     .luck = luck / total,
                     .policy = between / total,
                     .interaction = std::max(0.0, within - futures) / total};
}

}  // namespace fulcrum
