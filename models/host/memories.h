/// \file
/// Step 18b, 1: memories of the host side. A session is every fourth week; `m` is 1/host.memory_weeks [1/week].
#pragma once

#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Weeks between sessions of parliament and meetings of organisations, and in a quarter.
inline constexpr int kSessionWeeks = 4, kQuarterWeeks = 13;

/// Share of an intermediary's link that stands [0-1] after a week in which `lost` [0-1] of it was. [P59d]
template <class Real>
Real link_after(const Real& m, const Real& link, const Real& lost) {
  return clip(Real(link * (1.0 - lost) + m * (1.0 - link)));
}

/// Hostages held [index 0-1] after a session; `ordered` is the sum of w M kappa order role over the militias. [P158]
template <class Real>
Real hostages_after(const HostageParameters<Real>& p, const Real& m, const Real& hostages, const Real& ordered) {
  return clip(Real(hostages + static_cast<double>(kSessionWeeks) * (p.rate * ordered - m * hostages)));
}

/// Names that nobody knew [index 0-1] after a session: a threatened patron shows them. EC expected cost. [P111 P112]
template <class Real>
Real facade_after(const Real& m, const Real& facade, const Real& EC) {
  return facade + static_cast<double>(kSessionWeeks) * m * (clip(EC) - facade);
}

/// Force of a resolution [0-1] after a session. [P132]
template <class Real>
Real mandate_after(const ParliamentParameters<Real>& p, const Real& mandate) {
  return mandate - static_cast<double>(kSessionWeeks) * mandate / p.mandate_weeks;
}

/// What of deniability's opposite an intermediary leaves open [0-1]; steps 2 and 15 take the product over all. [P59d P153]
template <class Real>
Real left_open(const Real& deniability, const Real& link, const Real& facade) {
  return 1.0 - deniability * link * (1.0 + facade) / 2.0;
}

}  // namespace fulcrum
