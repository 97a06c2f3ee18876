/// \file
/// Sensitivity as tables for results files and text for people, and the ledger of assumptions.
#pragma once

#include <string>
#include <vector>

#include "scenarios/scenario.h"
#include "sim/exploration/sensitivity.h"

namespace fulcrum {

/// All rows of one method as a table: policy, outcome, factor, each measure with its interval, remark.
Table sensitivity_table(const std::vector<Sensitivity>& all, Remarks settings);
/// The first `most` rows of each response as text.
std::string sensitivity_text(const std::vector<Sensitivity>& all, int most);
/// One measure of all responses side by side, which are one outcome at several weeks.
std::string over_time_text(const std::vector<Sensitivity>& all, std::size_t measure, int most);

/// How well a value is founded.
enum class SourceGrade {
  kPublished,  ///< a published number stands behind it
  kClaim,      ///< a judgement, of an effect that a proposition of the literature states
  kNone,       ///< a judgement alone
};
std::string_view evidence_name(SourceGrade evidence);
/// Every parameter with its value in the scenario, range, source, evidence, and how much the responses depend on it: the largest total
/// index.
Table assumption_ledger(const Scenario& scenario, const std::vector<Sensitivity>& sobol, Remarks settings);
/// The assumptions without a published number on which the responses really depend.
std::string ledger_text(const Table& ledger, int most);

}  // namespace fulcrum
