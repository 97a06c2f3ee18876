#include "sim/statistics/share_interval.h"

#include <algorithm>
#include <cmath>

namespace fulcrum {

ShareInterval wilson_share(double holds, double of) {
  if (of <= 0) return {std::nan(""), std::nan(""), std::nan("")};
  constexpr double z = 1.959963984540054;  // 97.5 % of the normal distribution
  const double p = holds / of, z2 = z * z / of;
  const double middle = (p + z2 / 2) / (1 + z2), half = z / (1 + z2) * std::sqrt(p * (1 - p) / of + z2 / (4 * of));
  return {p, std::max(0.0, middle - half), std::min(1.0, middle + half)};
}

}  // namespace fulcrum
