/// \file
/// From dated actions to the levers of every week: model.md section 6.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace fulcrum {

/// One lever set to one value.
struct LeverValue {
  int lever;  ///< number, see Levers::at
  double value;
};

enum class ActionKind { kSet, kRamp, kPulse, kDecision };

/// A dated change of levers. Weeks count from the start of the run.
struct Action {
  ActionKind kind = ActionKind::kSet;
  int week = 0;    ///< from this week on; of a decision: the week of its date, which may lie beyond the horizon
  int until = -1;  ///< set: back to what was in force from here on, -1 for never; ramp: week in which the target is reached
  int weeks = 1;   ///< pulse: how many weeks
  std::vector<LeverValue> values{};  ///< set, ramp, pulse
  int lead_weeks = 12;               ///< decision: how long before it the patron reacts
  double weight = 1;                 ///< decision: how much it matters [0-1]
  std::string name{};                ///< decision: what it is called
  std::string note{};                ///< why, as the scenario says
};

/// Levers by week: for each lever the value in force in every week of the run.
class LeverPath {
 public:
  struct Change {
    int week;
    int lever;
    double value;
  };
  /// Levers of week 0, by number.
  const std::vector<double>& start() const { return start_; }
  /// What changes after week 0, by week and then by lever.
  const std::vector<Change>& changes() const { return changes_; }
  int weeks() const { return weeks_; }
  /// Value of a lever in a week [the lever's unit].
  double value(int lever, int week) const;

 private:
  friend LeverPath lever_path(std::span<const std::vector<double>> by_lever);
  std::vector<double> start_;
  std::vector<Change> changes_;
  int weeks_ = 0;
};

/// A path from the values of each lever by week (all of one length, at least one week).
LeverPath lever_path(std::span<const std::vector<double>> by_lever);

/// Values by lever and week that constants, tables and actions make, in that order: every action is a layer over what the earlier ones
/// made, so the later in the file wins on the same lever. `base` [lever][week] already holds constants and tables.
void apply_actions(std::span<const Action> actions, std::vector<std::vector<double>>& base);

}  // namespace fulcrum
