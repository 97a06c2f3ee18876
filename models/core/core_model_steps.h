/// \file
/// The order of a week after model.md section 3, and step 1: levers, rules and what the rival does. Part of core_model.h.
#pragma once

#include <algorithm>

#include "models/core/core_model.h"
#include "models/numbers/normal_quantile.h"

namespace fulcrum {

template <class Real>
void CoreModel<Real>::step() {
  step_to_orders();
  attack();
  step_rival_and_host();
  move_street();
  step_from_power();
}

template <class Real>
void CoreModel<Real>::step_to_orders() {
  set_levers();
  speak();
  believe();
  perceive();
  see_powers();
  weigh();
  expect_cost();
  await_deadline();
  support();
  deliver();
  command();
}

template <class Real>
void CoreModel<Real>::step_rival_and_host() {
  alarm_rival();
  change_host();
}

template <class Real>
void CoreModel<Real>::step_from_power() {
  shift_power();
  resolve();
  step_swing_and_tightness();
  weigh_courses();
  if (any_noise_) decide_course();
  if (watched_) read_indicators();
  if (any_adaptive_) choose_posture();
  now_.posture_forces = choices_.forces;
  now_.posture_engage = choices_.engage;
  now_.posture_coerce = choices_.coerce;
  now_.posture_strike = choices_.strike;
  memory_.order_memory += (memory_.plain_order - memory_.order_memory) / 26.0;
  if (politics_.tables().any()) move_politics();
  if (any_rules_) observe_rules();
  ++week_;
}

template <class Real>
void CoreModel<Real>::move_politics() {
  politics_.step({.p = p_,
                  .structure = structure_,
                  .u = u_,
                  .now = now_,
                  .memory = memory_,
                  .posture = posture_,
                  .traits = traits_,
                  .militias = militias_,
                  .deadlines = deadlines_,
                  .week = week_},
                 host_);
  if (politics_.tables().front()) now_.front = politics_.front();
  if (politics_.tables().organisers) now_.turnout = politics_.turnout();
}

template <class Real>
void CoreModel<Real>::set_levers() {
  now_.course = memory_.course;
  for (std::size_t l = 0; l < lane_levers_.size(); ++l) {
    LaneLevers& lane = lane_levers_[l];
    const auto& changes = lane.path->changes();
    for (; lane.next < changes.size() && changes[lane.next].week <= week_; ++lane.next)
      set_lane(u_.at(changes[lane.next].lever), static_cast<int>(l), changes[lane.next].value);
  }
  if (any_rules_) apply_rules();
  if (politics_.tables().any()) {
    host_.amnesty = u_.amnesty;
    host_.intermediary_loss = u_.intermediary_loss;
  }
  if (!any_adaptive_) return;
  does_ = u_;
  act_on_choices(p_.posture, u_, choices_, does_);
  choices_.strike = 0.0;
}

// Rules stand over the schedule. A lane's schedule is followed on behind them, so that a lever that is released is where it would be.
template <class Real>
void CoreModel<Real>::apply_rules() {
  for (std::size_t l = 0; l < rules_.size(); ++l) {
    if (!rules_[l]) continue;
    LaneRules& rules = *rules_[l];
    rules.engine.decide(week_);
    const std::vector<int>& levers = rules.engine.levers();
    const auto& changes = lane_levers_[l].path->changes();
    for (std::size_t c = lane_levers_[l].next; c-- > 0 && changes[c].week == week_;)
      for (std::size_t i = 0; i < levers.size(); ++i)
        if (levers[i] == changes[c].lever) rules.scheduled[i] = changes[c].value;
    for (std::size_t i = 0; i < levers.size(); ++i)
      set_lane(u_.at(levers[i]), static_cast<int>(l), rules.engine.value(i).value_or(rules.scheduled[i]));
  }
}

template <class Real>
void CoreModel<Real>::observe_rules() {
  for (std::size_t l = 0; l < rules_.size(); ++l) {
    if (!rules_[l]) continue;
    LaneRules& rules = *rules_[l];
    for (std::size_t c = 0; c < rules.places.size(); ++c) rules.outputs[c] = lane(*rules.places[c], static_cast<int>(l));
    rules.engine.observe(rules.outputs);
  }
}

// A normal error of this week with that standard deviation, where noise is on.
template <class Real>
Real CoreModel<Real>::normal(LaneDraws<Real>& draws, const Real& sd) {
  if (!any_noise_) return Real(0.0);
  return sd * normal_quantile(draws.uniform(week_)) * noise_on_;
}

template <class Real>
std::vector<RunEvent> CoreModel<Real>::events(int lane) const {
  std::vector<RunEvent> all = course_events_[static_cast<std::size_t>(lane)];
  const std::vector<RunEvent>& politics = politics_.events(lane);
  all.insert(all.end(), politics.begin(), politics.end());
  std::erase_if(all, [&](const RunEvent& event) { return event.week >= week_; });
  if (const auto& rules = rules_[static_cast<std::size_t>(lane)])
    all.insert(all.end(), rules->engine.events().begin(), rules->engine.events().end());
  std::stable_sort(all.begin(), all.end(), [](const RunEvent& a, const RunEvent& b) { return a.week < b.week; });
  return all;
}

}  // namespace fulcrum
