#include "models/host/host_series.h"

#include "models/agents/agent_series.h"
#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum {

void add_host_series(std::vector<SeriesInfo>& catalogue) {
  constexpr bool core = true, all = false;
  const auto add = [&](const char* name, Axis axis, HostPart part, bool set, double lower, double upper, const char* unit,
                       const char* long_name) {
    catalogue.push_back({static_cast<int>(catalogue.size()), name, axis, set, lower, upper, unit, long_name, false, part});
  };
#define FULCRUM_HOST_SERIES(name, part, set, lower, upper, unit, long_name) \
  add(#name, Axis::kNone, HostPart::part, set, lower, upper, unit, long_name);
#define FULCRUM_HOST_SERIES_BY(name, axis, part, set, lower, upper, unit, long_name) \
  add(#name, Axis::axis, HostPart::part, set, lower, upper, unit, long_name);
#include "models/host/host_series.def"
#undef FULCRUM_HOST_SERIES
#undef FULCRUM_HOST_SERIES_BY
}

namespace {
constexpr int kFirstHostSeries = kFirstAgentSeries + static_cast<int>(kAgentSeriesCount);
}

const SeriesInfo& host_indicator_series(int i) {
  return series_catalogue()[static_cast<std::size_t>(kFirstHostSeries) + static_cast<std::size_t>(kFirstHostIndicator) +
                            static_cast<std::size_t>(i)];
}

HostSeries host_series_of(int id) {
  const int series = id - kFirstHostSeries;
  return series < 0 || series >= static_cast<int>(kHostSeriesCount) ? kHostSeriesCount : static_cast<HostSeries>(series);
}

}  // namespace fulcrum
