/// \file
/// The orderings of policies that do not hold in runs of the strategies: what a fit of the parameters must not break.
#pragma once

#include <span>
#include <unordered_map>
#include <vector>

#include "scenarios/orderings.h"
#include "sim/ensemble/measures.h"

namespace fulcrum {

/// Series that the strategies' runs must record, each once.
std::vector<const SeriesInfo*> ordered_series();

/// Checks the shipped orderings over runs, any number of times. Immutable.
class OrderingCheck {
 public:
  /// Runs will be recordings of that selection, one of each of policy_orderings().strategies, in that order.
  OrderingCheck(const Selection& selection, const Theatre& theatre);
  /// The orderings that do not hold. One of which a run has failed does not.
  std::vector<const Ordering*> violated(std::span<const RecordingView> runs) const;

 private:
  struct Reading {
    std::size_t strategy;
    MeasureReading measure;
  };
  std::unordered_map<const Measure*, Reading> readings_;  // by the measures of policy_orderings()
};

}  // namespace fulcrum
