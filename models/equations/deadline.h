/// \file
/// Step 9: a date of the rival's departure that is known.
#pragma once

#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// A deadline in a run; weeks may differ between runs side by side.
template <class Real>
struct DeadlineDates {
  Real at;     ///< week of the date
  Real known;  ///< first week in which it counts
};

/// How near a deadline is felt in week t [0-1], before what commitment takes away; step 9. 0 before it is known and after its date.
/// [P20 P46 P47 P117]
template <class Real>
Real deadline_felt(const DeadlineParameters<Real>& p, const DeadlineDates<Real>& d, const Real& weight, const Real& t) {
  const Real near = weight * exponential(Real((t - d.at) / p.horizon_weeks));
  return select(both(d.known <= t, t <= d.at), near, Real(0.0));
}

}  // namespace fulcrum
