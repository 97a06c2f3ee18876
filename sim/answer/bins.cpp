#include "sim/answer/bins.h"

#include <algorithm>

namespace fulcrum {

Bins bins_of(const std::vector<double>& factor, const std::vector<bool>& left_out, std::size_t bins) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < factor.size(); ++i)
    if (!left_out[i]) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return factor[a] < factor[b]; });
  Bins found{std::vector<std::size_t>(factor.size(), Bins::kNoBin), 0};
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool full = found.count < i * bins / order.size() + 1;
    if (i == 0 || (full && factor[order[i]] != factor[order[i - 1]])) ++found.count;
    found.of[order[i]] = found.count - 1;
  }
  return found;
}

}  // namespace fulcrum
