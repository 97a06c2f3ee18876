/// \file
/// Robustness: policies x futures, judged by criteria that do not need probabilities.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/analysis/decision.h"
#include "sim/exploration/experiment.h"

namespace fulcrum {

/// What policies are judged by: a goal of the article or an outcome, in every future.
struct RobustObjective {
  std::string name;
  std::string unit;
  std::string long_name;
  Payoffs payoffs;
};

/// The article's goals, its end state and the rival's burden.
std::vector<std::string> usual_objectives();
/// Outcomes that have to be computed for these objectives.
std::vector<Outcome> outcomes_for(const std::vector<std::string>& objectives, const std::vector<Outcome>& known);
/// Objectives by name, "name" or "name:lower" or "name:higher"; goals are against the first policy. Throws std::invalid_argument.
std::vector<RobustObjective> robust_objectives(const Experiment& experiment, const std::vector<std::string>& names);
/// A requirement such as direct_last_year<0.4; its objective must be among those given. Throws std::invalid_argument.
Requirement parse_requirement(const std::string& text, const std::vector<RobustObjective>& objectives);

/// All that is said of policies x futures.
struct Robustness {
  std::vector<std::string> policies;
  std::vector<RobustObjective> objectives;
  std::vector<std::vector<Criteria>> criteria;     ///< [objective][policy]
  std::vector<std::vector<CriteriaRange>> ranges;  ///< and where they would lie with other futures
  std::vector<Requirement> requirements;
  std::vector<Satisficing> satisficing;  ///< [policy]
  std::vector<bool> undominated;         ///< [policy], in the means of all objectives
  std::int64_t futures = 0;
};
Robustness robustness(const Experiment& experiment, std::vector<RobustObjective> objectives, std::vector<Requirement> requirements);

std::string robustness_text(const Robustness& r);
std::vector<Table> robustness_tables(const Robustness& r, const Remarks& settings);
/// What all of it is worked out from: a row a policy and future, with the values of the objectives and of the outcomes.
Table robust_outcomes_table(const Experiment& futures, const Robustness& r, const Remarks& settings);
/// What the futures are: a row each, with the values of all factors.
Table robust_futures_table(const Experiment& futures, const Remarks& settings);

}  // namespace fulcrum
