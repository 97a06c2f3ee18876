#include "sim/explain/over_futures.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>

#include "sim/explain/mixtures.h"
#include "sim/explain/path_parts.h"
#include "sim/statistics/paired_futures.h"
#include "sim/terminal/number_text.h"

namespace fulcrum {

namespace {

bool all_numbers(const std::vector<double>& values) {
  return std::none_of(values.begin(), values.end(), [](double value) { return std::isnan(value); });
}

std::size_t largest_of(const std::vector<double>& parts) {
  const auto found = std::max_element(parts.begin(), parts.end(), [](double a, double b) { return std::abs(a) < std::abs(b); });
  return static_cast<std::size_t>(found - parts.begin());
}

/// Futures whose values are all numbers.
struct Kept {
  std::vector<double> difference;
  std::vector<std::vector<double>> parts;  ///< [future][part]
};

std::vector<PartOverFutures> spread_of_parts(const Kept& kept, double tie) {
  if (kept.parts.empty()) return {};
  std::vector<PartOverFutures> spread(kept.parts.front().size());
  for (std::size_t i = 0; i < spread.size(); ++i) {
    std::vector<double> values;
    for (const auto& parts : kept.parts) values.push_back(parts[i]);
    spread[i].range = spread_of(std::move(values));
  }
  for (std::size_t f = 0; f < kept.parts.size(); ++f) {
    if (!(std::abs(kept.difference[f]) > tie) || spread.empty()) continue;
    const std::size_t top = largest_of(kept.parts[f]);
    ++spread[top].largest;
    if (kept.parts[f][top] / kept.difference[f] > .5) ++spread[top].most;
  }
  return spread;
}

std::vector<double> without_first(std::vector<double> values) {
  values.erase(values.begin());
  return values;
}

std::string signed_range(const Spread& range) {
  const auto text = [](double value) { return signed_number_of(value, "", 3); };
  return fmt::format("median {}, nine in ten futures {} to {}", text(range.median), text(range.low), text(range.high));
}

}  // namespace

OutcomeOverFutures spread_over_futures(const Outcome& outcome, const std::vector<double>& base, const std::vector<double>& difference,
                                       const std::vector<std::vector<double>>& by_difference,
                                       const std::vector<std::vector<double>>& by_path) {
  OutcomeOverFutures one;
  one.outcome = outcome;
  Kept differences, paths;
  std::vector<double> kept_base;
  for (std::size_t f = 0; f < difference.size(); ++f) {
    const bool has_path = by_path.empty() || (!by_path[f].empty() && all_numbers(by_path[f]));
    if (std::isnan(difference[f]) || !all_numbers(by_difference[f]) || !has_path) continue;
    kept_base.push_back(base[f]);
    differences.difference.push_back(difference[f]);
    differences.parts.push_back(by_difference[f]);
    if (!by_path.empty()) paths.parts.push_back(by_path[f]);
  }
  paths.difference = differences.difference;
  one.tie = tie_of(outcome.unit, kept_base);
  one.futures = static_cast<int>(kept_base.size());
  one.failed = static_cast<int>(difference.size()) - one.futures;
  one.difference = spread_of(differences.difference);
  one.differ = static_cast<int>(
      std::count_if(differences.difference.begin(), differences.difference.end(), [&](double d) { return std::abs(d) > one.tie; }));
  one.by_difference = spread_of_parts(differences, one.tie);
  one.by_path = spread_of_parts(paths, one.tie);
  return one;
}

std::vector<OutcomeOverFutures> explain_over_futures(const Plan& plan, const std::vector<SetupDifference>& differences,
                                                     const std::vector<Outcome>& outcomes, const BetweenOptions& options) {
  const MixtureOutcomes results(plan, differences, plan_mixtures(differences.size(), options, plan.seed()), outcomes, options, false);
  std::vector<Outcome> of_support;
  std::copy_if(outcomes.begin(), outcomes.end(), std::back_inserter(of_support), rests_on_support);
  const auto paths = path_parts(plan, of_support, options, false);
  std::vector<OutcomeOverFutures> all;
  std::size_t at = 0;  // among of_support
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    std::vector<std::vector<double>> by_difference, by_path;
    for (std::size_t r = 1; r < static_cast<std::size_t>(plan.replicates()); ++r) {
      by_difference.push_back(results.parts(o, r).shapley);
      if (rests_on_support(outcomes[o])) by_path.push_back(paths[at][r].shapley);
    }
    at += rests_on_support(outcomes[o]) ? 1 : 0;
    all.push_back(spread_over_futures(outcomes[o], without_first(results.base(o)),
                                      without_first(differences_of(results.other(o), results.base(o))), by_difference, by_path));
  }
  return all;
}

std::string robust_sentence(const OutcomeOverFutures& one, const std::vector<PartOverFutures>& parts,
                            const std::vector<std::string>& names) {
  constexpr double kRobust = .9, kMostly = .5;
  constexpr int kFewest = 10;  // of fewer, nine in ten cannot be told
  if (one.differ == 0 || parts.empty())
    return fmt::format("In none of {} futures do the policies differ by more than {:.3g}; there is nothing to share out.", one.futures,
                       one.tie);
  std::vector<std::size_t> order(parts.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return parts[a].largest > parts[b].largest; });
  const PartOverFutures& top = parts[order.front()];
  const std::string& name = names[order.front()];
  const double share = static_cast<double>(top.largest) / one.differ;
  const std::string of = one.differ == one.futures ? fmt::format("{} futures", one.futures)
                                                   : fmt::format("the {} futures (of {}) in which the policies differ by more than {:.3g}",
                                                                 one.differ, one.futures, one.tie);
  if (share < kMostly)
    return fmt::format("Which part is the largest depends on the future: of {}, {} in {} and {} in {}.", of, name, top.largest,
                       names[order[1]], parts[order[1]].largest);
  const char* verdict = share < kRobust        ? "That is not robust."
                        : one.differ < kFewest ? "These are too few to call it robust."
                                               : "That is robust.";
  return fmt::format("In {} of {}, {} is the largest part ({}); in {} of them it is more than half of the difference. {}", top.largest, of,
                     name, signed_range(top.range), top.most, verdict);
}

}  // namespace fulcrum
