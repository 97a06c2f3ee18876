/// \file
/// A week of a block of cells: agents.md section 4, rules 1 to 9, and 11 as far as it is the cells', for one width of pack. Included by one
/// file a kernel.
#pragma once

#include <array>
#include <cstring>

#include "models/agents/cells.h"
#include "models/agents/layout.h"
#include "models/numbers/functions.h"
#include "models/numbers/threefry.h"
#include "models/numbers/transpose.h"

namespace fulcrum {

namespace detail {

template <class Real>
[[gnu::always_inline]] inline Real load(const double* from) {
  Real values;
  std::memcpy(&values, from, sizeof values);
  return values;
}
template <class Real>
[[gnu::always_inline]] inline void store(double* to, const Real& values) {
  std::memcpy(to, &values, sizeof values);
}

// Small numbers as doubles: by way of 32 bits, which every instruction set converts.
template <class Real, class Small>
[[gnu::always_inline]] inline Real load_small(const Small* from) {
  if constexpr (kLanes<Real> == 1) {
    return static_cast<double>(*from);
  } else {
    typedef Small Smalls __attribute__((vector_size(kLanes<Real> * sizeof(Small))));
    typedef std::int32_t Integers __attribute__((vector_size(kLanes<Real> * 4)));
    Smalls small;
    std::memcpy(&small, from, sizeof small);
    return Real(__builtin_convertvector(__builtin_convertvector(small, Integers), typename Real::Doubles));
  }
}
template <class Real, class Small>
[[gnu::always_inline]] inline void store_small(Small* to, const Real& values) {
  if constexpr (kLanes<Real> == 1) {
    *to = static_cast<Small>(values);
  } else {
    typedef Small Smalls __attribute__((vector_size(kLanes<Real> * sizeof(Small))));
    typedef std::int32_t Integers __attribute__((vector_size(kLanes<Real> * 4)));
    const Smalls small = __builtin_convertvector(__builtin_convertvector(values.lanes, Integers), Smalls);
    std::memcpy(to, &small, sizeof small);
  }
}

template <class Real>
[[gnu::always_inline]] inline Real gather(const double* table, const std::uint32_t* at) {
  Real values;
  for (int l = 0; l < kLanes<Real>; ++l) set_lane(values, l, table[at[l]]);
  return values;
}

// Numbers n, n + 1, ... of the lanes.
template <class Real>
[[gnu::always_inline]] inline Word<Real> numbers_from(std::uint64_t n) {
  if constexpr (kLanes<Real> == 1) {
    return n;
  } else {
    Word<Real> numbers;
    for (int l = 0; l < kLanes<Real>; ++l) numbers[l] = n + static_cast<std::uint64_t>(l);
    return numbers;
  }
}

template <class Real>
struct CellDraws {
  Real fate, training, loyalty;
};

// The one block of draws that a cell has in a week.
template <class Real>
[[gnu::always_inline]] inline CellDraws<Real> cell_draws(const BlockInput& in, std::size_t offset) {
  using W = Word<Real>;
  const std::array<std::uint64_t, 4> key = {in.luck.seed, in.luck.replicate, static_cast<std::uint64_t>(Purpose::kCellWeek), 0};
  const std::array<W, 4> counter = {W{} + in.first.name, numbers_from<Real>(in.first.number + offset),
                                    W{} + static_cast<std::uint64_t>(static_cast<std::int64_t>(in.week)), W{}};
  const auto words = threefry_words<W>(key, counter);
  return {uniforms_of<Real>(words[0]), uniforms_of<Real>(words[1]), uniforms_of<Real>(words[2])};
}

}  // namespace detail

/// What a cell wants to do: as it is told, and of its own accord; rule 8.
template <class Real>
struct Intent {
  Real obey, own, led, free;
};

/// How far a cease-fire leaves a cell its own drive [0-1]: it does not bind those who left; rule 8.
template <class Real>
[[gnu::always_inline]] inline Real unrestrained(const GroupWeek& g, const Real& loyalty) {
  return select(loyalty > Real(1.5), Real(g.unrestrained_if_left), Real(g.unrestrained));
}

template <class Real>
[[gnu::always_inline]] inline Intent<Real> intent_of(const GroupWeek& g, const Real& obey, const Real& loyalty, const Real& insecurity) {
  const Real provoked = clip(Real(g.own_forces + g.own_insecurity * (insecurity + g.grievance)));
  const Real own = clip(Real(g.agenda * provoked + g.impulse)) * unrestrained(g, loyalty);
  return {obey, own, obey * g.led, (1.0 - obey) * own * g.free};
}

/// Steps cells side by side. kNoise: chance decides; without it shares do, and status and loyalty stay.
template <class Real, bool kNoise>
class CellStepper {
 public:
  CellStepper(const BlockInput& input, Cells& cells, BlockResult& result) : in_(input), g_(*input.group), cells_(cells), result_(result) {}

