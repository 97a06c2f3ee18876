/// \file
/// The steps of a week in the order of model.md section 3; the equations stand in models/equations. Part of core_model.h.
#pragma once

#include <algorithm>

#include "models/core/core_model.h"
#include "models/equations/channel_and_arms.h"
#include "models/equations/cost.h"
#include "models/equations/course.h"
#include "models/equations/motive.h"
#include "models/equations/power.h"
#include "models/equations/street.h"
#include "models/equations/support.h"
#include "models/equations/threat.h"
#include "models/numbers/normal_quantile.h"

namespace fulcrum {

template <class Real>
void CoreModel<Real>::step() {
  lead();
  attack();
  answer();
  move_street();
  settle();
}

template <class Real>
void CoreModel<Real>::lead() {
  set_levers();
  perceive();
  weigh();
  support();
  deliver();
  command();
}

template <class Real>
void CoreModel<Real>::answer() {
  alarm_rival();
  change_host();
}

template <class Real>
void CoreModel<Real>::settle() {
  shift_power();
  turn();
  if (any_noise_) decide_course();
  if (watched_) read_indicators();
  if (any_rules_) observe_rules();
  ++week_;
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

template <class Real>
void CoreModel<Real>::perceive() {
  now_.channel = channel_after(p_.channel, u_, now_.channel);
  const Real& C = now_.channel;
  Real offensive = 0.0, defensive = 0.0;
  for (Arms<Real>& n : neighbours_) {
    n.offensive = stock_after(p_.arms, n.offensive, Real(u_.arms_offensive * n.share));
    n.defensive = stock_after(p_.arms, n.defensive, Real(u_.arms_defensive * n.share));
    offensive += n.offensive;
    defensive += n.defensive;
  }
  posture_ = rival_posture(p_.rival, p_.threat.reach_weight, u_, now_.rival_threat, C);
  now_.forces_present = posture_.forces;

  now_.front_forces = forces_front(p_.threat, u_, posture_, C);
  now_.front_arms = arms_front(p_.threat, u_, misread_stock(p_.threat, offensive, defensive, C));
  now_.front_insecurity = insecurity_front(p_.threat, now_.insecurity, now_.host_capacity);
  const Fronts<Real> read{now_.front_forces, now_.front_arms, now_.front_insecurity};
  const Fronts<Real> objective{now_.front_forces, arms_front(p_.threat, u_, offensive), now_.front_insecurity};
  now_.threat = threat_read(p_.threat, mean_of_fronts(p_.threat, structure_.fronts, read), C);
  now_.threat_objective = clip(mean_of_fronts(p_.threat, structure_.fronts, objective));

  threats_.put(week_, now_.threat);
  const Real seen = threats_.before(week_, p_.perception.lag_weeks);
  now_.perceived_threat = perceived_after(p_.perception, structure_.perception, now_.perceived_threat, seen, perception_noise());
  now_.misperception = now_.perceived_threat - now_.threat_objective;
}

template <class Real>
Real CoreModel<Real>::perception_noise() {
  if (!any_noise_) return Real(0.0);
  Real uniform;
  for (int l = 0; l < kLanes<Real>; ++l) set_lane(uniform, l, noise_[static_cast<std::size_t>(l)].uniform(week_));
  return p_.perception.noise_sd * normal_quantile(uniform) * noise_on_;
}

template <class Real>
void CoreModel<Real>::weigh() {
  const Real& C = now_.channel;
  if (week_ == 0) memory_.forces = posture_.forces;
  now_.containment = felt_containment(p_.containment, u_, posture_, now_.front_arms, C);
  now_.need = need_to_balance(p_.motive, u_, posture_.forces_in_reach, now_.containment);
  now_.opportunity = opportunity_offered(p_.motive, u_,
                                         {.balance_gained = now_.balance - memory_.balance_0,
                                          .forces = posture_.forces,
                                          .forces_memory = memory_.forces,
                                          .channel = C,
                                          .unanswered = now_.unanswered});
  memory_.forces += (posture_.forces - memory_.forces) / 52.0;
  now_.motive = motive_after(p_.motive, u_, now_.motive, now_.need, now_.opportunity);

  memory_.sanctions = sanctions_felt_after(p_.cost, memory_.sanctions, u_.sanctions);
  now_.expected_cost = expected_cost(p_.cost, u_, C, now_.unanswered, memory_.sanctions);
}

template <class Real>
void CoreModel<Real>::support() {
  const Real &T = now_.perceived_threat, &B = now_.motive;
  const auto z = propensity_terms(p_.direct, u_, T, B, now_.expected_cost, now_.lock_in);
  const Real I_above_floor = not_negative(Real(now_.indirect - p_.indirect.floor));
  const auto wanted = direct_wanted(p_.direct, structure_.direct, z, I_above_floor, u_.inducement);
  memory_.deterred = wanted.deterred;
  const auto x = indirect_terms(p_.indirect, u_, B, T, wanted.deterred, now_.front_insecurity);

  now_.direct = adjusted(now_.direct, wanted.level, p_.direct.adjust_weeks);
  now_.indirect = adjusted(now_.indirect, indirect_wanted(p_.indirect, x), p_.indirect.adjust_weeks);
  now_.lock_in = lock_in_after(p_.indirect, now_.lock_in, u_.inducement, indirect_reach(p_.indirect, now_.indirect));

  now_.z_intercept = z.intercept;
  now_.z_threat = z.threat;
  now_.z_motive = z.motive;
  now_.z_interaction = z.interaction;
  now_.z_decision = z.decision;
  now_.z_ardour = z.ardour;
  now_.z_lock_in = z.lock_in;
  now_.z_cost = z.cost;
  now_.i_response = x.response;
  now_.i_substitution = x.substitution;
  now_.i_release = x.release;
  now_.i_pull = x.pull;
  now_.i_host_opening = x.host_opening;
  for (std::size_t r = 0; r < received_.size(); ++r) received_[r] = recipient_share_[r] * now_.indirect;
}

template <class Real>
void CoreModel<Real>::deliver() {
  Real largest = claim(p_.militia, traits_[0], militias_[0].control), sum = 0.0;
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    militias_[k].share = claim(p_.militia, traits_[k], militias_[k].control);
    largest = larger(largest, militias_[k].share);
  }
  for (MilitiaState<Real>& k : militias_) {
    k.share = exponential(Real(k.share - largest));  // less the largest claim: the softmax is the same and cannot overflow
    sum += k.share;
  }
  const Real sent = now_.direct * static_cast<double>(militias_.size()) * (1.0 - u_.interdiction);
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    MilitiaState<Real>& k = militias_[i];
    k.share = k.share / sum;
    k.delivered = sent * k.share;
    deliveries_[i].put(week_, k.delivered);
    k.arriving = deliveries_[i].before(week_, p_.militia.training_weeks);
    k.control = control_after(p_.control, traits_[i].tie, k.control, k.delivered, u_.commander_loss);
  }
}

