/// \file
/// Steps 8 and 15: how well the patron's hand is proven. Evidence is published; proof is what stands behind it.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Evidence as far as it is proven [0-1]; step 8. `proof` [index] is last week's. [P69 P90 P123]
template <class Real>
Real proven_evidence(const EvidenceParameters<Real>& p, const Levers<Real>& u, const Real& proof) {
  return clip(Real(u.evidence * (1.0 + p.endogenous * (proof - 0.5))));
}

/// Deniability that intermediaries add to the lever [0-1]; steps 2 and 15. `openness` [0-1] is what they leave. [P59 P123]
template <class Real>
Real deniability_behind(const Real& deniability, const Real& openness) {
  return 1.0 - (1.0 - deniability) * openness;
}

/// What proof comes of in a week.
template <class Real>
struct ProofCauses {
  Real captures;     ///< raids that happen and leaders taken [>= 0]
  Real direct;       ///< D [index]
  Real attacks;      ///< A [index]
  Real deniability;  ///< [0-1]
};

/// Proof [index 0-1] after a week; step 15. It comes of captures and of sophisticated attacks, and fades. [P59 P90 P123]
template <class Real>
Real proof_after(const EvidenceParameters<Real>& p, const Real& proof, const ProofCauses<Real>& now) {
  const Real shown = p.sophistication * now.direct * now.attacks * (1.0 - now.deniability);
  return clip(Real(proof - proof / p.weeks + p.capture * now.captures + shown));
}

}  // namespace fulcrum