  void run() {
    constexpr std::size_t kWidth = kLanes<Real>;
    for (auto& sums : sums_) sums.fill(Real(0.0));
    for (std::size_t from = 0; from < in_.cells; from += kCellPack)
      for (std::size_t j = 0; j < kPacks; ++j) step_pack(from + j * kWidth, sums_[j]);
    add_up();
  }

 private:
  static constexpr std::size_t kPacks = kCellPack / kLanes<Real>;
  using Sums = std::array<Real, kCellTotals>;

  /// A pack of cells in their week: as they were, and what becomes of them.
  struct PackWeek {
    std::size_t at;  ///< of the first of them
    Real f, a, s;    ///< fighters, arms, skill before the week
    Real timer, status, loyalty;
    Real insecurity, fear;                      ///< at home
    Real fighters, arms, skill, now, wait, to;  ///< after it; `now` is a status, `to` a loyalty
  };
  using Flags = decltype(Real(0.0) < Real(0.0));

  void step_pack(std::size_t offset, Sums& sums) {
    PackWeek p = load_pack(in_.begin + offset);
    detail::CellDraws<Real> u{Real(0.0), Real(0.0), Real(0.0)};
    if constexpr (kNoise) u = detail::cell_draws<Real>(in_, offset);
    hit_and_replenish(p, u, sums);
    detail::store(&cells_.fighters[p.at], p.fighters);
    detail::store(&cells_.arms[p.at], p.arms);
    detail::store(&cells_.skill[p.at], p.skill);
    attack(p, sums);
  }

  [[gnu::always_inline]] PackWeek load_pack(std::size_t i) const {
    PackWeek p{};
    p.at = i;
    p.f = detail::load<Real>(&cells_.fighters[i]);
    p.a = detail::load<Real>(&cells_.arms[i]);
    p.s = detail::load<Real>(&cells_.skill[i]);
    p.timer = p.wait = detail::load_small<Real>(&cells_.timer[i]);
    p.status = p.now = detail::load_small<Real>(&cells_.status[i]);
    p.loyalty = p.to = detail::load_small<Real>(&cells_.loyalty[i]);
    p.insecurity = detail::gather<Real>(in_.insecurity, &cells_.home[i]);
    p.fear = detail::gather<Real>(in_.fear, &cells_.home[i]);
    return p;
  }

