/// \file
/// The parts of a briefing's data, one function each.
#pragma once

#include <nlohmann/json.hpp>
#include <vector>

#include "output/results_reader.h"
#include "scenarios/scenario.h"
#include "sim/terminal/json_number.h"

namespace fulcrum {

using Json = nlohmann::ordered_json;

/// Statistics of the series that a briefing draws.
Json series_data(const ResultsReader& results);
/// What the parts need to know of a row of /runs.
struct BriefRun {
  std::int64_t run_id, point;
  int policy, replicate;
  bool failed;
};
/// All rows of /runs, read once.
std::vector<BriefRun> brief_runs(const ResultsReader& results);
bool holds_analysis(const ResultsReader& results, std::string_view name);
/// What the futures differ in: settings of the parameters, the factors that are varied, luck.
Json futures_data(const ResultsReader& results, const std::vector<BriefRun>& runs);
/// Meaning and range of parameters and levers by key, as far as the file names them; statements of the claims that it judges.
Json meanings_data(const ResultsReader& results);
/// Outcomes by policy, with paired differences from the first: verdicts, ranges, shares.
Json outcomes_data(const ResultsReader& results, const std::vector<BriefRun>& runs);
/// Events counted by policy, kind, name and week.
Json events_data(const ResultsReader& results, const std::vector<BriefRun>& rows);
/// Shares of the runs of each policy in which each course of action is in force, by week; null where the file holds no courses.
Json courses_data(const ResultsReader& results, const std::vector<BriefRun>& rows);
/// A table as it is, but the explanation of a run summed up by week and argument.
Table drawn_explanation(const Table& stored);
/// Direct support at rest over perceived threat and motive, under a setup's parameters.
Json plane_data(const Setup& setup);

/// Feedback loops of the first policy and of the one that lowers direct support most: the security dilemma, the loops that lead, and their
/// links, with names in words. Null where equations can say neither.
Json loops_data(const std::vector<Scenario>& scenarios, const Json& outcomes);

/// Outlines of a theatre's provinces as GeoJSON, from the shipped maps; null where none has them all.
Json map_data(const Theatre& theatre);
/// Mean attacks a week by province, as a series; null without the agent layer.
Json province_attacks_data(const ResultsReader& results, const Theatre& theatre);

/// Name, title and description of each.
Json policies_data(const ResultsReader& results, const std::vector<Scenario>& scenarios);
/// Levers in which the policies differ, in words; of a single policy those that change.
Json levers_data(const std::vector<Scenario>& scenarios);
/// Parameters and switches that are not at their defaults.
Json departures_data(const std::vector<Scenario>& scenarios);

}  // namespace fulcrum
