/// \file
/// Which parameters the core model reads, and over which ranges they are explored.
#pragma once

#include <string_view>
#include <utility>

#include "scenarios/keys.h"

namespace fulcrum {

/// Parameters of the layer of cells have no effect on the core: as factors they would be paid for in runs, and only make answers noisier.
inline bool is_of_cells(std::string_view key) { return key.starts_with("cells.") || key.starts_with("communities."); }

/// Whose exploration ranges: today's, or those that the first edition of the model declared, kept for comparison.
enum class Ranges { kToday, kFirst };

/// Lower and upper end of the range over which a key is explored, in its unit. A key that the first edition did not have has today's.
inline std::pair<double, double> explored_range(const SetupKey& key, Ranges ranges) {
  const ParameterInfo* parameter = ranges == Ranges::kFirst ? find_parameter(key.key) : nullptr;
  return parameter == nullptr ? std::pair{key.explore_low, key.explore_high}
                              : std::pair{parameter->first.explore_low, parameter->first.explore_high};
}

}  // namespace fulcrum
