/// \file
/// Step 18b in its order: memories, street, front, government, consent, offensives and elections; the equations stand beside. Part of
/// host_side.h.
#pragma once

#include "models/equations/militia.h"
#include "models/host/front.h"
#include "models/host/government.h"
#include "models/host/host_side.h"
#include "models/host/movement.h"

namespace fulcrum {

template <class Real>
void HostSide<Real>::step(const HostView<Real>& core, HostInputs<Real>& tells) {
  remember(core);
  if (tables_.organisers) move_street(core);
  if (tables_.front()) form_front(core);
  if (tables_.blocs) sit(core);
  govern(core);
  if (tables_.blocs) give_consent(core);
  act(core);
  if (tables_.blocs) elect(core);
  tell(core.p, tells);
}

template <class Real>
void HostSide<Real>::remember(const HostView<Real>& core) {
  const Real m = memory_rate(core);
  for (IntermediaryState<Real>& intermediary : intermediaries_)
    intermediary.link = link_after(m, intermediary.link, core.u.intermediary_loss);
  now_.deniability_effective = core.memory.deniability;
  if (core.session()) {
    Real ordered = 0.0;
    for (std::size_t k = 0; k < militias_.size(); ++k)
      ordered += core.traits[k].weight * core.militias[k].capability * core.militias[k].control * core.memory.order * core.traits[k].role;
    now_.hostages = hostages_after(core.p.hostage, m, now_.hostages, ordered);
    now_.facade = facade_after(m, now_.facade, core.now.expected_cost);
    now_.mandate = mandate_after(core.p.parliament, now_.mandate);
  }
  now_.openness = Real(1.0);
  for (const IntermediaryState<Real>& i : intermediaries_) now_.openness *= left_open(i.deniability, i.link, now_.facade);
}

template <class Real>
void HostSide<Real>::move_street(const HostView<Real>& core) {
  const ProtestParameters<Real>& p = core.p.protest;
  const CrowdCauses<Real> causes{.swing = core.now.swing, .shock = core.now.shock, .insecurity = core.now.insecurity};
  const Real swing_lead = swing_leads(causes.swing);
  Real called = 0.0, called_base = 0.0, standing = 0.0, standing_base = 0.0;
  for (std::size_t o = 0; o < organisers_.size(); ++o) {
    OrganiserState<Real>& crowd = organisers_[o];
    if (!actors_->organisers[o].called) {
      standing += crowd.base * crowd.turnout;
      standing_base += crowd.base;
      continue;
    }
    const Real lead = select(crowd.swing > Real(0.0), swing_lead, Real(1.0));
    crowd.turnout = lead * called_turnout(p, core.p.front.enemy, core.u, causes, {crowd.grievance, crowd.threshold, crowd.turnout});
    called += crowd.base * crowd.turnout * (1.0 - crowd.distance);
    called_base += crowd.base;
  }
  const Real none = 0.0;
  const Real organised = select(called_base > none, Real(called / called_base), none);
  standing = select(standing_base > none, Real(standing / standing_base), none);
  const Real front = tables_.front() ? front_ : none;
  const Real repressed = repression_of(p, core.u, front, causes.swing, standing);
  now_.street_clashes = organised * standing;
  const Real event = rise_of_backlash(core);
  now_.anger = anger_after(memory_rate(core), now_.anger, Real(repressed * standing), event);
  for (std::size_t o = 0; o < organisers_.size(); ++o) {
    OrganiserState<Real>& crowd = organisers_[o];
    if (actors_->organisers[o].called) continue;
    crowd.turnout = standing_turnout(p, core.u, causes, {.anger = now_.anger, .organised = organised, .repressed = repressed},
                                     {crowd.grievance, crowd.threshold, crowd.turnout});
  }
  count_crowds();
  Real against_government = 0.0, base = 0.0;
  for (const OrganiserState<Real>& crowd : organisers_) {
    against_government += crowd.base * crowd.government * crowd.turnout;
    base += crowd.base;
  }
  now_.street_rival = street_after(memory_rate(core), now_.street_rival, now_.turnout_rival);
  now_.street_government = street_after(memory_rate(core), now_.street_government, not_negative(Real(against_government / base)));
}

// Whether riding the protest backfires: its chance with noise off, else drawn every week.
template <class Real>
Real HostSide<Real>::rise_of_backlash(const HostView<Real>& core) {
  now_.backlash = backlash_chance(core.p.protest, now_.street_clashes);
  const Real event = drawn(now_.backlash, backlash_draws_, core.week);
  if (!any_noise_) return event;
  for (int l = 0; l < kLanes<Real>; ++l)
    if (lane(noise_on_, l) > 0 && lane(event, l) > 0) note(l, core.week, RunEvent::Kind::kBacklash, 0, lane(now_.backlash, l));
  return event;
}

// Everybody who is out, and who is out against the rival.
template <class Real>
void HostSide<Real>::count_crowds() {
  Real out = 0.0, against_rival = 0.0, base = 0.0;
  for (const OrganiserState<Real>& crowd : organisers_) {
    out += crowd.base * crowd.turnout;
    against_rival += crowd.base * crowd.rival * crowd.turnout;
    base += crowd.base;
  }
  turnout_ = out / base;
  now_.turnout_rival = not_negative(Real(against_rival / base));
}

template <class Real>
void HostSide<Real>::form_front(const HostView<Real>& core) {
  Real effort = core.u.mediation;
  for (const IntermediaryState<Real>& m : intermediaries_) effort += m.standing * m.link * core.now.shock;
  now_.effort = clip(effort);
  if (!core.session()) return;
  for (HostMilitia<Real>& militia : militias_) militia.rivals = Real(0.0);
  for (std::size_t r = 0; r < levels_.size(); ++r) {
    HostMilitia<Real>&a = militias_[static_cast<std::size_t>(actors_->rivalries[r].a)],
    &b = militias_[static_cast<std::size_t>(actors_->rivalries[r].b)];
    a.rivals += levels_[r] * b.join;
    b.rivals += levels_[r] * a.join;
  }
  front_ = Real(0.0);
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    HostMilitia<Real>& militia = militias_[k];
    const Real enemy = select(militia.swing > Real(0.0), not_negative(core.now.swing), core.now.shock);
    const Real payoff =
        join_payoff(core.p.front, {.enemy = enemy, .effort = now_.effort, .control = core.militias[k].control, .rivals = militia.rivals});
    militia.attraction = attraction_after(core.p.front, militia.attraction, payoff);
    militia.join = chosen(core.p.choice, core.structure.choice, militia.attraction);
    front_ += core.traits[k].weight * militia.join;
  }
  feud(core);
}

