/// \file
/// Step 5: the patron's belief that the rival is aggressive.
#pragma once

#include "models/equations/rival_reaction.h"
#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// What the belief is moved by, beside the levers.
template <class Real>
struct BeliefCauses {
  Real channel;   ///< C [index]
  Real rhetoric;  ///< Rh [0-1]
  Real alarming;  ///< K_a, the threat as it alarms [0-1]
  Real shock;     ///< of last week [0-1]
};

/// Signal of the rival's intent [about -1 to 1]: words, arms and deeds; friendly ones count only as far as they are heard. Step 5.
/// [P8 P30 P33 P120]
template <class Real>
Real signal_of_intent(const BeliefParameters<Real>& p, const Levers<Real>& u, const BeliefCauses<Real>& now) {
  const Real flow = u.arms_offensive + u.arms_defensive;
  const auto armed = flow > Real(0.0);
  const Real offensive = select(armed, Real(u.arms_offensive / flow), Real(0.0));
  const Real defensive = select(armed, Real(1.0 - offensive), Real(0.0));
  const Real heard = p.deafness + (1.0 - p.deafness) * now.channel;
  const Real deeds = clip(Real(now.alarming * (1.0 - now.channel) + larger(u.strikes, now.shock)));
  return p.words * now.rhetoric + p.arms * offensive + p.deeds * deeds - heard * (p.words * u.accommodation + p.arms * defensive);
}

/// Belief b [log-odds] after a week; step 5. `error` [log-odds] is this week's. [P8 P30 P33 P120]
template <class Real>
Real belief_after(const BeliefParameters<Real>& p, const Real& b, const Real& signal, const Real& error) {
  return b + (p.gain * (signal - p.threshold) + error - b) / p.weeks;
}

}  // namespace fulcrum
