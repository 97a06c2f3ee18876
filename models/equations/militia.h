/// \file
/// Steps 12 to 14: allocation of direct support, control, and what a militia does. The sums over militias stand in core_model_world.h.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"
#include "models/vehicles.h"

namespace fulcrum {

/// A militia's traits in a run: theatre.h says what they mean.
template <class Real>
struct Traits {
  Real fighters, tie, agenda, fit, role, lethality;
  Real weight;        ///< w_k: fighters times lethality, of all militias 1; step 14
  Mix<Real> mix{};    ///< shares of the kinds of support [0-1]; step 12
  Mix<Real> usual{};  ///< the theatre's; all 0 where the militia names no vehicles
  Real social{0.0};   ///< of indirect support, times the number of recipients [>= 0]; step 12
};

/// Utility of a militia to the patron in the softmax of step 12. [P51-P54]
template <class Real>
Real allocation_utility(const MilitiaParameters<Real>& p, const Traits<Real>& k, const Real& kappa) {
  return p.allocation_sharpness * (k.tie * kappa + k.fit);
}

/// Control kappa [0-1] after a week, from the support that binds the militia [index]; step 13. The patron's commander and the
/// organisation's own leader may be lost. [P59 P96 P97 P109 P127]
template <class Real>
Real control_after(const ControlParameters<Real>& p, const Real& tie, const Real& kappa, const Real& binding, const Real& commander_loss,
                   const Real& leader_loss) {
  const Real left = kappa * (1.0 - p.commander_loss * commander_loss) * (1.0 - p.commander_loss * leader_loss);
  const Real dependence = binding / (binding + p.own_income);
  return clip(Real(left + (tie * dependence - left) / p.adjust_weeks));
}

/// Memory of strikes and commander losses [0-1] after a week; step 14. [P98 P99]
template <class Real>
Real shock_after(const SwingParameters<Real>& p, const Levers<Real>& u, const Real& shock) {
  return clip(Real(shock * (1.0 - 1.0 / p.shock_memory_weeks) + u.strikes + u.commander_loss));
}

/// What orders are made from in a week.
template <class Real>
struct OrderCauses {
  Real threat;    ///< T as perceived [index]
  Real deadline;  ///< how near a deadline is felt [0-1]
  Real shock;     ///< [0-1]
  Real cost;      ///< EC [>= 0]
};

/// What the patron would ask of its militias on no course in particular [index, not clipped]; step 14. [P14 P45-P47 P98 P117]
template <class Real>
Real plain_order(const MilitiaParameters<Real>& p, const Levers<Real>& u, const OrderCauses<Real>& now) {
  return p.order_base + p.order_threat * now.threat + p.order_decision * larger(u.decision, now.deadline) + p.order_shock * now.shock -
         p.order_cost * now.cost;
}

/// Raids that the host lets happen [0-1]; step 14. They need the forces to make them (F' presence, surge) and consent [0-1]; `allowed`
/// [0-1] is what a dependent host allows. [P87 P128]
template <class Real>
Real effective_raids(const HostParameters<Real>& p, const Levers<Real>& u, const Real& allowed, const Real& consent, const Real& presence) {
  const Real manned = clip(Real(presence + not_negative(u.surge)));
  return u.raids * allowed * consent * (1.0 - p.raid_forces * (1.0 - manned));
}

/// Share of raids that a host allows which depends on the patron [0-1]; step 14, where parliament is not described. [P87]
template <class Real>
Real raids_allowed(const HostParameters<Real>& p, const Real& dependence) {
  return 1.0 - p.consent * dependence;
}

/// Forces that stand behind an offensive of the host [0-1]; step 14. S of last week, F' presence. [P86]
template <class Real>
Real offensive_help(const MilitiaParameters<Real>& p, const Real& S, const Real& shadow_state, const Real& presence) {
  return clip(Real(S * (1.0 - shadow_state) + p.offensive_help * presence));
}

/// What acts on an organisation in a week, beside its levers.
template <class Real>
struct MilitiaCauses {
  Real arriving;   ///< support, delivered training_weeks ago [index]
  Real raids;      ///< that happen [0-1]
  Real help;       ///< forces behind the host's offensive [0-1]
  Real offensive;  ///< of the host against it [0-1]
  Real feud;       ///< capability lost in feuds [1/week]
};

/// Capability M [index 0-1] after a week of support that arrives, raids, crackdown, offensives, loss of its leader and feuds; step 14.
/// [P43 P44 P58 P86 P87 P127]
template <class Real>
Real capability_after(const MilitiaParameters<Real>& p, const Real& M, const MilitiaCauses<Real>& now, const Real& crackdown,
                      const Real& leader_loss) {
  const Real built = p.build_rate * now.arriving * (1.0 - M);
  return clip(Real(M + built - p.decay_rate * M * (1.0 + p.raid_loss * now.raids) - p.crackdown_loss * crackdown * M -
                   (p.offensive_loss * now.help * now.offensive + p.crackdown_loss * leader_loss) * M - now.feud * M));
}

/// Remembered crackdowns, offensives and losses [>= 0] after a week; step 14. [P86 P104 P127]
template <class Real>
Real rage_after(const MilitiaParameters<Real>& p, const Real& rage, const Real& crackdown, const Real& leader_loss, const Real& offensive) {
  return rage * (1.0 - 1.0 / p.rage_weeks) + crackdown + leader_loss + p.host_rage * offensive;
}

/// What drives a militia of itself in a week.
template <class Real>
struct DriveCauses {
  Real presence;    ///< F' [0-1.5]
  Real insecurity;  ///< V of last week [index]
  Real rage;        ///< [>= 0]
  Real shock;       ///< [0-1]
  Real deadline;    ///< how near a deadline is felt [0-1]
  Real escalation;  ///< added while the militias are on their most dangerous course [1]
};

/// The part of own drive that no province changes [index]; step 14: rage, revenge by tie, credit for the rival's departure, escalation.
/// [P47 P98 P104 P108 P116 P117]
template <class Real>
Real own_impulse(const MilitiaParameters<Real>& p, const Real& tie, const Real& provoked, const DriveCauses<Real>& now) {
  return provoked + p.rage_gain * now.rage + p.own_shock * tie * now.shock + p.own_credit * now.deadline + now.escalation;
}

/// The militia's own drive to attack [0-1]; step 14. [P47 P53 P54 P98 P104 P106 P108 P116 P117]
template <class Real>
Real own_drive(const MilitiaParameters<Real>& p, const Traits<Real>& k, const DriveCauses<Real>& now, const Real& restraint) {
  const Real provoked = clip(Real(p.own_forces * now.presence + p.own_insecurity * now.insecurity));
  return clip(own_impulse(p, k.tie, Real(k.agenda * provoked), now)) * (1.0 - restraint);
}

/// Intent to attack [0-2]: orders as far as the militia is controlled, its own drive for the rest; step 14. A front shifts the two against
/// each other by `coordination` [-1/2 to 1/2]. [P53]
template <class Real>
Real intent(const Traits<Real>& k, const Real& kappa, const Real& order, const Real& own, const Real& coordination) {
  return kappa * order * k.role * (1.0 + coordination) + (1.0 - kappa) * own * (1.0 - coordination);
}

/// What the patron could order against forces within reach [0-1]; step 14. `ordered` is the sum of w M kappa over the militias [0-1].
/// [P80 P121]
template <class Real>
Real counter_threat(const Real& presence, const Real& ordered) {
  return clip(Real(presence * ordered));
}

}  // namespace fulcrum
