/// \file
/// Steps 12 to 14: allocation of direct support, control, and what a militia does. The sums over militias stand in core_model.h.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// A militia's traits in a run: theatre.h says what they mean.
template <class Real>
struct Traits {
  Real fighters, tie, agenda, fit, role, lethality;
  Real weight;  ///< w_k: fighters times lethality, of all militias 1; step 14
};

/// Exponent of a militia's claim on support in the softmax of step 12. [P51-P54]
template <class Real>
Real claim(const MilitiaParameters<Real>& p, const Traits<Real>& k, const Real& kappa) {
  return p.allocation_sharpness * (k.tie * kappa + k.fit);
}

/// Control kappa [0-1] after a week, from what was delivered [index]; step 13. [P59 P96 P97 P109]
template <class Real>
Real control_after(const ControlParameters<Real>& p, const Real& tie, const Real& kappa, const Real& delivered,
                   const Real& commander_loss) {
  const Real left = kappa * (1.0 - p.commander_loss * commander_loss);
  const Real dependence = delivered / (delivered + p.own_income);
  return clip(Real(left + (tie * dependence - left) / p.adjust_weeks));
}

/// Memory of strikes and commander losses [0-1] after a week; step 14. [P98 P99]
template <class Real>
Real shock_after(const SwingParameters<Real>& p, const Levers<Real>& u, const Real& shock) {
  return clip(Real(shock * (1.0 - 1.0 / p.shock_memory_weeks) + u.strikes + u.commander_loss));
}

/// What the patron asks of its militias [0-1]; step 14. `escalation` is added while a most dangerous course is in force. [P45 P46 P98 P106]
template <class Real>
Real order_given(const MilitiaParameters<Real>& p, const Levers<Real>& u, const Real& T, const Real& shock, const Real& EC,
                 const Real& escalation) {
  return clip(
      Real(p.order_base + p.order_threat * T + p.order_decision * u.decision + p.order_shock * shock - p.order_cost * EC + escalation));
}

/// Raids that the host lets happen [0-1]; step 14. [P87]
template <class Real>
Real effective_raids(const HostParameters<Real>& p, const Real& raids, const Real& dependence) {
  return raids * (1.0 - p.consent * dependence);
}

/// Capability M [index 0-1] after a week of support that arrives, raids and crackdown; step 14. [P43 P44 P58 P86 P87]
template <class Real>
Real capability_after(const MilitiaParameters<Real>& p, const Real& M, const Real& arriving, const Real& raids, const Real& crackdown) {
  const Real built = p.build_rate * arriving * (1.0 - M);
  return clip(Real(M + built - p.decay_rate * M * (1.0 + p.raid_loss * raids) - p.crackdown_loss * crackdown * M));
}

/// Remembered crackdown [>= 0] after a week; step 14. [P104]
template <class Real>
Real rage_after(const MilitiaParameters<Real>& p, const Real& rage, const Real& crackdown) {
  return rage * (1.0 - 1.0 / p.rage_weeks) + crackdown;
}

/// The militia's own drive to attack [0-1]; step 14. F forces present, V insecurity of last week. [P53 P54 P104 P106 P108]
template <class Real>
Real own_drive(const MilitiaParameters<Real>& p, const Traits<Real>& k, const Real& F, const Real& V, const Real& rage,
               const Real& restraint, const Real& escalation) {
  const Real provoked = clip(Real(p.own_forces * F + p.own_insecurity * V));
  return clip(Real(k.agenda * provoked + p.rage_gain * rage + escalation)) * (1.0 - restraint);
}

/// Intent to attack [0-2]: orders as far as the militia is controlled, its own drive for the rest; step 14. [P53]
template <class Real>
Real intent(const Traits<Real>& k, const Real& kappa, const Real& order, const Real& own) {
  return kappa * order * k.role + (1.0 - kappa) * own;
}

}  // namespace fulcrum
