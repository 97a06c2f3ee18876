/// \file
/// Adaptive policies: rules that see last week's outputs and set levers until they are released; and tripwires, which set nothing.
///
/// The engine knows no model: it is fed with the outputs of each week of one run and says which levers it overrides. docs/rules.md
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "models/expression.h"
#include "models/schedule.h"

namespace fulcrum {

/// A condition that does something when it has held for some weeks.
struct Rule {
  enum class Kind { kRule, kTripwire };
  static constexpr int kNever = std::numeric_limits<int>::max();

  Kind kind = Kind::kRule;
  std::string name{};
  Expression when{};
  int for_weeks = 1;                    ///< weeks that `when` must hold in a row
  std::vector<LeverValue> set{};        ///< what it overrides while it is in force
  std::optional<Expression> release{};  ///< ends it; absent: it stays in force, or for `weeks`
  int weeks = kNever;                   ///< longest time in force
  int cooldown_weeks = 0;               ///< from release until it may fire again
  int at_most = kNever;                 ///< times that it may fire
  int from = 0, until = kNever;         ///< may fire in these weeks only, `until` excluded
  std::vector<int> after{};             ///< rules (by number, earlier in the file) that must have fired before
  std::vector<int> unless{};            ///< rules that must not have fired
  std::string when_text{}, release_text{}, note{};
};

/// The rule of a policy that begins so many weeks later.
Rule later(Rule rule, int weeks);

/// The rules of one run, week by week. What it says depends on what it was fed only.
class RuleEngine {
 public:
  RuleEngine(std::span<const Rule> rules, int weeks, int shift_weeks = 0);
  /// What it must be fed with.
  const std::vector<Column>& columns() const { return columns_; }
  /// Decides for a week, from the outputs of the weeks before; weeks come in order from 0.
  void decide(int week);
  /// Hands it the outputs of the week that was decided last, in the order of columns().
  void observe(std::span<const double> outputs);
  /// Every lever that some rule may set, each once.
  const std::vector<int>& levers() const { return levers_; }
  /// What the rules in force make of the i-th of levers(): the later in the file wins. Nothing: the schedule stands.
  std::optional<double> value(std::size_t i) const { return values_[i]; }
  /// What happened so far, by week; releases of tripwires are left out.
  const std::vector<RunEvent>& events() const { return events_; }

 private:
  struct State {
    int held = 0;  ///< weeks in a row
    int fired = 0;
    int since = -1;      ///< week in which it came into force; -1: it is not
    int again_from = 0;  ///< first week in which it may fire again
    std::vector<int> when_columns, release_columns;
  };
  std::vector<int> places_of(const Expression& expression);
  bool holds(const Expression& expression, const std::vector<int>& columns, int week) const;
  bool may_fire(const Rule& rule, const State& state, int week) const;
  void decide_one(std::size_t i, int week);

  std::vector<Rule> rules_;
  std::vector<State> states_;
  std::vector<Column> columns_;
  std::vector<std::vector<double>> history_;  ///< [column][week]
  std::vector<int> levers_;
  std::vector<std::optional<double>> values_;
  std::vector<RunEvent> events_;
  int week_ = -1;
};

}  // namespace fulcrum
