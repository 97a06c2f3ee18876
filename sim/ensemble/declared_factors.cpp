#include "sim/ensemble/declared_factors.h"

#include "sim/ensemble/core_factors.h"

namespace fulcrum {

Factor declared_factor(const SetupKey& key) {
  Factor factor{key, {}};
  factor.distribution.low = key.explore_low;
  factor.distribution.high = key.explore_high;
  if (key.forms.empty()) return factor;
  factor.distribution.kind = FactorDistribution::Kind::kValues;
  for (std::size_t form = 0; form < key.forms.size(); ++form) factor.distribution.values.push_back(static_cast<double>(form));
  return factor;
}

bool is_idle(const std::string& key, const Setup& setup, bool noise) {
  if (setup.resolution != Resolution::kCells && is_of_cells(key)) return true;
  return !noise && (key == "perception.noise_sd" || key.starts_with("course.") || key.starts_with("indicators."));
}

}  // namespace fulcrum
