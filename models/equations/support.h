/// \file
/// Steps 9 to 11: direct and indirect support, wanted and given.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// The terms of the propensity z for direct support [logit]; step 9.
template <class Real>
struct PropensityTerms {
  Real intercept, threat, motive, interaction, decision, ardour, lock_in, deadline, cost;
  Real without_cost() const { return intercept + threat + motive + interaction + decision + ardour + lock_in + deadline; }
};

/// The terms of z from perceived threat T, motive B, expected cost EC, lock-in and how near a deadline is felt [0-1]; step 9.
/// [P2 P3 P7 P14 P16 P46 P82 P84 P117]
template <class Real>
PropensityTerms<Real> propensity_terms(const DirectParameters<Real>& p, const Levers<Real>& u, const Real& T, const Real& B, const Real& EC,
                                       const Real& lock_in, const Real& deadline) {
  return {.intercept = p.intercept,
          .threat = p.threat_gain * T,
          .motive = p.motive_gain * B,
          .interaction = p.interaction_gain * T * B,
          .decision = p.decision_gain * u.decision,
          .ardour = p.ardour_gain * u.ardour,
          .lock_in = -lock_in,
          .deadline = p.deadline_gain * deadline,
          .cost = -(p.cost_gain * EC)};
}

/// Response [0-1] of direct support to propensity z [logit]; section 9.
template <class Real>
Real response(DirectForm form, const Real& z) {
  switch (form) {
    case DirectForm::kLinear:
      return clip(Real(0.5 + z / 4.0));
    case DirectForm::kThreshold:
      return sigma(Real(12.0 * z));
    case DirectForm::kLogistic:
      break;
  }
  return sigma(z);
}

/// Level of direct support [index, floor to ceiling] at propensity z; step 9. [P2-P4]
template <class Real>
Real direct_level(const DirectParameters<Real>& p, DirectForm form, const Real& z) {
  return p.floor + (p.ceiling - p.floor) * response(form, z);
}

/// Direct support wanted.
template <class Real>
struct DirectWanted {
  Real level;     ///< D* [index 0-1]
  Real deterred;  ///< what expected cost keeps back [index >= 0]
};

/// D* and what is deterred; step 9. `I_above_floor` [index >= 0] pays for a part, iota is the inducement. [P7 P14 P31 P32 P42]
template <class Real>
DirectWanted<Real> direct_wanted(const DirectParameters<Real>& p, DirectForm form, const PropensityTerms<Real>& z,
                                 const Real& I_above_floor, const Real& iota) {
  const Real z_free = z.without_cost();
  const Real D_free = direct_level(p, form, z_free);
  const Real D_cost = direct_level(p, form, Real(z_free + z.cost));
  return {clip(Real(D_cost + p.local_funds * I_above_floor * (1.0 - iota))), D_free - D_cost};
}

/// Inducement iota as it is taken [0-1]: it needs a channel C [index]; steps 9 to 11. [P81 P124]
template <class Real>
Real inducement_heard(const IndirectParameters<Real>& p, const Levers<Real>& u, const Real& C) {
  return u.inducement * (1.0 - p.inducement_channel * (1.0 - C));
}

/// The terms of indirect support wanted; all but the last are multiplied by the span. Step 10.
template <class Real>
struct IndirectTerms {
  Real response, substitution, release, pull;
  Real host_opening;  ///< [index]
};

/// What indirect support is wanted for.
template <class Real>
struct IndirectCauses {
  Real motive;            ///< B [index]
  Real threat;            ///< T as perceived [index]
  Real deterred;          ///< direct support that cost keeps back [index]
  Real front_insecurity;  ///< x_V [index]
  Real inducement;        ///< iota as it is taken [0-1]
  Real deadline;          ///< how near a deadline is felt [0-1]
};

/// Terms of I*; step 10. [P4-P6 P17 P20 P26 P67 P72 P77 P81 P118]
template <class Real>
IndirectTerms<Real> indirect_terms(const IndirectParameters<Real>& p, const Levers<Real>& u, const IndirectCauses<Real>& now) {
  const Real &iota = now.inducement, &deterred = now.deterred, &x_V = now.front_insecurity;
  return {.response = sigma(Real(p.intercept + p.motive_gain * now.motive + p.threat_gain * now.threat + p.deadline_gain * now.deadline)),
          .substitution = p.substitution * deterred * (1.0 + p.inducement_gain * iota),
          .release = p.release * (1.0 - x_V),
          .pull = p.inducement_pull * iota,
          .host_opening = p.host_opening * u.host_aid};
}

/// I* [index 0-1]; step 10.
template <class Real>
Real indirect_wanted(const IndirectParameters<Real>& p, const IndirectTerms<Real>& x) {
  return clip(Real(p.floor + p.span * (x.response + x.substitution + x.release + x.pull) + x.host_opening));
}

/// A level [index] after a week of moving towards what is wanted, in `weeks`; step 11. [P26]
template <class Real>
Real adjusted(const Real& level, const Real& wanted, const Real& weeks) {
  return level + (wanted - level) / weeks;
}

/// Reach of indirect support above its floor [0-1]; step 11. [P82]
template <class Real>
Real indirect_reach(const IndirectParameters<Real>& p, const Real& I) {
  return clip(Real((I - p.floor) / p.span));
}

/// Lock-in [logit] after a week; step 11. [P82]
template <class Real>
Real lock_in_after(const IndirectParameters<Real>& p, const Real& lock_in, const Real& iota, const Real& reach) {
  return lock_in + (p.lock_in_rate * iota * reach - p.lock_in_decay * lock_in);
}

}  // namespace fulcrum
