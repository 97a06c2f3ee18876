/// \file
/// Criteria for a decision under deep uncertainty: policies x futures, without probabilities of the futures or with equal ones.
#pragma once

#include <span>
#include <vector>

#include "sim/analysis/bootstrap.h"

namespace fulcrum {

enum class Direction { kLower, kHigher };  ///< what is better

/// One objective of policies x futures, [policy][future] [unit of the objective]; what failed is not a number.
struct Payoffs {
  std::vector<std::vector<double>> values;
  Direction better = Direction::kLower;
};

/// A policy in one objective. Futures in which any policy failed are left out for all.
struct Criteria {
  double mean, sd;
  double percentile;  ///< reached or bettered in 90 % of the futures
  double worst;       ///< maximin: the value in its worst future (Wald 1950)
  double best;
  double hurwicz;            ///< half of the best and half of the worst (Hurwicz 1951)
  double mean_sd;            ///< mean, less well by one standard deviation (mean-variance: Markowitz 1952)
  double largest_regret;     ///< most that the best policy of a future is better (Savage 1951)
  double percentile_regret;  ///< reached or bettered in 90 % of the futures
  double mean_regret;
};
std::vector<Criteria> criteria(const Payoffs& payoffs);

/// Ends of the intervals of each criterion: what it would have been with other futures of the same kind.
struct CriteriaRange {
  Criteria low, high;
};
/// By policy, from resampled futures, the same for all policies (percentile intervals: Efron and Tibshirani 1993). The worst future and the
/// largest regret have no end beyond what was seen: other futures may be worse.
std::vector<CriteriaRange> criteria_ranges(const Payoffs& payoffs, const BootstrapSettings& settings);

/// Regret by policy and future; not a number where any policy failed.
std::vector<std::vector<double>> regrets(const Payoffs& payoffs);

/// A requirement on an objective: below or above a limit.
struct Requirement {
  std::size_t objective;
  Direction side;  ///< kLower: the value must be below
  double limit;
};
/// Domain criterion (Starr 1963; Schneller and Sphicas 1983): share of the futures in which a policy meets every requirement.
struct Satisficing {
  std::size_t met = 0, futures = 0;
  double share() const { return futures > 0 ? static_cast<double>(met) / static_cast<double>(futures) : 0; }
};
std::vector<Satisficing> satisficing(std::span<const Payoffs> objectives, std::span<const Requirement> requirements);

}  // namespace fulcrum
