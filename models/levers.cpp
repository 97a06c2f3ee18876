#include "models/levers.h"

#include <algorithm>

namespace fulcrum {

namespace {
constexpr LeverInfo kLevers[] = {
#define FULCRUM_LEVER(name, value, lower, upper, unit, claims, meaning) {#name, value, lower, upper, unit, claims, meaning},
#include "models/levers.def"
#undef FULCRUM_LEVER
};
constexpr LeverInfo kMilitiaLevers[] = {
#define FULCRUM_MILITIA_LEVER(member, name, value, lower, upper, unit, claims, meaning) {#name, value, lower, upper, unit, claims, meaning},
#include "models/militia_levers.def"
#undef FULCRUM_MILITIA_LEVER
};
constexpr std::string_view kMilitiaLeverSeries[] = {
#define FULCRUM_MILITIA_LEVER(member, ...) #member,
#include "models/militia_levers.def"
#undef FULCRUM_MILITIA_LEVER
};
}  // namespace

std::span<const LeverInfo> lever_table() { return kLevers; }
std::span<const LeverInfo> militia_lever_table() { return kMilitiaLevers; }
std::string_view militia_lever_series(int lever) { return kMilitiaLeverSeries[lever]; }
bool is_militia_lever(std::string_view name) {
  return std::any_of(std::begin(kMilitiaLevers), std::end(kMilitiaLevers), [&](const LeverInfo& lever) { return lever.name == name; });
}

const LeverInfo& lever_info(int lever, int militias) {
  return lever < kLeverCount ? kLevers[lever] : kMilitiaLevers[(lever - kLeverCount) / militias];
}

int find_lever(std::string_view name, std::span<const std::string> militias) {
  for (int i = 0; i < kLeverCount; ++i)
    if (kLevers[i].name == name) return i;
  const auto dot = name.find('.');
  if (dot == std::string_view::npos) return -1;
  const auto found = std::find(militias.begin(), militias.end(), name.substr(dot + 1));
  if (found == militias.end()) return -1;
  for (int i = 0; i < kMilitiaLeverCount; ++i)
    if (kMilitiaLevers[i].name == name.substr(0, dot))
      return kLeverCount + i * static_cast<int>(militias.size()) + static_cast<int>(found - militias.begin());
  return -1;
}

std::string lever_name(int lever, std::span<const std::string> militias) {
  if (lever < kLeverCount) return std::string(kLevers[lever].name);
  const auto number = static_cast<std::size_t>(lever - kLeverCount);
  return std::string(kMilitiaLevers[number / militias.size()].name) + "." + militias[number % militias.size()];
}

}  // namespace fulcrum
