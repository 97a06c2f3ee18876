#include "sim/comparison/comparison_report.h"

#include <fmt/core.h>

#include <cmath>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/terminal/disclaimer.h"
#include "sim/terminal/json_number.h"
#include "sim/terminal/number_text.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

Json interval_json(const Interval& interval) { return {json_number(interval.low), json_number(interval.high)}; }

std::string share_text(double share, int pairs, int failed = 0) {
  if (pairs < 2) return "";
  return fmt::format("{:.0f} of {}{}", share * pairs, pairs, failed > 0 ? fmt::format(" ({} failed)", failed) : "");
}

std::string week_text(int week) {
  if (week == kDivergenceUnknown) return "";
  return week == kNeverDiverges ? "never" : fmt::format("{}", week);
}

std::string csv_week(int week) { return week < 0 ? "" : fmt::format("{}", week); }

// Means and differences of means: four decimals, since common random numbers make intervals narrow.
constexpr int kDecimals = 4;
std::string mean_text(double value, const std::string& unit) { return number_of(value, unit, kDecimals); }
std::string difference_text(double value, const std::string& unit) { return signed_number_of(value, unit, kDecimals); }
std::string range_text(const Interval& interval, const std::string& unit, bool difference = false) {
  if (std::isnan(interval.low)) return "";
  const auto text = difference ? difference_text : mean_text;
  return text(interval.low, unit) + " to " + text(interval.high, unit);
}

std::vector<std::string> paired_cells(const OutcomeOfPolicy& policy, const std::string& unit) {
  const PairedDifference& d = policy.from_first;
  const std::string reduction = d.verdict == Verdict::kSame ? "" : number_in("{:.1f}", d.variance_reduction);
  const std::string interval = d.verdict == Verdict::kSame
                                   ? fmt::format("in fewer than {:.2g} % of futures", std::min(100.0, 300.0 / d.pairs))  // rule of three
                                   : range_text(d.difference, unit, true);
  return {interval,
          share_text(d.share_above, d.pairs, policy.failed),
          number_in("{:+.2f}", d.effect),
          reduction,
          week_text(policy.diverges_in_week),
          verdict_name(d.verdict)};
}

std::string outcomes_text(const std::vector<OutcomeComparison>& comparison) {
  const bool several = comparison.front().policies.size() > 1;
  const bool paired = several && comparison.front().policies.front().from_first.pairs > 1;
  std::vector<std::string> heads{"", "value"};
  if (!several) heads.insert(heads.end(), {"95 % interval"});
  if (several) heads.insert(heads.end(), {"difference"});
  if (paired) heads.insert(heads.end(), {"95 % interval", "higher in", "effect", "var. red.", "from week", "verdict"});
  if (several && !paired) heads.insert(heads.end(), {"from week"});
  TextTable table(heads);
  if (paired) table.align_left(heads.size() - 1);
  for (const OutcomeComparison& one : comparison) {
    std::vector<std::string> head(heads.size());
    head[0] = with_unit(one.outcome.long_name, one.outcome.unit);
    table.add(head);
    for (const OutcomeOfPolicy& policy : one.policies) {
      const bool first = &policy == &one.policies.front();
      std::vector<std::string> row{"  " + policy.policy, mean_text(policy.value.mean, one.outcome.unit)};
      if (!several) row.push_back(range_text(policy.value, one.outcome.unit));
      if (several) row.push_back(first ? "" : difference_text(policy.from_first.difference.mean, one.outcome.unit));
      if (several && !paired) row.push_back(first ? "" : week_text(policy.diverges_in_week));
      if (paired && !first)
        for (const std::string& cell : paired_cells(policy, one.outcome.unit)) row.push_back(cell);
      row.resize(heads.size());
      table.add(row);
    }
  }
  return table.text();
}

