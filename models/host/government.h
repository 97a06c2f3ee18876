/// \file
/// Step 18b, 5 to 7: what the government chooses, what consent follows from it, its offensives, and who holds his fire.
/// [P52 P53 P59e P72 P86 P87 P114; 2:47 1:13-17 4:44 0:477-487 0:507-518]
#pragma once

#include <array>
#include <string_view>

#include "models/levers.h"
#include "models/numbers/functions.h"
#include "models/parameters.h"

namespace fulcrum {

enum GovernmentAction : std::size_t { kTolerate, kIntegrate, kOffensive, kExit, kExtend, kGovernmentActions };
inline constexpr std::string_view kGovernmentActionNames[] = {"tolerate", "integrate", "offensive", "exit", "extend"};

/// Costs of the actions in a run [index].
template <class Real>
struct ActionCosts {
  Real integrate{0.0}, offensive{0.0}, exit{0.0}, extend{0.0}, cabinet{0.0};
};

/// What the government weighs in a quarter.
template <class Real>
struct GovernmentCauses {
  Real stance;           ///< X: of its supporters on the rival's presence [index]
  Real kin;              ///< share of its supporters who have organisations [0-1]
  Real insecurity;       ///< V [index]
  Real foes;             ///< sum of w foe M over the militias [0-1]
  Real muster;           ///< forces behind an offensive [0-1]
  Real mandate;          ///< [0-1]
  Real street;           ///< remembered crowd against the rival [0-1]
  Real stake;            ///< of the aid that hangs on conditions [index]
  Real deadline_weight;  ///< largest of a deadline that can be extended [0-1]
};

/// Chances of the five actions; they add up to 1. [P72 P86 P87]
template <class Real>
std::array<Real, kGovernmentActions> action_chances(const Parameters<Real>& p, const ActionCosts<Real>& costs,
                                                    const GovernmentCauses<Real>& now) {
  const Real& precision = p.choice.precision;
  std::array<Real, kGovernmentActions> chance;
  chance[kTolerate] = Real(1.0);
  chance[kIntegrate] = exponential(Real(precision * (now.kin + now.insecurity - now.stake - costs.integrate)));
  chance[kOffensive] = exponential(Real(precision * (now.foes + now.muster + now.stake - costs.offensive)));
  chance[kExit] =
      exponential(Real(precision * (now.stance + p.consent.mandate * now.mandate + p.bloc.street * now.street - now.stake - costs.exit)));
  chance[kExtend] = exponential(Real(precision * (-now.stance + now.stake - costs.extend))) * now.deadline_weight;
  Real sum = 0.0;
  for (const Real& c : chance) sum += c;
  for (Real& c : chance) c = c / sum;
  return chance;
}

/// What politics gives the rival [0-1] after a week. [P87 P114 P128 P132]
template <class Real>
Real relation_after(const ConsentParameters<Real>& p, const Real& relation, const Real& exit_support, const Real& government,
                    const Real& mandate) {
  return relation + (clip(Real(1.0 - exit_support + p.government * government - p.mandate * mandate)) - relation) / p.weeks;
}

/// Share of the rival's forces that the law takes out in week t because of a deadline in week `at` [0-1], before its weight. [P142]
template <class Real>
Real taken_out(const Real& t, const Real& at, const Real& ramp) {
  return clip(Real((t - (at - ramp)) / larger(Real(1.0), ramp)));
}

/// How far the host's offensives stand alone [0-1], without the rival's forces and aid. [P144]
template <class Real>
Real alone_of(const Real& presence, const Real& host_aid) {
  return (1.0 - smaller(presence, Real(1.0))) * (1.0 - host_aid);
}

/// Stamina of the host's offensives [0-1] after a week. [P86 P144]
template <class Real>
Real stamina_after(const OffensiveParameters<Real>& p, const Real& m, const Real& stamina, const Real& effort_alone) {
  return clip(Real(stamina + m * (1.0 - stamina) - p.drain * effort_alone));
}

/// How far a militia is inside the security forces [0-1] after a session. `taken_in` [0-1] is the government's doing, `leash` [0-1] the aid
/// that hangs on keeping militias out. [P52 P53 P145 P146]
template <class Real>
Real integration_after(const IntegrationParameters<Real>& p, const Real& q, const Real& taken_in, const Real& leash) {
  return clip(Real(q + 4.0 * p.rate * (taken_in * (1.0 - q) - leash * q)));
}

/// How far a militia holds its fire [0-1] after a week: those who have seats to lose, under `pressure` [index]. [P147]
template <class Real>
Real freeze_after(const FreezeParameters<Real>& p, const Real& m, const Real& freeze, const Real& exposure, const Real& pressure) {
  return larger(Real(freeze * (1.0 - m)), Real(exposure * clip(Real(pressure / p.pressure))));
}

}  // namespace fulcrum
