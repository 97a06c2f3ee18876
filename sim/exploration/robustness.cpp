#include "sim/exploration/robustness.h"

#include <fmt/core.h>

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/analysis/pareto.h"
#include "sim/comparison/goals.h"
#include "sim/statistics/missing.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

const Goal* find_goal(const std::string& name) {
  for (const Goal& goal : goals())
    if (goal.name == name) return &goal;
  return nullptr;
}

/// "name:higher" apart: the name, and what is better.
std::pair<std::string, Direction> direction_of(const std::string& text) {
  const auto colon = text.find(':');
  const std::string name = text.substr(0, colon);
  const bool higher = find_goal(name) != nullptr || name == "indirect_share_last_year";
  if (colon == std::string::npos) return {name, higher ? Direction::kHigher : Direction::kLower};
  const std::string side = text.substr(colon + 1);
  if (side != "lower" && side != "higher") throw std::invalid_argument("'" + text + "': write lower or higher after the colon");
  return {name, side == "higher" ? Direction::kHigher : Direction::kLower};
}

// The standard outcomes of the experiment as goals read them: one row a future and replicate.
std::vector<std::vector<double>> goal_values(const Experiment& e, const Goal& goal) {
  std::vector<Policy> policies;
  for (const std::string& name : e.policies) policies.push_back({name, {}});
  const Plan plan(std::move(policies), static_cast<int>(e.points * e.replicates), e.seed, e.noise);
  const std::vector<Outcome> outcomes(standard_outcomes().begin(), standard_outcomes().end());
  OutcomeTable table(plan, outcomes);
  for (std::size_t o = 0; o < outcomes.size(); ++o) {
    const bool there = std::any_of(e.outcomes.begin(), e.outcomes.end(), [&](const OutcomeInfo& i) { return i.name == outcomes[o].name; });
    for (std::size_t p = 0; there && p < e.policies.size(); ++p)
      table.fill(o, static_cast<std::int64_t>(p) * e.points * e.replicates, e.of(p, e.outcome_number(outcomes[o].name)));
  }
  std::vector<std::vector<double>> values;
  for (int p = 0; p < static_cast<int>(e.policies.size()); ++p) values.push_back(goal.values(table, p));
  return values;
}

std::string interval_of_share(const Satisficing& s) {
  const auto k = static_cast<double>(s.met), n = static_cast<double>(s.futures);
  if (s.futures == 0) return "-";
  const double low = s.met == 0 ? 0 : boost::math::quantile(boost::math::beta_distribution<>(k, n - k + 1), .025);
  const double high = s.met == s.futures ? 1 : boost::math::quantile(boost::math::beta_distribution<>(k + 1, n - k), .975);
  return fmt::format("{:.3f} ({:.3f} to {:.3f})", s.share(), low, high);
}

/// A criterion by name, and whether less of it is better whatever the objective.
struct CriterionInfo {
  const char* name;
  const char* words;
  double Criteria::*value;
  bool loss;
  bool with_interval = false;  ///< whether a terminal shows its interval too
};
constexpr CriterionInfo kCriteria[] = {{"mean", "mean", &Criteria::mean, false, true},
                                       {"mean_sd", "mean, 1 sd worse", &Criteria::mean_sd, false},
                                       {"percentile_90", "9 of 10 futures", &Criteria::percentile, false},
                                       {"worst", "worst future", &Criteria::worst, false},
                                       {"hurwicz", "Hurwicz 1/2", &Criteria::hurwicz, false},
                                       {"regret_max", "largest regret", &Criteria::largest_regret, true},
                                       {"regret_90", "regret, 9 of 10", &Criteria::percentile_regret, true},
                                       {"regret_mean", "mean regret", &Criteria::mean_regret, true, true}};

// Whether a criterion prefers no other policy to this one: equals are best together.
bool is_best(const std::vector<Criteria>& all, std::size_t policy, const CriterionInfo& criterion, Direction better) {
  const bool lower = criterion.loss || better == Direction::kLower;
  const double own = all[policy].*criterion.value;
  return std::none_of(all.begin(), all.end(), [&](const Criteria& other) {
    const double value = other.*criterion.value;
    return lower ? value < own : value > own;
  });
}

