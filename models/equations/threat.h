/// \file
/// Steps 5 and 6: the three fronts of the security threat, and the threat as the patron perceives it.
#pragma once

#include "models/equations/rival_reaction.h"
#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Forces front x_F [index 0-1]; step 5. Posture and rhetoric together, and the alarm at threats (K_a of cost.h), strikes and raids.
/// [P21 P22 P60 P66 P76 P94]
template <class Real>
Real forces_front(const ThreatParameters<Real>& p, const Levers<Real>& u, const Posture<Real>& posture, const Real& alarming,
                  const Real& C) {
  const Real g = p.rhetoric_gain;
  const Real presence = posture.forces_in_reach * (1.0 + g * posture.rhetoric) / (1.0 + g);
  const Real coercion = p.coercion_alarm * (alarming * (1.0 - C) + u.strikes * (1.0 - p.strike_talk * C));
  return clip(Real(presence + coercion + p.raid_alarm * u.raids * (1.0 - C)));
}

/// Arms front [index 0-1] of a stock that threatens [billion USD]; step 5, front(a). [P23 P24 P74]
template <class Real>
Real arms_front(const ThreatParameters<Real>& p, const Levers<Real>& u, const Real& stock) {
  const Real read = stock / (stock + p.arms_half);
  return clip(Real(read * (1.0 + p.coalition_alarm * u.coalition) * (1.0 - p.framework_relief * u.framework)));
}

/// Stock that the patron reads as a threat [billion USD]: defensive arms are misread without a channel. [P24 P33]
template <class Real>
Real misread_stock(const ThreatParameters<Real>& p, const Real& offensive, const Real& defensive, const Real& C) {
  return offensive + p.defensive_misread * (1.0 - C) * defensive;
}

/// Insecurity front x_V [index 0-1] from last week's insecurity V and host capacity S; step 5. [P25 P26]
template <class Real>
Real insecurity_front(const ThreatParameters<Real>& p, const Real& V, const Real& S) {
  return clip(Real(V * (p.state_offset - S)));
}

/// The three fronts [index 0-1] as the patron reads them.
template <class Real>
struct Fronts {
  Real forces, arms, insecurity;
};

namespace detail {
/// A front that counts only where it has weight.
template <class Real>
Real where_weighted(const Real& weight, const Real& x) {
  return select(weight > Real(0.0), x, Real(0.0));
}
}  // namespace detail

/// mean(x) of step 5 over the three fronts [index 0-1], in the form of section 9. [P27]
template <class Real>
Real mean_of_fronts(const ThreatParameters<Real>& p, FrontsForm form, const Fronts<Real>& x) {
  const Real sum = p.weight_forces + p.weight_arms + p.weight_insecurity;
  switch (form) {
    case FrontsForm::kMultiplicative:
      return power(x.forces, Real(p.weight_forces / sum)) * power(x.arms, Real(p.weight_arms / sum)) *
             power(x.insecurity, Real(p.weight_insecurity / sum));
    case FrontsForm::kStrongest:
      return larger(larger(detail::where_weighted(p.weight_forces, x.forces), detail::where_weighted(p.weight_arms, x.arms)),
                    detail::where_weighted(p.weight_insecurity, x.insecurity));
    case FrontsForm::kAdditive:
      break;
  }
  return (p.weight_forces * x.forces + p.weight_arms * x.arms + p.weight_insecurity * x.insecurity) / sum;
}

/// Threat that the patron would read today [index 0-1]: overstated without a channel, and by as much as it believes the rival to be
/// hostile [0-1]; step 5. [P8 P30 P33 P120]
template <class Real>
Real threat_read(const ThreatParameters<Real>& p, const Real& mean, const Real& C, const Real& hostile) {
  return clip(Real(mean * (1.0 + p.isolation_bias * (1.0 - C)) * (1.0 + p.belief_gain * (2.0 * hostile - 1.0))));
}

/// Misreading of the whole week [index], which persists from week to week; step 6. `fresh` [index] is this week's draw with sd noise_sd.
/// [P8]
template <class Real>
Real mood_after(const PerceptionParameters<Real>& p, const Real& mood, const Real& fresh) {
  const Real rho = p.noise_persistence;
  return rho * mood + square_root(Real(1.0 - rho * rho)) * fresh;
}

/// Perceived threat T [index 0-1] after a week: follows the lagged threat `seen`, faster up than down; step 6. `noise` [index] is the error
/// of this week. The rate is chosen without the noise, so that noise does not shift the mean. [P8 P30]
template <class Real>
Real perceived_after(const PerceptionParameters<Real>& p, PerceptionForm form, const Real& T, const Real& seen, const Real& noise) {
  const Real rate =
      form == PerceptionForm::kSymmetric ? Real(0.5 * (p.rise_rate + p.fall_rate)) : select(seen > T, p.rise_rate, p.fall_rate);
  return clip(Real(T + rate * (seen + noise - T)));
}

}  // namespace fulcrum
