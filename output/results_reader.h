/// \file
/// Reading results files.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "output/results_layout.h"
#include "output/rows.h"
#include "output/table.h"

namespace fulcrum {

/// Whether files that were left unfinished may be read.
enum class Accept { kComplete, kPartial };
/// Who wrote a file: anybody, or this process, so that it need not be read in a child process first.
enum class Writer { kAnybody, kThisProcess };

/// An open results file. Opening checks what it is: weeks, policies, shapes and types of all datasets; rows are checked as they are read.
/// So whatever comes from a reader can be taken as an index into what it belongs to. Everything throws FileError that says what is wrong
/// with which file and dataset. One thread at a time.
class ResultsReader {
 public:
  explicit ResultsReader(const std::filesystem::path& path, Accept accept = Accept::kComplete, Writer writer = Writer::kAnybody);
  ~ResultsReader();
  ResultsReader(ResultsReader&&) noexcept;
  ResultsReader& operator=(ResultsReader&&) noexcept;

  const std::filesystem::path& path() const;
  bool complete() const;
  /// Everything that the file was created with, but the numbers of its runs (see rows()).
  const ResultsLayout& layout() const;
  /// A further attribute of the file; empty if it has none of that name.
  std::string attribute(const std::string& name) const;

  /// Rows of /runs: as many as the layout has runs, or the failed runs alone where only summaries are kept.
  std::int64_t row_count() const;
  std::vector<RunRow> rows(std::int64_t first, std::int64_t count) const;
  std::vector<Event> events() const;
  /// A stored series of runs by row: [run][entity][week]. Runs that were not computed are NaN.
  std::vector<double> values(const StoredSeries& series, std::int64_t first, std::int64_t count) const;
  /// The stored series of that name, or null.
  const StoredSeries* find_series(std::string_view name) const;
  /// An outcome by row.
  std::vector<double> outcome(const OutcomeInfo& outcome, std::int64_t first, std::int64_t count) const;

  /// The series that are summarised over all points.
  std::vector<StoredSeries> summarised() const;
  /// Statistics of one of them: [policy][statistic][entity][week], statistics as in SummaryTable.
  std::vector<double> summary(const StoredSeries& series) const;
  /// The same of one point by itself, of a file whose layout has points_summarised. `row`: the point's place among those of the file.
  std::vector<double> summary_of_point(const StoredSeries& series, std::int64_t row) const;

  std::vector<std::string> analyses() const;
  Table analysis(const std::string& name) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace fulcrum