  // Rules 1 to 6.
  [[gnu::always_inline]] void hit_and_replenish(PackWeek& p, const detail::CellDraws<Real>& u, Sums& sums) {
    const Real zero = 0.0, one = 1.0;
    // 1. Hit
    const Real exposure = select(p.status == Real(kActive), one, select(p.status == Real(kDormant), Real(0.2), zero));
    const Real h = clip(Real(exposure * (1.0 - g_.skill_cover * p.s) * g_.hazard));
    const auto hit = u.fate < h, gone = u.fate < h * g_.destroy_share;
    const auto refounded = both(p.status == Real(kDestroyed), u.fate < g_.refound_rate * p.fear);

    // 2. Arms
    const Real supply = select(p.loyalty == Real(kSplinter), Real(g_.splinter_supply), one);
    const Real share_lost = kNoise ? select(hit, one, zero) : h;
    p.arms =
        clip(Real(p.a + g_.build * supply * (1.0 - p.a) - g_.decay * p.a - p.a * share_lost - g_.crackdown * p.a - g_.offensive * p.a));

    // 3. Fighters and skill turn over
    p.fighters = p.f + g_.recruit_rate * (g_.size_min + g_.size_span * p.fear - p.f);
    p.skill = p.s + g_.recruit_rate * (g_.skill_new - p.s);
    auto none = p.status > Real(2.5);  // destroyed, or no cell
    if constexpr (kNoise) {
      none = either(none, gone);
      train(p, u.training, hit, gone, refounded);
      turn(p, u.loyalty, refounded);
      p.fighters = select(none, select(refounded, Real(g_.size_min), zero), p.fighters);
      sums[kLost] += select(gone, p.f, zero);
      sums[kRefounded] += select(refounded, one, zero);
      detail::store_small(&cells_.timer[p.at], p.wait);
      detail::store_small(&cells_.status[p.at], p.now);
      detail::store_small(&cells_.loyalty[p.at], p.to);
    } else {
      p.fighters = select(none, zero, p.fighters);
    }
    const Real change = kNoise ? select(none, zero, Real(p.fighters - p.f)) : p.fighters - p.f;
    sums[kJoined] += not_negative(change);
    sums[kLeft] += not_negative(Real(-change));
    p.arms = select(none, zero, p.arms);
  }

  // Rules 4 and 5: training, and the status that follows.
  [[gnu::always_inline]] void train(PackWeek& p, const Real& u, const Flags& hit, const Flags& gone, const Flags& refounded) {
    const Real zero = 0.0, one = 1.0;
    const auto splinter = p.loyalty == Real(kSplinter);
    p.wait = not_negative(Real(p.timer - 1.0));
    const auto back = both(p.wait == zero, p.status == Real(kTraining));
    p.skill = select(back, Real(p.skill + g_.training_gain * (1.0 - p.skill)), p.skill);
    p.to = select(but_not(back, either(splinter, p.loyalty == Real(kTaken))), Real(kSponsored), p.loyalty);
    const auto goes = both(but_not(but_not(p.status == Real(kActive), hit), splinter), u < Real(g_.training_chance));
    const Real thirds = 3.0 * u;
    const Real longer = select(thirds < Real(g_.training_chance), zero, select(thirds < Real(2.0 * g_.training_chance), one, Real(2.0)));
    p.wait = select(goes, Real(g_.training_weeks - 1.0 + longer), select(hit, Real(g_.dormant_weeks), p.wait));
    p.now = select(goes, Real(kTraining), select(hit, Real(kDormant), p.status));
    p.now = select(either(p.wait == zero, refounded), Real(kActive), p.now);
    p.now = select(gone, Real(kDestroyed), select(but_not(p.status > Real(2.5), refounded), p.status, p.now));
    p.wait = select(p.now == Real(kActive), zero, select(p.now > Real(2.5), zero, p.wait));
  }

  // Rule 6: loyalty.
  [[gnu::always_inline]] void turn(PackWeek& p, const Real& u, const Flags& refounded) {
    const auto splinter = p.loyalty == Real(kSplinter);
    const auto leaves = but_not(u < Real(g_.leave_chance), p.loyalty == Real(kTaken)), rejoins = both(splinter, u < Real(g_.rejoin_chance));
    const auto sponsored_anew = but_not(both(leaves, u < Real(g_.taken_chance)), splinter);
    const Real gone_to = select(sponsored_anew, Real(kTaken), Real(kSplinter));
    p.to = select(rejoins, Real(kRegular), select(leaves, gone_to, p.to));
    p.to = select(refounded, Real(kRegular), p.to);
    p.skill = select(refounded, Real(g_.skill_new), p.skill);
  }

