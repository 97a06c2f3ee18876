/// \file
/// Step 4: what the rival does beyond its policy when it feels threatened.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// The rival's posture this week, reaction included.
template <class Real>
struct Posture {
  Real rhetoric;         ///< Rh [0-1]
  Real forces;           ///< F, troops over forces_reference [0-1.5]
  Real presence;         ///< F', forces against what is usual in the theatre [0-1.5]
  Real forces_in_reach;  ///< E, what the patron sees with carriers and bases [0-1.5]
};

/// Forces that a host lets in [1]; step 4. `relation` [0-1] caps them against what is usual (`reference`, in units of F): no cap at 1,
/// the usual presence at about one half, consent_cap of it at 0; `ceiling` [0-1] is what the law leaves. [P87 P128]
template <class Real>
Real forces_let_in(const HostParameters<Real>& p, const Real& reference, const Real& F, const Real& relation, const Real& ceiling) {
  const Real refused = 1.0 - relation;
  const auto capped = F * refused > reference * (p.consent_cap * refused + relation);
  return select(capped, Real(reference * (p.consent_cap + relation / refused)), F) * ceiling;
}

/// Alarm of the rival [0-1] from last week's threat TR [index] and the channel C [index]; step 4. [P29 P34]
template <class Real>
Real rival_alarm(const RivalParameters<Real>& p, const Real& TR, const Real& C) {
  return not_negative(Real(TR - p.reaction_threshold)) * (1.0 - C);
}

/// Forces F that the rival wants in theatre [0-1.5]; step 4. `reference` is what is usual there, in units of F. [P29 P34 P50]
template <class Real>
Real forces_wanted(const RivalParameters<Real>& p, const Levers<Real>& u, const Real& reference, const Real& alarm) {
  return clip(Real(u.forces + p.forces_reaction * reference * alarm), Real(0.0), Real(1.5));
}

/// Step 4, from the alarm [0-1] and the forces F that are there [0-1.5]. [P29 P34 P50 P106]
template <class Real>
Posture<Real> rival_posture(const RivalParameters<Real>& p, const Real& reach_weight, const Levers<Real>& u, const Real& reference,
                            const Real& alarm, const Real& F) {
  const Real rhetoric = clip(Real(u.rhetoric + p.rhetoric_reaction * alarm));
  const Real in_reach = clip(Real(F + reach_weight * u.reach), Real(0.0), Real(1.5));
  return {rhetoric, F, clip(Real(F / reference), Real(0.0), Real(1.5)), in_reach};
}

}  // namespace fulcrum
