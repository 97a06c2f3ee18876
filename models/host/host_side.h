/// \file
/// The host side: parliament, government, street and front, step 18b of a week; model.md step 18b.
#pragma once

#include <span>
#include <vector>

#include "models/host/host_state.h"
#include "models/lane_draws.h"
#include "models/recording.h"
#include "models/setup.h"

namespace fulcrum {

/// The host's politics in runs side by side. The runs share which tables there are, how many actors, who belongs to whom, and what is dated
/// (same_host_shape); numbers may differ. Nothing is allocated in a step.
template <class Real>
class HostSide {
 public:
  /// Starts the runs, adds to the core's deadlines those that binding motions may make, and says what the core reads in week 0. The setups
  /// must outlive the runs.
  void initialise(std::span<const RunInput> runs, const Parameters<Real>& p, const std::vector<Traits<Real>>& traits,
                  std::vector<DeadlineState<Real>>& deadlines, HostInputs<Real>& tells);
  /// Step 18b of the core's week; what the core reads next week.
  void step(const HostView<Real>& core, HostInputs<Real>& tells);

  /// Reads its indicators of courses of action: `reading` makes one of its number, from 0 on, and of what it starts from, last week's
  /// state.
  template <class Reading>
  void indicate(const Reading& reading) {
    now_.kidnapping = reading(0, now_.hostages);
    now_.cabinet_deals = reading(1, now_.cabinet_support);
    now_.bills = reading(2, now_.exit_support);
  }

  const HostTables& tables() const { return tables_; }
  /// Turnout of everybody who is out, and the share of organisations that has joined the front, at the end of the week [0-1].
  const Real& turnout() const { return turnout_; }
  const Real& front() const { return front_; }
  /// Where a recorded quantity of the host side stands.
  const Real* locate(const Column& column) const;
  /// What happened in a lane's run so far, by week.
  const std::vector<RunEvent>& events(int lane) const { return events_[static_cast<std::size_t>(lane)]; }

 private:
  void reset(const Setup& first);
  void initialise_actors(const Setup& setup, int lane);
  void initialise_militias(const Setup& setup, int lane);
  void initialise_deadlines(std::vector<DeadlineState<Real>>& deadlines, std::span<const RunInput> runs);
  void start_from(const Parameters<Real>& p, const std::vector<Traits<Real>>& traits, const Real& control);

  void remember(const HostView<Real>& core);                                 // 1
  void move_street(const HostView<Real>& core);                              // 2
  Real rise_of_backlash(const HostView<Real>& core);                         // 2
  void count_crowds();                                                       // 2
  void form_front(const HostView<Real>& core);                               // 3
  void feud(const HostView<Real>& core);                                     // 3
  void sit(const HostView<Real>& core);                                      // 4
  void take_positions(const HostView<Real>& core);                           // 4
  Real vote(const HostView<Real>& core, MotionKind kind, const Real& cost);  // 4
  void hold_dated(const HostView<Real>& core);                               // 4
  void hold_own(const HostView<Real>& core);                                 // 4
  void pass(const HostView<Real>& core, const Motion& motion, std::size_t binding, const Real& done);
  void change_cabinet(const Real& done);
  void govern(const HostView<Real>& core);         // 5
  void count_supporters();                         // 5
  void choose_action(const HostView<Real>& core);  // 5
  void draw_action(int week);                      // 5
  void give_consent(const HostView<Real>& core);   // 6
  void act(const HostView<Real>& core);            // 7
  void elect(const HostView<Real>& core);          // 8
  void hold_election(const HostView<Real>& core, bool local);
  void shelter();
  void tell(const Parameters<Real>& p, HostInputs<Real>& tells) const;
  Real drawn(const Real& chance, LaneDraws<Real>& draws, int week) const;
  Real memory_rate(const HostView<Real>& core) const { return 1.0 / core.p.host.memory_weeks; }
  bool dated(int week) const;
  void note(int lane, int week, RunEvent::Kind kind, int number, double value);

  const HostActors* actors_ = nullptr;  ///< of the first run: who belongs to whom
  const HostAgenda* agenda_ = nullptr;
  HostTables tables_;
  HostWeek<Real> now_;
  std::vector<HostMilitia<Real>> militias_;
  std::vector<BlocState<Real>> blocs_;
  std::vector<Real> bloc_swings_;  ///< 1: has a swing militia
  std::vector<Real> votes_;        ///< scratch: share of each bloc that votes yes
  std::vector<OrganiserState<Real>> organisers_;
  std::vector<Real> levels_;  ///< of rivalries
  std::vector<IntermediaryState<Real>> intermediaries_;
  std::vector<Real> ramps_;        ///< by deadline [weeks]
  std::size_t first_binding_ = 0;  ///< deadline of the first binding motion
  ActionCosts<Real> costs_;
  Real quorum_{0.5};
  std::array<Real, kGovernmentActions> chance_{};
  Real kin_{0.0};                  ///< share of the government's supporters who have organisations
  Real insecurity_voted_on_{0.0};  ///< V of the last election
  Real capacity_cost_{0.0};
  Real front_{0.0}, turnout_{0.0};
  std::vector<LaneDraws<Real>> motion_draws_;  ///< by dated motion
  LaneDraws<Real> exit_draws_, cabinet_draws_, government_draws_, backlash_draws_;
  Real noise_on_{0.0};
  bool any_noise_ = false;
  std::vector<std::vector<RunEvent>> events_;  ///< by lane
};

}  // namespace fulcrum

#include "models/host/host_side_parliament.h"  // IWYU pragma: export
#include "models/host/host_side_start.h"       // IWYU pragma: export
#include "models/host/host_side_steps.h"       // IWYU pragma: export
