#include "scenarios/readers/actions_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "scenarios/readers/values_reader.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kFarthest = 1000000;  // weeks; a decision point may lie beyond the horizon

// A time as it was given: 30, 2008-06-02, 'election'.
std::string given_text(const toml::node& node) {
  if (node.is_integer()) return fmt::format("{}", node.as_integer()->get());
  if (node.is_string()) return fmt::format("'{}'", shown(node.as_string()->get()));
  const toml::date d = node.as_date()->get();
  return date_text(std::chrono::sys_days(std::chrono::year(d.year) / d.month / d.day));
}

// Weeks from the start, rounded down: a date means the week that contains it.
std::optional<std::int64_t> week_of(std::chrono::sys_days date, const Setup& setup) {
  if (setup.start == kNoStart) return std::nullopt;
  const auto days = (date - setup.start).count();
  return days >= 0 ? days / 7 : -((6 - days) / 7);
}

class ActionReader {
 public:
  ActionReader(const NamedDates& dates, const Setup& setup, Checker& check) : dates_(dates), setup_(setup), check_(check) {}

  std::optional<Action> read(const toml::table& table) {
    check_.only(table, {"at", "week", "from", "until", "weeks", "set", "ramp", "pulse", "decision", "note"}, "[[action]]");
    Action action;
    if (const auto note = check_.text(table, "note", "note of an action")) action.note = *note;
    const auto kind = kind_of_action(table);
    if (!kind) return std::nullopt;
    action.kind = *kind;
    const std::size_t before = check_.problems.size();
    read_times(table, action);
    if (action.kind == ActionKind::kDecision)
      read_decision(table, action);
    else
      read_values(table, action);
    return check_.problems.size() == before ? std::optional(action) : std::nullopt;
  }

 private:
  std::optional<ActionKind> kind_of_action(const toml::table& table) {
    std::vector<ActionKind> kinds;
    if (table.contains("set")) kinds.push_back(ActionKind::kSet);
    if (table.contains("ramp")) kinds.push_back(ActionKind::kRamp);
    if (table.contains("pulse")) kinds.push_back(ActionKind::kPulse);
    if (table.contains("decision")) kinds.push_back(ActionKind::kDecision);
    if (kinds.size() == 1) return kinds.front();
    check_.problem(table.source(), fmt::format("an [[action]] must have exactly one of set, ramp, pulse and decision; this one has {}",
                                               kinds.empty() ? "none" : std::to_string(kinds.size())));
    return std::nullopt;
  }

  std::optional<std::int64_t> week(const toml::node& node, const std::string& what) {
    return read_week(node, what, dates_, setup_, check_);
  }

  void read_times(const toml::table& table, Action& action) {
    const toml::node* at = nullptr;
    std::string what;
    for (const char* key : {"at", "week", "from"})
      if (const toml::node* node = table.get(key)) {
        if (at != nullptr)
          check_.problem(node->source(), fmt::format("an [[action]] has both '{}' and '{}'; give one of at, week and from", what, key));
        at = node;
        what = key;
      }
    if (at == nullptr) {
      check_.problem(table.source(), "an [[action]] needs a time: at (a date), week (a number) or from");
      return;
    }
    if (const auto value = week(*at, what)) {
      action.week = static_cast<int>(*value);
      const bool inside = *value >= 0 && (*value < setup_.weeks || action.kind == ActionKind::kDecision);
      if (!inside) check_.problem(at->source(), outside(what, *at, *value));
    }
    read_until(table, action);
    if (const toml::node* node = table.get("weeks")) {
      if (action.kind != ActionKind::kPulse) check_.problem(node->source(), "'weeks' belongs to a pulse");
      if (const auto weeks = check_.whole(*node, "weeks", 1, kFarthest, "weeks")) action.weeks = static_cast<int>(*weeks);
    }
  }

  // "30", "2008-06-02, in week 21,"
  static std::string with_week(const toml::node& node, std::int64_t week) {
    return node.is_integer() ? given_text(node) : fmt::format("{}, in week {},", given_text(node), week);
  }

  std::string outside(const std::string& what, const toml::node& node, std::int64_t value) const {
    std::string weeks = fmt::format("{} = {} is outside the run; allowed: week 0 to {}", what, with_week(node, value), setup_.weeks - 1);
    if (setup_.start == kNoStart) return weeks;
    const auto last = setup_.start + std::chrono::days(7 * setup_.weeks - 1);
    return fmt::format("{} ({} to {})", weeks, date_text(setup_.start), date_text(last));
  }

