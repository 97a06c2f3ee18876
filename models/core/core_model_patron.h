/// \file
/// Steps 2 to 11: what the patron sees, believes, fears and expects, and the support that it gives. Part of core_model.h.
#pragma once

#include "models/core/core_model.h"
#include "models/equations/belief.h"
#include "models/equations/channel_and_arms.h"
#include "models/equations/cost.h"
#include "models/equations/deadline.h"
#include "models/equations/evidence.h"
#include "models/equations/motive.h"
#include "models/equations/perceived_power.h"
#include "models/equations/power.h"
#include "models/equations/support.h"
#include "models/equations/threat.h"
#include "models/numbers/normal_quantile.h"

namespace fulcrum {

template <class Real>
void CoreModel<Real>::speak() {
  const Levers<Real>& v = rival();
  memory_.deniability = tables_.intermediaries ? deniability_behind(u_.deniability, host_.openness) : u_.deniability;
  now_.violation = violation_of(p_.cost, u_, memory_.deniability, now_.direct, now_.proof);
  memory_.alarming = alarming_threat(p_.cost, v.coercive_threat, now_.channel, now_.violation);
  now_.channel = channel_after(p_.channel, v, memory_.alarming, now_.channel);
  for (Arms<Real>& n : neighbours_) {
    n.offensive = stock_after(p_.arms, n.offensive, Real(u_.arms_offensive * n.share));
    n.defensive = stock_after(p_.arms, n.defensive, Real(u_.arms_defensive * n.share));
  }
  const Real alarm = rival_alarm(p_.rival, now_.rival_threat, now_.channel);
  Real forces = forces_wanted(p_.rival, v, presence_reference_, alarm);
  if (tables_.blocs) forces = forces_let_in(p_.host, presence_reference_, forces, host_.relation, host_.ceiling);
  posture_ = rival_posture(p_.rival, p_.threat.reach_weight, v, presence_reference_, alarm, forces);
  now_.forces_present = posture_.forces;
  now_.presence = posture_.presence;
}

template <class Real>
void CoreModel<Real>::believe() {
  const Real signal = signal_of_intent(
      p_.belief, rival(), {.channel = now_.channel, .rhetoric = posture_.rhetoric, .alarming = memory_.alarming, .shock = now_.shock});
  now_.belief = belief_after(p_.belief, now_.belief, signal, normal(belief_draws_, p_.belief.noise_sd));
  now_.hostile = sigma(now_.belief);
}

template <class Real>
void CoreModel<Real>::perceive() {
  const Real& C = now_.channel;
  Real offensive = 0.0, defensive = 0.0;
  for (const Arms<Real>& n : neighbours_) {
    offensive += n.offensive;
    defensive += n.defensive;
  }
  now_.front_forces = forces_front(p_.threat, rival(), posture_, memory_.alarming, C);
  now_.front_arms = arms_front(p_.threat, u_, misread_stock(p_.threat, offensive, defensive, C));
  now_.front_insecurity = insecurity_front(p_.threat, now_.insecurity, now_.host_capacity);
  const Fronts<Real> read{now_.front_forces, now_.front_arms, now_.front_insecurity};
  const Fronts<Real> objective{now_.front_forces, arms_front(p_.threat, u_, offensive), now_.front_insecurity};
  now_.threat = threat_read(p_.threat, mean_of_fronts(p_.threat, structure_.fronts, read), C, now_.hostile);
  now_.threat_objective = clip(mean_of_fronts(p_.threat, structure_.fronts, objective));

  threats_.put(week_, now_.threat);
  const Real seen = threats_.before(week_, p_.perception.lag_weeks);
  if (any_noise_) memory_.mood = mood_after(p_.perception, memory_.mood, normal(noise_, p_.perception.noise_sd));
  now_.perceived_threat = perceived_after(p_.perception, structure_.perception, now_.perceived_threat, seen, memory_.mood);
  now_.misperception = now_.perceived_threat - now_.threat_objective;
}

// Where powers are seen without delay, the balance is seen as it is.
template <class Real>
void CoreModel<Real>::see_powers() {
  const auto at_once = p_.perception.power_weeks == Real(0.0);
  const Real shown =
      rival_power_shown(p_.perception, now_.rival_power, now_.unanswered, normal(power_draws_, p_.perception.power_noise_sd));
  Real &W = memory_.rival_power_seen, &Q = memory_.patron_power_seen;
  W = select(at_once, W, power_seen_after(p_.perception, W, shown));
  Q = select(at_once, Q, power_seen_after(p_.perception, Q, now_.patron_power));
  now_.balance_seen = select(at_once, now_.balance, balance_of(Q, W));
}

template <class Real>
void CoreModel<Real>::weigh() {
  if (week_ == 0) memory_.presence = posture_.presence;
  now_.containment = felt_containment(p_.containment, u_, posture_, now_.front_arms, now_.channel);
  now_.need = need_to_balance(p_.motive, u_, posture_.forces_in_reach, now_.containment, now_.balance_seen);
  now_.opportunity = opportunity_offered(p_.motive, u_,
                                         {.balance_gained = now_.balance_seen - memory_.balance_0,
                                          .presence = posture_.presence,
                                          .presence_memory = memory_.presence,
                                          .channel = now_.channel,
                                          .unanswered = now_.unanswered,
                                          .resolve = now_.resolve});
  memory_.presence += (posture_.presence - memory_.presence) / 52.0;
  now_.motive = motive_after(p_.motive, u_, now_.motive, now_.need, now_.opportunity);
}

template <class Real>
void CoreModel<Real>::expect_cost() {
  memory_.sanctions = sanctions_felt_after(p_.cost, memory_.sanctions, u_.sanctions);
  now_.evidence_effective = proven_evidence(p_.evidence, u_, now_.proof);
  const CostCauses<Real> causes{.channel = now_.channel,
                                .evidence = now_.evidence_effective,
                                .violation = now_.violation,
                                .unanswered = now_.unanswered,
                                .sanctions_felt = memory_.sanctions,
                                .standing = standing_of(p_.cost, rival(), now_.resolve, now_.record, now_.counter)};
  now_.credibility = credibility_of(p_.cost, rival(), causes);
  now_.expected_cost = expected_cost(p_.cost, rival(), causes, now_.credibility);
  now_.record = record_after(p_.cost, rival(), now_.record, now_.violation, now_.shock);
}

template <class Real>
void CoreModel<Real>::await_deadline() {
  if (deadlines_.empty()) return;
  Real nearest = 0.0;
  for (const DeadlineState<Real>& d : deadlines_)
    nearest = larger(nearest, deadline_felt(p_.deadline, d.dates, d.weight, Real(static_cast<double>(week_))));
  now_.deadline = nearest * (1.0 - u_.commitment);
}

template <class Real>
void CoreModel<Real>::support() {
  const Real &T = now_.perceived_threat, &B = now_.motive;
  const Real iota = inducement_heard(p_.indirect, u_, now_.channel);
  const auto z = propensity_terms(p_.direct, u_, T, B, now_.expected_cost, now_.lock_in, now_.deadline);
  const Real I_above_floor = not_negative(Real(now_.indirect - p_.indirect.floor));
  const auto wanted = direct_wanted(p_.direct, structure_.direct, z, I_above_floor, iota);
  const auto x = indirect_terms(p_.indirect, u_,
                                {.motive = B,
                                 .threat = T,
                                 .deterred = wanted.deterred,
                                 .front_insecurity = now_.front_insecurity,
                                 .inducement = iota,
                                 .deadline = now_.deadline});
  now_.direct = adjusted(now_.direct, wanted.level, p_.direct.adjust_weeks);
  now_.indirect = adjusted(now_.indirect, indirect_wanted(p_.indirect, x), p_.indirect.adjust_weeks);
  now_.lock_in = lock_in_after(p_.indirect, now_.lock_in, iota, indirect_reach(p_.indirect, now_.indirect));
  record_terms(z, x);
  for (std::size_t r = 0; r < received_.size(); ++r) received_[r] = recipient_share_[r] * now_.indirect;
}

template <class Real>
void CoreModel<Real>::record_terms(const PropensityTerms<Real>& z, const IndirectTerms<Real>& x) {
  now_.z_intercept = z.intercept;
  now_.z_threat = z.threat;
  now_.z_motive = z.motive;
  now_.z_interaction = z.interaction;
  now_.z_decision = z.decision;
  now_.z_ardour = z.ardour;
  now_.z_lock_in = z.lock_in;
  now_.z_deadline = z.deadline;
  now_.z_cost = z.cost;
  now_.i_response = x.response;
  now_.i_substitution = x.substitution;
  now_.i_release = x.release;
  now_.i_pull = x.pull;
  now_.i_host_opening = x.host_opening;
}

}  // namespace fulcrum
