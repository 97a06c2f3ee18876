#include "output/results_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "output/hdf5/hdf5_read.h"
#include "output/preallocation.h"
#include "output/results_bounds.h"

namespace fulcrum {

namespace {

void check_rows(const Hdf5File& file, const ResultsLayout& layout) {
  if (!exists(file, "/runs")) {
    if (layout.store != Store::kSummary) throw FileError(file.path(), "has no table /runs");
    return;
  }
  const Handle runs = open_dataset(file, "/runs");
  const std::vector<hsize_t> found = dimensions_of(runs.get());
  if (found.size() != 1) throw FileError(file.path(), "dataset /runs is no table");
  const auto all = static_cast<hsize_t>(layout.runs);
  // A file of summaries lists the runs that failed.
  if (layout.store == Store::kSummary ? found.front() > all : found.front() != all)
    throw FileError(file.path(), fmt::format("table /runs has {} rows, and attribute runs is {}", found.front(), layout.runs));
  require_stored(file, "/runs", runs.get(), found.front());
}

void check_design(const Hdf5File& file, const Table& design) {
  const auto* ids = design.columns.empty() ? nullptr : std::get_if<std::vector<std::int64_t>>(&design.columns.front().values);
  if (ids == nullptr || design.columns.front().name != "point_id")
    throw FileError(file.path(), "table /design does not begin with the whole numbers point_id");
  for (std::size_t i = 0; i < ids->size(); ++i)
    if ((*ids)[i] < 0 || (*ids)[i] >= kMostStoredRuns || (*ids)[i] != ids->front() + static_cast<std::int64_t>(i))
      throw FileError(file.path(), fmt::format("dataset /design/point_id does not count points: row {} is {}", i, (*ids)[i]));
  for (const TableColumn& column : design.columns)
    for (const auto& [name, remark] : column.remarks)
      if (const auto* range = std::get_if<std::vector<double>>(&remark); name == "range" && range != nullptr && range->size() != 2)
        throw FileError(file.path(), fmt::format("attribute range of dataset /design/{} is no lower and upper end", column.name));
}

void check_series(const Hdf5File& file, const ResultsLayout& layout) {
  for (const StoredSeries& series : layout.series)
    require_numbers(file, series_path(series), series_lengths({static_cast<hsize_t>(layout.runs)}, series, layout));
  for (const OutcomeInfo& outcome : layout.outcomes)
    require_numbers(file, "/outcomes/" + outcome.name, {static_cast<hsize_t>(layout.runs)});
}

}  // namespace

std::vector<hsize_t> series_lengths(std::vector<hsize_t> first, const StoredSeries& series, const ResultsLayout& layout) {
  for (const Dimension& dimension : series.dimensions) first.push_back(dimension.names.size());
  first.push_back(static_cast<hsize_t>(layout.weeks));
  return first;
}

void check_results(const Hdf5File& file, const ResultsLayout& layout) {
  if (layout.study.policies.empty()) throw FileError(file.path(), "dataset /study/policy names no policy");
  check_rows(file, layout);
  if (layout.design) check_design(file, *layout.design);
  check_series(file, layout);
}

std::optional<PointRange> stored_points(const ResultsLayout& layout) {
  if (!layout.design) return std::nullopt;
  const auto& ids = std::get<std::vector<std::int64_t>>(layout.design->columns.front().values);
  return PointRange{ids.empty() ? 0 : ids.front(), static_cast<std::int64_t>(ids.size())};
}

std::optional<std::string> problem_of_row(const RunRow& row, const ResultsLayout& layout) {
  if (row.status == RunStatus::kNotRun) return std::nullopt;
  if (row.policy < 0) return "its policy is none of /study/policy";
  if (row.run_id < 0 || row.run_id >= kMostStoredRuns) return fmt::format("run_id is {}", row.run_id);
  if (row.replicate < 0 || row.replicate >= kMostStoredReplicates) return fmt::format("replicate is {}", row.replicate);
  if (row.weeks < 0 || row.weeks > layout.weeks) return fmt::format("weeks is {}, of {}", row.weeks, layout.weeks);
  const auto points = stored_points(layout);
  const std::int64_t first = points ? points->first : 0, end = points ? first + points->count : kMostStoredRuns;
  if (row.point_id < first || row.point_id >= end) return fmt::format("point_id is {}, and /design has no such point", row.point_id);
  return std::nullopt;
}

std::optional<std::string> problem_of_event(const Event& event, const ResultsLayout& layout) {
  if (event.run_id < 0 || event.run_id >= kMostStoredRuns) return fmt::format("run_id is {}", event.run_id);
  if (event.week < 0 || event.week >= layout.weeks) return fmt::format("week is {}, of {}", event.week, layout.weeks);
  return std::nullopt;
}

}  // namespace fulcrum
