/// \file
/// Policies run over futures with all results in memory.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/comparison/comparison.h"
#include "sim/comparison/policy_set.h"
#include "sim/ensemble/study_plan.h"

namespace fulcrum {

/// What is asked of runs beside the policies.
struct RunWish {
  FuturesAsked futures{};
  Resolution unsaid = Resolution::kCells;  ///< where no scenario says a resolution
  std::optional<std::uint64_t> seed{};
  std::string series = "core";         ///< summarised by week
  std::optional<bool> trajectories{};  ///< kept for every run; nothing: if there are at most 200 futures and 500 MB
  int jobs = 0;
  std::function<bool()> stopped{};
  std::function<bool(std::int64_t done, std::int64_t failed, std::int64_t all)> progress{};  ///< false: stop
};

/// Policies with the states of the world in force. Throws UsageError.
PolicySet policy_set(std::vector<Scenario> scenarios, const RunWish& wish);
/// The study that they make, and its plan. Throws UsageError.
Study study_of(const PolicySet& set);
Plan plan_of(const PolicySet& set);

/// A name along a dimension of the arrays.
struct Named {
  std::string name, unit, meaning;
};
/// The columns of a selection: a series, or "series.entity".
std::vector<Named> named_columns(const Selection& selection, const Theatre& theatre);

/// What happened.
class InMemory {
 public:
  /// Runs everything. Throws UsageError, Interrupted, TooLarge.
  InMemory(std::vector<Scenario> scenarios, const RunWish& wish);
  InMemory(const InMemory&) = delete;
  InMemory& operator=(const InMemory&) = delete;

  const Plan& plan() const { return plan_; }
  const std::vector<Named>& policies() const { return policies_; }
  const std::vector<Named>& outcome_names() const { return outcome_names_; }
  const std::vector<Named>& factors() const { return factors_; }
  const std::vector<Named>& statistics() const { return statistics_; }
  const std::vector<Named>& columns() const { return columns_; }

  const std::vector<double>& outcomes() const { return outcomes_; }  ///< [policy][future][outcome]
  const std::vector<double>& futures() const { return futures_; }    ///< [future][factor]
  const std::vector<double>& summary() const { return summary_; }    ///< [column][policy][statistic][week]
  const double* series() const { return series_.get(); }             ///< [column][policy][future][week], or null
  std::int64_t failed() const { return failed_; }
  const std::string& first_failure() const { return first_failure_; }

  /// The answer about an outcome: text, and JSON. Throws UsageError, Interrupted.
  const std::pair<std::string, std::string>& answer(const std::string& outcome);

 private:
  void name_everything(const Selection& stored);
  void run(const std::vector<const SeriesInfo*>& stored);
  void take(const Batch& batch);
  OutcomeTable table() const;
  std::pair<std::string, std::string> work_out(const std::string& outcome) const;

  RunWish wish_;
  PolicySet set_;
  std::vector<Outcome> known_;
  Plan plan_;
  std::vector<Named> policies_, outcome_names_, factors_, statistics_, columns_;
  std::vector<double> outcomes_, futures_, summary_;
  std::unique_ptr<double[]> series_;
  std::int64_t failed_ = 0;
  std::string first_failure_;
  std::map<std::string, std::pair<std::string, std::string>> answers_;
};

}  // namespace fulcrum