template <class Real>
void CoreModel<Real>::command() {
  now_.shock = shock_after(p_.swing, u_, now_.shock);
  memory_.order = order_given(p_.militia, u_, now_.perceived_threat, now_.shock, now_.expected_cost, memory_.order_escalation);
  memory_.raids = effective_raids(p_.host, u_.raids, now_.dependence);
  for (std::size_t i = 0; i < militias_.size(); ++i) militias_[i].rage = rage_after(p_.militia, militias_[i].rage, u_.crackdown[i]);
}

template <class Real>
void CoreModel<Real>::attack() {
  Real attacks = 0.0;
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    MilitiaState<Real>& k = militias_[i];
    const Traits<Real>& traits = traits_[i];
    k.capability = capability_after(p_.militia, k.capability, k.arriving, memory_.raids, u_.crackdown[i]);
    k.own = own_drive(p_.militia, traits, posture_.forces, now_.insecurity, k.rage, u_.restraint[i], memory_.own_escalation);
    k.act = intent(traits, k.control, memory_.order, k.own);
    k.clashes = k.rage * k.capability;
    attacks += traits.weight * k.capability * k.act;
  }
  now_.attacks = clip(Real(p_.militia.attack_gain * attacks));
}

template <class Real>
void CoreModel<Real>::alarm_rival() {
  now_.rival_threat = rival_threat_after(p_.rival, now_.rival_threat, now_.attacks, now_.indirect, now_.channel);
  now_.unanswered = unanswered_after(p_.rival, u_, now_.unanswered, now_.attacks);
}

template <class Real>
void CoreModel<Real>::change_host() {
  const Real& A = now_.attacks;
  now_.host_capacity = host_capacity_after(p_.host, u_, now_.host_capacity, A);
  memory_.realigned = realigned_after(p_.insurgents, u_, memory_.realigned);
  memory_.sectarian = sect_memory_after(p_.insecurity, u_, memory_.sectarian);
}

template <class Real>
void CoreModel<Real>::move_street() {
  const Real& A = now_.attacks;
  const Real protection = guard(p_.insecurity, p_.host.troop_protection, u_, now_.host_capacity, A, posture_.forces);
  now_.insurgents = insurgents_after(p_.insurgents, now_.insurgents, memory_.realigned, A, protection);
  now_.insecurity = insecurity_after(p_.insecurity, now_.insecurity,
                                     {.insurgents = now_.insurgents,
                                      .attacks = A,
                                      .guard = protection,
                                      .segregation = now_.segregation,
                                      .direct = now_.direct,
                                      .sect_memory = memory_.sectarian});
  now_.segregation = segregation_after(p_.insecurity, now_.segregation, now_.insecurity);
}

template <class Real>
void CoreModel<Real>::shift_power() {
  now_.dependence = dependence_after(p_.power, now_.dependence, indirect_reach(p_.indirect, now_.indirect));
  const auto burden = burden_of(p_.burden, u_, posture_, now_.attacks, now_.channel);
  now_.burden = burden.sum();
  now_.burden_total += now_.burden / 52.0;
  now_.rival_power = rival_power_after(p_.power, now_.rival_power, now_.burden);
  now_.patron_power = patron_power_after(p_.power, now_.patron_power, now_.containment, now_.dependence, memory_.sanctions);
  now_.balance = balance_of(now_.patron_power, now_.rival_power);

  now_.burden_presence = burden.presence;
  now_.burden_attrition = burden.attrition;
  now_.burden_raids = burden.raids;
  now_.burden_strikes = burden.strikes;
  now_.burden_host_aid = burden.host_aid;
  now_.burden_sanctions = burden.sanctions;
  now_.burden_reach = burden.reach;
  now_.burden_rhetoric = burden.rhetoric;
}

