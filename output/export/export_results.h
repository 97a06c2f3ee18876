/// \file
/// A results file as CSV or JSON, a block of runs at a time: memory does not grow with the file.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "output/results_reader.h"

namespace fulcrum {

/// Rows of a CSV file.
enum class CsvShape {
  kLong,  ///< one row a value: policy, point, run, replicate, week, date, series, entity, value
  kWide,  ///< one row a week of a run: the same, then a column a series (`capability.mahdi_army`)
};

/// Names of the series to export; empty: all. Throws std::invalid_argument for a name that the file does not hold.
using SeriesNames = std::vector<std::string>;

/// Time series as CSV (RFC 4180, comma, UTF-8). Numbers have the fewest digits that read back to the same bits; missing values are empty.
/// Throws std::runtime_error if the stream takes no more.
void export_csv(const ResultsReader& results, CsvShape shape, const SeriesNames& names, std::ostream& out);

/// The table of runs with their outcomes as CSV: one row a run.
void export_runs_csv(const ResultsReader& results, std::ostream& out);

/// An analysis, or another table, as CSV: one row a row.
void export_table_csv(const Table& table, std::ostream& out);

/// The whole file as one JSON object: where it comes from, policies, dates, series, runs with outcomes and series, and analyses by column.
/// Missing values are null.
void export_json(const ResultsReader& results, const SeriesNames& names, std::ostream& out);

}  // namespace fulcrum
