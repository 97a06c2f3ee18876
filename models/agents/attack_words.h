/// \file
/// The random words of many attackers at once, for one width of pack: what numbers of attacks and single attacks are drawn from.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "models/numbers/threefry.h"
#include "models/stream.h"

namespace fulcrum {

/// Draws that stand side by side: whose each is, and which of his.
struct AttackRows {
  static constexpr std::size_t kMost = 512;
  template <class Value>
  using Each = std::array<Value, kMost>;

  Each<std::uint64_t> name{}, number{};  ///< of the attacker's entity
  Each<std::uint64_t> ordinal{};
};

/// The words of draw_words() in stream.h of as many rows as `Real` has lanes, from row `first` on.
template <class Real>
[[gnu::always_inline]] inline std::array<Word<Real>, 4> attack_words(const Luck& luck, Purpose purpose, int week, const AttackRows& rows,
                                                                     std::size_t first) {
  using W = Word<Real>;
  static_assert(AttackRows::kMost % kLanes<Real> == 0);
  const std::array<std::uint64_t, 4> key = {luck.seed, luck.replicate, static_cast<std::uint64_t>(purpose), 0};
  const auto load = [first](const AttackRows::Each<std::uint64_t>& from) {
    W words;
    std::memcpy(&words, &from[first], sizeof words);
    return words;
  };
  return threefry_words<W>(
      key, {load(rows.name), load(rows.number), W{} + static_cast<std::uint64_t>(static_cast<std::int64_t>(week)), load(rows.ordinal)});
}

}  // namespace fulcrum
