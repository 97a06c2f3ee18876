/// \file
/// The keyed generator as an engine for the distributions of Boost.Random, which give the same numbers with every compiler and library.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>

#include "models/stream.h"

namespace fulcrum {

/// Words of one purpose, for one number among its entities and one number of its own, handed out one by one. Two engines with another key
/// share nothing, so what is drawn from one never shifts what is drawn from another, however many words a distribution takes.
class KeyedEngine {
 public:
  using result_type = std::uint64_t;
  KeyedEngine(std::uint64_t seed, const Entity& entity, std::int64_t number = 0) : luck_{seed, 0}, entity_(entity), number_(number) {}
  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }
  result_type operator()() {
    if ((position_ & 3) == 0) words_ = draw_words(luck_, Purpose::kDesign, entity_, number_, position_ >> 2);
    return words_[static_cast<std::size_t>(position_++ & 3)];
  }

 private:
  Luck luck_;
  Entity entity_;
  std::int64_t number_;
  std::uint64_t position_ = 0;
  std::array<std::uint64_t, 4> words_{};
};

/// Engine of a purpose, for one dimension (resample, member, ...) and number.
inline KeyedEngine keyed_engine(std::uint64_t seed, std::string_view purpose, int dimension, std::int64_t number = 0) {
  return {seed, entity_of(purpose, static_cast<std::uint64_t>(dimension)), number};
}

}  // namespace fulcrum
