/// \file
/// What the host side knows in a week: model.md step 18b. `Real` is double, or a pack of several runs.
#pragma once

#include <array>
#include <vector>

#include "models/core/core_state.h"
#include "models/host/government.h"
#include "models/host/memories.h"
#include "models/host/parliament.h"
#include "models/host_inputs.h"

namespace fulcrum {

/// Every scalar of the host side that is recorded, by its name in host_series.def, as of the end of the week.
template <class Real>
struct HostWeek {
#define FULCRUM_HOST_SERIES(name, ...) Real name{0.0};
#define FULCRUM_HOST_SERIES_BY(...)
#include "models/host/host_series.def"
#undef FULCRUM_HOST_SERIES
#undef FULCRUM_HOST_SERIES_BY
};

/// An organisation in the host's politics.
template <class Real>
struct HostMilitia {
  Real swing{0.0};        ///< 1: follows the swing leader
  Real exposure{0.0};     ///< largest of its blocs [0-1]; 0 without
  Real integration{0.0};  ///< q [0-1]
  Real freeze{0.0};       ///< [0-1]
  Real join{0.0};         ///< j: share that has joined the front [0-1]
  Real attraction{0.0};   ///< of joining [index]
  Real feud{0.0};         ///< sum of hostility times the others' capability [index]
  Real clash{0.0};        ///< the same times its own [index]
  Real kin{0.0};          ///< share of the government's supporters among its blocs [0-1]
  Real shelter{0.0};      ///< by local officials [0-1]
  Real rivals{0.0};       ///< scratch: what rivals that joined keep it from joining [>= 0]
  Real offensive{0.0};    ///< of the host, as it reached it this week [0-1]
};

/// An organiser of crowds in a run.
template <class Real>
struct OrganiserState {
  Real base, grievance, threshold, rival, government, distance;  // fixed
  Real swing{0.0};                                               ///< 1: its organisation follows the swing leader
  Real turnout{0.0};                                             ///< y [0-1]
};

template <class Real>
struct IntermediaryState {
  Real deniability{0.0}, standing{0.0};  // fixed
  std::vector<Real> training{};          ///< by militia; fixed
  Real link{1.0};                        ///< [0-1]
};

/// What the host side reads of a week of the core. Deadlines are what both move.
template <class Real>
struct HostView {
  const Parameters<Real>& p;
  const Structure& structure;
  const Levers<Real>& u;
  const Week<Real>& now;
  const Memory<Real>& memory;
  const Posture<Real>& posture;
  const std::vector<Traits<Real>>& traits;
  const std::vector<MilitiaState<Real>>& militias;
  std::vector<DeadlineState<Real>>& deadlines;
  int week;
  bool session() const { return week % kSessionWeeks == 0; }
  bool quarter() const { return week % kQuarterWeeks == 0; }
};

}  // namespace fulcrum
