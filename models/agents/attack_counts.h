/// \file
/// Numbers of attacks by attacker and target, drawn many at once, for one width of pack: agents.md section 4, rule 9.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "models/numbers/quantiles.h"
#include "models/numbers/threefry.h"
#include "models/stream.h"

namespace fulcrum {

/// Attacks of a week of one attacker on one target a row: who and whom, how many are expected, and how many there are.
struct AttackCounts {
  static constexpr std::size_t kMost = 512;
  template <class Value>
  using Each = std::array<Value, kMost>;

  Each<std::uint64_t> name{}, number{};  ///< of the attacker's entity
  Each<std::uint64_t> target{};
  Each<double> mean{};                ///< attacks a week
  Each<double> lethality{};           ///< chance of each to kill
  Each<double> attacks{}, killing{};  ///< whole numbers: all, and those that kill
};

/// Draws the first `rows`, and some behind them. One function a kernel; same bits whichever it is.
using CountAttacks = void (*)(const Luck& luck, int week, std::size_t rows, AttackCounts& counts);

/// See CountAttacks: a Poisson and a binomial quantile of two words of draw_words() in stream.h for Purpose::kAttackCount.
template <class Real>
void count_attacks(const Luck& luck, int week, std::size_t rows, AttackCounts& counts) {
  using W = Word<Real>;
  constexpr std::size_t kWidth = kLanes<Real>;
  static_assert(AttackCounts::kMost % kWidth == 0);
  const std::array<std::uint64_t, 4> key = {luck.seed, luck.replicate, static_cast<std::uint64_t>(Purpose::kAttackCount), 0};
  const auto load = [](auto& values, const auto* from) { std::memcpy(&values, from, sizeof values); };
  for (std::size_t i = 0; i < rows; i += kWidth) {
    std::array<W, 4> counter;
    load(counter[0], &counts.name[i]);
    load(counter[1], &counts.number[i]);
    counter[2] = W{} + static_cast<std::uint64_t>(static_cast<std::int64_t>(week));
    load(counter[3], &counts.target[i]);
    const auto words = threefry_words<W>(key, counter);
    Real mean, lethality;
    load(mean, &counts.mean[i]);
    load(lethality, &counts.lethality[i]);
    const Real attacks = poisson_quantile(uniforms_of<Real>(words[0]), mean);
    const Real killing = binomial_quantile(uniforms_of<Real>(words[1]), attacks, lethality);
    std::memcpy(&counts.attacks[i], &attacks, sizeof attacks);
    std::memcpy(&counts.killing[i], &killing, sizeof killing);
  }
}

}  // namespace fulcrum