  void read_until(const toml::table& table, Action& action) {
    const toml::node* node = table.get("until");
    if (node == nullptr) {
      if (action.kind == ActionKind::kRamp) check_.problem(table.source(), "a ramp needs 'until', the week in which its target is reached");
      return;
    }
    if (action.kind != ActionKind::kSet && action.kind != ActionKind::kRamp) {
      check_.problem(node->source(), "'until' belongs to set and ramp");
      return;
    }
    const auto value = week(*node, "until");
    if (!value) return;
    if (*value <= action.week)
      check_.problem(node->source(),
                     fmt::format("until = {} must come after week {}, where the action begins", with_week(*node, *value), action.week));
    action.until = static_cast<int>(*value);
  }

  void read_values(const toml::table& table, Action& action) {
    const char* key = action.kind == ActionKind::kSet ? "set" : (action.kind == ActionKind::kRamp ? "ramp" : "pulse");
    const toml::table* values = check_.table(table, key, key);
    if (values == nullptr) return;
    const toml::node* weeks_node = action.kind == ActionKind::kPulse ? values->get("weeks") : nullptr;
    if (weeks_node != nullptr && table.contains("weeks"))
      check_.problem(weeks_node->source(), "'weeks' is given both in the pulse and beside it; give it once");
    if (weeks_node != nullptr)
      if (const auto weeks = check_.whole(*weeks_node, "weeks", 1, kFarthest, "weeks")) action.weeks = static_cast<int>(*weeks);
    action.values = read_lever_values(*values, key, setup_.theatre, check_, action.kind == ActionKind::kPulse ? "weeks" : "");
    if (action.values.empty() && values->empty()) check_.problem(values->source(), fmt::format("'{}' gives no lever", key));
  }

  void read_decision(const toml::table& table, Action& action) {
    const toml::table* given = check_.table(table, "decision", "decision");
    if (given == nullptr) return;
    check_.only(*given, {"lead_weeks", "weight", "name"}, "decision");
    if (const auto lead = check_.whole(*given, "lead_weeks", "decision.lead_weeks", 1, 520, "weeks")) {
      action.lead_weeks = static_cast<int>(*lead);
      if (*lead < 4 || *lead > 26)
        check_.note(given->get("lead_weeks")->source(), fmt::format("lead_weeks = {} is outside its exploration range, 4 to 26", *lead));
    }
    if (const auto weight = check_.number(*given, "weight", "decision.weight", {0, 1}, "")) action.weight = *weight;
    if (const auto name = check_.text(*given, "name", "decision.name")) action.name = *name;
  }

  const NamedDates& dates_;
  const Setup& setup_;
  Checker& check_;
};

}  // namespace

std::optional<std::int64_t> read_week(const toml::node& node, const std::string& what, const NamedDates& dates, const Setup& setup,
                                      Checker& check) {
  if (node.is_integer()) return check.whole(node, what, -kFarthest, kFarthest, "weeks");
  if (node.is_date()) {
    const auto date = check.date(node, what);
    return date ? week_of(*date, setup) : std::nullopt;
  }
  if (!node.is_string()) {
    check.problem(node.source(), fmt::format("{} must be a week number, a date or the name of a date, not {}", what, kind_of(node)));
    return std::nullopt;
  }
  const std::string name = node.as_string()->get();
  if (const auto found = dates.find(name); found != dates.end()) return week_of(found->second, setup);
  std::vector<std::string> names;
  for (const auto& [known, date] : dates) names.push_back(known);
  check.problem(node.source(), fmt::format("{} = '{}' is not the name of a date in [dates]", what, shown(name)) + suggestion(name, names));
  return std::nullopt;
}

void read_actions(const toml::table& document, const NamedDates& dates, Setup& setup, Checker& check) {
  const auto tables = check.tables(document, "action");
  if (tables.size() > kMostActions) {
    check.problem(tables[kMostActions]->source(),
                  fmt::format("there are {} [[action]] tables; at most {} are allowed (a [[schedule]] has a value for each week)",
                              tables.size(), kMostActions));
    return;
  }
  ActionReader reader(dates, setup, check);
  std::set<std::pair<int, int>> set_at;  // week, lever
  const auto militias = setup.theatre.militia_names();
  for (const toml::table* table : tables)
    if (auto action = reader.read(*table)) {
      for (const LeverValue& value : action->values)
        if (!set_at.insert({action->week, value.lever}).second)
          check.note(table->source(), fmt::format("{} is set twice in week {}; the later action in the file wins",
                                                  lever_name(value.lever, militias), action->week));
      setup.actions.push_back(std::move(*action));
    }
}

}  // namespace fulcrum
