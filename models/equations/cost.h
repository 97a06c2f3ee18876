/// \file
/// Step 8: what direct support is expected to cost, and what a threat is worth that can be averted (step 2).
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// How far the rival's demand is violated as it can be shown [0-1]; step 2. D and proof [index] are last week's; `deniability` [0-1] hides
/// what is not proven. [P76 P121]
template <class Real>
Real violation_of(const CostParameters<Real>& p, const Levers<Real>& u, const Real& deniability, const Real& D, const Real& proof) {
  return clip(Real((D * (1.0 - deniability * (1.0 - proof)) - u.demand) / p.demand_width));
}

/// K_a: the threat as it alarms [0-1]; step 2. Behind a channel C [index] a threat that can be averted alarms less. [P76 P121]
template <class Real>
Real alarming_threat(const CostParameters<Real>& p, const Real& K, const Real& C, const Real& violation) {
  return K * (1.0 - p.conditional * C * (1.0 - violation));
}

/// Sanctions as they are felt [0-1] after a week; step 8. [P64]
template <class Real>
Real sanctions_felt_after(const CostParameters<Real>& p, const Real& memory, const Real& sanctions) {
  return memory + (sanctions - memory) / p.sanctions_memory_weeks;
}

/// What credibility and cost are read from, beside the levers.
template <class Real>
struct CostCauses {
  Real channel;         ///< C [index]
  Real evidence;        ///< as far as it is proven, evidence.h [0-1]
  Real violation;       ///< of the demand [0-1]
  Real unanswered;      ///< memory of unanswered attacks, last week's [index]
  Real sanctions_felt;  ///< of this week [0-1]
  Real standing;        ///< of the rival's threats [0-2]
};

/// Standing of the rival's threats [0-2]; step 8. Forces in reach, resolve and the record raise it, militias that can hit back lower it.
/// [P80 P121]
template <class Real>
Real standing_of(const CostParameters<Real>& p, const Levers<Real>& u, const Real& resolve, const Real& record, const Real& counter) {
  const Real backing = 1.0 + p.reach_gain * (u.reach - 0.3) + p.resolve_gain * (resolve - 0.5) + p.record_gain * (record - 0.5);
  return clip(backing, Real(0.0), Real(2.0)) * (1.0 - p.counter_gain * counter);
}

/// Credibility of a threat [0-2]; step 8. Evidence over a channel and standing raise it, unanswered attacks lower it. [P69 P76 P90 P121]
template <class Real>
Real credibility_of(const CostParameters<Real>& p, const Levers<Real>& u, const CostCauses<Real>& now) {
  const Real heard = now.evidence * (now.channel + p.silent_credibility * (1.0 - now.channel));
  return heard * (1.0 - p.bluff * u.coercive_threat * now.unanswered) * now.standing;
}

/// Expected cost EC of direct support [1, >= 0]; step 8. A threat costs as far as its demand is violated; a patron that is weak at home
/// feels it more. [P14 P49 P64-P69 P76 P78 P79 P93 P121 P125]
template <class Real>
Real expected_cost(const CostParameters<Real>& p, const Levers<Real>& u, const CostCauses<Real>& now, const Real& credibility) {
  const Real &K = u.coercive_threat, &C = now.channel;
  const Real bound = 1.0 - p.conditional * (1.0 - now.violation);
  const Real mechanism = u.denial + p.punishment_factor * (1.0 - u.denial);
  const Real force = mechanism * credibility * (K * bound * (1.0 + p.joint_action * u.coalition) + p.strike_weight * u.strikes);
  const Real sanctions = p.sanctions_weight * now.sanctions_felt * (p.untailored + (1.0 - p.untailored) * now.evidence * C * bound);
  return (force + sanctions + p.exposure * now.evidence * C * bound) * (1.0 - p.ardour_relief * u.ardour);
}

/// Record of the rival's threats [index 0-1] after a week; step 8. A threat that is defied and not carried out loses credit, one that is
/// heeded needs no proof. `shock` [0-1] is last week's. [P49 P80 P121]
template <class Real>
Real record_after(const CostParameters<Real>& p, const Levers<Real>& u, const Real& record, const Real& violation, const Real& shock) {
  const Real shown = violation * larger(u.strikes, shock) + (1.0 - violation) * 0.5;
  return record + p.record_rate * u.coercive_threat * (shown - record);
}

}  // namespace fulcrum