// What rivalry leads to between those who have not both joined.
template <class Real>
void HostSide<Real>::feud(const HostView<Real>& core) {
  for (HostMilitia<Real>& militia : militias_) militia.feud = militia.clash = Real(0.0);
  now_.feud = Real(0.0);
  for (std::size_t r = 0; r < levels_.size(); ++r) {
    const auto a = static_cast<std::size_t>(actors_->rivalries[r].a), b = static_cast<std::size_t>(actors_->rivalries[r].b);
    const Real hostility = hostility_of(levels_[r], militias_[a].join, militias_[b].join);
    const Real &M_a = core.militias[a].capability, &M_b = core.militias[b].capability, clash = hostility * M_a * M_b;
    militias_[a].feud += hostility * M_b;
    militias_[b].feud += hostility * M_a;
    militias_[a].clash += clash;
    militias_[b].clash += clash;
    now_.feud += clash * (core.traits[a].weight + core.traits[b].weight);
  }
}

template <class Real>
void HostSide<Real>::govern(const HostView<Real>& core) {
  if (tables_.blocs && (core.session() || core.quarter() || dated(core.week))) {
    count_supporters();
    now_.shadow_state = Real(0.0);
    for (std::size_t k = 0; k < militias_.size(); ++k)
      now_.shadow_state += core.traits[k].weight * militias_[k].integration * core.militias[k].control;
  }
  now_.muster = offensive_help(core.p.militia, core.now.host_capacity, now_.shadow_state, core.posture.presence);
  if (tables_.blocs && tables_.government && core.quarter()) choose_action(core);
}

template <class Real>
void HostSide<Real>::count_supporters() {
  Real supporters = 0.0, stance = 0.0, with_organisations = 0.0;
  for (HostMilitia<Real>& militia : militias_) militia.kin = Real(0.0);
  for (std::size_t b = 0; b < blocs_.size(); ++b) {
    const BlocState<Real>& bloc = blocs_[b];
    const Real seats = bloc.seats * bloc.government;
    supporters += seats;
    stance += seats * bloc.position;
    if (!actors_->blocs[b].organisations.empty()) with_organisations += seats;
    for (const int k : actors_->blocs[b].organisations) militias_[static_cast<std::size_t>(k)].kin += bloc.government;
  }
  const auto any_support = supporters > Real(0.0);
  now_.government_stance = select(any_support, Real(stance / supporters), Real(0.0));
  kin_ = select(any_support, Real(with_organisations / supporters), Real(0.0));
  for (HostMilitia<Real>& militia : militias_) militia.kin = clip(militia.kin);
}

template <class Real>
void HostSide<Real>::choose_action(const HostView<Real>& core) {
  const Real t = static_cast<double>(core.week);
  Real foes = 0.0, weight = 0.0;
  for (std::size_t k = 0; k < militias_.size(); ++k) foes += core.traits[k].weight * (1.0 - militias_[k].kin) * core.militias[k].capability;
  for (const DeadlineState<Real>& d : core.deadlines) {
    const auto ahead = both(t <= d.dates.at, d.dates.at <= t + 52.0);
    weight = larger(weight, select(both(ahead, d.dates.known <= t + 1.0), d.weight, Real(0.0)));
  }
  chance_ = action_chances(core.p, costs_,
                           {.stance = now_.government_stance,
                            .kin = kin_,
                            .insecurity = core.now.insecurity,
                            .foes = foes,
                            .muster = now_.muster,
                            .mandate = now_.mandate,
                            .street = now_.street_rival,
                            .stake = core.p.bloc.inducement * (core.u.host_aid * core.u.aid_conditions),
                            .deadline_weight = weight});
  if (any_noise_) draw_action(core.week);
  now_.government_tolerate = chance_[kTolerate];
  now_.government_integrate = chance_[kIntegrate];
  now_.government_offensive = chance_[kOffensive];
  now_.government_exit = chance_[kExit];
  now_.government_extend = chance_[kExtend];
}

