#include "sim/designs/walks.h"

#include <algorithm>
#include <stdexcept>

namespace fulcrum {

namespace {

SaltelliSettings ends_settings(const WalksSettings& settings) {
  return {.seed = settings.seed, .base_samples = settings.walks, .dimensions = static_cast<int>(settings.group_of.size())};
}

WalksSettings checked(const WalksSettings& settings) {
  if (const auto wrong = problem(settings)) throw std::invalid_argument(*wrong);
  return settings;
}

}  // namespace

FactorGroups factor_groups(const std::vector<std::string>& keys, bool together) {
  FactorGroups groups;
  for (const std::string& key : keys) {
    const auto dot = key.find('.');
    const std::string name = together && dot != std::string::npos ? key.substr(0, dot) + ".*" : key;
    const auto known = std::find(groups.names.begin(), groups.names.end(), name);
    groups.of.push_back(static_cast<int>(known - groups.names.begin()));
    if (known == groups.names.end()) groups.names.push_back(name);
  }
  return groups;
}

std::optional<std::string> problem(const WalksSettings& settings) {
  if (settings.group_of.empty()) return "Shapley effects need at least one factor";
  return problem(ends_settings(settings));
}

WalksDesign::WalksDesign(const WalksSettings& settings)
    : settings_(checked(settings)),
      groups_(*std::max_element(settings_.group_of.begin(), settings_.group_of.end()) + 1),
      ends_(ends_settings(settings_)) {}

Permutation WalksDesign::order(std::int64_t walk) const {
  return {static_cast<std::uint64_t>(groups_), settings_.seed, entity_of("walks.order"), walk};
}

int WalksDesign::changed_group(std::int64_t walk, int step) const {
  return static_cast<int>(order(walk).thing_at(static_cast<std::uint64_t>(step - 1)));
}

std::vector<double> WalksDesign::point(std::int64_t i) const {
  const std::int64_t walk = i / rows_per_walk(), first = walk * ends_.rows_per_sample();
  const auto steps = static_cast<std::uint64_t>(i % rows_per_walk());
  std::vector<double> coordinates = ends_.point(first);
  if (steps == 0) return coordinates;
  const std::vector<double> end = ends_.point(first + ends_.rows_per_sample() - 1);
  const Permutation places = order(walk);
  for (std::size_t d = 0; d < coordinates.size(); ++d)
    if (places.place_of(static_cast<std::uint64_t>(settings_.group_of[d])) < steps) coordinates[d] = end[d];
  return coordinates;
}

}  // namespace fulcrum