  // Rules 7 to 9: capability, intent, intensity.
  [[gnu::always_inline]] void attack(const PackWeek& p, Sums& sums) {
    const Real zero = 0.0, one = 1.0;
    const auto active = p.now == Real(kActive), split = p.to == Real(kSplinter);
    const Real c = select(active, Real(g_.scale * p.fighters * p.arms), zero);
    const Real follows = select(p.to == Real(kSponsored), Real(g_.obey[kSponsored]), Real(g_.obey[kRegular]));
    const Real obey = select(split, Real(g_.obey[kSplinter]), select(p.to == Real(kTaken), Real(g_.obey[kTaken]), follows));
    const Intent<Real> intent = intent_of(g_, obey, p.to, p.insecurity);
    const Real act = c * (intent.led + intent.free), mu = g_.rate * act;
    const Real lambda = not_negative(Real(mu + g_.echo * c));
    if constexpr (kNoise)
      expect_by_target(p, intent, lambda, sums);
    else
      expect_attacks(p.at, lambda, sums);

    sums[kCapability] += c;
    sums[kCapabilityAct] += act;
    sums[kCapabilityFree] += c * intent.free;
    sums[kCapabilityOwn] += c * intent.own;
    sums[kCapabilitySplinter] += select(split, c, zero);
    sums[kFighters] += p.fighters;
    sums[kFightersObey] += p.fighters * obey;
    sums[kFightersSplinter] += select(split, p.fighters, zero);
    sums[kSkill] += select(p.now > Real(2.5), zero, p.skill);
    sums[kExpected] += mu;
    sums[kActiveCells] += select(active, one, zero);
    sums[kTrainingCells] += select(p.now == Real(kTraining), one, zero);
    sums[kDormantCells] += select(p.now == Real(kDormant), one, zero);
    sums[kDestroyedCells] += select(p.now == Real(kDestroyed), one, zero);
    sums[kEligibleCells] += select(but_not(active, split), one, zero);
  }

  // Rule 11, summed over the group: shares of targets, and the chance to kill.
  [[gnu::always_inline]] void expect_by_target(const PackWeek& p, const Intent<Real>& intent, const Real& lambda, Sums& sums) {
    const Real zero = 0.0, one = 1.0;
    std::array<Real, kTargets> weights;
    for (std::size_t t = 0; t < kTargets; ++t) weights[t] = intent.led * g_.led_at[t] + intent.free * g_.free_at[t];
    const Real all = weights[kAtRival] + weights[kAtSect] + weights[kAtHost];
    const auto sees = all > Real(1e-300);
    const Real part = select(sees, Real(one / select(sees, all, one)), zero);
    const Real unseen = select(sees, zero, lambda), skilled = 1.0 + g_.skill_lethality * (p.skill - 0.5);
    for (std::size_t t = 0; t < kTargets; ++t) {
      const Real mean = lambda * (weights[t] * part) + unseen * g_.unseen[t];
      sums[kMeanByTarget + t] += mean;
      sums[kKillingByTarget + t] += mean * clip(Real(g_.lethal[t] * skilled));
    }
  }

  void expect_attacks(std::size_t i, const Real& lambda, Sums& sums) {
    detail::store(&cells_.expected[i], lambda);
    sums[kMade] += lambda;
  }

  // Lane after lane, whatever the width; as many totals side by side as a pack has lanes.
  void add_up() {
    constexpr std::size_t kWidth = kLanes<Real>;
    for (std::size_t t = 0; t < kCellTotals; t += kWidth) {
      Real sum = 0.0;
      for (const Sums& sums : sums_) {
        std::array<Real, kWidth> by_lane;
        for (std::size_t i = 0; i < kWidth; ++i) by_lane[i] = t + i < kCellTotals ? sums[t + i] : Real(0.0);
        if constexpr (kWidth > 1) transpose(by_lane);
        for (const Real& of_lane : by_lane) sum += of_lane;
      }
      for (std::size_t i = 0; i < kWidth && t + i < kCellTotals; ++i) result_.totals[t + i] = lane(sum, static_cast<int>(i));
    }
  }

  const BlockInput& in_;
  const GroupWeek& g_;
  Cells& cells_;
  BlockResult& result_;
  std::array<Sums, kPacks> sums_;
};

/// See StepCells in cells.h.
template <class Real>
void step_cells(const BlockInput& input, Cells& cells, BlockResult& result, bool noise) {
  if (noise)
    CellStepper<Real, true>(input, cells, result).run();
  else
    CellStepper<Real, false>(input, cells, result).run();
}

}  // namespace fulcrum
