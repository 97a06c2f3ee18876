#include "sim/analysis/slices.h"

#include <algorithm>

namespace fulcrum {

Slices slices_of(std::span<const double> factor, std::size_t wanted, const std::vector<bool>& left_out) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < factor.size(); ++i)
    if (left_out.empty() || !left_out[i]) order.push_back(i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return factor[a] < factor[b]; });
  const auto starts_value = [&](std::size_t i) { return i == 0 || factor[order[i]] != factor[order[i - 1]]; };
  std::size_t values = 0;
  for (std::size_t i = 0; i < order.size(); ++i) values += starts_value(i) ? 1 : 0;
  Slices slices{std::vector<std::size_t>(factor.size(), Slices::kNone), 0};
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool full = values <= wanted || slices.count < i * wanted / order.size() + 1;
    if (full && starts_value(i)) ++slices.count;
    slices.of[order[i]] = slices.count - 1;
  }
  return slices;
}

}  // namespace fulcrum
