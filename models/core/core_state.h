/// \file
/// What the core model knows in a week: model.md section 2. `Real` is double, or a pack of several runs.
#pragma once

#include <vector>

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
  Real forces{0.0};                                 ///< one-year memory of F [1]
  Real sanctions{0.0};                              ///< sanctions as felt [0-1]
  Real sectarian{0.0};                              ///< sectarian shock [>= 0]
  Real realigned{0.0};                              ///< share of insurgents that changed sides [0-1]
  Real balance_0{0.0};                              ///< balance at the start [index]
  Real deterred{0.0};                               ///< direct support that cost keeps back, of this week [index]
  Real order{0.0};                                  ///< what the patron asks of its militias, of this week [0-1]
  Real course{0.0};                                 ///< of the next week
  Real own_escalation{0.0}, order_escalation{0.0};  ///< what the course in force adds [1]
  Real new_groups{0.0};                             ///< capability of splinter cells [0-1]; the agent layer's
  Real raids{0.0};                                  ///< raids that the host lets happen, of this week [0-1]
};

/// A militia in a week.
template <class Real>
struct MilitiaState {
  Real capability{0.0};  ///< M [index 0-1]
  Real control{0.0};     ///< kappa [0-1]
  Real rage{0.0};        ///< remembered crackdown [>= 0]
  Real share{0.0};       ///< of direct support, this week [0-1]
  Real delivered{0.0};   ///< this week [index]
  Real arriving{0.0};    ///< this week, delivered training_weeks ago [index]
  Real own{0.0};         ///< own drive to attack [0-1]
  Real act{0.0};         ///< intent to attack [0-2]
  Real clashes{0.0};     ///< [index]
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
