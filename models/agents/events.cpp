#include "models/agents/events.h"

#include <algorithm>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

TargetWeights normalised(const TargetMix& mix) {
  const double sum = mix.rival + mix.sect + mix.host;
  if (!(sum > 0)) return {0, 0, 0};
  return {mix.rival / sum, mix.sect / sum, mix.host / sum};
}

double total(const TargetWeights& weights) { return weights[0] + weights[1] + weights[2]; }

// What is taken by those who want nothing that can be seen.
TargetWeights in_sight(const TargetWeights& sight) { return total(sight) > 0 ? sight : TargetWeights{0, 0, 1}; }

TargetWeights seen(const TargetWeights& wanted, const TargetWeights& sight) {
  TargetWeights weights{};
  for (std::size_t t = 0; t < kTargets; ++t) weights[t] = wanted[t] * sight[t];
  return total(weights) > 0 ? weights : in_sight(sight);
}

}  // namespace

Severity::Severity(double exponent, int most) {
  double sum = 0, weighted = 0;
  for (int k = 1; k <= most; ++k) {
    const double weight = exponential(-exponent * logarithm(static_cast<double>(k)));
    sum += weight;
    weighted += weight * k;
    cumulative_.push_back(sum);
  }
  for (double& value : cumulative_) value /= sum;
  cumulative_.back() = 1;
  mean_ = weighted / sum;
  for (std::size_t g = 0, k = 0; g < kGuides; ++g) {
    while (cumulative_[k] < static_cast<double>(g) / kGuides) ++k;
    guide_[g] = static_cast<std::uint32_t>(k);
  }
}

std::uint32_t Severity::quantile(double u) const {
  std::size_t k = guide_[static_cast<std::size_t>(u * kGuides)];
  while (cumulative_[k] < u) ++k;
  return static_cast<std::uint32_t>(k) + 1;
}

void EventSums::clear() {
  std::fill(attacks.begin(), attacks.end(), 0.0);
  killed.fill(0.0);
}

void EventMaker::initialise(const Setup& setup, const AgentLayout& layout) {
  const CellParameters<double>& p = setup.parameters.cells;
  provinces_ = layout.provinces;
  attackers_ = layout.cells_of.size() + 1;
  order_ = normalised(setup.theatre.order_targets);
  insurgents_ = normalised(setup.theatre.insurgent_targets);
  own_.clear();
  for (const Militia& militia : setup.theatre.militias) own_.push_back(normalised(militia.own_targets));
  lethal_ = {p.lethal_rival, p.lethal_sect, p.lethal_host};
  skill_lethality_ = p.skill_lethality;
  severity_ = Severity(p.severity_exponent, static_cast<int>(p.severity_max));
}

TargetWeights EventMaker::of_cell(std::size_t organisation, double led, double free, const Sight& sight) const {
  TargetWeights wanted{};
  for (std::size_t t = 0; t < kTargets; ++t) wanted[t] = led * order_[t] + free * own_[organisation][t];
  return seen(wanted, sight.by_militias);
}

void EventMaker::set_targets(std::size_t organisation, const Sight& sight, GroupWeek& group) const {
  const TargetWeights& seen = sight.by_militias;
  const TargetWeights otherwise = in_sight(seen);
  for (std::size_t t = 0; t < kTargets; ++t) {
    group.led_at[t] = order_[t] * seen[t];
    group.free_at[t] = own_[organisation][t] * seen[t];
    group.unseen[t] = otherwise[t] / total(otherwise);
  }
  group.lethal = lethal_;
  group.skill_lethality = skill_lethality_;
}

TargetWeights EventMaker::of_insurgents(const Sight& sight) const { return seen(insurgents_, sight.by_insurgents); }

AttackMeans EventMaker::insurgents_means(double attacks, const Sight& sight) const {
  const TargetWeights weights = of_insurgents(sight);
  const double sum = total(weights);
  AttackMeans means;
  for (std::size_t t = 0; t < kTargets; ++t) {
    means.all[t] = attacks * weights[t] / sum;
    means.killing[t] = means.all[t] * chance_to_kill(t, 0.5);
  }
  return means;
}

double EventMaker::chance_to_kill(std::size_t target, double skill) const {
  return clip(lethal_[target] * (1 + skill_lethality_ * (skill - 0.5)));
}

namespace {

// First of ascending numbers that is not below the key, without a branch that depends on them; there must be one.
std::size_t first_not_below(const double* numbers, std::size_t count, double key) {
  const double* from = numbers;
  while (count > 1) {
    const std::size_t half = count / 2;
    from += from[half - 1] < key ? half : 0;
    count -= half;
  }
  return static_cast<std::size_t>(from - numbers);
}

}  // namespace

Side EventMaker::side_of(const Place& attacker, std::size_t target) const {
  if (target == kAtRival) return kKilledRival;
  if (target == kAtHost) return kKilledHost;
  return of_insurgents(attacker) ? kKilledCosect : kKilledOthers;
}

// Among those attacked by their numbers, among all if there are none.
std::size_t EventMaker::community_of(const Place& attacker, double u, const Communities& c) const {
  const ProvincePlace& province = provinces_[attacker.province];
  const double* attacked = (of_insurgents(attacker) ? c.cosect_before : c.others_before).data() + province.first_community;
  const double all = attacked[province.communities - 1];
  if (!(all > 0))
    return province.first_community +
           std::min(province.communities - 1, static_cast<std::size_t>(u * static_cast<double>(province.communities)));
  return province.first_community + first_not_below(attacked, province.communities, u * all);
}

void EventMaker::expect(const Attacker& attacker, double attacks, Communities& c, EventSums& sums) const {
  const TargetWeights& w = attacker.weights;
  const double sum = total(w);
  const bool insurgents = of_insurgents(attacker.place);
  double* counts = &sums.attacks[first_count(attacker.place)];
  for (std::size_t t = 0; t < kTargets; ++t) {
    const double share = attacks * w[t] / sum;
    counts[t] += share;
    sums.killed[side_of(attacker.place, t)] += share * chance_to_kill(t, attacker.skill) * severity_.mean();
    if (t != kAtSect || !(share > 0)) continue;
    const ProvincePlace& province = provinces_[attacker.place.province];
    const std::size_t from = province.first_community, to = from + province.communities;
    const double attacked = (insurgents ? c.cosect_before : c.others_before)[to - 1];
    for (std::size_t j = from; j < to; ++j)
      c.hits[j] +=
          attacked > 0 ? share * (insurgents ? c.cosect[j] : c.others[j]) / attacked : share / static_cast<double>(province.communities);
  }
}

}  // namespace fulcrum
