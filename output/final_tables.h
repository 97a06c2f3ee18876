/// \file
/// What a results file gets when all its runs are done: summaries, events, analyses.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "output/files/record_log.h"
#include "output/results_layout.h"
#include "output/table.h"

namespace fulcrum {

/// Statistics of series by policy and week, over all points.
struct SummaryTable {
  static constexpr std::string_view kStatistics[] = {"mean", "sd", "min", "max", "q05", "q25", "q50", "q75", "q95"};
  std::vector<StoredSeries> series;
  std::vector<double> values;  ///< [column][policy][statistic][week]
};

/// What is written when all runs are done.
struct FinalTables {
  std::optional<SummaryTable> summary;
  std::vector<Table> analyses;
};

/// Writes the final tables, and what the record log holds (if there is one), into an unfinished file, and declares it complete.
void write_final_tables(const std::filesystem::path& path, const ResultsLayout& layout, const FinalTables& tables,
                        const RecordLog* record_log);

}  // namespace fulcrum