std::string differences_text(const Plan& plan, const std::vector<SetupDifference>& differences) {
  if (differences.empty()) return "The policies do not differ.\n";
  std::vector<std::string> heads{"what differs"};
  for (const Policy& policy : plan.policies()) heads.push_back(policy.name);
  TextTable table(heads);
  for (std::size_t column = 1; column < heads.size(); ++column) table.align_left(column);
  for (const SetupDifference& difference : differences) {
    std::vector<std::string> row{"  " + difference.key};
    row.insert(row.end(), difference.values.begin(), difference.values.end());
    table.add(row);
  }
  return table.text();
}

std::int64_t futures(const Plan& plan) { return plan.points() * plan.replicates(); }

std::string goals_text(const Plan& plan, const std::vector<std::vector<GoalOfPolicy>>& by_goal) {
  const bool paired = futures(plan) > 1;
  std::vector<std::string> heads{fmt::format("goals, against {}", plan.policies().front().name), "value"};
  if (paired) heads.insert(heads.end(), {"95 % interval", "met in"});
  if (!paired) heads.emplace_back("met");
  TextTable table(heads);
  for (std::size_t g = 0; g < by_goal.size(); ++g) {
    std::vector<std::string> head(heads.size());
    head[0] = with_unit(goals()[g].long_name, goals()[g].unit);
    table.add(head);
    for (const GoalOfPolicy& goal : by_goal[g]) {
      std::vector<std::string> row{"  " + goal.policy, mean_text(goal.value.mean, goals()[g].unit)};
      if (paired)
        row.insert(row.end(), {range_text(goal.value, goals()[g].unit, true), share_text(goal.share_met, goal.pairs, goal.failed)});
      if (!paired) row.emplace_back(goal.share_met > 0 ? "yes" : "no");
      table.add(row);
    }
  }
  return table.text();
}

std::string reading_text(const Plan& plan) {
  const std::string& first = plan.policies().front().name;
  if (futures(plan) < 2 && !plan.noise())
    return fmt::format("Noise is off: there is one future, and the differences above from {} are exact.\n", first);
  if (futures(plan) < 2) return fmt::format("One future: differences from {} in it, without a measure of sampling noise.\n", first);
  std::string text = fmt::format(
      "Differences are from {}, paired by future on common random numbers; intervals are for the mean difference. Higher in: share of\n"
      "paired futures in which the policy is higher. Effect: mean difference over its standard deviation across futures. Var. red.: how\n"
      "many times more futures unpaired runs would need. From week: the trajectories differ from then on. Undecided: the sign is not\n"
      "settled by these futures.\n",
      first);
  if (plan.points() > 1)
    text += "Each replicate at each design point is a future here. Intervals are over design points, whose replicates share a setting.\n";
  if (plan.policies().size() > 2)
    text += fmt::format("Verdicts hold family-wise at 95 % over the {} policies of an outcome (Holm 1979); intervals hold one by one.\n",
                        plan.policies().size() - 1);
  return text;
}

Json policy_json(const OutcomeOfPolicy& p) {
  const PairedDifference& d = p.from_first;
  return {{"policy", p.policy},
          {"mean", json_number(p.value.mean)},
          {"interval", interval_json(p.value)},
          {"difference", json_number(d.difference.mean)},
          {"difference_interval", interval_json(d.difference)},
          {"share_above", json_number(d.share_above)},
          {"pairs", d.pairs},
          {"failed", p.failed},
          {"effect", json_number(d.effect)},
          {"variance_reduction", json_number(d.variance_reduction)},
          {"p", json_number(d.p)},
          {"p_adjusted", json_number(d.p_adjusted)},
          {"differs_from_week", p.diverges_in_week < 0 ? Json(nullptr) : Json(p.diverges_in_week)},
          {"verdict", verdict_name(d.verdict)}};
}

}  // namespace

