/// \file
/// Futures by the value of a factor, in bins that hold about as many each.
#pragma once

#include <cstddef>
#include <vector>

namespace fulcrum {

/// A bin of each future, counted from 0. Equal values share a bin, so structural forms have one each. Not a number in `left_out`: such
/// futures are in no bin (kNoBin). At most `bins` of them.
struct Bins {
  static constexpr std::size_t kNoBin = static_cast<std::size_t>(-1);
  std::vector<std::size_t> of;
  std::size_t count = 0;
};
Bins bins_of(const std::vector<double>& factor, const std::vector<bool>& left_out, std::size_t bins);

}  // namespace fulcrum
