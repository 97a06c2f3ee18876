/// \file
/// Step 18b, 3: rivalry and alliance of organisations. [P39 P97 P102 P103; 4:9-11 0:481-484]
#pragma once

#include "models/host/choice.h"
#include "models/parameters.h"

namespace fulcrum {

/// What joining a front offers an organisation.
template <class Real>
struct JoinCauses {
  Real enemy;    ///< shock; of the swing leader, how far he is on the patron's side [index]
  Real effort;   ///< of those who mediate [0-1]
  Real control;  ///< kappa [0-1]
  Real rivals;   ///< sum of level*j over its rivals, j of last session [>= 0]
};

/// Payoff of joining [index]. [P97 P102 P103 P137 P138]
template <class Real>
Real join_payoff(const FrontParameters<Real>& p, const JoinCauses<Real>& now) {
  return p.enemy * now.enemy + p.mediation * now.effort + now.control - 0.5 - p.rivalry * now.rivals;
}

/// Attraction of joining [index] after a session (experience weighting).
template <class Real>
Real attraction_after(const FrontParameters<Real>& p, const Real& attraction, const Real& payoff) {
  return p.memory * attraction + (1.0 - p.memory) * payoff;
}

/// Hostility of two organisations [0-1] of which the shares j have joined. [P39]
template <class Real>
Real hostility_of(const Real& level, const Real& j_a, const Real& j_b) {
  return level * (1.0 - j_a * j_b);
}

/// By how much a front shifts led against free fire [-1/2 to 1/2]; steps 14 and 19. [P139]
template <class Real>
Real coordination_of(const FrontParameters<Real>& p, const Real& front) {
  return p.coordination * (front - 0.5);
}

}  // namespace fulcrum