std::string requirement_words(const Robustness& r) {
  std::string words;
  for (const Requirement& q : r.requirements)
    words += fmt::format("{}{} {} {:.4g}", words.empty() ? "" : " and ", r.objectives[q.objective].name,
                         q.side == Direction::kLower ? "<" : ">", q.limit);
  return words;
}

std::string objective_text(const Robustness& r, std::size_t o) {
  const RobustObjective& objective = r.objectives[o];
  std::vector<std::string> heads{""};
  for (const CriterionInfo& criterion : kCriteria) heads.emplace_back(criterion.words);
  TextTable table(heads);
  for (std::size_t p = 0; p < r.policies.size(); ++p) {
    std::vector<std::string> row{"  " + r.policies[p]};
    for (const CriterionInfo& criterion : kCriteria) {
      const bool best = is_best(r.criteria[o], p, criterion, objective.payoffs.better);
      const double value = r.criteria[o][p].*criterion.value;
      const CriteriaRange& range = r.ranges[o][p];
      const std::string interval =
          criterion.with_interval ? fmt::format(" +-{:.3f}", (range.high.*criterion.value - range.low.*criterion.value) / 2) : "";
      row.push_back(std::isnan(value) ? "-" : fmt::format("{:.3f}{}{}", value + 0.0, interval, best ? "*" : " "));
    }
    table.add(row);
  }
  return fmt::format("{} [{}], {} is better\n", objective.long_name, objective.unit,
                     objective.payoffs.better == Direction::kLower ? "lower" : "higher") +
         table.text() + "\n";
}

}  // namespace

std::vector<std::string> usual_objectives() { return {"goal_total", "goal_direct", "goal_shift", "end_state", "cost"}; }

std::vector<Outcome> outcomes_for(const std::vector<std::string>& objectives, const std::vector<Outcome>& known) {
  std::vector<std::string> names;
  for (const std::string& text : objectives) {
    const auto [name, better] = direction_of(text);
    if (find_goal(name) != nullptr)
      names.insert(names.end(),
                   {"total_last_year", "direct_last_year", "indirect_share_last_year", "tightness_last_year", "balance_drift"});
    else
      names.push_back(name);
  }
  std::vector<Outcome> outcomes;
  for (const std::string& name : names)
    if (std::none_of(outcomes.begin(), outcomes.end(), [&](const Outcome& o) { return o.name == name; }))
      outcomes.push_back(find_outcome(name, known));
  return outcomes;
}

std::vector<RobustObjective> robust_objectives(const Experiment& e, const std::vector<std::string>& names) {
  std::vector<RobustObjective> all;
  for (const std::string& text : names) {
    const auto [name, better] = direction_of(text);
    RobustObjective objective{name, "", "", {{}, better}};
    std::vector<std::vector<double>> values;
    if (const Goal* goal = find_goal(name)) {
      objective.unit = goal->unit;
      objective.long_name = goal->long_name;
      values = goal_values(e, *goal);
    } else {
      const std::size_t o = e.outcome_number(name);
      objective.unit = e.outcomes[o].unit;
      objective.long_name = e.outcomes[o].long_name;
      for (std::size_t p = 0; p < e.policies.size(); ++p) values.push_back(e.of(p, o));
    }
    for (const auto& of_policy : values) objective.payoffs.values.push_back(point_means(of_policy, e.points, e.replicates));
    all.push_back(std::move(objective));
  }
  return all;
}

