#include "sim/answer/cells_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/statistics/order_statistics.h"
#include "sim/terminal/number_text.h"

namespace fulcrum {

namespace {

using Values = std::vector<double>;

// The plan's policies with cells, in its first futures.
Plan with_cells(const Plan& plan, int futures) {
  std::vector<Policy> policies = plan.policies();
  for (Policy& policy : policies) {
    policy.setup.resolution = Resolution::kCells;
    policy.setup.agents.scale = kScaleOfCheck;
  }
  return {std::move(policies), std::min(futures, plan.replicates()), plan.seed(), plan.noise(), nullptr, plan.shared_futures()};
}

double median_of(const Values& values) { return spread_of(values).median; }

// -1, 0 and 1: lower, a tie, higher.
int way_of(double difference, double tie) { return std::abs(difference) <= tie ? 0 : (difference < 0 ? -1 : 1); }

CheckedPolicy checked(const std::string& name, const Values& first, const Values& reduction, const Values& first_cells, const Values& cells,
                      const std::string& unit) {
  const double tie = tie_of(unit, first);
  CheckedPolicy policy{
      name, paired_futures(reduction, first, tie), paired_futures(cells, first_cells, tie), 0, 0, median_of(reduction), median_of(cells)};
  double pairs = 0;
  for (std::size_t r = 0; r < cells.size(); ++r) {
    const double a = reduction[r] - first[r], b = cells[r] - first_cells[r];
    if (!std::isfinite(a) || !std::isfinite(b)) continue;
    ++pairs;
    policy.same += way_of(a, tie) == way_of(b, tie) ? 1 : 0;
    policy.opposite += way_of(a, tie) * way_of(b, tie) < 0 ? 1 : 0;
  }
  policy.same /= std::max(1.0, pairs);
  policy.opposite /= std::max(1.0, pairs);
  return policy;
}

// The policy with the lowest value in a future; nothing if one failed.
std::optional<std::size_t> lowest(const std::vector<Values>& values, std::size_t future) {
  std::size_t best = 0;
  for (std::size_t p = 0; p < values.size(); ++p) {
    if (!std::isfinite(values[p][future])) return std::nullopt;
    if (values[p][future] < values[best][future]) best = p;
  }
  return best;
}

double same_best(const std::vector<Values>& reduction, const std::vector<Values>& cells, double tie) {
  double same = 0, futures = 0;
  for (std::size_t r = 0; r < cells.front().size(); ++r) {
    const auto expected = lowest(reduction, r), found = lowest(cells, r);
    if (!expected || !found) continue;
    ++futures;
    same += cells[*expected][r] - cells[*found][r] <= tie ? 1 : 0;
  }
  return same / std::max(1.0, futures);
}

// Outcomes between 0 and 1 whose medians lie far apart.
std::vector<LevelDifference> level_differences(const Plan& plan, const std::vector<Outcome>& outcomes,
                                               const std::vector<std::vector<Values>>& reduction,
                                               const std::vector<std::vector<Values>>& cells) {
  constexpr double kFar = .1;
  std::vector<LevelDifference> levels;
  for (std::size_t o = 0; o < outcomes.size(); ++o)
    for (std::size_t p = 0; p < reduction[o].size(); ++p)
      if (outcomes[o].unit == "index" || outcomes[o].unit == "1")
        levels.push_back({plan.policies()[p].name, outcomes[o].name, outcomes[o].unit, outcomes[o].long_name, median_of(reduction[o][p]),
                          median_of(cells[o][p])});
  const auto distance = [](const LevelDifference& level) { return std::abs(level.cells - level.reduction); };
  std::erase_if(levels, [&](const LevelDifference& level) { return !(distance(level) > kFar); });
  std::stable_sort(levels.begin(), levels.end(), [&](const auto& a, const auto& b) { return distance(a) > distance(b); });
  if (levels.size() > CellsCheck::kMostLevels) levels.resize(CellsCheck::kMostLevels);
  return levels;
}

// [outcome][policy][future] of the first futures.
std::vector<std::vector<Values>> first_values(const OutcomeTable& table, const std::vector<Outcome>& outcomes, std::size_t policies,
                                              int futures) {
  std::vector<std::vector<Values>> values(outcomes.size());
  for (std::size_t o = 0; o < outcomes.size(); ++o)
    for (std::size_t p = 0; p < policies; ++p) {
      const Values& all = table.values(static_cast<int>(p), o);
      values[o].emplace_back(all.begin(), all.begin() + futures);
    }
  return values;
}

}  // namespace

std::string why_no_check(const Setup& setup) {
  if (setup.resolution == Resolution::kCells) return "these runs have cells already";
  if (setup.theatre.provinces.empty()) return fmt::format("the theatre '{}' has no provinces, where cells would be", setup.theatre.name);
  return "";
}

std::optional<CellsCheck> check_cells(const Plan& plan, const OutcomeTable& table, const std::string& outcome, int futures,
                                      const ExperimentOptions& options) {
  const Plan again = with_cells(plan, futures);
  const std::vector<Outcome>& outcomes = table.outcomes();
  const auto found = outcomes_of(again, outcomes, options);
  if (!found) return std::nullopt;
  const std::size_t policies = plan.policies().size();
  const auto reduction = first_values(table, outcomes, policies, again.replicates());
  std::vector<std::vector<Values>> cells(outcomes.size());
  for (std::size_t o = 0; o < outcomes.size(); ++o)
    for (std::size_t p = 0; p < policies; ++p) cells[o].push_back(found->values[p * outcomes.size() + o]);
  const auto at = static_cast<std::size_t>(
      std::find_if(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return o.name == outcome; }) - outcomes.begin());
  CellsCheck check;
  check.futures = again.replicates();
  check.scale = kScaleOfCheck;
  check.outcome = outcomes[at].name;
  check.unit = outcomes[at].unit;
  for (std::size_t p = 0; p < policies; ++p)
    check.policies.push_back(checked(plan.policies()[p].name, reduction[at][0], reduction[at][p], cells[at][0], cells[at][p], check.unit));
  check.same_best = same_best(reduction[at], cells[at], tie_of(check.unit, reduction[at][0]));
  check.levels = level_differences(plan, outcomes, reduction, cells);
  return check;
}