// The first action whose cumulated chance exceeds the draw, in the runs with noise.
template <class Real>
void HostSide<Real>::draw_action(int week) {
  const Real draws = government_draws_.uniform(week);
  for (int l = 0; l < kLanes<Real>; ++l) {
    if (!(lane(noise_on_, l) > 0)) continue;
    const double u = lane(draws, l);
    double cumulated = lane(chance_[kTolerate], l);
    std::size_t action = kTolerate;
    while (cumulated <= u && action + 1 < kGovernmentActions) cumulated += lane(chance_[++action], l);
    for (std::size_t a = 0; a < kGovernmentActions; ++a) set_lane(chance_[a], l, a == action ? 1.0 : 0.0);
    note(l, week, RunEvent::Kind::kGovernment, static_cast<int>(action), 1.0);
  }
}

template <class Real>
void HostSide<Real>::give_consent(const HostView<Real>& core) {
  const Real next = static_cast<double>(core.week + 1);
  now_.relation = relation_after(core.p.consent, now_.relation, now_.exit_support, Real(chance_[kExtend] - chance_[kExit]), now_.mandate);
  now_.ceiling = Real(1.0);
  for (std::size_t d = 0; d < core.deadlines.size(); ++d) {
    const DeadlineState<Real>& deadline = core.deadlines[d];
    const Real left = 1.0 - deadline.weight * taken_out(next, deadline.dates.at, ramps_[d]);
    now_.ceiling *= select(deadline.dates.known <= next, left, Real(1.0));
  }
  now_.consent = now_.relation * now_.ceiling;
}

template <class Real>
void HostSide<Real>::act(const HostView<Real>& core) {
  const Real m = memory_rate(core);
  Real planned = 0.0;
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    planned = larger(core.militias[k].planned, planned);
    militias_[k].offensive = core.militias[k].offensive;
  }
  now_.offensive_effort = planned * now_.stamina;
  if (tables_.government) {
    const Real alone = alone_of(core.posture.presence, core.u.host_aid);
    now_.stamina = stamina_after(core.p.offensive, m, now_.stamina, Real(now_.offensive_effort * alone));
    capacity_cost_ = core.p.offensive.cost * now_.offensive_effort * alone;
  }
  if (!tables_.blocs) return;
  const Real leash = core.u.host_aid * core.u.aid_conditions;
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    HostMilitia<Real>& militia = militias_[k];
    if (tables_.government && core.session())
      militia.integration = integration_after(core.p.integration, militia.integration, Real(chance_[kIntegrate] * militia.kin), leash);
    const Real pressure = (now_.muster * militia.offensive + core.u.crackdown[k] + militia.clash) * (1.0 + core.u.amnesty);
    militia.freeze = freeze_after(core.p.freeze, m, militia.freeze, militia.exposure, pressure);
  }
}

template <class Real>
void HostSide<Real>::tell(const Parameters<Real>& p, HostInputs<Real>& tells) const {
  tells.relation = now_.relation;
  tells.ceiling = now_.ceiling;
  tells.consent = now_.consent;
  tells.shadow_state = now_.shadow_state;
  tells.stamina = now_.stamina;
  tells.offensive_chance = chance_[kOffensive];
  tells.capacity_cost = capacity_cost_;
  tells.feud = now_.feud;
  tells.openness = now_.openness;
  tells.front = front_;
  tells.coordination = tables_.front() ? coordination_of(p.front, front_) : Real(0.0);
  tells.facade = now_.facade;
  tells.turnout = now_.turnout_rival;
  tells.aid_leak = p.integration.aid_leak;
  tells.calm = p.integration.calm;
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    const HostMilitia<Real>& militia = militias_[k];
    Real skill = 0.0;
    for (const IntermediaryState<Real>& m : intermediaries_) skill += m.training[k] * m.link;
    tells.militias[k] = {.integration = militia.integration,
                         .freeze = militia.freeze,
                         .feud = p.front.feud_loss * militia.feud,
                         .shelter = militia.shelter,
                         .foe = 1.0 - militia.kin,
                         .skill = p.intermediary.skill * skill};
  }
}

template <class Real>
void HostSide<Real>::note(int lane, int week, RunEvent::Kind kind, int number, double value) {
  events_[static_cast<std::size_t>(lane)].push_back({week, kind, number, value});
}

}  // namespace fulcrum
