/// \file
/// Step 17: the rival's resolve to stay, and crowds that call for its departure.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Turnout of a march that the patron and its friends call [0-1]; step 17, where no organiser is described. z: swing of last week.
/// [P99 P128]
template <class Real>
Real turnout_called(const Levers<Real>& u, const Real& z) {
  return clip(Real(u.march * (1.0 + not_negative(z)) / 2.0));
}

/// What resolve follows in a week.
template <class Real>
struct ResolveCauses {
  Real presence;    ///< F' [0-1.5]
  Real attacks;     ///< A [index]
  Real burden;      ///< [1]
  Real turnout;     ///< against the rival [0-1]
  Real insecurity;  ///< V [index]
};

/// Resolve R of the rival [index 0-1] after a week; step 17. Losses count for more before an election; security restores it.
/// [P11 P19 P119 P128]
template <class Real>
Real resolve_after(const ResolveParameters<Real>& p, const Levers<Real>& u, const Real& R, const ResolveCauses<Real>& now) {
  const Real losses = p.loss_gain * now.presence * now.attacks * (1.0 + p.election_gain * u.election);
  const Real wanted = p.base - losses - p.burden_gain * now.burden - p.turnout_gain * now.turnout + p.success_gain * (0.5 - now.insecurity);
  return R + p.rate * (clip(wanted) - R);
}

}  // namespace fulcrum
