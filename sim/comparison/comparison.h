/// \file
/// Policies side by side: outcomes, paired differences from the first, and how they are shown.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/comparison/divergence.h"
#include "sim/ensemble/batch.h"
#include "sim/statistics/paired.h"
#include "sim/statistics/summary.h"

namespace fulcrum {

/// Outcomes of all runs of a plan: [policy][outcome][point and replicate].
class OutcomeTable {
 public:
  OutcomeTable(const Plan& plan, std::vector<Outcome> outcomes);
  void take(const Batch& batch);
  /// Values of an outcome for consecutive runs from `first_run` on.
  void fill(std::size_t outcome, std::int64_t first_run, std::span<const double> values);
  /// A run among those filled in that was not wanted: it has no values and did not fail.
  void leave_out(std::int64_t run);
  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  /// Futures in which a policy and the first were both run; runs that failed among them.
  int paired_futures(int policy) const;
  const std::vector<double>& values(int policy, std::size_t outcome) const {
    return values_[static_cast<std::size_t>(policy) * outcomes_.size() + outcome];
  }

 private:
  const Plan& plan_;
  std::vector<Outcome> outcomes_;
  std::vector<std::vector<double>> values_;
  std::vector<std::vector<bool>> taken_;  ///< [policy][future]
};

/// A policy in one outcome, and against the first policy.
struct OutcomeOfPolicy {
  std::string policy;
  Interval value;
  PairedDifference from_first;                ///< of the first policy: zero
  int failed = 0;                             ///< futures that are in no pair, as a run failed
  int diverges_in_week = kDivergenceUnknown;  ///< see sim/comparison/divergence.h
};
struct OutcomeComparison {
  Outcome outcome;
  std::vector<OutcomeOfPolicy> policies;
};
std::vector<OutcomeComparison> compare_outcomes(const Plan& plan, const OutcomeTable& table);

/// Adds the weeks from which trajectories differ for good, from a finished file of a plan without a design.
void add_divergence_weeks(const ResultsReader& reader, const Plan& plan, std::vector<OutcomeComparison>& comparison);

/// A line a policy: its name, the mean of direct support in the first and the last week, and a sparkline between.
std::string sparklines(const Plan& plan, const std::vector<Summary>& summaries, std::size_t direct_column);

}  // namespace fulcrum
