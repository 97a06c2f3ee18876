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

// Who wants nothing that can be seen takes what can.
TargetWeights seen(const TargetWeights& wanted, const TargetWeights& sight) {
  TargetWeights weights{};
  for (std::size_t t = 0; t < kTargets; ++t) weights[t] = wanted[t] * sight[t];
  return total(weights) > 0 ? weights : total(sight) > 0 ? sight : TargetWeights{0, 0, 1};
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
}

std::uint32_t Severity::quantile(double u) const {
  return static_cast<std::uint32_t>(std::lower_bound(cumulative_.begin(), cumulative_.end(), u) - cumulative_.begin()) + 1;
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

TargetWeights EventMaker::of_insurgents(const Sight& sight) const { return seen(insurgents_, sight.by_insurgents); }

double EventMaker::chance_to_kill(std::size_t target, double skill) const {
  return clip(lethal_[target] * (1 + skill_lethality_ * (skill - 0.5)));
}

namespace {

Side side_of(std::size_t target, bool insurgents) {
  if (target == kAtRival) return kKilledRival;
  if (target == kAtHost) return kKilledHost;
  return insurgents ? kKilledCosect : kKilledOthers;
}

// The community where a sectarian attack happens: among those attacked by their numbers, among all if there are none.
std::size_t place_of(const ProvincePlace& province, bool insurgents, double u, const Communities& c) {
  const std::size_t from = province.first_community, to = from + province.communities;
  const std::vector<double>& attacked = insurgents ? c.cosect_before : c.others_before;
  const auto first = attacked.begin() + static_cast<std::ptrdiff_t>(from), last = attacked.begin() + static_cast<std::ptrdiff_t>(to);
  if (!(*(last - 1) > 0))
    return from + std::min(province.communities - 1, static_cast<std::size_t>(u * static_cast<double>(province.communities)));
  return from + static_cast<std::size_t>(std::lower_bound(first, last, u * *(last - 1)) - first);
}

}  // namespace

void EventMaker::draw(const Attacker& attacker, std::uint32_t attacks, int week, const Luck& luck, Communities& communities,
                      EventSums& sums, std::vector<AttackEvent>* log) const {
  const TargetWeights& w = attacker.weights;
  const double sum = total(w);
  double* counts = &sums.attacks[(attacker.province * attackers_ + attacker.organisation) * kTargets];
  for (std::uint32_t ordinal = 0; ordinal < attacks; ++ordinal) {
    const auto words = draw_words(luck, Purpose::kEvent, attacker.entity, week, ordinal);
    const double at = uniform_of(words[0]) * sum, severity = uniform_of(words[1]);
    const std::size_t target = at <= w[kAtRival] ? kAtRival : at <= w[kAtRival] + w[kAtSect] ? kAtSect : kAtHost;
    counts[target] += 1;
    const double chance = chance_to_kill(target, attacker.skill);
    const std::uint32_t killed = severity < chance ? severity_.quantile(severity / chance) : 0;
    sums.killed[side_of(target, of_insurgents(attacker))] += killed;
    if (target == kAtSect)
      communities.hits[place_of(provinces_[attacker.province], of_insurgents(attacker), uniform_of(words[2]), communities)] += 1;
    if (log != nullptr)
      log->push_back({week, static_cast<std::uint32_t>(attacker.province), static_cast<std::uint32_t>(attacker.organisation),
                      static_cast<std::uint32_t>(target), killed});
  }
}

void EventMaker::expect(const Attacker& attacker, double attacks, Communities& c, EventSums& sums) const {
  const TargetWeights& w = attacker.weights;
  const double sum = total(w);
  double* counts = &sums.attacks[(attacker.province * attackers_ + attacker.organisation) * kTargets];
  for (std::size_t t = 0; t < kTargets; ++t) {
    const double share = attacks * w[t] / sum;
    counts[t] += share;
    sums.killed[side_of(t, of_insurgents(attacker))] += share * chance_to_kill(t, attacker.skill) * severity_.mean();
    if (t != kAtSect || !(share > 0)) continue;
    const ProvincePlace& province = provinces_[attacker.province];
    const std::size_t from = province.first_community, to = from + province.communities;
    const bool insurgents = of_insurgents(attacker);
    const double attacked = (insurgents ? c.cosect_before : c.others_before)[to - 1];
    for (std::size_t j = from; j < to; ++j)
      c.hits[j] +=
          attacked > 0 ? share * (insurgents ? c.cosect[j] : c.others[j]) / attacked : share / static_cast<double>(province.communities);
  }
}

}  // namespace fulcrum
