#include "scenarios/readers/rules_reader.h"
#include "models/host/host_series.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "scenarios/expressions/expression_reader.h"
#include "scenarios/input/toml_text.h"
#include "scenarios/readers/actions_reader.h"
#include "scenarios/readers/values_reader.h"

namespace fulcrum {

namespace {

constexpr std::int64_t kLongestRule = 10000;

std::vector<std::string> indicator_names() {
  std::vector<std::string> names;
  for (int i = 0; i < kIndicators; ++i) names.push_back(indicator_series(i).name);
  for (int i = 0; i < kHostIndicators; ++i) names.push_back(host_indicator_series(i).name);
  return names;
}

class RuleReader {
 public:
  RuleReader(const NamedDates& dates, Setup& setup, Checker& check) : dates_(dates), setup_(setup), check_(check) {}

  Rule rule(const toml::table& table) {
    check_.only(
        table,
        {"name", "when", "for_weeks", "set", "release", "weeks", "cooldown_weeks", "at_most", "from", "until", "after", "unless", "note"},
        "[[rule]]");
    Rule rule;
    read_name(table, rule, "[[rule]]");
    if (auto when = condition(table, "when")) rule.when = std::move(*when), rule.when_text = table.get("when")->as_string()->get();
    if (!table.contains("when")) check_.missing(table, "when", "[[rule]]");
    if (auto release = condition(table, "release")) {
      rule.release = std::move(*release);
      rule.release_text = table.get("release")->as_string()->get();
    }
    rule.for_weeks = count(table, "for_weeks", 1, rule.for_weeks, "weeks");
    rule.weeks = count(table, "weeks", 1, rule.weeks, "weeks");
    rule.cooldown_weeks = count(table, "cooldown_weeks", 0, rule.cooldown_weeks, "weeks");
    rule.at_most = count(table, "at_most", 1, rule.at_most, "times");
    if (table.contains("cooldown_weeks") && !rule.release && !table.contains("release") && rule.weeks == Rule::kNever)
      check_.problem(table.get("cooldown_weeks")->source(),
                     "'cooldown_weeks' counts from a release; this rule has neither 'release' nor 'weeks'");
    read_span(table, rule);
    rule.after = others(table, "after");
    rule.unless = others(table, "unless");
    read_set(table, rule);
    rule.note = check_.text(table, "note", "note of a rule").value_or("");
    return rule;
  }

  Rule tripwire(const toml::table& table) {
    check_.only(table, {"name", "indicator", "above", "below", "weeks", "note"}, "[[tripwire]]");
    Rule wire;
    wire.kind = Rule::Kind::kTripwire;
    read_name(table, wire, "[[tripwire]]");
    std::string indicator = "fire_volume";
    if (const toml::node* node = table.get("indicator"))
      indicator = check_.one_of(*node, "indicator", indicator_names()).value_or(indicator);
    else
      check_.missing(table, "indicator", "[[tripwire]]");
    if (table.contains("above") == table.contains("below")) {
      check_.problem(table.source(), "a [[tripwire]] needs a threshold: either 'above' or 'below'");
      return wire;
    }
    const char* side = table.contains("above") ? "above" : "below";
    const double threshold = check_.number(table, side, side, {0, 1}, "").value_or(0);
    wire.for_weeks = count(table, "weeks", 1, 1, "weeks");
    wire.note = check_.text(table, "note", "note of a tripwire").value_or("");
    complete_tripwire(wire, indicator, side == std::string_view("above"), threshold, setup_);
    return wire;
  }

  // A tripwire is a rule that sets nothing and is released as soon as its condition no longer holds.
  static void complete_tripwire(Rule& wire, const std::string& indicator, bool above, double threshold, const Setup& setup) {
    wire.when_text = fmt::format("{} {} {}", indicator, above ? ">" : "<", number_text(threshold));
    wire.release_text = fmt::format("{} {} {}", indicator, above ? "<=" : ">=", number_text(threshold));
    wire.when = parse_expression(wire.when_text, Wanted::kCondition, setup.theatre, setup.weeks);
    wire.release = parse_expression(wire.release_text, Wanted::kCondition, setup.theatre, setup.weeks);
  }

