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
  Real forces_in_reach;  ///< E, what the patron sees with carriers and bases [0-1.5]
};

/// Step 4, from last week's rival threat TR [index] and the channel C [index]. [P29 P34 P50]
template <class Real>
Posture<Real> rival_posture(const RivalParameters<Real>& p, const Real& reach_weight, const Levers<Real>& u, const Real& TR,
                            const Real& C) {
  const Real alarm = not_negative(Real(TR - p.reaction_threshold)) * (1.0 - C);
  const Real rhetoric = clip(Real(u.rhetoric + p.rhetoric_reaction * alarm));
  const Real forces = clip(Real(u.forces + p.forces_reaction * alarm), Real(0.0), Real(1.5));
  const Real in_reach = clip(Real(forces + reach_weight * u.reach), Real(0.0), Real(1.5));
  return {rhetoric, forces, in_reach};
}

}  // namespace fulcrum
