/// \file
/// The series that the host side adds to the catalogue of recording.h, from host_series.def.
#pragma once

#include <vector>

#include "models/recording.h"

namespace fulcrum {

enum HostSeries : int {
#define FULCRUM_HOST_SERIES(name, ...) kHostSeries_##name,
#define FULCRUM_HOST_SERIES_BY(name, ...) kHostSeries_##name,
#include "models/host/host_series.def"
#undef FULCRUM_HOST_SERIES
#undef FULCRUM_HOST_SERIES_BY
  kHostSeriesCount
};

/// The indicators of courses of action among them stand side by side, and are drawn behind those of the core.
inline constexpr HostSeries kFirstHostIndicator = kHostSeries_kidnapping;
inline constexpr int kHostIndicators = kHostSeries_bills - kHostSeries_kidnapping + 1;
/// The series of the i-th of them.
const SeriesInfo& host_indicator_series(int i);

/// Appends them to a catalogue.
void add_host_series(std::vector<SeriesInfo>& catalogue);
/// Which of them has a number in the catalogue; kHostSeriesCount if none.
HostSeries host_series_of(int id);

}  // namespace fulcrum
