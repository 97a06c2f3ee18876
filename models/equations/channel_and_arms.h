/// \file
/// Steps 2 and 3: the channel of communication, and the neighbours' arms. `Real` is double or a pack of runs, here and in all equations.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Channel C of this week [index 0-1] from last week's; model.md step 2. Talks build slowly, and threats before a channel exists keep it
/// from building; a threat that can be averted counts as `alarming` only, K_a of cost.h [0-1]. [P30 P76 P83 P88]
template <class Real>
Real channel_after(const ChannelParameters<Real>& p, const Levers<Real>& u, const Real& alarming, const Real& C) {
  const Real pressure = larger(alarming, u.strikes);
  return clip(C + (u.communication * (1.0 - p.damage * pressure * (1.0 - C)) - C) / p.weeks);
}

/// A neighbour's stock of one kind of arms [billion USD] after a week of purchases [billion USD/year]; step 3. [P23 P24 P70]
template <class Real>
Real stock_after(const ArmsParameters<Real>& p, const Real& stock, const Real& purchase) {
  return stock + (purchase / 52.0 - p.decay_per_year * stock / 52.0);
}

}  // namespace fulcrum
