/// \file
/// A week of a block of cells: agents.md section 4, rules 1 to 9, for one width of pack. Included by one file a kernel.
#pragma once

#include <cstring>

#include "models/agents/cells.h"
#include "models/agents/layout.h"
#include "models/numbers/functions.h"
#include "models/numbers/quantiles.h"
#include "models/numbers/threefry.h"

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
  Real fate, training, loyalty, attack;
};

// The one block of draws that a cell has in a week.
template <class Real>
[[gnu::always_inline]] inline CellDraws<Real> cell_draws(const BlockInput& in, std::size_t offset) {
  using W = Word<Real>;
  const std::array<std::uint64_t, 4> key = {in.luck.seed, in.luck.replicate, static_cast<std::uint64_t>(Purpose::kCellWeek), 0};
  const std::array<W, 4> counter = {W{} + in.first.name, numbers_from<Real>(in.first.number + offset),
                                    W{} + static_cast<std::uint64_t>(static_cast<std::int64_t>(in.week)), W{}};
  const auto words = threefry_words<W>(key, counter);
  return {uniforms_of<Real>(words[0]), uniforms_of<Real>(words[1]), uniforms_of<Real>(words[2]), uniforms_of<Real>(words[3])};
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

  void step_pack(std::size_t offset, Sums& sums) {
    const std::size_t i = in_.begin + offset;
    const Real zero = 0.0, one = 1.0;
    const Real f = detail::load<Real>(&cells_.fighters[i]), a = detail::load<Real>(&cells_.arms[i]);
    const Real s = detail::load<Real>(&cells_.skill[i]), timer = detail::load_small<Real>(&cells_.timer[i]);
    const Real status = detail::load_small<Real>(&cells_.status[i]), loyalty = detail::load_small<Real>(&cells_.loyalty[i]);
    const Real insecurity = detail::gather<Real>(in_.insecurity, &cells_.home[i]), fear = detail::gather<Real>(in_.fear, &cells_.home[i]);
    const auto active = status == Real(kActive), dormant = status == Real(kDormant), destroyed = status == Real(kDestroyed);
    const auto splinter = loyalty == Real(kSplinter), taken = loyalty == Real(kTaken);
    detail::CellDraws<Real> u{zero, zero, zero, zero};
    if constexpr (kNoise) u = detail::cell_draws<Real>(in_, offset);

    // 1. Hit
    const Real exposure = select(active, one, select(dormant, Real(0.2), zero));
    const Real h = clip(Real(exposure * (1.0 - g_.skill_cover * s) * g_.hazard));
    const auto hit = u.fate < h, gone = u.fate < h * g_.destroy_share;
    const auto refounded = both(destroyed, u.fate < g_.refound_rate * fear);

    // 2. Arms
    const Real supply = select(splinter, Real(g_.splinter_supply), one);
    const Real share_lost = kNoise ? select(hit, one, zero) : h;
    Real arms = clip(Real(a + g_.build * supply * (1.0 - a) - g_.decay * a - a * share_lost - g_.crackdown * a - g_.offensive * a));

    // 3. Fighters and skill turn over
    Real turned = f + g_.recruit_rate * (g_.size_min + g_.size_span * fear - f);
    Real skill = s + g_.recruit_rate * (g_.skill_new - s);
    Real left_alone = loyalty, now = status, wait = timer, fighters = turned;
    auto none = status > Real(2.5);  // destroyed, or no cell

    if constexpr (kNoise) {
      none = either(none, gone);
      // 4. Training
      wait = not_negative(Real(timer - 1.0));
      const auto back = both(wait == zero, status == Real(kTraining));
      skill = select(back, Real(skill + g_.training_gain * (1.0 - skill)), skill);
      left_alone = select(but_not(back, either(splinter, taken)), Real(kSponsored), loyalty);
      const auto goes = both(but_not(but_not(active, hit), splinter), u.training < Real(g_.training_chance));
      const Real thirds = 3.0 * u.training;
      const Real longer = select(thirds < Real(g_.training_chance), zero, select(thirds < Real(2.0 * g_.training_chance), one, Real(2.0)));
      // 5. Status
      wait = select(goes, Real(g_.training_weeks - 1.0 + longer), select(hit, Real(g_.dormant_weeks), wait));
      now = select(goes, Real(kTraining), select(hit, Real(kDormant), status));
      now = select(either(wait == zero, refounded), Real(kActive), now);
      now = select(gone, Real(kDestroyed), select(but_not(status > Real(2.5), refounded), status, now));
      wait = select(now == Real(kActive), zero, select(now > Real(2.5), zero, wait));
      // 6. Loyalty
      const auto leaves = but_not(u.loyalty < Real(g_.leave_chance), taken), rejoins = both(splinter, u.loyalty < Real(g_.rejoin_chance));
      const auto sponsored_anew = but_not(both(leaves, u.loyalty < Real(g_.taken_chance)), splinter);
      const Real gone_to = select(sponsored_anew, Real(kTaken), Real(kSplinter));
      left_alone = select(rejoins, Real(kRegular), select(leaves, gone_to, left_alone));
      left_alone = select(refounded, Real(kRegular), left_alone);
      skill = select(refounded, Real(g_.skill_new), skill);
      fighters = select(none, select(refounded, Real(g_.size_min), zero), turned);
      const Real change = select(none, zero, Real(fighters - f));
      sums[kJoined] += not_negative(change);
      sums[kLeft] += not_negative(Real(-change));
      sums[kLost] += select(gone, f, zero);
      sums[kRefounded] += select(refounded, one, zero);
      detail::store_small(&cells_.timer[i], wait);
      detail::store_small(&cells_.status[i], now);
      detail::store_small(&cells_.loyalty[i], left_alone);
    } else {
      fighters = select(none, zero, turned);
      const Real change = fighters - f;
      sums[kJoined] += not_negative(change);
      sums[kLeft] += not_negative(Real(-change));
    }
    arms = select(none, zero, arms);
    detail::store(&cells_.fighters[i], fighters);
    detail::store(&cells_.arms[i], arms);
    detail::store(&cells_.skill[i], skill);

    // 7. Capability, 8. intent, 9. intensity
    const auto active_now = now == Real(kActive), split = left_alone == Real(kSplinter);
    const Real c = select(active_now, Real(g_.scale * fighters * arms), zero);
    const Real follows = select(left_alone == Real(kSponsored), Real(g_.obey[kSponsored]), Real(g_.obey[kRegular]));
    const Real obey = select(split, Real(g_.obey[kSplinter]), select(left_alone == Real(kTaken), Real(g_.obey[kTaken]), follows));
    const Intent<Real> intent = intent_of(g_, obey, left_alone, insecurity);
    const Real act = c * (intent.led + intent.free), mu = g_.rate * act;
    const Real lambda = not_negative(Real(mu + g_.echo * c));
    if constexpr (kNoise)
      count_attacks(i, u.attack, lambda, sums);
    else
      expect_attacks(i, lambda, sums);

    sums[kCapability] += c;
    sums[kCapabilityAct] += act;
    sums[kCapabilityFree] += c * intent.free;
    sums[kCapabilityOwn] += c * intent.own;
    sums[kCapabilitySplinter] += select(split, c, zero);
    sums[kFighters] += fighters;
    sums[kFightersObey] += fighters * obey;
    sums[kFightersSplinter] += select(split, fighters, zero);
    sums[kSkill] += select(now > Real(2.5), zero, skill);
    sums[kExpected] += mu;
    sums[kActiveCells] += select(active_now, one, zero);
    sums[kTrainingCells] += select(now == Real(kTraining), one, zero);
    sums[kDormantCells] += select(now == Real(kDormant), one, zero);
    sums[kDestroyedCells] += select(now == Real(kDestroyed), one, zero);
    sums[kEligibleCells] += select(but_not(active_now, split), one, zero);
  }

  void count_attacks(std::size_t i, const Real& u, const Real& lambda, Sums& sums) {
    // e^-x is never below 1 - x: most cells need no exponential to see that they do not attack.
    const auto possible = 1.0 - lambda <= u;
    if (!any(possible)) return;
    for (int l = 0; l < kLanes<Real>; ++l) {
      const double at = lane(lambda, l), draw = lane(u, l);
      if (draw < 1.0 - at) continue;
      const std::uint32_t attacks = poisson_quantile(draw, at);
      if (attacks == 0) continue;
      const std::size_t entry = in_.begin + result_.attackers++;
      cells_.slot[entry] = static_cast<std::uint32_t>(i + static_cast<std::size_t>(l));
      cells_.attacks[entry] = attacks;
      set_lane(sums[kMade], l, lane(sums[kMade], l) + attacks);
    }
  }

  void expect_attacks(std::size_t i, const Real& lambda, Sums& sums) {
    detail::store(&cells_.expected[i], lambda);
    sums[kMade] += lambda;
  }

  // Lane after lane, whatever the width.
  void add_up() {
    for (std::size_t t = 0; t < kCellTotals; ++t) {
      double sum = 0;
      for (const Sums& sums : sums_)
        for (int l = 0; l < kLanes<Real>; ++l) sum += lane(sums[t], l);
      result_.totals[t] = sum;
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
  result.attackers = 0;
  if (noise)
    CellStepper<Real, true>(input, cells, result).run();
  else
    CellStepper<Real, false>(input, cells, result).run();
}

}  // namespace fulcrum
