#include "sim/ensemble/declared_factors.h"

#include <algorithm>
#include <tuple>

namespace fulcrum {

namespace {

bool is_of_noise(const std::string& key) {
  return key.ends_with("noise_sd") || key == "perception.noise_persistence" || key.starts_with("course.") || key.starts_with("indicators.");
}

bool is_of_deadlines(const std::string& key) {
  return key.ends_with(".deadline_gain") || key.starts_with("deadline.") || key == "militia.own_credit";
}

// Groups that step 18b alone reads.
bool is_of_politics(const std::string& key) {
  static constexpr std::string_view kGroups[] = {"bloc",          "choice",      "consent",      "freeze",    "front",      "hostage",
                                                 "host_election", "integration", "intermediary", "offensive", "parliament", "protest"};
  const std::string_view group = std::string_view(key).substr(0, key.find('.'));
  return std::find(std::begin(kGroups), std::end(kGroups), group) != std::end(kGroups) || key == "host.memory_weeks" ||
         key == "host.consent_cap" || key == "structure.choice";
}

}  // namespace

Factor declared_factor(const SetupKey& key, Ranges ranges) {
  Factor factor{key, {}};
  std::tie(factor.distribution.low, factor.distribution.high) = explored_range(key, ranges);
  if (key.forms.empty()) return factor;
  factor.distribution.kind = FactorDistribution::Kind::kValues;
  for (std::size_t form = 0; form < key.forms.size(); ++form) factor.distribution.values.push_back(static_cast<double>(form));
  return factor;
}

bool is_idle(const std::string& key, const Setup& setup, bool noise) {
  if (setup.resolution != Resolution::kCells && is_of_cells(key)) return true;
  if (setup.rival != Rival::kAdaptive && key.starts_with("posture.")) return true;
  if (setup.deadlines.empty() && is_of_deadlines(key)) return true;
  if (!tables_of(setup.theatre.host).any() && is_of_politics(key)) return true;
  return !noise && is_of_noise(key);
}

}  // namespace fulcrum
