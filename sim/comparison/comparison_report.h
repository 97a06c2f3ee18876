/// \file
/// A comparison as people and programs read it: text, CSV, JSON, and the table of a results file.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/comparison/comparison.h"
#include "sim/comparison/goals.h"
#include "sim/comparison/setup_differences.h"

namespace fulcrum {

/// Everything a comparison says.
struct ComparisonReport {
  std::vector<SetupDifference> differences{};
  std::vector<OutcomeComparison> outcomes;
  std::vector<std::vector<GoalOfPolicy>> goals{};  ///< by goal, by policy after the first
};
ComparisonReport comparison_report(const Plan& plan, const OutcomeTable& table);

/// What differs, then a block an outcome with a line a policy, then the goals, then how to read it.
std::string comparison_text(const Plan& plan, const ComparisonReport& report);
/// A row an outcome and policy; goals are outcomes too.
std::string comparison_csv(const ComparisonReport& report);
/// The comparison as JSON, with what identifies it.
std::string comparison_json(const Plan& plan, const ComparisonReport& report, const std::string& results_file);
/// The comparison for /analysis.
Table comparison_table(const ComparisonReport& report);

/// "higher", "undecided".
std::string verdict_name(Verdict verdict);

}  // namespace fulcrum
