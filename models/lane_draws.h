/// \file
/// The draws of one purpose for one entity in runs side by side: those of a Stream (stream.h) for every lane, bit for bit, worked out
/// together.
#pragma once

#include <limits>

#include "models/numbers/threefry.h"
#include "models/stream.h"

namespace fulcrum {

/// Keyed by each lane's luck; four weeks share a block of the generator, which is kept until it is used up.
template <class Real>
class LaneDraws {
 public:
  LaneDraws() = default;
  LaneDraws(Purpose purpose, const Entity& entity) : purpose_(purpose), entity_(entity) {}
  /// Whose luck a lane draws with.
  void set_luck(int lane, const Luck& luck) {
    set_word(key_[0], lane, luck.seed);
    set_word(key_[1], lane, luck.replicate);
  }
  /// Uniforms in (0, 1) of that week, one a lane; the same whenever and however often they are asked for.
  Real uniform(int week) {
    const int block = week >> 2;
    if (block != block_) {
      const std::array<Word<Real>, 4> key = {key_[0], key_[1], Word<Real>{} + static_cast<std::uint64_t>(purpose_), Word<Real>{}};
      words_ = threefry_words<Word<Real>>(key, {Word<Real>{} + entity_.name, Word<Real>{} + entity_.number,
                                                Word<Real>{} + static_cast<std::uint64_t>(block), Word<Real>{}});
      block_ = block;
    }
    return uniforms_of<Real>(words_[static_cast<std::size_t>(week & 3)]);
  }

 private:
  static void set_word(Word<Real>& words, [[maybe_unused]] int lane, std::uint64_t value) {
    if constexpr (kLanes<Real> == 1)
      words = value;
    else
      words[lane] = value;
  }

  Purpose purpose_{};
  Entity entity_{};
  int block_ = std::numeric_limits<int>::min();
  std::array<Word<Real>, 2> key_{};
  std::array<Word<Real>, 4> words_{};
};

}  // namespace fulcrum
