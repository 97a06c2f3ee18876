/// \file
/// From a study to the plan of its runs and the head of the file that keeps them. Scenarios that are run or compared are a study without
/// a design, so every command goes through here.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "output/results_layout.h"
#include "scenarios/study.h"
#include "sim/ensemble/outcomes.h"
#include "sim/ensemble/plan.h"

namespace fulcrum {

std::vector<Policy> policies_of(std::span<const Scenario> scenarios);
/// A study of these scenarios without a design, named after them.
Study study_of(std::vector<Scenario> scenarios, const RunSettings& run);
/// The study's outcomes, then those of its policies that are not among them. Throws InputError where two mean different things by a name.
std::vector<OutcomeRequest> own_outcomes(const Study& study);
/// All outcomes of the study's runs: its own and the standard ones.
std::vector<Outcome> known_outcomes(const Study& study);
/// The plan of the study. `replicates`: at most so many a point, where that is not the study's own number. Throws std::invalid_argument if
/// the design cannot be made.
Plan plan_of(const Study& study, std::optional<int> replicates = {});
/// What a file of the study says of it before anything is stored: where it comes from, the texts of the study, start and weeks, as many
/// runs as the plan has. What is kept of the runs is for the caller to add.
ResultsLayout layout_of(const Study& study, const Plan& plan, const std::string& title, const std::string& command_line);

}  // namespace fulcrum
