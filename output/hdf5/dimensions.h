/// \file
/// What the groups of series have in common: dimension scales, and what is said of a series.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "output/hdf5/hdf5_handle.h"
#include "output/results_layout.h"

namespace fulcrum {

/// The dimension scales of a group that series of the layout need: time, and the names along each axis. `Dimensions` opens none twice.
class Dimensions {
 public:
  Dimensions(const Hdf5File& file, std::string group, const ResultsLayout& layout);
  hid_t time();
  hid_t names(const Dimension& dimension);
  /// Points of a design by their number.
  hid_t points(std::int64_t count);

 private:
  const Hdf5File& file_;
  std::string group_;
  const ResultsLayout& layout_;
  Handle time_, points_;
  std::vector<std::pair<std::string, Handle>> names_;
};

/// Unit, meaning and range of a series, and NaN for what is missing.
void describe_series(const Hdf5File& file, hid_t dataset, const SeriesInfo& series);
}  // namespace fulcrum
