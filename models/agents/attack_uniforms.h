/// \file
/// The random numbers of many attacks at once, for one width of pack: agents.md section 4, rule 11.
#pragma once

#include "models/agents/attack_words.h"

namespace fulcrum {

/// Blocks of a week that are drawn together: whose, which of his, and its four uniforms in (0, 1).
struct AttackUniforms : AttackRows {
  static constexpr std::size_t kInBlock = 4;
  std::array<Each<double>, kInBlock> uniforms{};

  double uniform(std::size_t first_block, std::size_t i) const { return uniforms[i % kInBlock][first_block + i / kInBlock]; }
};

/// Draws the uniforms of the first `blocks`, and of some behind them. One function a kernel; same bits whichever it is.
using DrawAttacks = void (*)(const Luck& luck, int week, std::size_t blocks, AttackUniforms& uniforms);

/// See DrawAttacks: the words for Purpose::kAttack.
template <class Real>
void draw_attacks(const Luck& luck, int week, std::size_t blocks, AttackUniforms& uniforms) {
  for (std::size_t i = 0; i < blocks; i += kLanes<Real>) {
    const auto words = attack_words<Real>(luck, Purpose::kAttack, week, uniforms, i);
    for (std::size_t w = 0; w < AttackUniforms::kInBlock; ++w) {
      const Real values = uniforms_of<Real>(words[w]);
      std::memcpy(&uniforms.uniforms[w][i], &values, sizeof values);
    }
  }
}

}  // namespace fulcrum
