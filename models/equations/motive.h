/// \file
/// Step 7: the balance-of-power motive.
#pragma once

#include "models/equations/rival_reaction.h"
#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Containment as the patron feels it [index 0-1]; step 7. [P13 P60]
template <class Real>
Real felt_containment(const ContainmentParameters<Real>& p, const Levers<Real>& u, const Posture<Real>& posture, const Real& x_A,
                      const Real& C) {
  return clip(Real(p.isolation * (1.0 - C) + p.rhetoric * posture.rhetoric + p.arms * x_A + p.coalition * u.coalition));
}

/// Need to balance a strong rival [index 0-1]; step 7. A rival that outweighs the patron in `balance` as it is seen [index] adds to it.
/// [P10 P13 P73 P120]
template <class Real>
Real need_to_balance(const MotiveParameters<Real>& p, const Levers<Real>& u, const Real& forces_in_reach, const Real& containment,
                     const Real& balance) {
  const Real from_forces = p.forces_need * forces_in_reach * (1.0 - p.accommodation_relief * u.accommodation);
  return clip(Real(from_forces + p.containment_need * containment * (1.0 - u.accommodation) +
                   p.power_need * not_negative(Real(1.0 - 2.0 * balance))));
}

/// What opportunity is read from, beside the levers.
template <class Real>
struct OpportunityCauses {
  Real balance_gained;   ///< balance as it is seen less that of the start [index]
  Real presence;         ///< F' [0-1.5]
  Real presence_memory;  ///< one-year memory of F' before this week's update [1]
  Real channel;          ///< C [index]
  Real unanswered;       ///< memory of unanswered attacks, last week's [index]
  Real resolve;          ///< of the rival, last week's [index]
};

/// Opportunity that a weak or leaving rival offers [index 0-1]; step 7. [P11 P12 P48 P49 P61 P73 P120]
template <class Real>
Real opportunity_offered(const MotiveParameters<Real>& p, const Levers<Real>& u, const OpportunityCauses<Real>& now) {
  const Real power = u.perceived_decline + p.balance_gain * now.balance_gained;
  const Real absence = p.drawdown_gain * not_negative(Real(now.presence_memory - now.presence)) +
                       p.absence_opportunity * not_negative(Real(1.0 - now.presence));
  const Real conduct = p.accommodation_opening * u.accommodation + p.commitment_gap * (0.5 - u.commitment) + p.talk_weakness * now.channel +
                       p.emboldenment * now.unanswered;
  return clip(Real(power + absence + conduct + p.resolve_gap * (0.5 - now.resolve)));
}

/// Motive B [index 0-1] after a week; step 7. [P1 P9 P10-P13 P15 P84]
template <class Real>
Real motive_after(const MotiveParameters<Real>& p, const Levers<Real>& u, const Real& B, const Real& need, const Real& opportunity) {
  const Real wanted = clip(Real(p.weight_need * need + p.weight_opportunity * opportunity + p.floor * (1.0 + u.ardour)));
  return B + p.rate * (wanted - B);
}

}  // namespace fulcrum