Requirement parse_requirement(const std::string& text, const std::vector<RobustObjective>& objectives) {
  const auto at = text.find_first_of("<>");
  const auto wrong = [&](const std::string& why) { return std::invalid_argument("requirement '" + text + "': " + why); };
  if (at == std::string::npos) throw wrong("write OBJECTIVE<NUMBER or OBJECTIVE>NUMBER");
  for (std::size_t o = 0; o < objectives.size(); ++o) {
    if (objectives[o].name != text.substr(0, at)) continue;
    try {
      std::size_t used = 0;
      const std::string number = text.substr(at + 1);
      const double limit = std::stod(number, &used);
      if (used == number.size() && std::isfinite(limit)) return {o, text[at] == '<' ? Direction::kLower : Direction::kHigher, limit};
    } catch (const std::exception&) {  // said below
    }
    throw wrong("what follows is not a number");
  }
  std::string names;
  for (const RobustObjective& objective : objectives) names += (names.empty() ? "" : ", ") + objective.name;
  throw wrong("'" + text.substr(0, at) + "' is none of the objectives: " + names);
}

Robustness robustness(const Experiment& experiment, std::vector<RobustObjective> objectives, std::vector<Requirement> requirements) {
  Robustness r{experiment.policies, std::move(objectives), {}, {}, std::move(requirements), {}, {}, experiment.points};
  std::vector<Payoffs> payoffs;
  std::vector<Objectives> means(r.policies.size());
  for (const RobustObjective& objective : r.objectives) {
    payoffs.push_back(objective.payoffs);
    r.criteria.push_back(criteria(objective.payoffs));
    r.ranges.push_back(criteria_ranges(objective.payoffs, {.seed = experiment.seed}));
    for (std::size_t p = 0; p < means.size(); ++p)
      means[p].push_back(objective.payoffs.better == Direction::kLower ? r.criteria.back()[p].mean : -r.criteria.back()[p].mean);
  }
  if (!r.requirements.empty()) r.satisficing = satisficing(payoffs, r.requirements);
  for (const Objectives& of_policy : means)
    r.undominated.push_back(std::none_of(means.begin(), means.end(), [&](const Objectives& other) { return dominates(other, of_policy); }));
  return r;
}

std::string robustness_text(const Robustness& r) {
  std::string text;
  for (std::size_t o = 0; o < r.objectives.size(); ++o) text += objective_text(r, o);
  text += "* best of the policies by that criterion\n\n";
  TextTable table({"over all objectives", r.satisficing.empty() ? "" : "requirements met in", "criteria by which it is best",
                   "on the Pareto front of the means"});
  for (std::size_t p = 0; p < r.policies.size(); ++p) {
    int wins = 0;
    for (std::size_t o = 0; o < r.objectives.size(); ++o)
      for (const CriterionInfo& criterion : kCriteria) wins += is_best(r.criteria[o], p, criterion, r.objectives[o].payoffs.better) ? 1 : 0;
    table.add({"  " + r.policies[p], r.satisficing.empty() ? "" : interval_of_share(r.satisficing[p]),
               fmt::format("{} of {}", wins, r.objectives.size() * std::size(kCriteria)), r.undominated[p] ? "yes" : "no"});
  }
  text += table.text();
  if (!r.satisficing.empty()) text += "  requirements: " + requirement_words(r) + "; share of the futures with its 95 % interval\n";
  return text + "\n";
}

namespace {

// Criteria leave out futures in which any policy failed.
std::int64_t futures_without_failure(const Robustness& r) {
  const auto& payoffs = r.objectives.front().payoffs.values;
  std::int64_t count = 0;
  for (std::size_t future = 0; future < payoffs.front().size(); ++future)
    count += std::all_of(payoffs.begin(), payoffs.end(), [&](const auto& of_policy) { return std::isfinite(of_policy[future]); }) ? 1 : 0;
  return count;
}

}  // namespace

