/// \file
/// How a share of people chooses by utility with bounded tastes: the one rule of blocs, organisations, followers and citizens.
#pragma once

#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

/// Share whose taste lies below x [0-1] where tastes are Beta(2,2) on one unit around 0.
template <class Real>
Real beta_share(const Real& x) {
  const Real y = clip(Real(x + 0.5));
  return y * y * (3.0 - 2.0 * y);
}

/// Share that chooses what has utility x [index] over what has 0; [0-1]. The slope at one half is the same in both forms: precision/4.
template <class Real>
Real chosen(const ChoiceParameters<Real>& p, ChoiceForm form, const Real& x) {
  if (form == ChoiceForm::kLogit) return sigma(Real(p.precision * x));
  return beta_share(Real(p.precision * x / 6.0));
}

/// What attraction makes a share `chosen` = `share` at the start [index], to first order around one half.
template <class Real>
Real attraction_of(const ChoiceParameters<Real>& p, const Real& share) {
  return 4.0 * (share - 0.5) / p.precision;
}

}  // namespace fulcrum
