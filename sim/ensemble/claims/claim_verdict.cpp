#include "sim/ensemble/claims/claim_verdict.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/statistics/moments.h"

namespace fulcrum {

namespace {

// Sums that are equal but for the order of rounding.
constexpr double kRounding = 1e-12;

double deviation(std::span<const double> values) {
  const Moments moments(values);
  return moments.count() > 1 ? moments.deviation() : 0;
}

PartVerdict judge_part(const Condition& condition, double tie, const ClaimValues& values) {
  const auto effect = effects(condition, values);
  PartVerdict part;
  part.effect = mean_interval(effect);
  if (effect.size() == 1) part.effect = {effect[0], effect[0], effect[0]};
  double above = 0;
  for (const double value : effect) above += verdict_of(condition, tie, value, value) == ClaimState::kHolds ? 1 : 0;
  part.share_above = above / static_cast<double>(effect.size());
  part.verdict = verdict_of(condition, tie, part.effect.low, part.effect.high);
  return part;
}

}  // namespace

std::string_view state_name(ClaimState verdict) {
  switch (verdict) {
    case ClaimState::kHolds:
      return "holds";
    case ClaimState::kFails:
      return "fails";
    case ClaimState::kUndecided:
      return "undecided";
    case ClaimState::kUntested:
      break;
  }
  return "untested";
}

std::vector<double> effects(const Condition& condition, const ClaimValues& values) {
  std::vector<double> all(values.samples());
  for (std::size_t s = 0; s < all.size(); ++s) {
    const auto measured = [&](const Measure& measure) { return values.of(measure)[s]; };
    all[s] = value_of(condition.left, measured) - value_of(condition.right, measured);
  }
  return all;
}

ClaimState verdict_of(const Condition& condition, double tie, double low, double high) {
  if (condition.or_equal) {
    if (low >= -kRounding) return ClaimState::kHolds;
    return high < -kRounding ? ClaimState::kFails : ClaimState::kUndecided;
  }
  if (low > tie) return ClaimState::kHolds;
  return high < -tie ? ClaimState::kFails : ClaimState::kUndecided;
}

ClaimVerdict judge(const Claim& claim, const ClaimValues& values) {
  ClaimVerdict verdict;
  verdict.claim = &claim;
  if (claim.holds.empty()) return verdict;
  for (const Condition& condition : claim.holds) verdict.parts.push_back(judge_part(condition, claim.tie, values));
  for (const ClaimState worst : {ClaimState::kFails, ClaimState::kUndecided, ClaimState::kHolds}) {
    const auto part = std::find_if(verdict.parts.begin(), verdict.parts.end(), [&](const PartVerdict& p) { return p.verdict == worst; });
    if (part == verdict.parts.end()) continue;
    verdict.verdict = worst;
    verdict.deciding = static_cast<std::size_t>(part - verdict.parts.begin());
    break;
  }
  return verdict;
}

ClaimOverSpace judge_everywhere(const Claim& claim, const ClaimValues& values) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  ClaimOverSpace over{std::vector<double>(values.samples(), 1), std::vector<double>(values.samples(), kUnbounded)};
  for (const Condition& condition : claim.holds) {
    const auto effect = effects(condition, values);
    const double scale = std::max(deviation(effect), kRounding);
    for (std::size_t s = 0; s < effect.size(); ++s) {
      const bool holds = verdict_of(condition, claim.tie, effect[s], effect[s]) == ClaimState::kHolds;
      over.holds[s] = std::isnan(effect[s]) || std::isnan(over.holds[s]) ? nan : (holds ? over.holds[s] : 0);
      over.margin[s] = std::isnan(effect[s]) ? nan : std::min(over.margin[s], effect[s] / scale);
    }
  }
  return over;
}

}  // namespace fulcrum
