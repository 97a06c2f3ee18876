/// \file
/// Threefry4x64-20 for one counter or for as many side by side as a pack has lanes: the words of draw_words() in stream.h, bit for bit.
/// Algorithm: Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3", SC11. Tested against Random123.
#pragma once

#include <array>
#include <cstdint>

#include "models/numbers/pack.h"

namespace fulcrum {

namespace detail {
template <class Real>
struct WordsOf {
  typedef std::uint64_t Word __attribute__((vector_size(kLanes<Real> * 8)));
};
template <>
struct WordsOf<double> {
  using Word = std::uint64_t;
};
template <class Word>
[[gnu::always_inline]] inline Word rotated(const Word& x, int bits) {
  return (x << bits) | (x >> (64 - bits));
}
}  // namespace detail

/// As many 64-bit words as `Real` has lanes.
template <class Real>
using Word = typename detail::WordsOf<Real>::Word;

/// The four words of a key and a counter; each lane is a draw of its own. The key is one for all lanes, or a word a lane as the counter.
template <class W, class K = std::uint64_t>
[[gnu::always_inline]] inline std::array<W, 4> threefry_words(const std::array<K, 4>& key, const std::array<W, 4>& counter) {
  constexpr int kRotation[8][2] = {{14, 16}, {52, 57}, {23, 40}, {5, 37}, {25, 33}, {46, 12}, {58, 22}, {32, 32}};
  const K keys[5] = {key[0], key[1], key[2], key[3], 0x1BD11BDAA9FC1A22ULL ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
  W x0 = counter[0] + keys[0], x1 = counter[1] + keys[1], x2 = counter[2] + keys[2], x3 = counter[3] + keys[3];
#pragma GCC unroll 20
  for (int round = 0; round < 20; ++round) {
    const int* rotation = kRotation[round % 8];
    W& y0 = round % 2 == 0 ? x1 : x3;
    W& y1 = round % 2 == 0 ? x3 : x1;
    x0 += y0;
    y0 = detail::rotated(y0, rotation[0]) ^ x0;
    x2 += y1;
    y1 = detail::rotated(y1, rotation[1]) ^ x2;
    if (round % 4 == 3) {
      const auto s = static_cast<std::uint64_t>(round) / 4 + 1;
      x0 += keys[s % 5];
      x1 += keys[(s + 1) % 5];
      x2 += keys[(s + 2) % 5];
      x3 += keys[(s + 3) % 5] + s;
    }
  }
  return {x0, x1, x2, x3};
}

/// Uniforms in (0, 1) of words, as uniform_of() in stream.h makes them.
[[gnu::always_inline]] inline double uniforms_of(std::uint64_t word) {
  return ((detail::from_bits(static_cast<std::int64_t>((word >> 12) | 0x4330000000000000ULL)) - 0x1p52) + 0.5) * 0x1p-52;
}
template <class Real, class W>
[[gnu::always_inline]] inline Real uniforms_of(const W& word) {
  if constexpr (kLanes<Real> == 1) {
    return uniforms_of(word);
  } else {
    const W bits = (word >> 12) | 0x4330000000000000ULL;  // the 52 bits as the fraction of 2^52 + v
    return ((Real(reinterpret_cast<typename Real::Doubles>(bits)) - 0x1p52) + 0.5) * 0x1p-52;
  }
}

}  // namespace fulcrum
