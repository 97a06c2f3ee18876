/// \file
/// Packs of weeks made into packs of runs: W packs of W lanes, transposed in registers in log2(W) rounds. Nothing is computed.
#pragma once

#include <array>
#include <utility>

#include "models/numbers/pack.h"

namespace fulcrum {

namespace detail {

/// Of two packs whose places differ in bit S, exchanges the lanes whose numbers differ in it the other way.
template <int S, int W, int... Lane>
[[gnu::always_inline]] inline void exchange(Pack<W>& a, Pack<W>& b, std::integer_sequence<int, Lane...>) {
  const auto low = __builtin_shufflevector(a.lanes, b.lanes, ((Lane & S) != 0 ? W + Lane - S : Lane)...);
  const auto high = __builtin_shufflevector(a.lanes, b.lanes, ((Lane & S) != 0 ? W + Lane : Lane + S)...);
  a.lanes = low;
  b.lanes = high;
}

template <int S, class Real, std::size_t W>
[[gnu::always_inline]] inline void transpose_from(std::array<Real, W>& packs) {
  for (std::size_t i = 0; i < W; ++i)
    if ((i & S) == 0) exchange<S>(packs[i], packs[i + S], std::make_integer_sequence<int, Real::kWidth>());
  if constexpr (S > 1) transpose_from<S / 2>(packs);
}

}  // namespace detail

/// Afterwards pack l holds lane l of all.
template <class Real, std::size_t W>
[[gnu::always_inline]] inline void transpose(std::array<Real, W>& packs) {
  static_assert(W == Real::kWidth);
  detail::transpose_from<Real::kWidth / 2>(packs);
}

}  // namespace fulcrum
