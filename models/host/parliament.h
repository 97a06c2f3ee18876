/// \file
/// Step 18b, 4 and 8: blocs, motions and elections. [P41 P46 P47 P82 P115; 4:13 4:30 4:36 1:15-17 0:539-541]
#pragma once

#include "models/host/choice.h"
#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum {

/// A bloc in a run.
template <class Real>
struct BlocState {
  // Fixed.
  Real stance, tie, trade, nation, exposure, protection;
  Real money_share{0.0};  ///< of indirect support, times the number of recipients [>= 0]; 0 without a recipient
  // State.
  Real seats{0.0};       ///< [seats]
  Real government{0.0};  ///< g: share that supports the government [0-1]
  Real local{0.0};       ///< share of provincial governments [0-1]
  Real position{0.0};    ///< x: above 0 wants the rival's forces gone [index]
};

/// What blocs weigh in a week.
template <class Real>
struct PositionCauses {
  Real indirect;    ///< I [index]
  Real dependence;  ///< [index]
  Real shock;       ///< [index]
  Real swing;       ///< z, where the bloc has a swing militia, else 0 [-1 to 1]
  Real fears;       ///< attacks and hostages [index]
  Real street;      ///< remembered crowd against the rival [0-1]
  Real insecurity;  ///< x_V: the front of insecurity [index]
  Real politics;    ///< political support to its organisations, beyond the usual [index]
};

/// Position of a bloc [index]. [P82 P115 P133 P140 P141 P151 P158 P160]
template <class Real>
Real position_of(const BlocParameters<Real>& p, const Levers<Real>& u, const PositionCauses<Real>& now, const BlocState<Real>& b) {
  const Real money = clip(Real(b.money_share * now.indirect + now.politics));
  return b.stance + p.pull * (b.tie * money + b.trade * now.dependence) +
         p.sovereignty * b.nation * (now.shock + now.swing + u.host_aid * u.aid_conditions) + p.fear * b.exposure * now.fears +
         p.street * b.exposure * now.street - p.protection * b.protection * now.insecurity -
         p.inducement * (1.0 - b.tie) * (u.party_funding + u.extension_offer);
}

/// What a bloc says of a cabinet's fall [index] beside its cost; `street` is the remembered crowd against the government. [P155]
template <class Real>
Real discontent_of(const BlocParameters<Real>& p, const Real& clergy, const Levers<Real>& u, const Real& street, const BlocState<Real>& b) {
  return 0.5 - b.government + b.exposure * (p.street * street + clergy * u.clergy_endorsement);
}

/// Chance that a motion passes [0-1]: opponents stay away, so the quorum is what binds. `yes` and `quorum` are shares of all seats. [P131]
template <class Real>
Real passing_chance(const ParliamentParameters<Real>& p, const Real& yes, const Real& quorum) {
  return sigma(Real((yes - quorum) / p.spread));
}

/// Chance that blocs table a motion of their own in so many weeks [0-1].
template <class Real>
Real tabling_chance(const ParliamentParameters<Real>& p, int weeks) {
  return clip(Real(static_cast<double>(weeks) * p.table_rate));
}

/// What voters hold to a bloc's credit [index]. `safer` is insecurity at the last election less that of today. [P154]
template <class Real>
Real credit_of(const Levers<Real>& u, const BlocState<Real>& b, const Real& safer, const Real& street, const Real& shock) {
  return b.government * (safer - b.exposure * street) + b.nation * shock + (1.0 - b.tie) * u.party_funding;
}

}  // namespace fulcrum
