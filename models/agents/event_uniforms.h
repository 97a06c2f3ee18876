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

/// Attacks of a week that are drawn together: who makes each, the how manieth of his week it is, and its three uniforms in (0, 1).
struct EventUniforms {
  static constexpr std::size_t kMost = 512;
  template <class Value>
  using Each = std::array<Value, kMost>;

  Each<std::uint64_t> name{}, number{};  ///< of the attacker's entity
  Each<std::uint64_t> ordinal{};
  Each<double> target{}, severity{}, place{};
};

/// Draws the uniforms of the first `events`, and of some behind them. One function a kernel; same bits whichever it is.
using DrawEvents = void (*)(const Luck& luck, int week, std::size_t events, EventUniforms& uniforms);

/// See DrawEvents: the words of draw_words() in stream.h for Purpose::kEvent.
template <class Real>
void draw_events(const Luck& luck, int week, std::size_t events, EventUniforms& uniforms) {
  using W = Word<Real>;
  constexpr std::size_t kWidth = kLanes<Real>;
  static_assert(EventUniforms::kMost % kWidth == 0);
  const std::array<std::uint64_t, 4> key = {luck.seed, luck.replicate, static_cast<std::uint64_t>(Purpose::kEvent), 0};
  const auto word = [](const std::uint64_t* from) {
    W words;
    std::memcpy(&words, from, sizeof words);
    return words;
  };
  const auto keep = [](const W& words, double* to) {
    const Real values = uniforms_of<Real>(words);
    std::memcpy(to, &values, sizeof values);
  };
  for (std::size_t i = 0; i < events; i += kWidth) {
    const std::array<W, 4> counter = {word(&uniforms.name[i]), word(&uniforms.number[i]),
                                      W{} + static_cast<std::uint64_t>(static_cast<std::int64_t>(week)), word(&uniforms.ordinal[i])};
    const auto words = threefry_words<W>(key, counter);
    keep(words[0], &uniforms.target[i]);
    keep(words[1], &uniforms.severity[i]);
    keep(words[2], &uniforms.place[i]);
  }
}

}  // namespace fulcrum
