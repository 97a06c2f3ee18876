/// \file
/// `hindcast --band`: what the candidates of a file expect together, for example all that records do not rule out.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/calibration/calibration_task.h"

namespace fulcrum {

/// Columns by month: the middle 90 % of expected values and of what may be observed, by series, and direct and indirect support.
/// Many candidates are thinned evenly to 256. `coverage`: share of training months inside, by series of the record.
struct BandTable {
  Table table;
  int candidates = 0;
  std::vector<std::pair<std::string, double>> coverage;
};
/// Candidates from a file with a column a factor, as `calibrate` writes it, in the scenario of the task. Throws InputError and UsageError.
BandTable band_table(const CalibrationTask& task, const std::string& file, const std::vector<std::string>& paths, int jobs);

}  // namespace fulcrum
