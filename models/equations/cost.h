/// \file
/// Step 8: what direct support is expected to cost.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Sanctions as they are felt [0-1] after a week; step 8. [P64]
template <class Real>
Real sanctions_felt_after(const CostParameters<Real>& p, const Real& memory, const Real& sanctions) {
  return memory + (sanctions - memory) / p.sanctions_memory_weeks;
}

/// Expected cost EC of direct support [1, >= 0]; step 8. C channel, `unanswered` of last week [index]. [P14 P49 P64-P69 P76 P78 P79]
template <class Real>
Real expected_cost(const CostParameters<Real>& p, const Levers<Real>& u, const Real& C, const Real& unanswered,
                   const Real& sanctions_felt) {
  const Real K = u.coercive_threat;
  const Real credibility = u.evidence * (C + p.silent_credibility * (1.0 - C)) * (1.0 - p.bluff * K * unanswered);
  const Real mechanism = u.denial + p.punishment_factor * (1.0 - u.denial);
  const Real force = mechanism * credibility * (K * (1.0 + p.joint_action * u.coalition) + p.strike_weight * u.strikes);
  const Real sanctions = p.sanctions_weight * sanctions_felt * (p.untailored + (1.0 - p.untailored) * u.evidence * C);
  return force + sanctions + p.exposure * u.evidence * C;
}

}  // namespace fulcrum