std::string verdict_name(Verdict verdict) {
  switch (verdict) {
    case Verdict::kSame:
      return "no difference";
    case Verdict::kUndecided:
      return "undecided";
    case Verdict::kHigher:
      return "higher";
    case Verdict::kLower:
      return "lower";
    case Verdict::kNotTested:
      break;
  }
  return "not tested";
}

ComparisonReport comparison_report(const Plan& plan, const OutcomeTable& table) {
  ComparisonReport report{.outcomes = compare_outcomes(plan, table)};
  if (plan.policies().size() < 2) return report;
  std::vector<const Setup*> setups;
  for (const Policy& policy : plan.policies()) setups.push_back(&policy.setup);
  report.differences = setup_differences(setups);
  for (const Goal& goal : goals()) {
    report.goals.emplace_back();
    for (int p = 1; p < static_cast<int>(setups.size()); ++p) report.goals.back().push_back(goal_of_policy(plan, table, goal, p));
  }
  return report;
}

std::string comparison_text(const Plan& plan, const ComparisonReport& report) {
  if (plan.policies().size() < 2) return outcomes_text(report.outcomes);
  return differences_text(plan, report.differences) + "\n" + outcomes_text(report.outcomes) + "\n" + goals_text(plan, report.goals) + "\n" +
         reading_text(plan);
}

std::string comparison_csv(const ComparisonReport& report) {
  TextTable table({"outcome", "unit", "policy", "mean", "mean_low", "mean_high", "difference", "difference_low", "difference_high",
                   "share_above", "pairs", "effect", "variance_reduction", "p", "p_adjusted", "differs_from_week", "verdict"});
  for (const OutcomeComparison& one : report.outcomes)
    for (const OutcomeOfPolicy& p : one.policies) {
      const PairedDifference& d = p.from_first;
      table.add({one.outcome.name, one.outcome.unit, p.policy, csv_number(p.value.mean), csv_number(p.value.low), csv_number(p.value.high),
                 csv_number(d.difference.mean), csv_number(d.difference.low), csv_number(d.difference.high), csv_number(d.share_above),
                 std::to_string(d.pairs), csv_number(d.effect), csv_number(d.variance_reduction), csv_number(d.p), csv_number(d.p_adjusted),
                 csv_week(p.diverges_in_week), verdict_name(d.verdict)});
    }
  for (std::size_t g = 0; g < report.goals.size(); ++g)
    for (const GoalOfPolicy& goal : report.goals[g])
      table.add({goals()[g].name, goals()[g].unit, goal.policy, csv_number(goal.value.mean), csv_number(goal.value.low),
                 csv_number(goal.value.high), "", "", "", csv_number(goal.share_met), std::to_string(goal.pairs), "", "", "", "", "", ""});
  return table.csv();
}

std::string comparison_json(const Plan& plan, const ComparisonReport& report, const std::string& results_file) {
  Json all{{"theatre", plan.theatre().name},
           {"weeks", plan.weeks()},
           {"seed", plan.seed()},
           {"replicates", plan.replicates()},
           {"noise", plan.noise()},
           {"results", results_file},
           {"disclaimer", disclaimer(plan.theatre().name)},
           {"differences", Json::array()},
           {"outcomes", Json::array()},
           {"goals", Json::array()}};
  for (const SetupDifference& difference : report.differences) {
    Json values = Json::object();
    for (std::size_t p = 0; p < difference.values.size(); ++p) values[plan.policies()[p].name] = difference.values[p];
    all["differences"].push_back({{"key", difference.key}, {"kind", difference.kind}, {"meaning", difference.meaning}, {"values", values}});
  }
  for (const OutcomeComparison& one : report.outcomes) {
    Json policies = Json::array();
    for (const OutcomeOfPolicy& p : one.policies) policies.push_back(policy_json(p));
    all["outcomes"].push_back(
        {{"outcome", one.outcome.name}, {"unit", one.outcome.unit}, {"long_name", one.outcome.long_name}, {"policies", policies}});
  }
  for (std::size_t g = 0; g < report.goals.size(); ++g) {
    Json policies = Json::array();
    for (const GoalOfPolicy& goal : report.goals[g])
      policies.push_back({{"policy", goal.policy},
                          {"mean", json_number(goal.value.mean)},
                          {"interval", interval_json(goal.value)},
                          {"share_met", json_number(goal.share_met)},
                          {"pairs", goal.pairs}});
    all["goals"].push_back(
        {{"goal", goals()[g].name}, {"unit", goals()[g].unit}, {"long_name", goals()[g].long_name}, {"policies", policies}});
  }
  return all.dump(1) + "\n";
}

