/// \file
/// What `hindcast` stores and prints: scores, shares, expected values by month and week.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/hindcast/share_scores.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

/// "train" or "test".
const char* split_name(DataSplit part);
/// Scores for reading.
TextTable score_table(const std::vector<SeriesScore>& scores);
/// Scale and dispersion that were fitted, a line a series, and targets that are missed.
std::string fit_text(const std::vector<FittedSeries>& fitted, double total, const std::string& split);

/// Tables of /analysis.
Table stored_scores(const std::vector<SeriesScore>& scores, const std::string& split, double total);
/// Without columns where no record is one of shares.
Table stored_shares(const std::vector<ShareScore>& scores);
/// x and mu of every month of the run, also of those that have no record.
Table stored_months(const std::vector<FittedSeries>& fitted, const Months& months);
Table stored_weeks(const std::vector<FittedSeries>& fitted, int weeks);

}  // namespace fulcrum
