/// \file
/// `hindcast --ablations`: what each part of a scenario is worth, every variant fitted again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/calibration/calibration_task.h"

namespace fulcrum {

/// Variants of a hindcast, each fitted again, and what they expect by month.
struct AblationTables {
  Table totals{"hindcast_ablations", {}, {}};
  Table months{"hindcast_ablation_months", {}, {}};
};

/// How variants are fitted again: the same for all.
struct AblationSettings {
  std::string study;               ///< whose factors are fitted
  std::vector<std::string> paths;  ///< where scenarios are looked for
  SearchSettings search{.seed = 1, .searches = 1, .global_steps = 2000, .local_steps = 2500};
  int jobs = 0;
};

/// Nothing if it was interrupted.
std::optional<AblationTables> ablation_tables(const Console& console, const Observations& observations, const CalibrationTask& whole,
                                              const AblationSettings& settings);

}  // namespace fulcrum
