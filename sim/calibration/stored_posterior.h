/// \file
/// `hindcast --predictive`: the posterior of a file, and what it says of every month of a run, as tables.
#pragma once

#include <filesystem>
#include <vector>

#include "output/table.h"
#include "sim/calibration/predictive.h"

namespace fulcrum {

/// hindcast_predictive (quantiles by month and record) and hindcast_draws (a row a month and draw).
struct PredictiveTables {
  Table quantiles{"hindcast_predictive", {}, {}};
  Table draws{"hindcast_draws", {}, {}};
};

/// Runs `draws` rows of /analysis/posterior of a file of `calibrate --posterior` in the scenario of the task, which must be the one that
/// was fitted, with records up to the same month. Throws FileError and UsageError.
PredictiveTables predictive_tables(const CalibrationTask& whole, const std::filesystem::path& file, std::size_t draws, std::uint64_t seed,
                                   int jobs);

}  // namespace fulcrum
