/// \file
/// Sects of communities, drawn once for all policies of a future.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <tuple>

#include "models/agents/street.h"

namespace fulcrum {

/// draw_sect_shares() for many runs, also at once: shares that depend on the same luck, province and segregation are drawn once. Runs come
/// policy after policy, each with all futures in the same order, so the first draws that have room stay and later ones are not kept.
class DrawnSects {
 public:
  static constexpr std::size_t kMostBytes = std::size_t{32} << 20;
  explicit DrawnSects(std::size_t most_bytes = kMostBytes) : most_bytes_(most_bytes) {}
  SectShares shares(const ProvincePlace& province, double segregation, const Luck& luck, const std::function<void()>& pause = {});
  /// Bytes of what is kept.
  std::size_t memory() const { return bytes_; }

 private:
  /// Seed, replicate, province, communities, its share and segregation.
  using Key = std::tuple<std::uint64_t, std::uint64_t, std::uint64_t, std::size_t, double, double>;
  std::size_t most_bytes_, bytes_ = 0;
  std::mutex mutex_;
  std::map<Key, SectShares> kept_;
};

}  // namespace fulcrum
