/// \file
/// The random numbers of many attacks at once, for one width of pack: agents.md section 4, rule 11.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "models/numbers/threefry.h"
#include "models/stream.h"

namespace fulcrum {

/// Blocks of a week that are drawn together: whose, which of his, and its four uniforms in (0, 1).
struct AttackUniforms {
  static constexpr std::size_t kMost = 512, kInBlock = 4;
  template <class Value>
  using Each = std::array<Value, kMost>;

  Each<std::uint64_t> name{}, number{};  ///< of the attacker's entity
  Each<std::uint64_t> ordinal{};
  std::array<Each<double>, kInBlock> uniforms{};

  double uniform(std::size_t first_block, std::size_t i) const { return uniforms[i % kInBlock][first_block + i / kInBlock]; }
};

/// Draws the uniforms of the first `blocks`, and of some behind them. One function a kernel; same bits whichever it is.
using DrawAttacks = void (*)(const Luck& luck, int week, std::size_t blocks, AttackUniforms& uniforms);

/// See DrawAttacks: the words of draw_words() in stream.h for Purpose::kAttack.
template <class Real>
void draw_attacks(const Luck& luck, int week, std::size_t blocks, AttackUniforms& uniforms) {
  using W = Word<Real>;
  constexpr std::size_t kWidth = kLanes<Real>;
  static_assert(AttackUniforms::kMost % kWidth == 0);
  const std::array<std::uint64_t, 4> key = {luck.seed, luck.replicate, static_cast<std::uint64_t>(Purpose::kAttack), 0};
  const auto word = [](const std::uint64_t* from) {
    W words;
    std::memcpy(&words, from, sizeof words);
    return words;
  };
  for (std::size_t i = 0; i < blocks; i += kWidth) {
    const std::array<W, 4> counter = {word(&uniforms.name[i]), word(&uniforms.number[i]),
                                      W{} + static_cast<std::uint64_t>(static_cast<std::int64_t>(week)), word(&uniforms.ordinal[i])};
    const auto words = threefry_words<W>(key, counter);
    for (std::size_t w = 0; w < AttackUniforms::kInBlock; ++w) {
      const Real values = uniforms_of<Real>(words[w]);
      std::memcpy(&uniforms.uniforms[w][i], &values, sizeof values);
    }
  }
}

}  // namespace fulcrum
