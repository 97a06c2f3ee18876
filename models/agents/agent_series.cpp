#include "models/agents/agent_series.h"

#include "models/levers.h"
#include "models/parameters.h"

namespace fulcrum {

void add_agent_series(std::vector<SeriesInfo>& catalogue) {
  constexpr bool core = true, all = false;
#define FULCRUM_AGENT_SERIES(name, axis, set, lower, upper, unit, long_name) \
  catalogue.push_back({static_cast<int>(catalogue.size()), #name, Axis::axis, set, lower, upper, unit, long_name, true});
#include "models/agents/agent_series.def"
#undef FULCRUM_AGENT_SERIES
}

AgentSeries agent_series_of(int id) {
  const int series = id - kFirstAgentSeries;
  return series < 0 || series >= static_cast<int>(kAgentSeriesCount) ? kAgentSeriesCount : static_cast<AgentSeries>(series);
}

std::vector<std::string> target_names() { return {"rival", "sect", "host"}; }
std::vector<std::string> side_names() { return {"rival", "host", "civilians_cosect", "civilians_others"}; }
std::vector<std::string> status_names() { return {"active", "training", "dormant", "destroyed"}; }

std::vector<std::string> attacker_names(const Theatre& theatre) {
  std::vector<std::string> names = theatre.militia_names();
  names.emplace_back(kInsurgents);
  return names;
}

}  // namespace fulcrum
