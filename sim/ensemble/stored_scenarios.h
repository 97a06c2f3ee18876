/// \file
/// The scenarios that a results file holds, read again.
#pragma once

#include <vector>

#include "output/results_reader.h"
#include "scenarios/scenario.h"

namespace fulcrum {

/// The resolved scenario of each policy. Throws FileError if one is not of the file's start and weeks, or if they cannot stand beside each
/// other: what reads the file takes them for one another's week by week and actor by actor.
std::vector<Scenario> stored_scenarios(const ResultsReader& results);
/// That of one policy, by its number.
Scenario stored_scenario(const ResultsReader& results, std::size_t policy);

}  // namespace fulcrum
