/// \file
/// The series that the agent layer adds to the catalogue of recording.h, from agent_series.def.
#pragma once

#include <string>
#include <vector>

#include "models/levers.h"
#include "models/recording.h"

namespace fulcrum {

enum AgentSeries : int {
#define FULCRUM_AGENT_SERIES(name, ...) kAgentSeries_##name,
#include "models/agents/agent_series.def"
#undef FULCRUM_AGENT_SERIES
  kAgentSeriesCount
};

/// Number of the first of them in the catalogue.
inline constexpr int kFirstAgentSeries =
    static_cast<int>(kSeries_first_lever) + static_cast<int>(kLeverCount) + static_cast<int>(kMilitiaLeverCount);

/// Appends them to a catalogue.
void add_agent_series(std::vector<SeriesInfo>& catalogue);
/// Which of them has a number in the catalogue; kAgentSeriesCount if none.
AgentSeries agent_series_of(int id);

/// Militias and the insurgents.
std::vector<std::string> attacker_names(const Theatre& theatre);
std::vector<std::string> target_names();
std::vector<std::string> side_names();
std::vector<std::string> status_names();
/// Name of the attackers who belong to no militia.
inline constexpr std::string_view kInsurgents = "insurgents";

}  // namespace fulcrum
