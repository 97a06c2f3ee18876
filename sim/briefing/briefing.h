/// \file
/// What a briefing says, gathered from a results file as one JSON text. The page's script (output/briefing/page/src) makes sections of it.
#pragma once

#include <string>

#include "output/results_reader.h"

namespace fulcrum {

/// Data of a briefing on a file: where it comes from, policies and the levers in which they differ, statistics of the main series by week
/// (doubles as base64), outcomes with paired differences from the first policy, the plane of figure 2, feedback loops, events, every
/// analysis, departures from the defaults. Grows with policies and weeks, not with runs.
std::string briefing_data(const ResultsReader& results);

}  // namespace fulcrum
