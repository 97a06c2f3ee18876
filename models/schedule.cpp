#include "models/schedule.h"

#include <algorithm>

#include "models/levers.h"

namespace fulcrum {

namespace {

using Values = std::vector<double>;  // of one lever, by week

void set(const Action& action, double value, Values& values) {
  const int weeks = static_cast<int>(values.size());
  const int end = action.until < 0 ? weeks : std::min(action.until, weeks);
  for (int t = action.week; t < end; ++t) values[static_cast<std::size_t>(t)] = value;
}

void pulse(const Action& action, double value, Values& values) {
  const int end = std::min(action.week + action.weeks, static_cast<int>(values.size()));
  for (int t = action.week; t < end; ++t) values[static_cast<std::size_t>(t)] = value;
}

void ramp(const Action& action, double target, Values& values) {
  const double from = values[static_cast<std::size_t>(action.week)];
  const double length = action.until - action.week;
  for (int t = action.week; t < static_cast<int>(values.size()); ++t)
    values[static_cast<std::size_t>(t)] = t >= action.until ? target : from + (target - from) * ((t - action.week) / length);
}

// A decision point never lowers what is in force: the maximum over all points is taken with it.
void decision(const Action& action, Values& values) {
  const int first = std::max(0, action.week - action.lead_weeks);
  const int last = std::min(action.week, static_cast<int>(values.size()) - 1);
  for (int t = first; t <= last; ++t) {
    double& value = values[static_cast<std::size_t>(t)];
    value = std::max(value, action.weight * (1.0 - static_cast<double>(action.week - t) / action.lead_weeks));
  }
}

}  // namespace

void apply_actions(std::span<const Action> actions, std::vector<std::vector<double>>& base) {
  for (const Action& action : actions) {
    if (action.kind == ActionKind::kDecision) decision(action, base[kLever_decision]);
    for (const LeverValue& change : action.values) {
      Values& values = base[static_cast<std::size_t>(change.lever)];
      if (action.kind == ActionKind::kSet) set(action, change.value, values);
      if (action.kind == ActionKind::kPulse) pulse(action, change.value, values);
      if (action.kind == ActionKind::kRamp) ramp(action, change.value, values);
    }
  }
}

LeverPath lever_path(std::span<const std::vector<double>> by_lever) {
  LeverPath path;
  path.weeks_ = by_lever.empty() ? 0 : static_cast<int>(by_lever.front().size());
  for (const Values& values : by_lever) path.start_.push_back(values.front());
  for (int t = 1; t < path.weeks_; ++t)
    for (std::size_t lever = 0; lever < by_lever.size(); ++lever) {
      const Values& values = by_lever[lever];
      const auto week = static_cast<std::size_t>(t);
      if (values[week] != values[week - 1]) path.changes_.push_back({t, static_cast<int>(lever), values[week]});
    }
  return path;
}

double LeverPath::value(int lever, int week) const {
  double value = start_[static_cast<std::size_t>(lever)];
  for (const Change& change : changes_) {
    if (change.week > week) break;
    if (change.lever == lever) value = change.value;
  }
  return value;
}

}  // namespace fulcrum
