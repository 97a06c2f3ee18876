/// \file
/// Points by the value of a factor, in slices that hold about as many each.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace fulcrum {

/// The slice of each point, counted from 0.
struct Slices {
  static constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  std::vector<std::size_t> of;
  std::size_t count = 0;
};
/// At most `wanted` slices. A factor of at most so many values, as structural forms have, gets one for each; else equal values share a
/// slice. Points that are marked in `left_out` (empty: none) are in no slice.
Slices slices_of(std::span<const double> factor, std::size_t wanted, const std::vector<bool>& left_out = {});

}  // namespace fulcrum
