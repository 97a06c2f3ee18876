/// \file
/// Steps 12 to 18: deliveries, militias, the rival's threat and resolve, host, street and power. Part of core_model.h.
#pragma once

#include "models/core/core_model.h"
#include "models/equations/capacity.h"
#include "models/equations/evidence.h"
#include "models/equations/kinds.h"
#include "models/equations/militia.h"
#include "models/equations/power.h"
#include "models/equations/resolve.h"
#include "models/equations/street.h"

namespace fulcrum {

// Left out where neither a gain, a cut nor a recipient asks for it: everything is then at its neutral value.
template <class Real>
void CoreModel<Real>::weigh_kinds() {
  const bool act = kinds_act_ || any(u_.arms_cut + u_.training_cut + u_.funds_cut + u_.sanctuary_cut > Real(0.0));
  if (!act && !kinds_acted_) return;
  kinds_acted_ = act;
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    MilitiaState<Real>& k = militias_[i];
    k.aid = traits_[i].social * now_.indirect;
    k.kinds = kind_effects(p_.kinds, u_, traits_[i].mix, traits_[i].usual);
    k.kinds.losses = k.kinds.losses * losses_among_friends(p_.social, k.aid);
  }
}

template <class Real>
void CoreModel<Real>::deliver() {
  weigh_kinds();
  now_.delivery_capacity = delivery_capacity_after(p_.capacity, rival(), now_.delivery_capacity);
  Real largest = allocation_utility(p_.militia, traits_[0], militias_[0].control), sum = 0.0;
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    militias_[k].share = allocation_utility(p_.militia, traits_[k], militias_[k].control);
    largest = larger(largest, militias_[k].share);
  }
  for (MilitiaState<Real>& k : militias_) {
    k.share = exponential(Real(k.share - largest));  // less the largest utility: the softmax is the same and cannot overflow
    sum += k.share;
  }
  const Real sent = now_.direct * static_cast<double>(militias_.size()) * (1.0 - u_.interdiction) * now_.delivery_capacity;
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    MilitiaState<Real>& k = militias_[i];
    k.share = k.share / sum;
    k.delivered = sent * k.share * (1.0 + host_.militias[i].skill) * k.kinds.arrives;
    deliveries_[i].put(week_, k.delivered * k.kinds.worth);
    k.arriving = deliveries_[i].before(week_, p_.militia.training_weeks);
    const Real binding = k.delivered * k.kinds.hold + p_.social.control_gain * k.aid;
    k.control = control_after(p_.control, traits_[i].tie, k.control, binding, u_.commander_loss, u_.leader_loss[i]);
  }
}

template <class Real>
void CoreModel<Real>::command() {
  now_.shock = shock_after(p_.swing, rival(), now_.shock);
  const Real plain = plain_order(
      p_.militia, u_, {.threat = now_.perceived_threat, .deadline = now_.deadline, .shock = now_.shock, .cost = now_.expected_cost});
  memory_.plain_order = clip(plain);
  memory_.order = clip(Real(plain + memory_.order_escalation));
  if (week_ == 0) memory_.order_memory = select(memory_.order_memory < Real(0.0), memory_.plain_order, memory_.order_memory);
  const Real allowed = tables_.blocs ? Real(1.0) : raids_allowed(p_.host, now_.dependence);
  memory_.raids = effective_raids(p_.host, u_, allowed, host_.consent, posture_.presence);
  memory_.help = offensive_help(p_.militia, now_.host_capacity, host_.shadow_state, posture_.presence);
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    MilitiaState<Real>& k = militias_[i];
    const HostOfMilitia<Real>& h = host_.militias[i];
    k.planned = larger(Real(host_.offensive_chance * h.foe), u_.host_offensive[i]);
    k.offensive = k.planned * host_.stamina * (1.0 - h.shelter);
    k.rage = rage_after(p_.militia, k.rage, u_.crackdown[i], u_.leader_loss[i], Real((1.0 - host_.amnesty) * k.offensive));
  }
}

