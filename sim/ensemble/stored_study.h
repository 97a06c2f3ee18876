/// \file
/// The study and the scenarios that a results file holds, read again without any other file.
#pragma once

#include <vector>

#include "output/results_reader.h"
#include "scenarios/study.h"

namespace fulcrum {

/// The scenario of one policy, by its number. Throws FileError unless it has the start and the weeks of the file.
Scenario stored_scenario(const ResultsReader& results, std::size_t policy);
/// Those of all policies. Throws FileError unless they have the same resolution and the same actors: whatever reads the file uses places in
/// one policy's arrays for all of them.
std::vector<Scenario> stored_scenarios(const ResultsReader& results);

/// The study of a file of any format that this program reads, with the scenarios of its policies. The text says itself whether it is TOML,
/// with a schema, or that of format 1; a file without a text is that of a comparison: a study without a design. Throws InputError,
/// FileError or std::runtime_error.
Study stored_study(const ResultsReader& results);

}  // namespace fulcrum
