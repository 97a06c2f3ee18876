/// \file
/// How the host side starts, and where its columns stand. Part of host_side.h.
#pragma once

#include <algorithm>

#include "models/host/front.h"
#include "models/host/host_series.h"
#include "models/host/host_side.h"

namespace fulcrum {

template <class Real>
void HostSide<Real>::initialise(std::span<const RunInput> runs, const Parameters<Real>& p, const std::vector<Traits<Real>>& traits,
                                std::vector<DeadlineState<Real>>& deadlines, HostInputs<Real>& tells) {
  const Setup& first = *runs.front().setup;
  tables_ = tables_of(first.theatre.host);
  reset(first);
  if (!tables_.any()) return;
  Real control;
  for (int l = 0; l < kLanes<Real>; ++l) {
    const RunInput& run = static_cast<std::size_t>(l) < runs.size() ? runs[static_cast<std::size_t>(l)] : runs.front();
    initialise_actors(*run.setup, l);
    initialise_militias(*run.setup, l);
    set_lane(control, l, run.setup->initial.control);
    for (LaneDraws<Real>* draws : {&exit_draws_, &cabinet_draws_, &government_draws_, &backlash_draws_}) draws->set_luck(l, run.luck);
    for (LaneDraws<Real>& draws : motion_draws_) draws.set_luck(l, run.luck);
    set_lane(noise_on_, l, run.noise ? 1.0 : 0.0);
    any_noise_ = any_noise_ || run.noise;
  }
  initialise_deadlines(deadlines, runs);
  start_from(p, traits, control);
  tell(p, tells);
}

// Everything as big as the runs' shape asks, and at its neutral value.
template <class Real>
void HostSide<Real>::reset(const Setup& first) {
  actors_ = &first.theatre.host;
  agenda_ = &first.agenda;
  now_ = {};
  now_.relation = now_.ceiling = now_.consent = now_.stamina = now_.openness = Real(1.0);
  militias_.assign(first.theatre.militias.size(), {});
  blocs_.assign(actors_->blocs.size(), {});
  bloc_swings_.assign(blocs_.size(), Real(0.0));
  votes_.assign(blocs_.size(), Real(0.0));
  organisers_.assign(actors_->organisers.size(), {});
  levels_.assign(actors_->rivalries.size(), Real(0.0));
  intermediaries_.assign(actors_->intermediaries.size(), {});
  for (IntermediaryState<Real>& m : intermediaries_) m.training.assign(militias_.size(), Real(0.0));
  chance_.fill(Real(0.0));
  chance_[kTolerate] = Real(1.0);
  kin_ = insecurity_voted_on_ = capacity_cost_ = front_ = turnout_ = Real(0.0);
  motion_draws_.clear();
  for (const Motion& motion : agenda_->motions) motion_draws_.emplace_back(Purpose::kMotion, entity_of(motion.name));
  exit_draws_ = {Purpose::kMotion, entity_of("exit")};
  cabinet_draws_ = {Purpose::kMotion, entity_of("cabinet")};
  government_draws_ = {Purpose::kGovernment, entity_of("government")};
  backlash_draws_ = {Purpose::kBacklash, entity_of("movement")};
  any_noise_ = false;
  events_.assign(kLanes<Real>, {});
}

template <class Real>
void HostSide<Real>::initialise_actors(const Setup& setup, int lane) {
  const HostActors& host = setup.theatre.host;
  const auto swings = [&](int militia) { return setup.theatre.militias[static_cast<std::size_t>(militia)].swing; };
  for (std::size_t b = 0; b < blocs_.size(); ++b) {
    const Bloc& bloc = host.blocs[b];
    BlocState<Real>& state = blocs_[b];
    set_lane(state.stance, lane, bloc.stance);
    set_lane(state.position, lane, bloc.stance);  // until its first session
    set_lane(state.tie, lane, bloc.tie);
    set_lane(state.trade, lane, bloc.trade);
    set_lane(state.nation, lane, bloc.nation);
    set_lane(state.exposure, lane, bloc.exposure);
    set_lane(state.protection, lane, bloc.protection);
    set_lane(state.seats, lane, bloc.seats);
    set_lane(state.government, lane, bloc.government);
    set_lane(state.local, lane, bloc.local);
    const auto& recipients = setup.theatre.recipients;
    const double share = bloc.recipient < 0 ? 0.0 : recipients[static_cast<std::size_t>(bloc.recipient)].share;
    set_lane(state.money_share, lane, static_cast<double>(recipients.size()) * share);
    set_lane(bloc_swings_[b], lane, std::any_of(bloc.organisations.begin(), bloc.organisations.end(), swings) ? 1.0 : 0.0);
  }
  for (std::size_t o = 0; o < organisers_.size(); ++o) {
    const Organiser& organiser = host.organisers[o];
    OrganiserState<Real>& state = organisers_[o];
    set_lane(state.base, lane, organiser.base);
    set_lane(state.grievance, lane, organiser.grievance);
    set_lane(state.threshold, lane, organiser.threshold);
    set_lane(state.rival, lane, organiser.rival);
    set_lane(state.government, lane, organiser.government);
    set_lane(state.distance, lane, organiser.distance);
    set_lane(state.turnout, lane, organiser.start);
    set_lane(state.swing, lane, organiser.organisation >= 0 && swings(organiser.organisation) ? 1.0 : 0.0);
  }
  for (std::size_t r = 0; r < levels_.size(); ++r) set_lane(levels_[r], lane, host.rivalries[r].level);
  for (std::size_t m = 0; m < intermediaries_.size(); ++m) {
    const Intermediary& intermediary = host.intermediaries[m];
    set_lane(intermediaries_[m].deniability, lane, intermediary.deniability);
    set_lane(intermediaries_[m].standing, lane, intermediary.standing);
    set_lane(intermediaries_[m].link, lane, intermediary.link);
    for (std::size_t k = 0; k < intermediary.training.size(); ++k) set_lane(intermediaries_[m].training[k], lane, intermediary.training[k]);
  }
  const GovernmentCosts costs = host.government.value_or(GovernmentCosts{});  // a parliament votes on the cabinet without the table, too
  set_lane(costs_.integrate, lane, costs.integrate_cost);
  set_lane(costs_.offensive, lane, costs.offensive_cost);
  set_lane(costs_.exit, lane, costs.exit_cost);
  set_lane(costs_.extend, lane, costs.extend_cost);
  set_lane(costs_.cabinet, lane, costs.cabinet_cost);
  set_lane(quorum_, lane, host.quorum);
}

template <class Real>
void HostSide<Real>::initialise_militias(const Setup& setup, int lane) {
  const auto value = [](const std::vector<double>& by_militia, std::size_t k) { return by_militia.empty() ? 0.0 : by_militia[k]; };
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    HostMilitia<Real>& militia = militias_[k];
    double exposure = 0;
    for (const Bloc& bloc : setup.theatre.host.blocs)
      if (std::find(bloc.organisations.begin(), bloc.organisations.end(), static_cast<int>(k)) != bloc.organisations.end())
        exposure = larger(bloc.exposure, exposure);
    set_lane(militia.exposure, lane, exposure);
    set_lane(militia.swing, lane, setup.theatre.militias[k].swing ? 1.0 : 0.0);
    set_lane(militia.integration, lane, tables_.blocs ? value(setup.agenda.integration, k) : 0.0);
    set_lane(militia.freeze, lane, tables_.blocs ? value(setup.agenda.freeze, k) : 0.0);
    set_lane(militia.join, lane, setup.initial.join.value_or(0.5));
  }
  set_lane(now_.relation, lane, tables_.blocs ? setup.initial.consent.value_or(1.0) : 1.0);
  set_lane(now_.mandate, lane, tables_.blocs ? setup.initial.mandate.value_or(0.0) : 0.0);
}

