/// \file
/// Step 18b, 4 and 8: sessions, votes and elections. Part of host_side.h.
#pragma once

#include <algorithm>

#include "models/host/host_side.h"
#include "models/host/parliament.h"

namespace fulcrum {

template <class Real>
bool HostSide<Real>::dated(int week) const {
  return std::any_of(agenda_->motions.begin(), agenda_->motions.end(), [&](const Motion& motion) { return motion.week == week; });
}

template <class Real>
void HostSide<Real>::sit(const HostView<Real>& core) {
  const bool dated_now = dated(core.week);
  now_.motion_yes = now_.motion_chance = Real(0.0);
  if (core.session() || dated_now) take_positions(core);
  if (dated_now) hold_dated(core);
  if (core.session() || dated_now) now_.exit_support = vote(core, MotionKind::kExit, Real(0.0));
  hold_own(core);
  if (core.session() || dated_now) shelter();
}

template <class Real>
void HostSide<Real>::take_positions(const HostView<Real>& core) {
  PositionCauses<Real> causes{.indirect = core.now.indirect,
                              .dependence = core.now.dependence,
                              .shock = core.now.shock,
                              .swing = Real(0.0),
                              .fears = core.now.attacks + now_.hostages,
                              .street = now_.street_rival,
                              .insecurity = core.now.front_insecurity,
                              .politics = Real(0.0)};
  for (std::size_t b = 0; b < blocs_.size(); ++b) {
    causes.politics = 0.0;
    for (const int k : actors_->blocs[b].organisations) {
      const MilitiaState<Real>& militia = core.militias[static_cast<std::size_t>(k)];
      causes.politics += militia.kinds.pull * militia.delivered;
    }
    causes.swing = select(bloc_swings_[b] > Real(0.0), core.now.swing, Real(0.0));
    blocs_[b].position = position_of(core.p.bloc, core.u, causes, blocs_[b]);
  }
}

// Share of all seats that votes yes; each bloc's own is left in votes_.
template <class Real>
Real HostSide<Real>::vote(const HostView<Real>& core, MotionKind kind, const Real& cost) {
  Real yes = 0.0, seats = 0.0;
  for (std::size_t b = 0; b < blocs_.size(); ++b) {
    const BlocState<Real>& bloc = blocs_[b];
    Real utility = 0.0;
    switch (kind) {
      case MotionKind::kExit:
        utility = bloc.position;
        break;
      case MotionKind::kExtend:
        utility = -bloc.position;
        break;
      case MotionKind::kCabinet:
        utility = discontent_of(core.p.bloc, core.p.protest.clergy, core.u, now_.street_government, bloc);
        break;
      case MotionKind::kLaw:
        utility = bloc.tie - bloc.protection;
        break;
    }
    votes_[b] = chosen(core.p.choice, core.structure.choice, Real(utility - cost));
    yes += bloc.seats * votes_[b];
    seats += bloc.seats;
  }
  return yes / seats;
}

template <class Real>
void HostSide<Real>::hold_dated(const HostView<Real>& core) {
  std::size_t binding = first_binding_;
  for (std::size_t i = 0; i < agenda_->motions.size(); ++i) {
    const Motion& motion = agenda_->motions[i];
    if (motion.week == core.week) {
      now_.motion_yes = vote(core, motion.kind, Real(motion.cost));
      now_.motion_chance = passing_chance(core.p.parliament, now_.motion_yes, quorum_);
      const Real done = drawn(now_.motion_chance, motion_draws_[i], core.week);
      pass(core, motion, binding, done);
      for (int l = 0; l < kLanes<Real>; ++l)
        if (lane(noise_on_, l) > 0)
          note(l, core.week, lane(done, l) > 0 ? RunEvent::Kind::kMotionPassed : RunEvent::Kind::kMotionFailed, static_cast<int>(i),
               lane(now_.motion_yes, l));
    }
    if (motion.kind == MotionKind::kExit && motion.binding) ++binding;
  }
}

// What blocs table by themselves: the rival's exit at a session, unless that was dated this week; the cabinet's fall in a quarter.
template <class Real>
void HostSide<Real>::hold_own(const HostView<Real>& core) {
  const ParliamentParameters<Real>& p = core.p.parliament;
  const bool exit_dated = std::any_of(agenda_->motions.begin(), agenda_->motions.end(),
                                      [&](const Motion& motion) { return motion.week == core.week && motion.kind == MotionKind::kExit; });
  if (core.session() && !exit_dated) {
    const Real chance = tabling_chance(p, kSessionWeeks) * passing_chance(p, now_.exit_support, quorum_);
    now_.mandate += drawn(chance, exit_draws_, core.week) * (1.0 - now_.mandate);
  }
  if (!core.quarter()) return;
  now_.cabinet_support = vote(core, MotionKind::kCabinet, costs_.cabinet);
  const Real chance = tabling_chance(p, kQuarterWeeks) * passing_chance(p, now_.cabinet_support, quorum_);
  change_cabinet(drawn(chance, cabinet_draws_, core.week));
}

template <class Real>
void HostSide<Real>::pass(const HostView<Real>& core, const Motion& motion, std::size_t binding, const Real& done) {
  const Real t = static_cast<double>(core.week);
  switch (motion.kind) {
    case MotionKind::kExit:
      now_.mandate += done * (1.0 - now_.mandate);
      if (motion.binding) core.deadlines[binding].weight = done;
      break;
    case MotionKind::kExtend:  // what becomes known in the week of the vote is not what is voted on
      for (DeadlineState<Real>& deadline : core.deadlines)
        deadline.weight =
            select(both(deadline.dates.known < t, t <= deadline.dates.at), Real(deadline.weight * (1.0 - done)), deadline.weight);
      break;
    case MotionKind::kCabinet:
      change_cabinet(done);
      break;
    case MotionKind::kLaw:
      for (HostMilitia<Real>& militia : militias_) militia.integration += done * motion.size * (1.0 - militia.integration);
      break;
  }
}

// The new government is those who brought the old one down.
template <class Real>
void HostSide<Real>::change_cabinet(const Real& done) {
  for (std::size_t b = 0; b < blocs_.size(); ++b) blocs_[b].government = (1.0 - done) * blocs_[b].government + done * votes_[b];
  now_.cabinet_changes += done;
}

// A chance with noise off; with noise on whether it comes true.
template <class Real>
Real HostSide<Real>::drawn(const Real& chance, LaneDraws<Real>& draws, int week) const {
  if (!any_noise_) return chance;
  const Real comes_true = select(draws.uniform(week) < chance, Real(1.0), Real(0.0));
  return select(noise_on_ > Real(0.0), comes_true, chance);
}

template <class Real>
void HostSide<Real>::elect(const HostView<Real>& core) {
  if (core.week == 0) insecurity_voted_on_ = core.now.insecurity;
  for (std::size_t i = 0; i < agenda_->elections.size(); ++i) {
    const HostElection& election = agenda_->elections[i];
    if (election.week != core.week) continue;
    hold_election(core, election.local);
    for (int l = 0; l < kLanes<Real>; ++l) note(l, core.week, RunEvent::Kind::kElection, static_cast<int>(i), election.local ? 1.0 : 0.0);
  }
}

template <class Real>
void HostSide<Real>::hold_election(const HostView<Real>& core, bool local) {
  const auto of = [&](BlocState<Real>& bloc) -> Real& { return local ? bloc.local : bloc.seats; };
  const Real safer = insecurity_voted_on_ - core.now.insecurity;
  Real before = 0.0, after = 0.0;
  for (BlocState<Real>& bloc : blocs_) {
    const Real credit = credit_of(core.u, bloc, safer, now_.street_government, core.now.shock);
    before += of(bloc);
    of(bloc) *= exponential(Real(core.p.host_election.gain * credit));
    after += of(bloc);
  }
  const Real scale = select(after > Real(0.0), Real(before / after), Real(1.0));
  for (BlocState<Real>& bloc : blocs_) of(bloc) = local ? clip(Real(of(bloc) * scale)) : Real(of(bloc) * scale);
  insecurity_voted_on_ = core.now.insecurity;
  if (local) shelter();
}

// Local officials shelter the organisations of their blocs as far as they want the rival's forces gone.
template <class Real>
void HostSide<Real>::shelter() {
  for (HostMilitia<Real>& militia : militias_) militia.shelter = Real(0.0);
  for (std::size_t b = 0; b < blocs_.size(); ++b) {
    const Real tolerant = blocs_[b].local * clip(Real((1.0 + blocs_[b].position) / 2.0));
    for (const int k : actors_->blocs[b].organisations) militias_[static_cast<std::size_t>(k)].shelter += tolerant;
  }
  for (HostMilitia<Real>& militia : militias_) militia.shelter = clip(militia.shelter);
}

}  // namespace fulcrum
