/// \file
/// Adaptation pathways: when a policy stops meeting a threshold, and which policy to switch to then (Haasnoot, Kwakkel, Walker and
/// ter Maat 2013, Global Environmental Change 23).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/ensemble/ensemble.h"
#include "sim/ensemble/plan.h"
#include "sim/statistics/order_statistics.h"
#include "sim/statistics/share_interval.h"

namespace fulcrum {

/// What a policy has to keep: the mean of a series over the last `over` weeks on one side of a limit. A policy is judged from `grace` weeks
/// after its beginning on, and can be replaced at decision points, every `every` weeks.
struct Threshold {
  std::string series = "direct";  ///< one without an axis
  bool at_most = true;            ///< else at least
  double limit = 0.5;             ///< [the series' unit]
  int over = 26;                  ///< [weeks], at least 1
  int grace = 52;                 ///< [weeks], at least `over`
  int every = 26;                 ///< [weeks], at least 1
};

/// First week from `begin` + grace on in which the threshold is broken; -1: none.
int tipping_week(std::span<const double> by_week, const Threshold& threshold, int begin);
/// The decision point at which a policy that tips in a week is replaced: the first one after that week.
int week_of_switch(int tipping_week, const Threshold& threshold);

/// A policy that takes over.
struct Follower {
  std::size_t policy;   ///< number
  ShareInterval keeps;  ///< futures in which the threshold is kept to the end, once the grace is over, of those in which it takes over
};

/// What becomes of a policy.
struct Pathway {
  ShareInterval tips;               ///< futures in which it breaks the threshold
  Spread week;                      ///< first week in which it does, of those
  int switched = 0;                 ///< of those, futures with enough weeks left to judge a switch
  ShareInterval helped;             ///< of the switched, futures in which at least one other policy keeps the threshold
  std::vector<Follower> followers;  ///< the best first
};

struct Pathways {
  std::vector<std::string> policies;
  std::vector<Pathway> from;  ///< by policy
  int futures = 0;            ///< in which no run failed
  int failed = 0;             ///< futures in which one did; they are left out
  std::int64_t runs = 0;
};

/// Of the policies of a plan without a design. One switch at most is followed in a future. A run that fails after a switch keeps nothing.
/// Without an answer if it was interrupted. Throws std::invalid_argument if the policies cannot follow each other or the threshold is none.
std::optional<Pathways> pathways(const Plan& plan, const Threshold& threshold, const EnsembleOptions& options);

}  // namespace fulcrum
