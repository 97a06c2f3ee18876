/// \file
/// Where in the wide parameter space a claim holds: its share, the parameters that decide it, and the boundary as a box.
#pragma once

#include <vector>

#include "sim/analysis/prim.h"
#include "sim/ensemble/claims/claim_verdict.h"
#include "sim/statistics/share_interval.h"

namespace fulcrum {

/// How much a parameter decides whether a claim holds.
struct Decider {
  std::size_t factor = 0;
  double distance = 0;  ///< between its distributions where the claim holds and where not (Kolmogorov and Smirnov) [0-1]
  double rank = 0;      ///< Spearman's correlation with the effect that decides [-1, 1]
  bool clear = false;   ///< beyond what chance makes of so many parameters at the 1 % level
};

/// One side of a box.
struct BoxLimit {
  std::size_t factor;
  bool from_below;  ///< value >= limit; else value <= limit
  double limit;     ///< in the factor's unit
};

struct SpaceVerdict {
  const Claim* claim = nullptr;
  std::int64_t points = 0;        ///< at which all its runs succeeded
  ShareInterval share;            ///< of points at which it holds
  std::vector<Decider> deciders;  ///< all parameters, the most decisive first
  bool box_holds = false;         ///< whether the box is where it holds, or where it does not: the rarer of the two
  std::vector<BoxLimit> box;      ///< its limits, none if no box is better than the whole space
  double coverage = 0;            ///< share of the rarer kind of points that lie in the box
  double density = 0;             ///< share of the box's points that are of that kind
};

/// One claim over a space that was run.
SpaceVerdict judge_over_space(const Claim& claim, const ClaimOverSpace& over, const Space& space);

}  // namespace fulcrum
