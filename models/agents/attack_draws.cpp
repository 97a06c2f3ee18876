#include "models/agents/attack_draws.h"

#include <algorithm>

#include "models/numbers/functions.h"

namespace fulcrum {

void AttackDraws::begin(const EventMaker& maker, const EventEffects& effects) {
  maker_ = &maker;
  to_ = effects;
}

void AttackDraws::add(const EventMaker::Place& attacker, const AttackMeans& means) {
  if (rows_ + kTargets > AttackCounts::kMost) count();
  for (std::size_t t = 0; t < kTargets; ++t) {
    if (!(means.all[t] > 0)) continue;
    counts_.name[rows_] = attacker.entity.name;
    counts_.number[rows_] = attacker.entity.number;
    counts_.ordinal[rows_] = t;
    counts_.mean[rows_] = means.all[t];
    counts_.lethality[rows_] = clip(means.killing[t] / means.all[t]);
    attacker_.push_back(attacker);
    ++rows_;
  }
}

void AttackDraws::finish() {
  if (rows_ > 0) count();
  if (!stretches_.empty()) draw();
}

void AttackDraws::count() {
  count_(to_.luck, to_.week, rows_, counts_);
  for (std::size_t row = 0; row < rows_; ++row) {
    const EventMaker::Place& attacker = attacker_[row];
    const std::size_t target = counts_.ordinal[row];
    const auto attacks = static_cast<std::size_t>(counts_.attacks[row]), killing = static_cast<std::size_t>(counts_.killing[row]);
    to_.sums->attacks[maker_->first_count(attacker) + target] += counts_.attacks[row];
    if (killing > 0 || (to_.log != nullptr && attacks > 0))
      ask({.attacker = attacker, .target = target, .kind = Kind::kSeverities, .attacks = killing, .sparing = attacks - killing});
    if (target == kAtSect && attacks > 0) ask({.attacker = attacker, .target = target, .kind = Kind::kPlaces, .attacks = attacks});
  }
  attacker_.clear();
  rows_ = 0;
}

// Uniforms of an attacker's attacks on a target stand four to a block; severities of each target have their own blocks, and so have
// places.
void AttackDraws::ask(Stretch stretch) {
  constexpr std::size_t kStreams = kTargets + 1;
  const std::size_t stream = stretch.kind == Kind::kPlaces ? kTargets : stretch.target;
  std::size_t left = stretch.attacks;
  for (std::uint64_t number = 0;;) {
    if (blocks_ == AttackUniforms::kMost) draw();
    const std::size_t wanted = (left + AttackUniforms::kInBlock - 1) / AttackUniforms::kInBlock;
    const std::size_t blocks = std::min(wanted, AttackUniforms::kMost - blocks_);
    Stretch part = stretch;
    part.first_block = blocks_;
    part.attacks = std::min(left, blocks * AttackUniforms::kInBlock);
    left -= part.attacks;
    if (left > 0) part.sparing = 0;
    for (; blocks_ < part.first_block + blocks; ++blocks_) {
      uniforms_.name[blocks_] = stretch.attacker.entity.name;
      uniforms_.number[blocks_] = stretch.attacker.entity.number;
      uniforms_.ordinal[blocks_] = kStreams * number++ + stream;
    }
    stretches_.push_back(part);
    if (left == 0) return;
  }
}

void AttackDraws::draw() {
  draw_(to_.luck, to_.week, blocks_, uniforms_);
  for (const Stretch& stretch : stretches_) settle(stretch);
  stretches_.clear();
  blocks_ = 0;
}

void AttackDraws::settle(const Stretch& stretch) {
  const EventMaker::Place& attacker = stretch.attacker;
  if (stretch.kind == Kind::kPlaces) {
    for (std::size_t i = 0; i < stretch.attacks; ++i)
      to_.communities->hits[maker_->community_of(attacker, uniforms_.uniform(stretch.first_block, i), *to_.communities)] += 1;
    return;
  }
  const auto log = [&](std::uint32_t killed) {
    to_.log->push_back({to_.week, static_cast<std::uint32_t>(attacker.province), static_cast<std::uint32_t>(attacker.organisation),
                        static_cast<std::uint32_t>(stretch.target), killed});
  };
  double& killed = to_.sums->killed[maker_->side_of(attacker, stretch.target)];
  for (std::size_t i = 0; i < stretch.attacks; ++i) {
    const std::uint32_t severity = maker_->severity().quantile(uniforms_.uniform(stretch.first_block, i));
    killed += severity;
    if (to_.log != nullptr) log(severity);
  }
  if (to_.log != nullptr)
    for (std::size_t i = 0; i < stretch.sparing; ++i) log(0);
}

}  // namespace fulcrum
