/// \file
/// Records from their files: values by month, or counts by year and category.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "scenarios/observations.h"
#include "sim/hindcast/months.h"

namespace fulcrum {

/// Where a month stands with respect to the fit.
enum class DataSplit { kTrain, kTest };

/// One observed month.
struct ObservedMonth {
  int month;  ///< place among the months of the run
  double value;
  DataSplit part;
};

/// Counts of a year in the order of the model's categories.
struct ObservedYear {
  int year;
  std::vector<double> counts;
  DataSplit part;
};

struct Record {
  const ObservationModel* model;
  std::vector<ObservedMonth> months;
  std::vector<ObservedYear> years;  ///< of shares
};

/// Reads the records that the folder has; names of those it has not come to `missing`. Months after `until` and masked ones are left out.
/// Throws InputError.
std::vector<Record> read_records(const Observations& observations, const std::filesystem::path& folder, const Months& months,
                                 const std::string& until, std::vector<std::string>& missing);

}  // namespace fulcrum