 private:
  void read_name(const toml::table& table, Rule& rule, const char* where) {
    const auto name = check_.text(table, "name", std::string("name in ") + where);
    if (!table.contains("name")) check_.missing(table, "name", where);
    if (!name) return;
    rule.name = *name;
    if (name->empty() || name->size() > 60 || shown(*name) != *name)
      check_.problem(table.get("name")->source(), fmt::format("name in {} must have 1 to 60 bytes and no control characters", where));
    for (const Rule& other : setup_.rules)
      if (other.name == rule.name)
        check_.problem(table.get("name")->source(), fmt::format("two rules or tripwires are called '{}'; names must differ", shown(*name)));
  }

  std::optional<Expression> condition(const toml::table& table, const char* key) {
    const toml::node* node = table.get(key);
    if (node == nullptr) return std::nullopt;
    return read_expression(*node, key, Wanted::kCondition, setup_.theatre, setup_.weeks, check_);
  }

  int count(const toml::table& table, const char* key, std::int64_t least, int otherwise, const char* unit) {
    const auto value = check_.whole(table, key, key, least, kLongestRule, unit);
    return value ? static_cast<int>(*value) : otherwise;
  }

  void read_span(const toml::table& table, Rule& rule) {
    if (const toml::node* node = table.get("from"))
      if (const auto week = read_week(*node, "from", dates_, setup_, check_))
        rule.from = static_cast<int>(std::max<std::int64_t>(0, *week));
    if (const toml::node* node = table.get("until"))
      if (const auto week = read_week(*node, "until", dates_, setup_, check_)) {
        rule.until = static_cast<int>(std::clamp<std::int64_t>(*week, 0, Rule::kNever - 1));
        if (rule.until <= rule.from)
          check_.problem(node->source(),
                         fmt::format("until = week {} must come after week {}, from which the rule counts", *week, rule.from));
      }
  }

  // Names of rules that stand before this one.
  std::vector<int> others(const toml::table& table, const char* key) {
    std::vector<int> numbers;
    const toml::node* node = table.get(key);
    if (node == nullptr) return numbers;
    if (const toml::array* names = node->as_array())
      for (const toml::node& name : *names) add_other(name, key, numbers);
    else
      add_other(*node, key, numbers);
    return numbers;
  }

  void add_other(const toml::node& node, const char* key, std::vector<int>& numbers) {
    if (!node.is_string())
      return check_.problem(node.source(),
                            fmt::format("'{}' must be the name of a rule, or an array of names, not {}", key, kind_of(node)));
    const std::string& name = node.as_string()->get();
    std::vector<std::string> names;
    for (const Rule& other : setup_.rules) names.push_back(other.name);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
      return check_.problem(node.source(),
                            fmt::format("{} = '{}' is not a rule earlier in the file", key, shown(name)) + suggestion(name, names));
    numbers.push_back(static_cast<int>(found - names.begin()));
  }

  void read_set(const toml::table& table, Rule& rule) {
    const toml::table* set = check_.table(table, "set", "set");
    if (set == nullptr) {
      if (!table.contains("set")) check_.missing(table, "set", "[[rule]]");
      return;
    }
    rule.set = read_lever_values(*set, "set", setup_.theatre, check_);
    if (set->empty()) check_.problem(set->source(), "'set' gives no lever");
  }

