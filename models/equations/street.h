/// \file
/// Steps 15 and 16: the rival's perceived threat, the host and the street.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Threat TR that the rival perceives [index 0-1] after a week, from attacks A and indirect support I; step 15. [P34 P50]
template <class Real>
Real rival_threat_after(const RivalParameters<Real>& p, const Real& TR, const Real& A, const Real& I, const Real& C) {
  return TR + p.rate * (clip(Real(p.attack_alarm * A + p.influence_alarm * I * (1.0 - C) + p.floor)) - TR);
}

/// Memory of unanswered attacks [index 0-1] after a week; step 15. [P49]
template <class Real>
Real unanswered_after(const RivalParameters<Real>& p, const Levers<Real>& u, const Real& unanswered, const Real& A) {
  return unanswered + (A * (1.0 - clip(Real(u.strikes + u.raids))) - unanswered) / p.unanswered_weeks;
}

/// Host capacity S [index 0-1] after a week; step 16. `aid` [0-1] is host aid with what recruits from militias add; `offensives` [1/week]
/// is what offensives alone cost. [P39 P72]
template <class Real>
Real host_capacity_after(const HostParameters<Real>& p, const Real& aid, const Real& S, const Real& A, const Real& offensives) {
  return clip(Real(S + p.growth * aid * (1.0 - S) - p.erosion * A * S - offensives * S));
}

/// Share of insurgents that changed sides under a surge [0-1] after a week; step 16. [P37]
template <class Real>
Real realigned_after(const InsurgentParameters<Real>& p, const Levers<Real>& u, const Real& realigned) {
  return realigned + p.realignment_rate * not_negative(u.surge) * (1.0 - realigned);
}

/// Remembered sectarian shock [>= 0] after a week; step 16. [P36]
template <class Real>
Real sect_memory_after(const InsecurityParameters<Real>& p, const Levers<Real>& u, const Real& memory) {
  return memory * (1.0 - 1.0 / p.shock_weeks) + u.sectarian_shock;
}

/// Protection of the street [index 0-1] by host S, troops F and surge; step 16. [P26 P37 P39]
template <class Real>
Real guard(const InsecurityParameters<Real>& p, const Real& troop_protection, const Levers<Real>& u, const Real& S, const Real& A,
           const Real& F) {
  return clip(Real(S * (1.0 - p.infiltration * A) + troop_protection * F + u.surge));
}

/// Insurgents N [index 0-1] after a week; step 16. [P36]
template <class Real>
Real insurgents_after(const InsurgentParameters<Real>& p, const Real& N, const Real& realigned, const Real& A, const Real& guard) {
  const Real base = p.base * (1.0 - p.realignment * realigned);
  return N + p.rate * (clip(Real(base + p.militia_provocation * A - p.protection_loss * guard)) - N);
}

/// What insecurity follows, beside itself.
template <class Real>
struct InsecurityCauses {
  Real insurgents;   ///< N of this week [index]
  Real attacks;      ///< A [index]
  Real feuds;        ///< clashes of organisations [index]
  Real guard;        ///< [index]
  Real segregation;  ///< q of last week [index]
  Real direct;       ///< D [index]
  Real sect_memory;  ///< [>= 0]
};

/// Insecurity V [index 0-1] after a week; step 16. [P25 P36-P38 P40 P62]
template <class Real>
Real insecurity_after(const InsecurityParameters<Real>& p, const Real& V, const InsecurityCauses<Real>& now) {
  const Real violence = p.violence_gain * (now.insurgents + now.attacks + now.feuds) / 2.0;
  const Real relief = p.protection_gain * now.guard + p.segregation_relief * now.segregation;
  const Real stirred = p.patron_agitation * now.direct + p.shock_gain * now.sect_memory * (1.0 - now.segregation);
  return V + p.rate * (clip(Real(p.base + violence - relief + stirred), p.minimum, Real(1.0)) - V);
}

/// Segregation q [index 0-1] after a week, from insecurity V of this week; step 16. [P38]
template <class Real>
Real segregation_after(const InsecurityParameters<Real>& p, const Real& q, const Real& V) {
  return q + p.segregation_rate * V * (1.0 - q);
}

}  // namespace fulcrum
