/// \file
/// A run of a shipped scenario with everything recorded, and its weeks as explanations read them.
#pragma once

#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "sim/ensemble/batch.h"
#include "sim/explain/week_arguments.h"

namespace fulcrum::testing_support {

struct WeeksOfRun {
  explicit WeeksOfRun(const std::string& name, bool noise = true)
      : setup(read_scenario(name, {}).setup),
        plan({{name, setup}}, 1, 7, noise),
        selection(all_series(Resolution::kOrganisations, tables_of(setup.theatre.host)), setup.theatre) {
    BatchRunner(plan, selection, {}, Kernel::kScalar).compute(0, 1, batch);
    weeks = week_arguments(setup, view());
  }
  RecordingView view() const { return batch.run(selection, 0); }
  std::span<const double> series(std::string_view name) const { return view().series(name); }
  const double* column(std::string_view name, std::size_t entity) const {
    return view().column({find_series(name), static_cast<int>(entity)});
  }

  fulcrum::Setup setup;
  Plan plan;
  Selection selection;
  Batch batch;
  std::vector<WeekArguments> weeks;
};

}  // namespace fulcrum::testing_support