template <class Real>
void CoreModel<Real>::attack() {
  const DriveCauses<Real> of_all{.presence = posture_.presence,
                                 .insecurity = now_.insecurity,
                                 .rage = Real(0.0),
                                 .shock = now_.shock,
                                 .deadline = now_.deadline,
                                 .escalation = memory_.own_escalation};
  const Real gain = p_.militia.attack_gain * attack_scale_, leak = host_.aid_leak * u_.host_aid;
  Real attacks = 0.0;
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    MilitiaState<Real>& k = militias_[i];
    const Traits<Real>& traits = traits_[i];
    const HostOfMilitia<Real>& h = host_.militias[i];
    const MilitiaCauses<Real> acts{.arriving = k.arriving + leak * h.integration,
                                   .raids = memory_.raids * (1.0 - h.shelter) * k.kinds.losses,
                                   .help = memory_.help,
                                   .offensive = k.offensive * k.kinds.losses,
                                   .feud = h.feud};
    k.capability = capability_after(p_.militia, k.capability, acts, Real(u_.crackdown[i] * k.kinds.losses), u_.leader_loss[i]);
    DriveCauses<Real> drives = of_all;
    drives.rage = k.rage;
    k.own = own_drive(p_.militia, traits, drives, u_.restraint[i]) * (1.0 - h.freeze);
    k.act = intent(traits, k.control, memory_.order, k.own, host_.coordination) * (1.0 - host_.calm * h.integration);
    k.clashes = k.rage * k.capability;
    attacks += traits.weight * k.capability * k.act * k.kinds.effect;
  }
  now_.attacks = clip(Real(gain * attacks));
}

template <class Real>
void CoreModel<Real>::alarm_rival() {
  Real ordered = 0.0, taken = 0.0;
  for (std::size_t i = 0; i < militias_.size(); ++i) {
    ordered += traits_[i].weight * militias_[i].capability * militias_[i].control;
    taken += u_.leader_loss[i];
  }
  now_.counter = counter_threat(posture_.presence, ordered);
  now_.rival_threat = rival_threat_after(p_.rival, now_.rival_threat, now_.attacks, now_.indirect, now_.channel);
  now_.unanswered = unanswered_after(p_.rival, rival(), now_.unanswered, now_.attacks);
  now_.proof = proof_after(p_.evidence, now_.proof,
                           {.captures = memory_.raids + taken + host_.intermediary_loss,
                            .direct = now_.direct,
                            .attacks = now_.attacks,
                            .deniability = memory_.deniability});
}

template <class Real>
void CoreModel<Real>::change_host() {
  const Real& A = now_.attacks;
  Real aid = u_.host_aid;
  if (tables_.blocs)
    for (std::size_t i = 0; i < militias_.size(); ++i) aid += traits_[i].weight * host_.militias[i].integration * militias_[i].capability;
  now_.host_capacity = host_capacity_after(p_.host, aid, now_.host_capacity, A, host_.capacity_cost);
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
                                      .feuds = host_.feud,
                                      .guard = protection,
                                      .segregation = now_.segregation,
                                      .direct = now_.direct,
                                      .sect_memory = memory_.sectarian});
  now_.segregation = segregation_after(p_.insecurity, now_.segregation, now_.insecurity);
}

template <class Real>
void CoreModel<Real>::shift_power() {
  now_.dependence = dependence_after(p_.power, now_.dependence, indirect_reach(p_.indirect, now_.indirect));
  const auto burden = burden_of(p_.burden, rival(), posture_, now_.attacks, now_.channel);
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
void CoreModel<Real>::resolve() {
  memory_.turnout = tables_.organisers ? host_.turnout : turnout_called(u_, now_.swing);
  now_.turnout = memory_.turnout;
  now_.resolve = resolve_after(p_.resolve, u_, now_.resolve,
                               {.presence = posture_.presence,
                                .attacks = now_.attacks,
                                .burden = now_.burden,
                                .turnout = memory_.turnout,
                                .insecurity = now_.insecurity});
}

template <class Real>
void CoreModel<Real>::step_swing_and_tightness() {
  now_.swing = swing_after(p_.swing, now_.swing, now_.shock, Real(now_.indirect - p_.indirect.floor), posture_.presence);
  now_.tightness = tightness_of(now_.perceived_threat, now_.rival_threat);
  now_.confrontation_hazard = confrontation_hazard(p_.confrontation, now_.tightness, rival().strikes);
}

}  // namespace fulcrum
