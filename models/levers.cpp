#include "models/levers.h"

#include <algorithm>

namespace fulcrum {

namespace {
constexpr LeverInfo kLevers[] = {
#define FULCRUM_LEVER(name, value, lower, upper, unit, claims, meaning) {#name, value, lower, upper, unit, claims, meaning},
#include "models/levers.def"
#undef FULCRUM_LEVER
};
constexpr LeverInfo kCrackdown{"crackdown", 0, 0, 1, "1", "P86 P104", "action against that organisation this week"};
constexpr LeverInfo kRestraint{"restraint", 0, 0, 1, "1", "P54 P106", "its own cease-fire: scales its own agenda down"};
constexpr std::string_view kCrackdownPrefix = "crackdown.", kRestraintPrefix = "restraint.";
}  // namespace

std::span<const LeverInfo> lever_table() { return kLevers; }
const LeverInfo& crackdown_info() { return kCrackdown; }
const LeverInfo& restraint_info() { return kRestraint; }

const LeverInfo& lever_info(int lever, int militias) {
  if (lever < kLeverCount) return kLevers[lever];
  return lever < kLeverCount + militias ? kCrackdown : kRestraint;
}

int find_lever(std::string_view name, std::span<const std::string> militias) {
  for (int i = 0; i < kLeverCount; ++i)
    if (kLevers[i].name == name) return i;
  const bool crackdown = name.starts_with(kCrackdownPrefix);
  if (!crackdown && !name.starts_with(kRestraintPrefix)) return -1;
  const std::string_view of = name.substr(crackdown ? kCrackdownPrefix.size() : kRestraintPrefix.size());
  const auto found = std::find(militias.begin(), militias.end(), of);
  if (found == militias.end()) return -1;
  return kLeverCount + static_cast<int>(found - militias.begin()) + (crackdown ? 0 : static_cast<int>(militias.size()));
}

std::string lever_name(int lever, std::span<const std::string> militias) {
  if (lever < kLeverCount) return std::string(kLevers[lever].name);
  const auto of = static_cast<std::size_t>(lever - kLeverCount);
  return of < militias.size() ? std::string(kCrackdownPrefix) + militias[of]
                              : std::string(kRestraintPrefix) + militias[of - militias.size()];
}

}  // namespace fulcrum
