#include "models/rules.h"

#include <algorithm>
#include <array>

namespace fulcrum {

Rule later(Rule rule, int weeks) {
  rule.from += weeks;
  if (rule.until != Rule::kNever) rule.until += weeks;
  return rule;
}

RuleEngine::RuleEngine(std::span<const Rule> rules, int weeks, int shift_weeks)
    : rules_(rules.begin(), rules.end()), states_(rules.size()) {
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    Rule& rule = rules_[i] = later(rules_[i], shift_weeks);
    states_[i].when_columns = places_of(rule.when);
    if (rule.release) states_[i].release_columns = places_of(*rule.release);
    for (const LeverValue& set : rule.set)
      if (std::find(levers_.begin(), levers_.end(), set.lever) == levers_.end()) levers_.push_back(set.lever);
  }
  history_.resize(columns_.size());
  for (auto& column : history_) column.reserve(static_cast<std::size_t>(weeks));
  values_.resize(levers_.size());
}

std::vector<int> RuleEngine::places_of(const Expression& expression) {
  std::vector<int> places;
  for (const Column& column : expression.columns()) {
    const auto same = [&](const Column& c) { return c.series == column.series && c.entity == column.entity; };
    const auto found = std::find_if(columns_.begin(), columns_.end(), same);
    places.push_back(static_cast<int>(found - columns_.begin()));
    if (found == columns_.end()) columns_.push_back(column);
  }
  return places;
}

bool RuleEngine::holds(const Expression& expression, const std::vector<int>& columns, int week) const {
  constexpr std::size_t kFew = 16;
  std::array<const double*, kFew> few{};
  std::vector<const double*> many(columns.size() > kFew ? columns.size() : 0);
  const std::span<const double*> series = many.empty() ? std::span(few).first(columns.size()) : std::span(many);
  for (std::size_t i = 0; i < columns.size(); ++i) series[i] = history_[static_cast<std::size_t>(columns[i])].data();
  return expression.holds(series, week);
}

void RuleEngine::decide(int week) {
  week_ = week;
  for (std::size_t i = 0; i < rules_.size(); ++i) decide_one(i, week);
  std::fill(values_.begin(), values_.end(), std::nullopt);
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    if (states_[i].since < 0) continue;
    for (const LeverValue& set : rules_[i].set)
      values_[static_cast<std::size_t>(std::find(levers_.begin(), levers_.end(), set.lever) - levers_.begin())] = set.value;
  }
}

bool RuleEngine::may_fire(const Rule& rule, const State& state, int week) const {
  const auto fired = [&](int other) { return states_[static_cast<std::size_t>(other)].fired > 0; };
  return state.held >= rule.for_weeks && state.fired < rule.at_most && week >= state.again_from && week >= rule.from && week < rule.until &&
         std::all_of(rule.after.begin(), rule.after.end(), fired) && std::none_of(rule.unless.begin(), rule.unless.end(), fired);
}

// Weeks in force do not count towards the next firing: after a release the condition must hold for its weeks anew.
void RuleEngine::decide_one(std::size_t i, int week) {
  const Rule& rule = rules_[i];
  State& state = states_[i];
  if (week == 0) return;  // nothing has been seen yet
  if (state.since >= 0) {
    const bool ended = week - state.since >= rule.weeks || (rule.release && holds(*rule.release, state.release_columns, week - 1));
    if (!ended) return;
    state.since = -1;
    state.held = 0;
    state.again_from = week + rule.cooldown_weeks;
    if (rule.kind == Rule::Kind::kRule)
      events_.push_back({week, RunEvent::Kind::kRuleReleased, static_cast<int>(i), static_cast<double>(state.fired)});
    return;
  }
  state.held = holds(rule.when, state.when_columns, week - 1) ? state.held + 1 : 0;
  if (!may_fire(rule, state, week)) return;
  state.since = week;
  ++state.fired;
  const auto kind = rule.kind == Rule::Kind::kRule ? RunEvent::Kind::kRuleFired : RunEvent::Kind::kTripwire;
  events_.push_back({week, kind, static_cast<int>(i), static_cast<double>(state.fired)});
}

void RuleEngine::observe(std::span<const double> outputs) {
  for (std::size_t c = 0; c < history_.size(); ++c) history_[c].push_back(outputs[c]);
}

}  // namespace fulcrum
