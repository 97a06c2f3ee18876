#include "sim/comparison/goals.h"

#include <cmath>
#include <limits>
#include <stdexcept>

namespace fulcrum {

namespace {

const std::vector<double>& of_outcome(const OutcomeTable& table, const std::string& name, int policy) {
  for (std::size_t o = 0; o < table.outcomes().size(); ++o)
    if (table.outcomes()[o].name == name) return table.values(policy, o);
  throw std::logic_error("outcome not computed: " + name);
}

// How much lower the policy is than the first.
std::vector<double> reduction(const OutcomeTable& table, const std::string& outcome, int policy) {
  std::vector<double> values = of_outcome(table, outcome, 0);
  const std::vector<double>& of_policy = of_outcome(table, outcome, policy);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= of_policy[i];
  return values;
}

std::vector<double> less_in_all(const OutcomeTable& table, int policy) { return reduction(table, "total_last_year", policy); }
std::vector<double> less_direct(const OutcomeTable& table, int policy) { return reduction(table, "direct_last_year", policy); }
std::vector<double> moved(const OutcomeTable& table, int policy) {
  std::vector<double> values = reduction(table, "indirect_share_last_year", policy);
  for (double& value : values) value = 0.0 - value;
  return values;
}

std::vector<double> end_state(const OutcomeTable& table, int policy) {
  const std::vector<double> tightness = reduction(table, "tightness_last_year", policy), direct = less_direct(table, policy);
  const std::vector<double>&drift_first = of_outcome(table, "balance_drift", 0), &drift = of_outcome(table, "balance_drift", policy);
  std::vector<double> values(direct.size(), std::numeric_limits<double>::quiet_NaN());
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(direct[i]))
      values[i] =
          (tightness[i] > 0 ? 1.0 : 0.0) + (direct[i] > 0 ? 1.0 : 0.0) + (std::abs(drift[i]) < std::abs(drift_first[i]) ? 1.0 : 0.0);
  return values;
}

}  // namespace

const std::vector<Goal>& goals() {
  static const std::vector<Goal> all{
      {"goal_total", "index", "less support in all", less_in_all, 0},
      {"goal_direct", "index", "less direct support", less_direct, 0},
      {"goal_shift", "1", "what remains moved to indirect support", moved, 0},
      {"end_state", "0-3", "looser dilemma, less direct support, stable balance", end_state, 2.5},
  };
  return all;
}

GoalOfPolicy goal_of_policy(const Plan& plan, const OutcomeTable& table, const Goal& goal, int policy) {
  const std::vector<double> values = goal.values(table, policy);
  double met = 0, n = 0;
  for (const double value : values) {
    if (std::isnan(value)) continue;
    met += value > goal.met_from ? 1 : 0;
    ++n;
  }
  return {plan.policies()[static_cast<std::size_t>(policy)].name, mean_interval(values),
          n > 0 ? met / n : std::numeric_limits<double>::quiet_NaN(), static_cast<int>(n),
          table.paired_futures(policy) - static_cast<int>(n)};
}

}  // namespace fulcrum