  const NamedDates& dates_;
  Setup& setup_;
  Checker& check_;
};

std::string names_toml(const std::vector<int>& numbers, const std::vector<Rule>& rules) {
  std::string all;
  for (const int number : numbers) all += (all.empty() ? "" : ", ") + quoted(rules[static_cast<std::size_t>(number)].name);
  return "[" + all + "]";
}

std::string rule_toml(const Rule& r, const Setup& setup) {
  const auto militias = setup.theatre.militia_names();
  std::string levers;
  for (const LeverValue& v : r.set) levers += (levers.empty() ? "" : ", ") + lever_name(v.lever, militias) + " = " + float_text(v.value);
  std::string text = fmt::format("\n[[rule]]\nname = {}\nwhen = {}\nfor_weeks = {}\nset = {{ {} }}\n", quoted(r.name), quoted(r.when_text),
                                 r.for_weeks, levers);
  if (r.release) text += fmt::format("release = {}\n", quoted(r.release_text));
  if (r.weeks != Rule::kNever) text += fmt::format("weeks = {}\n", r.weeks);
  if (r.cooldown_weeks > 0) text += fmt::format("cooldown_weeks = {}\n", r.cooldown_weeks);
  if (r.at_most != Rule::kNever) text += fmt::format("at_most = {}\n", r.at_most);
  if (r.from > 0) text += fmt::format("from = {}\n", r.from);
  if (r.until != Rule::kNever) text += fmt::format("until = {}\n", r.until);
  if (!r.after.empty()) text += fmt::format("after = {}\n", names_toml(r.after, setup.rules));
  if (!r.unless.empty()) text += fmt::format("unless = {}\n", names_toml(r.unless, setup.rules));
  if (!r.note.empty()) text += fmt::format("note = {}\n", quoted(r.note));
  return text;
}

// "fire_volume > 0.4" as a tripwire has it.
std::string tripwire_toml(const Rule& r) {
  const std::size_t space = r.when_text.find(' ');
  const std::string note = r.note.empty() ? "" : fmt::format("note = {}\n", quoted(r.note));
  return fmt::format("\n[[tripwire]]\nname = {}\nindicator = {}\n{} = {}\nweeks = {}\n{}", quoted(r.name),
                     quoted(r.when_text.substr(0, space)), r.when_text[space + 1] == '>' ? "above" : "below", r.when_text.substr(space + 3),
                     r.for_weeks, note);
}

}  // namespace

void read_rules(const toml::table& document, const NamedDates& dates, Setup& setup, Checker& check) {
  const auto rules = check.tables(document, "rule"), wires = check.tables(document, "tripwire");
  if (rules.size() + wires.size() > kMostRules)
    return check.problem(document.source(),
                         fmt::format("there are {} rules and tripwires; at most {} are allowed", rules.size() + wires.size(), kMostRules));
  RuleReader reader(dates, setup, check);
  for (const toml::table* table : rules) setup.rules.push_back(reader.rule(*table));
  for (const toml::table* table : wires) setup.rules.push_back(reader.tripwire(*table));
}

std::vector<Rule> default_tripwires(const Setup& setup) {
  struct Default {
    const char* indicator;
    double above;
    int weeks;
  };
  static constexpr std::array<Default, 6> kDefaults{{{"fire_volume", .5, 2},
                                                     {"direct_fire", .6, 2},
                                                     {"leader_coordination", .6, 3},
                                                     {"narrative_gap", .7, 3},
                                                     {"restraint_calls", .3, 2},
                                                     {"unit_moves", .7, 2}}};
  std::vector<Rule> wires;
  for (const Default& d : kDefaults) {
    Rule wire;
    wire.kind = Rule::Kind::kTripwire;
    wire.name = d.indicator;
    wire.for_weeks = d.weeks;
    RuleReader::complete_tripwire(wire, d.indicator, true, d.above, setup);
    wires.push_back(std::move(wire));
  }
  return wires;
}

std::string rules_toml(const Setup& setup) {
  std::string text;
  for (const Rule& rule : setup.rules) text += rule.kind == Rule::Kind::kRule ? rule_toml(rule, setup) : tripwire_toml(rule);
  return text;
}

}  // namespace fulcrum
