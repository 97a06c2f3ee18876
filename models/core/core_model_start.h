/// \file
/// How runs of the core model start, and where their columns stand. Part of core_model.h.
#pragma once

#include "models/core/core_model.h"
#include "models/equations/power.h"

namespace fulcrum {

template <class Real>
void CoreModel<Real>::initialise(std::span<const RunInput> runs) {
  const Setup& first = *runs.front().setup;
  structure_ = first.structure;
  week_ = 0;
  now_ = {};
  memory_ = {};
  traits_.assign(first.theatre.militias.size(), {});
  militias_.assign(first.theatre.militias.size(), {});
  neighbours_.assign(first.theatre.neighbours.size(), {});
  recipient_share_.assign(first.theatre.recipients.size(), Real(0.0));
  received_.assign(first.theatre.recipients.size(), Real(0.0));
  u_.crackdown.assign(militias_.size(), Real(0.0));
  u_.restraint.assign(militias_.size(), Real(0.0));
  threats_.resize(first.weeks);
  deliveries_.resize(militias_.size());
  for (History<Real>& delivery : deliveries_) delivery.resize(first.weeks);
  lane_levers_.clear();
  noise_.clear();
  rules_.assign(kLanes<Real>, std::nullopt);
  any_rules_ = false;
  patron_draws_.clear();
  militia_draws_.clear();
  readings_.clear();
  course_since_.assign(kLanes<Real>, -1);
  course_events_.assign(kLanes<Real>, {});
  watched_ = false;
  any_noise_ = false;
  for (int l = 0; l < kLanes<Real>; ++l) {
    const RunInput& run = static_cast<std::size_t>(l) < runs.size() ? runs[static_cast<std::size_t>(l)] : runs.front();
    set_lane(p_, l, run.setup->parameters);
    initialise_levels(*run.setup, l);
    initialise_actors(*run.setup, l);
    lane_levers_.push_back({run.levers, 0});
    for (std::size_t lever = 0; lever < run.levers->start().size(); ++lever)
      set_lane(u_.at(static_cast<int>(lever)), l, run.levers->start()[lever]);
    noise_.emplace_back(run.luck, Purpose::kPerception, entity_of("patron"));
    patron_draws_.emplace_back(run.luck, Purpose::kCoursePatron, entity_of("patron"));
    militia_draws_.emplace_back(run.luck, Purpose::kCourseMilitia, entity_of("militias"));
    set_lane(noise_on_, l, run.noise ? 1.0 : 0.0);
    any_noise_ = any_noise_ || run.noise;
  }
  for (int i = 0; i < kIndicators; ++i)
    for (int l = 0; l < kLanes<Real>; ++l) {
      const RunInput& run = static_cast<std::size_t>(l) < runs.size() ? runs[static_cast<std::size_t>(l)] : runs.front();
      readings_.emplace_back(run.luck, Purpose::kIndicator, entity_of("indicator", static_cast<std::uint64_t>(i)));
    }
  for (std::size_t l = 0; l < runs.size(); ++l) initialise_lane_rules(*runs[l].setup, static_cast<int>(l));
  memory_.balance_0 = now_.balance = balance_of(now_.patron_power, now_.rival_power);
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
}

template <class Real>
void CoreModel<Real>::initialise_actors(const Setup& setup, int lane) {
  const Theatre& theatre = setup.theatre;
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
  if (column.series->id >= kSeries_chance_patron && column.series->id < kFirstIndicator + kIndicators && !watched_) {
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
  if (lever < kLeverCount) return &u_.at(lever);
  return lever == kLeverCount ? &u_.crackdown[e] : &u_.restraint[e];
}

}  // namespace fulcrum
