/// \file
/// Any run of a results file once more, from what the file itself holds, and whether it comes out the same.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "models/kernel.h"
#include "output/results_reader.h"
#include "scenarios/scenario.h"
#include "sim/ensemble/batch.h"
#include "sim/ensemble/stored/run_difference.h"

namespace fulcrum {

/// One run as a file describes it, ready to be run.
struct StoredRun {
  std::int64_t row = 0;
  RunRow stored;
  Scenario scenario;       ///< the policy's resolved scenario, with the values of its design point and future
  std::uint64_t luck = 0;  ///< number of its luck
};
/// The run of that number. Throws std::runtime_error if the file keeps no such run.
StoredRun find_stored_run(const ResultsReader& reader, std::int64_t run_id);

/// A run once more.
class Rerun {
 public:
  Rerun(const ResultsReader& reader, std::int64_t run_id, Kernel kernel);
  const StoredRun& run() const { return run_; }
  const Plan& plan() const { return *plan_; }
  const Selection& selection() const { return *selection_; }
  const std::vector<Outcome>& outcomes() const { return outcomes_; }
  const Batch& batch() const { return batch_; }

  /// What differs from what is stored.
  std::vector<RunDifference> differences() const;
  /// What happens in it now.
  std::vector<Event> events() const;
  /// How many series (columns), outcomes and events were compared.
  int series_compared() const { return series_compared_; }
  int events_compared() const { return events_compared_; }
  int outcomes_compared() const { return outcomes_compared_; }

 private:
  void compare_series();
  void compare_outcomes();
  void compare_events();

  const ResultsReader& reader_;
  StoredRun run_;
  std::unique_ptr<Plan> plan_;
  std::unique_ptr<Selection> selection_;
  std::vector<Outcome> outcomes_;
  Batch batch_;
  std::vector<RunDifference> differences_;
  int series_compared_ = 0, outcomes_compared_ = 0, events_compared_ = 0;
};

}  // namespace fulcrum
