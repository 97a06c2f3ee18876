/// \file
/// A random order of n things of which any place can be asked for without the others.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "models/stream.h"

namespace fulcrum {

/// A permutation of 0 .. size-1 keyed by (seed, entity, number), forwards and backwards.
///
/// Up to 4,096 things it is shuffled and kept (Fisher and Yates; Durstenfeld 1964, CACM 7), so that every order is equally likely. More are
/// not kept: a generalised Feistel cipher on pairs (left, right) with left < a, right < b and a*b just above the size, walked along its
/// cycle until it is back inside (Black and Rogaway 2002, "Ciphers with arbitrary finite domains", CT-RSA 2002). With few things so few
/// rounds would favour some orders.
class Permutation {
 public:
  Permutation(std::uint64_t size, std::uint64_t seed, const Entity& entity, std::int64_t number = 0);
  /// Where thing i stands.
  std::uint64_t place_of(std::uint64_t i) const;
  /// Which thing stands at a place: place_of(thing_at(p)) == p.
  std::uint64_t thing_at(std::uint64_t place) const;

 private:
  static constexpr int kRounds = 8;

  void shuffle(std::uint64_t seed, const Entity& entity, std::int64_t number);
  std::uint64_t forwards(std::uint64_t i) const;
  std::uint64_t backwards(std::uint64_t i) const;
  /// Shift of one side by the other in a round [0, modulus).
  std::uint64_t shift(int round, std::uint64_t other, std::uint64_t modulus) const;

  std::uint64_t size_;
  std::vector<std::uint16_t> places_;  ///< by thing; empty for a cipher
  std::vector<std::uint16_t> things_;  ///< by place
  std::uint64_t a_ = 0;
  std::uint64_t b_ = 0;
  std::array<std::uint64_t, kRounds> keys_{};
};

}  // namespace fulcrum
