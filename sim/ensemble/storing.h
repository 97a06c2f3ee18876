/// \file
/// From plans and batches to what a results file holds.
#pragma once

#include <string>
#include <vector>

#include "output/results_file.h"
#include "scenarios/scenario.h"
#include "sim/ensemble/batch.h"
#include "sim/statistics/summary.h"

namespace fulcrum {

Provenance provenance_of(const Plan& plan, const std::string& title, const std::string& command_line);
/// Texts of the scenarios, with every file read for them and its SHA-256.
StudyTexts study_texts(const std::vector<Scenario>& scenarios);
std::vector<OutcomeInfo> outcome_infos(std::span<const Outcome> outcomes);
/// The outcomes that scenarios add, each name once. Throws InputError where two scenarios mean different things by a name.
std::vector<OutcomeRequest> own_outcomes(const std::vector<Scenario>& scenarios);
/// Rows of /runs of a batch.
std::vector<RunRow> rows_of(const Plan& plan, const Batch& batch);
/// Rows of /events of a batch.
std::vector<Event> events_of(const Plan& plan, const Batch& batch);
/// The same of one run, from its rows.
std::vector<RunEvent> run_events(std::span<const Event> rows, const Setup& setup);
/// The states of the world of a plan that has futures: replicate, number of its luck, and the value of each factor.
Table futures_table(const Plan& plan);
/// The table of /summary. Policies' summaries may have more columns than the series; the first ones count.
SummaryTable summary_table(int weeks, const std::vector<StoredSeries>& series, const std::vector<Summary>& summaries);

}  // namespace fulcrum
