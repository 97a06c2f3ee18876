#include "sim/ensemble/drawn_sects.h"

namespace fulcrum {

// Two threads may draw the same shares at once: they are the same bits.
SectShares DrawnSects::shares(const ProvincePlace& province, double segregation, const Luck& luck, const std::function<void()>& pause) {
  const Key key{luck.seed, luck.replicate, province.entity.name, province.communities, province.cosect_share, segregation};
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (const auto kept = kept_.find(key); kept != kept_.end()) return kept->second;
  }
  SectShares drawn = draw_sect_shares(province, segregation, luck, pause);
  constexpr std::size_t kBytesOfEntry = 192;  // the key, what leads to it, and the vector itself
  const std::size_t bytes = kBytesOfEntry + province.communities * sizeof(double);
  const std::lock_guard<std::mutex> lock(mutex_);
  if (bytes_ + bytes <= most_bytes_ && kept_.emplace(key, drawn).second) bytes_ += bytes;
  return drawn;
}

}  // namespace fulcrum
