/// \file
/// Step 7: the balance of power as the patron sees it.
#pragma once

#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// A power as the patron sees it [index] after a week, from what shows of it; step 7. Seen with delay. [P8 P10 P120]
template <class Real>
Real power_seen_after(const PerceptionParameters<Real>& p, const Real& seen, const Real& shown) {
  return seen + (shown - seen) / p.power_weeks;
}

/// What shows of the rival's power W [index]; step 7. Attacks that go unanswered make it look weak; `error` [index] is this week's.
/// [P11 P49 P120]
template <class Real>
Real rival_power_shown(const PerceptionParameters<Real>& p, const Real& W, const Real& unanswered, const Real& error) {
  return W * (1.0 - p.power_bias * unanswered + error);
}

}  // namespace fulcrum
