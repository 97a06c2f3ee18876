/// \file
/// Step 18b, 2: the street. Followings that are called, and crowds that stand by themselves. [P99-P101 P104; 4:5-17 4:32-34 4:44]
#pragma once

#include "models/host/choice.h"
#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum {

/// What an organiser's people weigh of their own.
template <class Real>
struct CrowdOf {
  Real grievance;  ///< [index]
  Real threshold;  ///< [index]
  Real turnout;    ///< y, last week's [0-1]
};

/// What all weigh: of this week, but for what the formulas say of last week's.
template <class Real>
struct CrowdCauses {
  Real swing;       ///< z [-1 to 1]
  Real shock;       ///< [index]
  Real insecurity;  ///< V [index]
};

/// How far its organisation's leader leads a called crowd [0-1]: the swing leader by his stance z.
template <class Real>
Real swing_leads(const Real& z) {
  return clip(Real((1.0 + z) / 2.0));
}

/// Turnout of a called crowd [0-1] of a leader who leads by `lead` [0-1]. [P134 P136]
template <class Real>
Real called_turnout(const ProtestParameters<Real>& p, const Real& enemy, const Levers<Real>& u, const CrowdCauses<Real>& now,
                    const CrowdOf<Real>& crowd) {
  const Real drawn = crowd.grievance + enemy * now.shock + p.endorsement * not_negative(now.swing) + p.peer * crowd.turnout;
  const Real kept = p.clergy * u.clergy_warning + p.fear * now.insecurity + crowd.threshold;
  return u.march * beta_share(Real((drawn - kept) / p.width));
}

/// Force used against those who stand by themselves [0-1]: by the state, and by a front that the swing leader has joined. [P149]
template <class Real>
Real repression_of(const ProtestParameters<Real>& p, const Levers<Real>& u, const Real& front, const Real& z, const Real& standing) {
  return clip(Real(u.repression + p.crush * front * not_negative(z) * standing));
}

/// Chance that riding a protest backfires [0-1 a week]. [P135]
template <class Real>
Real backlash_chance(const ProtestParameters<Real>& p, const Real& clashes) {
  return clip(Real(p.backlash * clashes));
}

/// Anger remembered [>= 0, at most 1] after a week. [P135 P149]
template <class Real>
Real anger_after(const Real& m, const Real& anger, const Real& repressed_crowd, const Real& backlash) {
  return clip(Real(anger * (1.0 - m) + repressed_crowd + backlash));
}

/// What keeps or brings a crowd that stands by itself, beside its own grievance.
template <class Real>
struct ProtestCauses {
  Real anger;      ///< of this week [0-1]
  Real organised;  ///< called crowds as they crowd in [0-1]
  Real repressed;  ///< [0-1]
};

/// Turnout of a crowd that stands by itself [0-1]. [P134 P135 P148 P149]
template <class Real>
Real standing_turnout(const ProtestParameters<Real>& p, const Levers<Real>& u, const CrowdCauses<Real>& now,
                      const ProtestCauses<Real>& street, const CrowdOf<Real>& crowd) {
  const Real drawn = crowd.grievance * (1.0 - u.reform) + p.peer * (crowd.turnout + street.anger) +
                     p.endorsement * not_negative(Real(-now.swing)) + p.clergy * u.clergy_endorsement;
  const Real kept = p.cooptation * street.organised + p.fear * (street.repressed + now.insecurity) + crowd.threshold;
  return beta_share(Real((drawn - kept) / p.width));
}

/// A crowd remembered [0-1] after a week: the largest, fading.
template <class Real>
Real street_after(const Real& m, const Real& street, const Real& turnout) {
  return larger(Real(street * (1.0 - m)), turnout);
}

}  // namespace fulcrum
