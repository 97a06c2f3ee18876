/// \file
/// How runs of the core model start, and where their columns stand. Part of core_model.h.
#pragma once

#include <algorithm>

#include "models/core/core_model.h"
#include "models/equations/power.h"
#include "models/host/host_series.h"

namespace fulcrum {

template <class Real>
void CoreModel<Real>::initialise(std::span<const RunInput> runs) {
  reset(runs);
  const auto run_of = [&](int lane) -> const RunInput& {
    return static_cast<std::size_t>(lane) < runs.size() ? runs[static_cast<std::size_t>(lane)] : runs.front();
  };
  for (int l = 0; l < kLanes<Real>; ++l) {
    const RunInput& run = run_of(l);
    set_lane(p_, l, run.setup->parameters);
    initialise_levels(*run.setup, l);
    initialise_memories(*run.setup, l);
    initialise_actors(*run.setup, l);
    initialise_deadlines(*run.setup, l);
    kinds_act_ = kinds_act_ || any_kind_acts(run.setup->parameters.kinds);
    lane_levers_.push_back({run.levers, 0});
    for (std::size_t lever = 0; lever < run.levers->start().size(); ++lever)
      set_lane(u_.at(static_cast<int>(lever)), l, run.levers->start()[lever]);
    initialise_draws(run, l);
  }
  does_ = u_;
  politics_.initialise(runs, p_, traits_, deadlines_, host_);
  tables_ = politics_.tables();
  for (std::size_t l = 0; l < runs.size(); ++l) initialise_lane_rules(*runs[l].setup, static_cast<int>(l));
}

// Everything as big as the runs' shape asks, and at its neutral value.
template <class Real>
void CoreModel<Real>::reset(std::span<const RunInput> runs) {
  const Setup& first = *runs.front().setup;
  const std::size_t militias = first.theatre.militias.size();
  std::size_t deadlines = 0;
  for (const RunInput& run : runs) deadlines = std::max(deadlines, run.setup->deadlines.size());
  structure_ = first.structure;
  week_ = 0;
  now_ = {};
  memory_ = {};
  choices_ = {};
  now_.posture_forces = choices_.forces;
  tables_ = {};
  host_ = {};
  host_.militias.assign(militias, {});
  traits_.assign(militias, {});
  militias_.assign(militias, {});
  for (int lever = 0; lever < kMilitiaLeverCount; ++lever) u_.of_militias(lever).assign(militias, Real(0.0));
  neighbours_.assign(first.theatre.neighbours.size(), {});
  recipient_share_.assign(first.theatre.recipients.size(), Real(0.0));
  received_.assign(first.theatre.recipients.size(), Real(0.0));
  deadlines_.assign(deadlines, {});
  threats_.resize(first.weeks);
  deliveries_.resize(militias);
  for (History<Real>& delivery : deliveries_) delivery.resize(first.weeks);
  lane_levers_.clear();
  noise_ = {Purpose::kPerception, entity_of("patron")};
  belief_draws_ = {Purpose::kBelief, entity_of("theatre")};
  power_draws_ = {Purpose::kPower, entity_of("theatre")};
  posture_draws_ = {Purpose::kPosture, entity_of("theatre")};
  patron_draws_ = {Purpose::kCoursePatron, entity_of("patron")};
  militia_draws_ = {Purpose::kCourseMilitia, entity_of("militias")};
  for (std::size_t i = 0; i < readings_.size(); ++i) readings_[i] = {Purpose::kIndicator, entity_of("indicator", i)};
  rules_.assign(kLanes<Real>, std::nullopt);
  plans_.assign(kLanes<Real>, {});
  course_since_.assign(kLanes<Real>, -1);
  course_events_.assign(kLanes<Real>, {});
  any_rules_ = watched_ = any_noise_ = any_adaptive_ = kinds_act_ = kinds_acted_ = false;
}

template <class Real>
void CoreModel<Real>::initialise_draws(const RunInput& run, int lane) {
  for (LaneDraws<Real>* draws : {&noise_, &belief_draws_, &power_draws_, &posture_draws_, &patron_draws_, &militia_draws_})
    draws->set_luck(lane, run.luck);
  for (LaneDraws<Real>& readings : readings_) readings.set_luck(lane, run.luck);
  const bool adaptive = run.setup->rival == Rival::kAdaptive;
  set_lane(noise_on_, lane, run.noise ? 1.0 : 0.0);
  set_lane(adaptive_, lane, adaptive ? 1.0 : 0.0);
  any_noise_ = any_noise_ || run.noise;
  any_adaptive_ = any_adaptive_ || adaptive;
}

template <class Real>
void CoreModel<Real>::initialise_lane_rules(const Setup& setup, int lane) {
  if (setup.rules.empty()) return;
  any_rules_ = true;
  LaneRules& rules =
      rules_[static_cast<std::size_t>(lane)].emplace(LaneRules{RuleEngine(setup.rules, setup.weeks, setup.shift_weeks), {}, {}, {}});
  for (const Column& column : rules.engine.columns()) rules.places.push_back(locate(column));
  rules.outputs.resize(rules.places.size());
  for (const int lever : rules.engine.levers()) rules.scheduled.push_back(fulcrum::lane(u_.at(lever), lane));
}

template <class Real>
void CoreModel<Real>::initialise_levels(const Setup& setup, int lane) {
  const Initial& start = setup.initial;
  set_lane(now_.channel, lane, start.channel);
  set_lane(now_.direct, lane, start.direct);
  set_lane(now_.indirect, lane, start.indirect);
  set_lane(now_.perceived_threat, lane, start.perceived_threat);
  set_lane(now_.motive, lane, start.motive);
  set_lane(now_.rival_threat, lane, start.rival_threat);
  set_lane(now_.rival_power, lane, start.rival_power);
  set_lane(now_.patron_power, lane, start.patron_power);
  set_lane(now_.dependence, lane, start.dependence);
  set_lane(now_.insecurity, lane, start.insecurity);
  set_lane(now_.host_capacity, lane, start.host_capacity);
  set_lane(now_.segregation, lane, start.segregation);
  set_lane(now_.insurgents, lane, start.insurgents);
  set_lane(now_.swing, lane, start.swing);
  set_lane(now_.shock, lane, start.shock);
  set_lane(now_.unanswered, lane, start.unanswered);
  set_lane(now_.lock_in, lane, start.lock_in);
  set_lane(now_.belief, lane, start.belief);
  set_lane(now_.resolve, lane, start.resolve);
  set_lane(now_.record, lane, start.record);
  set_lane(now_.proof, lane, start.proof);
  set_lane(now_.delivery_capacity, lane, start.delivery_capacity);
}

// What the run remembers or has seen before its first week. No memory of orders: that of the first week is put there by command().
template <class Real>
void CoreModel<Real>::initialise_memories(const Setup& setup, int lane) {
  const Initial& start = setup.initial;
  const double balance = balance_of(start.patron_power, start.rival_power);
  set_lane(now_.balance, lane, balance);
  set_lane(memory_.balance_0, lane, start.balance_reference.value_or(balance));
  set_lane(memory_.rival_power_seen, lane, start.rival_power);
  set_lane(memory_.patron_power_seen, lane, start.patron_power);
  set_lane(memory_.sanctions, lane, start.sanctions_memory);
  set_lane(memory_.order_memory, lane, start.order_memory.value_or(-1.0));
  set_lane(presence_reference_, lane, setup.theatre.presence_reference);
  set_lane(attack_scale_, lane, setup.theatre.attack_scale);
}

template <class Real>
void CoreModel<Real>::initialise_deadlines(const Setup& setup, int lane) {
  for (std::size_t d = 0; d < setup.deadlines.size(); ++d) {
    set_lane(deadlines_[d].dates.at, lane, static_cast<double>(setup.deadlines[d].at));
    set_lane(deadlines_[d].dates.known, lane, static_cast<double>(setup.deadlines[d].known));
    set_lane(deadlines_[d].weight, lane, setup.deadlines[d].weight);
  }
}

template <class Real>
void CoreModel<Real>::initialise_actors(const Setup& setup, int lane) {
  const Theatre& theatre = setup.theatre;
  const Mix<double> usual = usual_mix(theatre);
  double sum = 0;
  for (const Militia& militia : theatre.militias) sum += militia.fighters * militia.lethality;
  for (std::size_t k = 0; k < militias_.size(); ++k) {
    const Militia& militia = theatre.militias[k];
    Traits<Real>& traits = traits_[k];
    set_lane(traits.fighters, lane, militia.fighters);
    set_lane(traits.tie, lane, militia.tie);
    set_lane(traits.agenda, lane, militia.agenda);
    set_lane(traits.fit, lane, militia.fit);
    set_lane(traits.role, lane, militia.role);
    set_lane(traits.lethality, lane, militia.lethality);
    set_lane(traits.weight, lane, sum > 0 ? militia.fighters * militia.lethality / sum : 0.0);
    set_lane(traits.mix, lane, mix_of(militia));
    set_lane(traits.usual, lane, militia.vehicles.empty() ? Mix<double>{} : usual);
    set_lane(traits.social, lane, social_share(theatre, k));
    kinds_act_ = kinds_act_ || social_share(theatre, k) > 0;
    set_lane(militias_[k].capability, lane, setup.initial.capability);
    set_lane(militias_[k].control, lane, setup.initial.control);
  }
  for (std::size_t n = 0; n < neighbours_.size(); ++n) {
    set_lane(neighbours_[n].share, lane, theatre.neighbours[n].arms_share);
    set_lane(neighbours_[n].offensive, lane, setup.initial.arms_offensive * theatre.neighbours[n].arms_share);
    set_lane(neighbours_[n].defensive, lane, setup.initial.arms_defensive * theatre.neighbours[n].arms_share);
  }
  for (std::size_t r = 0; r < recipient_share_.size(); ++r) set_lane(recipient_share_[r], lane, theatre.recipients[r].share);
}

template <class Real>
const Real* CoreModel<Real>::locate(const Column& column) {
  const auto e = static_cast<std::size_t>(column.entity);
  const HostSeries of_host = host_series_of(column.series->id);
  const bool host_reads = of_host >= kFirstHostIndicator && of_host < kFirstHostIndicator + kHostIndicators;
  const bool core_reads = column.series->id >= kSeries_chance_patron && column.series->id <= kSeries_warning_militia;
  if ((core_reads || host_reads) && !watched_) {
    watched_ = true;
    attacks_.resize(threats_.weeks());
  }
  switch (column.series->id) {
#define FULCRUM_SERIES(name, ...) \
  case kSeries_##name:            \
    return &now_.name;
#include "models/series.def"
#undef FULCRUM_SERIES
    case kSeries_capability:
      return &militias_[e].capability;
    case kSeries_control:
      return &militias_[e].control;
    case kSeries_delivered:
      return &militias_[e].delivered;
    case kSeries_act:
      return &militias_[e].act;
    case kSeries_clashes:
      return &militias_[e].clashes;
    case kSeries_received:
      return &received_[e];
    case kSeries_stock_offensive:
      return &neighbours_[e].offensive;
    case kSeries_stock_defensive:
      return &neighbours_[e].defensive;
    default:
      break;
  }
  const int lever = column.series->id - kSeries_first_lever;
  if (of_host != kHostSeriesCount) return politics_.locate(column);
  return lever < kLeverCount ? &u_.at(lever) : &u_.of_militias(lever - kLeverCount)[e];
}

}  // namespace fulcrum
