/// \file
/// What the core model knows in a week: model.md section 2. `Real` is double, or a pack of several runs.
#pragma once

#include <vector>

#include "models/equations/deadline.h"
#include "models/equations/kinds.h"
#include "models/equations/militia.h"
#include "models/equations/rival_reaction.h"

namespace fulcrum {

/// Every scalar that is recorded, by its name in series.def: levels before their step hold last week's value, as the equations ask.
template <class Real>
struct Week {
#define FULCRUM_SERIES(name, ...) Real name{0.0};
#include "models/series.def"
#undef FULCRUM_SERIES
};

/// Memories that are not recorded.
template <class Real>
struct Memory {
  Real presence{0.0};                                  ///< one-year memory of F' [1]
  Real sanctions{0.0};                                 ///< sanctions as felt [0-1]
  Real sectarian{0.0};                                 ///< sectarian shock [>= 0]
  Real realigned{0.0};                                 ///< share of insurgents that changed sides [0-1]
  Real balance_0{0.0};                                 ///< balance against which it is seen to move [index]
  Real rival_power_seen{0.0}, patron_power_seen{0.0};  ///< powers as the patron sees them [index]
  Real mood{0.0};                                      ///< misreading that persists [index]
  Real alarming{0.0};                                  ///< K_a: the threat as it alarms, of this week [0-1]
  Real deniability{0.0};                               ///< with what intermediaries add, of this week [0-1]
  Real inducement{0.0};                                ///< as it is taken, of this week [0-1]
  Real turnout{0.0};                                   ///< against the rival, as it counts this week [0-1]
  Real front{0.0};                                     ///< unity of the militias as it counts this week [0-1]
  Real trace_patron{0.0}, trace_militia{0.0};          ///< what a plan adds to indicators [1]
  Real plain_order{0.0};                               ///< what the patron would ask on no course in particular, of this week [0-1]
  Real order{0.0};                                     ///< what it asks of its militias, of this week [0-1]
  Real order_memory{0.0};                              ///< half-year memory of plain_order [0-1]
  Real help{0.0};                                      ///< forces behind the host's offensives, of this week [0-1]
  Real course{0.0};                                    ///< of the next week
  Real own_escalation{0.0}, order_escalation{0.0};     ///< what the course in force adds [1]
  Real new_groups{0.0};                                ///< capability of splinter cells [0-1]; the agent layer's
  Real raids{0.0};                                     ///< raids that happen, of this week [0-1]
};

/// A militia in a week.
template <class Real>
struct MilitiaState {
  Real capability{0.0};       ///< M [index 0-1]
  Real control{0.0};          ///< kappa [0-1]
  Real rage{0.0};             ///< remembered crackdowns, offensives and losses [>= 0]
  Real share{0.0};            ///< of direct support, this week [0-1]
  Real delivered{0.0};        ///< this week [index]
  Real arriving{0.0};         ///< this week, delivered training_weeks ago and weighted with what its kinds build [index]
  Real aid{0.0};              ///< indirect support that reaches it, this week [index]
  KindEffects<Real> kinds{};  ///< of this week
  Real planned{0.0};          ///< offensive of the host that is planned against it, this week [0-1]
  Real offensive{0.0};        ///< and what comes of it [0-1]
  Real own{0.0};              ///< own drive to attack [0-1]
  Real act{0.0};              ///< intent to attack [0-2]
  Real clashes{0.0};          ///< [index]
};

/// A deadline in a run.
template <class Real>
struct DeadlineState {
  DeadlineDates<Real> dates{Real(-1.0), Real(0.0)};
  Real weight{0.0};  ///< as motions have left it [0-1]; 0 where a run has no such deadline
};

/// A neighbour's arms.
template <class Real>
struct Arms {
  Real share{0.0};                      ///< of purchases [0-1]
  Real offensive{0.0}, defensive{0.0};  ///< stocks [billion USD]
};

/// Values of past weeks, read with a lag; before week 0 the first value holds.
template <class Real>
class History {
 public:
  void resize(int weeks) { values_.resize(static_cast<std::size_t>(weeks)); }
  int weeks() const { return static_cast<int>(values_.size()); }
  const Real& at(int week) const { return values_[static_cast<std::size_t>(week)]; }
  void put(int week, const Real& value) { values_[static_cast<std::size_t>(week)] = value; }
  /// Value `lag` weeks before `week`; lags are whole and may differ between lanes.
  Real before(int week, const Real& lag) const {
    Real value;
    for (int l = 0; l < kLanes<Real>; ++l) {
      const int past = week - static_cast<int>(lane(lag, l));
      set_lane(value, l, lane(values_[static_cast<std::size_t>(past < 0 ? 0 : past)], l));
    }
    return value;
  }

 private:
  std::vector<Real> values_;
};

}  // namespace fulcrum