Table comparison_table(const ComparisonReport& report) {
  std::vector<std::string> outcome, policy, verdict;
  std::vector<std::int64_t> pairs, week;
  std::vector<std::vector<double>> numbers(11);
  const auto add = [&](const std::vector<double>& row) {
    for (std::size_t i = 0; i < row.size(); ++i) numbers[i].push_back(row[i]);
  };
  for (const OutcomeComparison& one : report.outcomes)
    for (const OutcomeOfPolicy& p : one.policies) {
      const PairedDifference& d = p.from_first;
      outcome.push_back(one.outcome.name);
      policy.push_back(p.policy);
      verdict.push_back(verdict_name(d.verdict));
      pairs.push_back(d.pairs);
      week.push_back(p.diverges_in_week);
      add({p.value.mean, p.value.low, p.value.high, d.difference.mean, d.difference.low, d.difference.high, d.share_above, d.effect,
           d.variance_reduction, d.p, d.p_adjusted});
    }
  for (std::size_t g = 0; g < report.goals.size(); ++g)
    for (const GoalOfPolicy& goal : report.goals[g]) {
      constexpr double nan = std::numeric_limits<double>::quiet_NaN();
      outcome.push_back(goals()[g].name);
      policy.push_back(goal.policy);
      verdict.emplace_back();
      pairs.push_back(goal.pairs);
      week.push_back(kDivergenceUnknown);
      add({goal.value.mean, goal.value.low, goal.value.high, nan, nan, nan, goal.share_met, nan, nan, nan, nan});
    }
  Table table{"comparison", {{"outcome", "", "outcome or goal", outcome}, {"policy", "", "policy", policy}}, {}};
  const std::pair<const char*, const char*> heads[] = {{"mean", "mean over futures, in the outcome's unit"},
                                                       {"mean_low", "lower end of its 95 % interval"},
                                                       {"mean_high", "upper end of its 95 % interval"},
                                                       {"difference", "mean paired difference from the first policy"},
                                                       {"difference_low", "lower end of its 95 % interval"},
                                                       {"difference_high", "upper end of its 95 % interval"},
                                                       {"share_above", "share of paired futures in which it is higher; of a goal, met"},
                                                       {"effect", "difference over the spread between futures"},
                                                       {"variance_reduction", "variance of an unpaired difference over the paired one"},
                                                       {"p", "two-sided p-value of the paired t test"},
                                                       {"p_adjusted", "by Holm over the policies of the outcome"}};
  for (std::size_t i = 0; i < numbers.size(); ++i) table.columns.push_back({heads[i].first, "1", heads[i].second, numbers[i]});
  table.columns.push_back({"pairs", "1", "paired futures", pairs});
  table.columns.push_back({"differs_from_week", "weeks", "first week from which it differs for good; -1 never, -2 not known", week});
  table.columns.push_back({"verdict", "", "against the first policy, over all policies at 95 %", verdict});
  table.remarks = {{"method", std::string("paired differences on common random numbers; Student's t; Holm 1979")}};
  for (const SetupDifference& d : report.differences) {
    std::string values;
    for (const std::string& value : d.values) values += (values.empty() ? "" : " | ") + value;
    table.remarks.emplace_back("differs " + d.key, values);
  }
  return table;
}

}  // namespace fulcrum