std::vector<Table> robustness_tables(const Robustness& r, const Remarks& settings) {
  std::vector<std::string> objectives, policies, better, meanings;
  std::vector<std::vector<double>> values(std::size(kCriteria));
  for (std::size_t o = 0; o < r.objectives.size(); ++o)
    for (std::size_t p = 0; p < r.policies.size(); ++p) {
      objectives.push_back(r.objectives[o].name);
      policies.push_back(r.policies[p]);
      meanings.push_back(fmt::format("{} [{}]", r.objectives[o].long_name, r.objectives[o].unit));
      better.emplace_back(r.objectives[o].payoffs.better == Direction::kLower ? "lower" : "higher");
      for (std::size_t c = 0; c < std::size(kCriteria); ++c) values[c].push_back(r.criteria[o][p].*kCriteria[c].value);
    }
  Table table{"robust_criteria", {}, settings};
  table.columns = {{"objective", "", "objective", objectives},
                   {"meaning", "", "the objective in words, and its unit", meanings},
                   {"policy", "", "policy", policies},
                   {"better", "", "what is better", better}};
  for (std::size_t c = 0; c < std::size(kCriteria); ++c) {
    table.columns.push_back({kCriteria[c].name, "own", kCriteria[c].words, values[c]});
    const auto end = [&](const char* name, const char* words, Criteria CriteriaRange::*of) {
      std::vector<double> ends;
      for (const std::vector<CriteriaRange>& by_policy : r.ranges)
        for (const CriteriaRange& range : by_policy) ends.push_back((range.*of).*kCriteria[c].value);
      table.columns.push_back({std::string(kCriteria[c].name) + name, "own", words, std::move(ends)});
    };
    end("_low", "lower end of its 95 % interval", &CriteriaRange::low);
    end("_high", "upper end of its 95 % interval", &CriteriaRange::high);
  }
  Table overall{"robust_policies", {}, settings};
  std::vector<std::int64_t> met, futures, undominated;
  for (std::size_t p = 0; p < r.policies.size(); ++p) {
    met.push_back(r.satisficing.empty() ? -1 : static_cast<std::int64_t>(r.satisficing[p].met));
    futures.push_back(r.satisficing.empty() ? futures_without_failure(r) : static_cast<std::int64_t>(r.satisficing[p].futures));
    undominated.push_back(r.undominated[p] ? 1 : 0);
  }
  overall.columns = {{"policy", "", "policy", r.policies},
                     {"met", "1", "futures in which the requirements are met; -1: none were made", met},
                     {"futures", "1", "futures in which no run failed", futures},
                     {"undominated", "1", "1: no policy is at least as good in all means and better in one", undominated}};
  overall.remarks.emplace_back("requirements", requirement_words(r));
  return {table, overall};
}

Table robust_outcomes_table(const Experiment& futures, const Robustness& r, const Remarks& settings) {
  std::vector<std::string> policies;
  std::vector<std::int64_t> points;
  for (const std::string& policy : r.policies)
    for (std::int64_t point = 0; point < futures.points; ++point) {
      policies.push_back(policy);
      points.push_back(point);
    }
  Table table{"robust_outcomes", {{"policy", "", "policy", policies}, {"future", "", "number of the future", points}}, settings};
  for (const RobustObjective& objective : r.objectives) {
    std::vector<double> values;
    for (const std::vector<double>& of_policy : objective.payoffs.values) values.insert(values.end(), of_policy.begin(), of_policy.end());
    table.columns.push_back({objective.name, objective.unit, objective.long_name, std::move(values)});
  }
  for (std::size_t o = 0; o < futures.outcomes.size(); ++o) {
    const OutcomeInfo& outcome = futures.outcomes[o];
    const auto same = [&](const TableColumn& column) { return column.name == outcome.name; };
    if (std::any_of(table.columns.begin(), table.columns.end(), same)) continue;
    std::vector<double> values;
    for (std::size_t p = 0; p < r.policies.size(); ++p) {
      const std::vector<double> means = point_means(futures.of(p, o), futures.points, futures.replicates);
      values.insert(values.end(), means.begin(), means.end());
    }
    table.columns.push_back({outcome.name, outcome.unit, outcome.long_name, std::move(values)});
  }
  return table;
}

Table robust_futures_table(const Experiment& futures, const Remarks& settings) {
  std::vector<std::int64_t> points(static_cast<std::size_t>(futures.points));
  std::iota(points.begin(), points.end(), 0);
  const auto values = futures.factor_values(points);
  Table table{"robust_futures", {{"future", "", "number of the future", points}}, settings};
  for (std::size_t f = 0; f < futures.factors.size(); ++f)
    table.columns.push_back({futures.factors[f].key, futures.factors[f].unit, "what is varied", values[f]});
  return table;
}

}  // namespace fulcrum