std::vector<std::string> check_sentences(const CellsCheck& check) {
  std::vector<std::string> sentences{fmt::format(
      "Checked with cells in {} of the futures (cells.scale={:g}; cells.* at the scenario's values):", check.futures, check.scale)};
  for (std::size_t p = 1; p < check.policies.size(); ++p) {
    const CheckedPolicy& policy = check.policies[p];
    const bool same = policy.reduction.verdict == policy.cells.verdict;
    sentences.push_back(fmt::format(
        "  {}: {}; the same sign or a tie in both in {:.0f} % of them, opposite signs in {:.0f} %; median {} with cells, {} without.",
        policy.policy,
        same ? fmt::format("{} either way", verdict_word(policy.cells.verdict))
             : fmt::format("{} with cells, {} without", verdict_word(policy.cells.verdict), verdict_word(policy.reduction.verdict)),
        100 * policy.same, 100 * policy.opposite, signed_number_of(policy.cells.median, check.unit),
        signed_number_of(policy.reduction.median, check.unit)));
  }
  sentences.push_back(
      fmt::format("  The policy that is best without cells is best with them, or in a tie, in {:.0f} %.", 100 * check.same_best));
  for (const LevelDifference& level : check.levels)
    sentences.push_back(fmt::format("  Under {}, {}: median {} with cells, {} without.", level.policy, level.long_name,
                                    number_of(level.cells, level.unit), number_of(level.reduction, level.unit)));
  return sentences;
}

Table check_table(const CellsCheck& check) {
  std::vector<std::string> policy, with, without;
  std::vector<double> same, opposite, median_cells, median_reduction, level_cells, level_reduction;
  for (const CheckedPolicy& p : check.policies) {
    policy.push_back(p.policy);
    with.emplace_back(verdict_word(p.cells.verdict));
    without.emplace_back(verdict_word(p.reduction.verdict));
    same.push_back(p.same);
    opposite.push_back(p.opposite);
    median_cells.push_back(p.cells.median);
    median_reduction.push_back(p.reduction.median);
    level_cells.push_back(p.level_cells);
    level_reduction.push_back(p.level_reduction);
  }
  return {"cells_check",
          {{"policy", "", "policy", policy},
           {"verdict_cells", "", "against the first policy, with cells", with},
           {"verdict_reduction", "", "without cells, in the same futures", without},
           {"same", "1", "share of futures in which both are lower, both a tie or both higher", same},
           {"opposite", "1", "share of futures with opposite signs", opposite},
           {"median_cells", check.unit, "median difference from the first policy, with cells", median_cells},
           {"median_reduction", check.unit, "median difference without", median_reduction},
           {"level_cells", check.unit, "median of the outcome, with cells", level_cells},
           {"level_reduction", check.unit, "median of the outcome without", level_reduction}},
          {{"outcome", check.outcome},
           {"futures", static_cast<std::int64_t>(check.futures)},
           {"scale", check.scale},
           {"same_best", check.same_best}}};
}

}  // namespace fulcrum
