/// \file
/// Steps 12 to 14 and 18b: what the kinds of support bring to a militia, and what indirect support does that reaches it.
#pragma once

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"
#include "models/vehicles.h"

namespace fulcrum {

/// What the kinds do to a militia in a week: factors, 1 where it gets the usual mix or names none.
template <class Real>
struct KindEffects {
  Real arrives{1.0};  ///< share of what is sent to it that is not cut [0-1]; step 12
  Real worth{1.0};    ///< of what is delivered, in the capability that it builds [>= 0]; step 12
  Real hold{1.0};     ///< of what is delivered, in the dependence that it makes [>= 0]; step 13
  Real effect{1.0};   ///< of its attacks [>= 0]; step 14
  Real losses{1.0};   ///< of capability, to raids, crackdowns and offensives [>= 0]; step 14
  Real pull{0.0};     ///< on its blocs, per unit delivered [index]; step 18b
};

/// Whether a parameter of the group is not 0, so that a kind of support acts by what it is.
inline bool any_kind_acts(const KindParameters<double>& p) {
  return p.arms_build != 0 || p.arms_lethality != 0 || p.training_build != 0 || p.training_lethality != 0 || p.funding_control != 0 ||
         p.advisers_control != 0 || p.intelligence_hits != 0 || p.sanctuary_cover != 0 || p.political_pull != 0;
}

/// Share of what is sent to a militia that arrives [0-1]; (12.b). A cut takes its kind's share. [P86]
template <class Real>
Real share_that_arrives(const Levers<Real>& u, const Mix<Real>& mix) {
  return 1.0 - (mix.arms * u.arms_cut + mix.training * u.training_cut + mix.funding * u.funds_cut + mix.sanctuary * u.sanctuary_cut);
}

/// What is left of each kind after cuts, less what is usual [-1 to 1]; (12.c).
template <class Real>
Mix<Real> beyond_usual(const Levers<Real>& u, const Mix<Real>& mix, const Mix<Real>& usual) {
  return {.arms = mix.arms * (1.0 - u.arms_cut) - usual.arms,
          .training = mix.training * (1.0 - u.training_cut) - usual.training,
          .funding = mix.funding * (1.0 - u.funds_cut) - usual.funding,
          .intelligence = mix.intelligence - usual.intelligence,
          .sanctuary = mix.sanctuary * (1.0 - u.sanctuary_cut) - usual.sanctuary,
          .advisers = mix.advisers - usual.advisers,
          .political = mix.political - usual.political};
}

/// What the kinds do to a militia in a week; (12.d). `usual` is all 0 for a militia that names no vehicles. [P43 P44 P56 P59 P82]
template <class Real>
KindEffects<Real> kind_effects(const KindParameters<Real>& p, const Levers<Real>& u, const Mix<Real>& mix, const Mix<Real>& usual) {
  const Mix<Real> more = beyond_usual(u, mix, usual);
  return {.arrives = share_that_arrives(u, mix),
          .worth = not_negative(Real(1.0 + p.arms_build * more.arms + p.training_build * more.training)),
          .hold = not_negative(Real(1.0 + p.funding_control * more.funding + p.advisers_control * more.advisers)),
          .effect = not_negative(
              Real(1.0 + p.arms_lethality * more.arms + p.training_lethality * more.training + p.intelligence_hits * more.intelligence)),
          .losses = not_negative(Real(1.0 - p.sanctuary_cover * more.sanctuary)),
          .pull = p.political_pull * more.political};
}

/// Share of its losses that a militia still has where indirect support of that size [>= 0] reaches it: those whom it serves hide it;
/// (12.e). [P51 P59]
template <class Real>
Real losses_among_friends(const SocialParameters<Real>& p, const Real& aid) {
  return 1.0 - p.cover * clip(aid);
}

}  // namespace fulcrum