// A binding motion's deadline is there from the start, with weight 0.
template <class Real>
void HostSide<Real>::initialise_deadlines(std::vector<DeadlineState<Real>>& deadlines, std::span<const RunInput> runs) {
  ramps_.assign(deadlines.size(), Real(1.0));
  for (int l = 0; l < kLanes<Real>; ++l) {
    const Setup& setup = *(static_cast<std::size_t>(l) < runs.size() ? runs[static_cast<std::size_t>(l)] : runs.front()).setup;
    for (std::size_t d = 0; d < setup.deadlines.size(); ++d) set_lane(ramps_[d], l, static_cast<double>(setup.deadlines[d].ramp_weeks));
  }
  first_binding_ = deadlines.size();
  for (const Motion& motion : agenda_->motions) {
    if (motion.kind != MotionKind::kExit || !motion.binding) continue;
    const Real week = static_cast<double>(motion.week), weeks = static_cast<double>(motion.weeks);
    deadlines.push_back({.dates = {.at = week + weeks, .known = week + 1.0}, .weight = Real(0.0)});
    ramps_.push_back(weeks);
  }
}

// What follows from the start values: attraction, front, kin, shadow state, turnout and shelter.
template <class Real>
void HostSide<Real>::start_from(const Parameters<Real>& p, const std::vector<Traits<Real>>& traits, const Real& control) {
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    HostMilitia<Real>& militia = militias_[k];
    if (tables_.front()) militia.attraction = attraction_of(p.choice, militia.join);
    front_ += traits[k].weight * militia.join;
    now_.shadow_state += traits[k].weight * militia.integration * control;
  }
  now_.consent = now_.relation;
  now_.government_tolerate = Real(1.0);
  for (const IntermediaryState<Real>& m : intermediaries_) now_.openness *= left_open(m.deniability, m.link, now_.facade);
  if (tables_.organisers) count_crowds();
  if (!tables_.blocs) return;
  count_supporters();
  shelter();
}

template <class Real>
const Real* HostSide<Real>::locate(const Column& column) const {
  const auto e = static_cast<std::size_t>(column.entity);
  switch (host_series_of(column.series->id)) {
#define FULCRUM_HOST_SERIES(name, ...) \
  case kHostSeries_##name:             \
    return &now_.name;
#define FULCRUM_HOST_SERIES_BY(...)
#include "models/host/host_series.def"
#undef FULCRUM_HOST_SERIES
#undef FULCRUM_HOST_SERIES_BY
    case kHostSeries_integration:
      return &militias_[e].integration;
    case kHostSeries_offensive_effective:
      return &militias_[e].offensive;
    case kHostSeries_freeze:
      return &militias_[e].freeze;
    case kHostSeries_join:
      return &militias_[e].join;
    case kHostSeries_feud_by_militia:
      return &militias_[e].feud;
    case kHostSeries_turnout_by_organiser:
      return &organisers_[e].turnout;
    case kHostSeries_seats:
      return &blocs_[e].seats;
    case kHostSeries_position:
      return &blocs_[e].position;
    case kHostSeries_share:
      return &blocs_[e].government;
    case kHostSeriesCount:
      break;
  }
  return nullptr;
}

}  // namespace fulcrum
