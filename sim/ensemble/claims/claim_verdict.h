/// \file
/// Whether a claim holds: its effect against zero, in one world or over the wide space.
#pragma once

#include <string>
#include <vector>

#include "sim/ensemble/claims/claim_values.h"
#include "sim/statistics/paired.h"

namespace fulcrum {

enum class ClaimState { kHolds, kFails, kUndecided, kUntested };
std::string_view state_name(ClaimState verdict);

/// What one condition of a claim says: left less right.
struct PartVerdict {
  ClaimState verdict = ClaimState::kUndecided;
  Interval effect;         ///< over replicates; without noise low and high are the mean
  double share_above = 0;  ///< share of futures in which the condition holds
};

struct ClaimVerdict {
  const Claim* claim = nullptr;
  ClaimState verdict = ClaimState::kUntested;
  std::size_t deciding = 0;  ///< the part that makes it fail or leaves it undecided; the first where all hold
  std::vector<PartVerdict> parts;
};

/// Left less right of a condition in every future.
std::vector<double> effects(const Condition& condition, const ClaimValues& values);
/// Whether a condition with that effect holds, fails, or is a tie.
ClaimState verdict_of(const Condition& condition, double tie, double low, double high);
ClaimVerdict judge(const Claim& claim, const ClaimValues& values);

/// A claim at every point of a space, 1 holds, 0 does not; not-a-number where a run failed. `margin`: the effect that decides, of the part
/// that is nearest to failing or furthest beyond, in standard deviations of that part over the space.
struct ClaimOverSpace {
  std::vector<double> holds;
  std::vector<double> margin;
};
ClaimOverSpace judge_everywhere(const Claim& claim, const ClaimValues& values);

}  // namespace fulcrum
