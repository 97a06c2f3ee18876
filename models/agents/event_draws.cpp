#include "models/agents/event_draws.h"

#include <algorithm>

namespace fulcrum {

void EventDraws::begin(const EventMaker& maker, const EventEffects& effects) {
  maker_ = &maker;
  to_ = effects;
}

void EventDraws::add(const EventMaker::Attacker& attacker, std::uint32_t attacks) {
  const EventMaker::Odds odds = maker_->odds_of(attacker);
  for (std::uint32_t ordinal = 0; ordinal < attacks;) {
    const std::size_t events = std::min<std::size_t>(attacks - ordinal, EventUniforms::kMost - events_);
    for (std::size_t i = events_; i < events_ + events; ++i) {
      uniforms_.name[i] = attacker.entity.name;
      uniforms_.number[i] = attacker.entity.number;
      uniforms_.ordinal[i] = ordinal++;
    }
    stretches_.push_back({odds, events_, events});
    events_ += events;
    if (events_ == EventUniforms::kMost) flush();
  }
}

void EventDraws::finish() {
  if (events_ > 0) flush();
}

void EventDraws::flush() {
  draw_(to_.luck, to_.week, events_, uniforms_);
  for (const Stretch& stretch : stretches_) {
    if (to_.log != nullptr) log(stretch);
    settle(stretch);
  }
  stretches_.clear();
  events_ = 0;
}

// Counts are whole numbers, so that their order is free. Few attacks kill; which community is hit is asked for all sectarian ones together.
void EventDraws::settle(const Stretch& stretch) {
  const EventMaker::Odds& odds = stretch.odds;
  std::array<std::uint32_t, kTargets> counts{};
  std::size_t places = 0;
  for (std::size_t i = stretch.first; i < stretch.first + stretch.events; ++i) {
    const std::size_t target = odds.target(uniforms_.target[i]);
    ++counts[target];
    places_[places] = uniforms_.place[i];
    places += target == kAtSect ? 1 : 0;
    if (uniforms_.severity[i] < odds.chance[target])
      to_.sums->killed[odds.side[target]] += maker_->severity().quantile(uniforms_.severity[i] / odds.chance[target]);
  }
  for (std::size_t t = 0; t < kTargets; ++t) to_.sums->attacks[odds.first_count + t] += counts[t];
  for (std::size_t i = 0; i < places; ++i) to_.communities->hits[maker_->place_of(odds, places_[i], *to_.communities)] += 1;
}

void EventDraws::log(const Stretch& stretch) const {
  const EventMaker::Odds& odds = stretch.odds;
  for (std::size_t i = stretch.first; i < stretch.first + stretch.events; ++i) {
    const std::size_t target = odds.target(uniforms_.target[i]);
    const double severity = uniforms_.severity[i], chance = odds.chance[target];
    to_.log->push_back({to_.week, static_cast<std::uint32_t>(odds.province), static_cast<std::uint32_t>(odds.organisation),
                        static_cast<std::uint32_t>(target), severity < chance ? maker_->severity().quantile(severity / chance) : 0});
  }
}

}  // namespace fulcrum
