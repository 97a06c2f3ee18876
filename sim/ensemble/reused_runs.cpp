#include "sim/ensemble/reused_runs.h"

#include <fmt/core.h>

#include <algorithm>

#include "output/files/file_error.h"
#include "sim/ensemble/batch_arrays.h"
#include "sim/ensemble/storing.h"

namespace fulcrum {

ReusedRuns::ReusedRuns(const std::filesystem::path& file, std::vector<int> replicates, std::size_t policies)
    : reader_(file), replicates_(std::move(replicates)), policies_(policies), starts_{0} {
  for (const int count : replicates_) starts_.push_back(starts_.back() + static_cast<std::int64_t>(policies_) * count);
  if (reader_.layout().runs != count()) throw FileError(file, "does not have the number of runs that its study says");
  if (reader_.layout().store == Store::kTrajectories) events_ = reader_.events();
  if (reader_.layout().store != Store::kSummary) return;
  for (const RunRow& row : reader_.rows(0, reader_.row_count())) errors_[row_of({row.point_id, row.policy, row.replicate})] = row.error;
}

std::int64_t ReusedRuns::row_of(const RunPlace& place) const {
  const auto point = static_cast<std::size_t>(place.point);
  if (point >= replicates_.size() || place.replicate >= replicates_[point]) return -1;
  return starts_[point] + static_cast<std::int64_t>(place.policy) * replicates_[point] + place.replicate;
}

std::vector<std::uint8_t> ReusedRuns::known(const Plan& plan, std::int64_t first, int runs) const {
  std::vector<std::uint8_t> known;
  for (int i = 0; i < runs; ++i) known.push_back(row_of(plan.place(first + i)) >= 0 ? 1 : 0);
  return known;
}

// The file says of itself that it is of the same study; its datasets are held against the batch all the same.
void ReusedRuns::require_fit(const Batch& batch) const {
  const ResultsLayout& layout = reader_.layout();
  if (layout.store == Store::kSummary) return;
  std::size_t columns = 0;
  for (const StoredSeries& series : layout.series) columns += series.columns();
  const auto runs = static_cast<std::size_t>(batch.runs);
  if (layout.weeks != batch.weeks || layout.outcomes.size() * runs != batch.outcomes.size() ||
      columns * runs * static_cast<std::size_t>(batch.weeks) > batch.recordings.size())
    throw FileError(reader_.path(), "has not the weeks, outcomes and series of the study that it names");
}

// Rows that follow each other in both are read at once.
void ReusedRuns::fill(const Plan& plan, Batch& batch) const {
  batch.reused_have_series = reader_.layout().store == Store::kTrajectories;
  require_fit(batch);
  const std::lock_guard<std::mutex> lock(mutex_);
  for (int i = 0; i < batch.runs;) {
    const std::int64_t row = row_of(plan.place(batch.first + i));
    int count = 1;
    while (row >= 0 && i + count < batch.runs && row_of(plan.place(batch.first + i + count)) == row + count) ++count;
    if (row >= 0) fill_rows(plan, row, i, count, batch);
    i += count;
  }
}

void ReusedRuns::fill_rows(const Plan& plan, std::int64_t row, int at, int count, Batch& batch) const {
  const ResultsLayout& layout = reader_.layout();
  const auto first = static_cast<std::size_t>(at), rows = static_cast<std::size_t>(count);
  if (layout.store == Store::kSummary) {
    for (auto error = errors_.lower_bound(row); error != errors_.end() && error->first < row + count; ++error)
      batch.errors[first + static_cast<std::size_t>(error->first - row)] = error->second;
    return;
  }
  const auto runs = reader_.rows(row, count);
  for (std::size_t i = 0; i < rows; ++i)
    if (static_cast<std::size_t>(runs[i].policy) >= policies_)
      throw FileError(reader_.path(),
                      fmt::format("row {} of /runs: its policy is none of the study's", row + static_cast<std::int64_t>(i)));
  for (std::size_t i = 0; i < rows; ++i)
    if (runs[i].status == RunStatus::kFailed) batch.errors[first + i] = runs[i].error;
  const std::size_t outcomes = layout.outcomes.size();
  for (std::size_t o = 0; o < outcomes; ++o) {
    const auto values = reader_.outcome(layout.outcomes[o], row, count);
    for (std::size_t i = 0; i < rows; ++i) batch.outcomes[(first + i) * outcomes + o] = values[i];
  }
  if (layout.store != Store::kTrajectories) return;
  for (std::size_t i = 0; i < rows; ++i) {
    const auto before = [](const Event& event, std::int64_t run) { return event.run_id < run; };
    const auto begin = std::lower_bound(events_.begin(), events_.end(), runs[i].run_id, before);
    const auto end = std::lower_bound(begin, events_.end(), runs[i].run_id + 1, before);
    batch.events[first + i] = run_events({begin, end}, plan.policies()[static_cast<std::size_t>(runs[i].policy)].setup);
  }
  std::size_t column = 0;
  for (const StoredSeries& series : layout.series) {
    const auto values = reader_.values(series, row, count);  // [run][entity][week]
    const auto entities = static_cast<Eigen::Index>(series.columns());
    const Eigen::Map<const Rows> stored(values.data(), count, entities * batch.weeks);
    for (Eigen::Index e = 0; e < entities; ++e)
      runs_of(batch, column++).middleRows(at, count) = stored.middleCols(e * batch.weeks, batch.weeks);
  }
}

}  // namespace fulcrum