template <class Real>
void CoreModel<Real>::turn() {
  now_.swing = swing_after(p_.swing, now_.swing, now_.shock, Real(now_.indirect - p_.indirect.floor), posture_.forces);
  now_.tightness = tightness_of(now_.perceived_threat, now_.rival_threat);
  now_.confrontation_hazard = confrontation_hazard(p_.confrontation, now_.tightness, u_.strikes);
}

template <class Real>
Real CoreModel<Real>::mean_control() const {
  Real sum = 0.0;
  for (const MilitiaState<Real>& k : militias_) sum += k.control;
  return sum / static_cast<double>(militias_.size());
}

template <class Real>
Real CoreModel<Real>::chance_militia() const {
  Real none_turns = 1.0;
  for (const MilitiaState<Real>& k : militias_) none_turns *= 1.0 - militia_turns(p_.course, k.control, k.own, k.capability);
  return 1.0 - none_turns;
}

// The chances are packs; the draws, and what comes of them, are each run's own. A draw depends on its week alone, whoever asks for it.
template <class Real>
void CoreModel<Real>::decide_course() {
  if (week_ % kCourseWeeks != kCourseWeeks - 1) return;
  const Real patron = chance_patron(), militia = chance_militia();
  for (int l = 0; l < kLanes<Real>; ++l) {
    const auto at = static_cast<std::size_t>(l);
    if (!(lane(noise_on_, l) > 0)) continue;
    const Course before = static_cast<Course>(static_cast<int>(lane(memory_.course, l)));
    const bool dangerous = before == Course::kPatron || before == Course::kMilitia;
    if (dangerous && week_ - course_since_[at] < lane(p_.course.hold_weeks, l)) continue;
    const Course course = course_decided(
        {patron_draws_[at].uniform(week_), militia_draws_[at].uniform(week_)},
        {.patron = lane(patron, l), .militia = lane(militia, l), .ordered = lane(memory_.order, l) > lane(p_.course.threshold, l)});
    if (course == before) continue;
    const double escalation = lane(p_.course.escalation, l);
    course_since_[at] = week_;
    set_lane(memory_.course, l, static_cast<double>(course));
    set_lane(memory_.order_escalation, l, course == Course::kPatron ? escalation : 0.0);
    set_lane(memory_.own_escalation, l, course == Course::kMilitia ? escalation : 0.0);
    course_events_[at].push_back({week_ + 1, RunEvent::Kind::kCourse, static_cast<int>(course), static_cast<double>(course)});
  }
}

template <class Real>
Real CoreModel<Real>::reading(int indicator, const Real& exact) {
  if (!any_noise_) return clip(exact);
  Real uniform;
  const auto first = static_cast<std::size_t>(indicator) * static_cast<std::size_t>(kLanes<Real>);
  for (int l = 0; l < kLanes<Real>; ++l) set_lane(uniform, l, readings_[first + static_cast<std::size_t>(l)].uniform(week_));
  return clip(Real(exact + p_.indicators.noise_sd * normal_quantile(uniform) * noise_on_));
}

template <class Real>
void CoreModel<Real>::read_indicators() {
  constexpr int kHalfYear = 26;
  attacks_.put(week_, now_.attacks);
  const int first = week_ < kHalfYear ? 0 : week_ - kHalfYear + 1;
  Real attacks = 0.0;
  for (int t = first; t <= week_; ++t) attacks += attacks_.at(t);
  const Real control = mean_control();
  now_.chance_patron = chance_patron();
  now_.chance_militia = chance_militia();
  int i = 0;
  now_.fire_volume = reading(i++, now_.attacks);
  now_.direct_fire = reading(i++, Real(now_.attacks - attacks / static_cast<double>(week_ - first + 1) + 0.5));
  now_.leader_coordination = reading(i++, front());
  now_.new_groups = reading(i++, memory_.new_groups);
  now_.narrative_gap = reading(i++, Real(1.0 - control));
  now_.restraint_calls = reading(i++, Real((1.0 - control) * now_.attacks));
  now_.unit_moves = reading(i, memory_.order);
}

template <class Real>
std::vector<RunEvent> CoreModel<Real>::events(int lane) const {
  std::vector<RunEvent> all = course_events_[static_cast<std::size_t>(lane)];
  std::erase_if(all, [&](const RunEvent& event) { return event.week >= week_; });
  if (const auto& rules = rules_[static_cast<std::size_t>(lane)])
    all.insert(all.end(), rules->engine.events().begin(), rules->engine.events().end());
  std::stable_sort(all.begin(), all.end(), [](const RunEvent& a, const RunEvent& b) { return a.week < b.week; });
  return all;
}

}  // namespace fulcrum
