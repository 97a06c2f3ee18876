/// \file
/// A batch of runs of one scenario that are stepped together while somebody else acts.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "models/core/core_model.h"
#include "sim/library/in_memory.h"

namespace fulcrum {

/// Runs of the core model, week by week. What a run does depends on its own future and actions only.
class SteppedRuns {
 public:
  /// `runs` first futures of the plan that the wish makes; `observe` and `act` as in fulcrum.h. Throws UsageError.
  SteppedRuns(const Scenario& scenario, int runs, const std::string& observe, const std::string& act, const RunWish& wish);
  ~SteppedRuns();
  SteppedRuns(const SteppedRuns&) = delete;
  SteppedRuns& operator=(const SteppedRuns&) = delete;

  void reset();
  /// `actions`: [run][lever acted on], not a number where the scenario decides; empty: it decides all. Throws UsageError before anything is
  /// stepped.
  void step(std::span<const double> actions, int weeks);

  const std::vector<double>& observations() const { return observations_; }  ///< [run][column]
  const std::vector<Named>& columns() const { return columns_; }
  const std::vector<std::string>& levers() const { return lever_names_; }
  const LeverInfo& lever(std::size_t i) const;
  int runs() const { return static_cast<int>(runs_.size()); }
  int week() const { return week_; }
  int weeks() const { return plan_.weeks(); }

 private:
  struct Run;
  void choose_levers(const std::string& act);
  void add_run(int future);
  void check(std::span<const double> actions, int weeks) const;
  void begin(std::size_t i);
  void step_run(std::size_t i, std::span<const double> actions, int weeks);

  Plan plan_;
  Selection selection_;
  std::vector<Named> columns_;
  std::vector<int> levers_;
  std::vector<std::string> lever_names_;
  std::vector<std::unique_ptr<Run>> runs_;
  std::vector<double> observations_;
  int jobs_;
  int week_ = 0;
};

}  // namespace fulcrum
