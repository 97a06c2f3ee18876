/// \file
/// Steps 17 and 18: power, dependence and burden; the swing actor and the hazard of confrontation.
#pragma once

#include "models/equations/rival_reaction.h"
#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Dependence of the host on the patron [index 0-1] after a week; step 17. [P41]
template <class Real>
Real dependence_after(const PowerParameters<Real>& p, const Real& dependence, const Real& indirect_reach) {
  return dependence + p.dependence_rate * (indirect_reach - dependence);
}

/// The eight parts of the rival's burden this week [1]; step 17. [P47 P61 P85]
template <class Real>
struct Burden {
  Real presence, attrition, raids, strikes, host_aid, sanctions, reach, rhetoric;
  Real sum() const { return presence + attrition + raids + strikes + host_aid + sanctions + reach + rhetoric; }
};

/// Step 17, from the posture, attacks A and the channel C.
template <class Real>
Burden<Real> burden_of(const BurdenParameters<Real>& p, const Levers<Real>& u, const Posture<Real>& posture, const Real& A, const Real& C) {
  const Real F = posture.forces;
  return {.presence = p.presence * F,
          .attrition = p.attrition * F * A,
          .raids = p.raids * u.raids,
          .strikes = p.strikes * u.strikes,
          .host_aid = p.host_aid * u.host_aid,
          .sanctions = p.sanctions * u.sanctions,
          .reach = p.reach * u.reach,
          .rhetoric = p.rhetoric * (1.0 - C) * posture.rhetoric};
}

/// Power stays above zero so that the balance is defined.
inline constexpr double kLeastPower = 1e-6;

/// Rival power W [index 1e-6 to 1] after a week under a burden; step 17. [P10 P61]
template <class Real>
Real rival_power_after(const PowerParameters<Real>& p, const Real& W, const Real& burden) {
  return clip(Real(W + p.recovery * (1.0 - W) - p.drain * burden * W), Real(kLeastPower), Real(1.0));
}

/// Patron power Q [index 1e-6 to 1] after a week; step 17. [P12 P41 P61 P64]
template <class Real>
Real patron_power_after(const PowerParameters<Real>& p, const Real& Q, const Real& containment, const Real& dependence,
                        const Real& sanctions_felt) {
  const Real growth = p.growth * Q * (1.0 - Q) * (1.0 - p.containment_drag * containment);
  return clip(Real(Q + growth + p.dependence_gain * dependence * (1.0 - Q) - p.sanctions_drag * sanctions_felt * Q), Real(kLeastPower),
              Real(1.0));
}

/// Balance of power [index 0-1]: the patron's share of both; step 17. [P10-P12]
template <class Real>
Real balance_of(const Real& Q, const Real& W) {
  return Q / (Q + W);
}

/// Swing actor z [-1 to 1] after a week; step 18. F' presence. [P99-P101]
template <class Real>
Real swing_after(const SwingParameters<Real>& p, const Real& z, const Real& shock, const Real& I_less_floor, const Real& presence) {
  return z +
         p.rate *
             (hyperbolic_tangent(Real(p.offset + p.shock_pull * shock - p.influence_push * I_less_floor + p.forces_pull * presence)) - z);
}

/// Tightness of the security dilemma [index 0-1]; step 18. [P32]
template <class Real>
Real tightness_of(const Real& T, const Real& TR) {
  return square_root(Real(T * TR));
}

/// Hazard of an open confrontation this week [1/week]; step 18. Uncalibrated: for comparison only. [P60 P89]
template <class Real>
Real confrontation_hazard(const ConfrontationParameters<Real>& p, const Real& tightness, const Real& strikes) {
  return p.base_per_week * exponential(Real(p.tightness_gain * tightness + p.strike_gain * strikes));
}

}  // namespace fulcrum
