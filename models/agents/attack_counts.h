/// \file
/// Numbers of attacks by attacker and target, drawn many at once, for one width of pack: agents.md section 4, rule 9.
#pragma once

#include "models/agents/attack_words.h"
#include "models/numbers/quantiles.h"

namespace fulcrum {

/// Attacks of a week of one attacker on one target a row, whose ordinal is the target: how many are expected, and how many there are.
struct AttackCounts : AttackRows {
  Each<double> mean{};                ///< attacks a week
  Each<double> lethality{};           ///< chance of each to kill
  Each<double> attacks{}, killing{};  ///< whole numbers: all, and those that kill
};

/// Draws the first `rows`, and some behind them. One function a kernel; same bits whichever it is.
using CountAttacks = void (*)(const Luck& luck, int week, std::size_t rows, AttackCounts& counts);

/// See CountAttacks: a Poisson and a binomial quantile of two of the words for Purpose::kAttackCount.
template <class Real>
void count_attacks(const Luck& luck, int week, std::size_t rows, AttackCounts& counts) {
  for (std::size_t i = 0; i < rows; i += kLanes<Real>) {
    const auto words = attack_words<Real>(luck, Purpose::kAttackCount, week, counts, i);
    Real mean, lethality;
    std::memcpy(&mean, &counts.mean[i], sizeof mean);
    std::memcpy(&lethality, &counts.lethality[i], sizeof lethality);
    const Real attacks = poisson_quantile(uniforms_of<Real>(words[0]), mean);
    const Real killing = binomial_quantile(uniforms_of<Real>(words[1]), attacks, lethality);
    std::memcpy(&counts.attacks[i], &attacks, sizeof attacks);
    std::memcpy(&counts.killing[i], &killing, sizeof killing);
  }
}

}  // namespace fulcrum
