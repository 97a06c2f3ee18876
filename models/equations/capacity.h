/// \file
/// Step 12: capacity to deliver.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Capacity Y to deliver [index 0-1] after a week; step 12. Strikes that aim at denial and interdiction destroy it; it is rebuilt.
/// [P78 P122]
template <class Real>
Real delivery_capacity_after(const CapacityParameters<Real>& p, const Levers<Real>& u, const Real& Y) {
  const Real lost = p.denial_loss * u.denial * u.strikes + p.interdiction_loss * u.interdiction;
  return clip(Real(Y + p.rebuild_rate * (1.0 - Y) - lost * Y));
}

}  // namespace fulcrum
