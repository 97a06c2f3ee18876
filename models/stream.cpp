#include "models/stream.h"

#include "models/numbers/threefry.h"

namespace fulcrum {

std::array<std::uint64_t, 4> draw_words(const Luck& luck, Purpose purpose, const Entity& entity, std::int64_t index,
                                        std::uint64_t ordinal) {
  const std::array<std::uint64_t, 4> key = {luck.seed, luck.replicate, static_cast<std::uint64_t>(purpose), 0};
  return threefry_words<std::uint64_t>(key, {entity.name, entity.number, static_cast<std::uint64_t>(index), ordinal});
}

double Stream::uniform(std::int64_t week) {
  const std::int64_t block = week >> 2;
  if (block != block_) {
    words_ = draw_words(luck_, purpose_, entity_, block);
    block_ = block;
  }
  return uniform_of(words_[static_cast<std::size_t>(week & 3)]);
}

DesignEngine::result_type DesignEngine::operator()() {
  if ((position_ & 3) == 0) words_ = draw_words(luck_, Purpose::kDesign, entity_, position_ >> 2);
  return words_[static_cast<std::size_t>(position_++ & 3)];
}

}  // namespace fulcrum
