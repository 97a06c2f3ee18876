#include "output/results_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>

#include "output/expected_size.h"
#include "output/files/file_descriptor.h"
#include "output/files/half_written.h"
#include "output/files/record_log.h"
#include "output/files/trial.h"
#include "output/files/whole_file.h"
#include "output/files/write_back.h"
#include "output/hdf5/chunk_filter.h"
#include "output/hdf5/whole_walk.h"
#include "output/metadata_backup.h"
#include "output/preallocation.h"
#include "output/runs_table.h"

namespace fulcrum {

namespace {

std::filesystem::path with_suffix(std::filesystem::path path, const char* suffix) { return path += suffix; }

std::size_t columns_of(const ResultsLayout& layout) {
  std::size_t columns = 0;
  for (const StoredSeries& series : layout.series) columns += series.columns();
  return columns;
}

void require_space(const std::filesystem::path& path, const ResultsLayout& layout) {
  const bool known = layout.compression == Compression::kNone;
  const std::uint64_t needed = (known ? ResultsFile::expected_bytes(layout) : 0) + layout.bytes_beside,
                      available = free_bytes(folder_of(path));
  if (needed > available)
    throw FileError(path, fmt::format("needs {:.1f} MB, but its disk has {:.1f} MB left", static_cast<double>(needed) / 1e6,
                                      static_cast<double>(available) / 1e6));
}

/// One column of a batch: [run][week].
std::span<const double> column_of(const RunBatch& batch, std::size_t column, int weeks) {
  const std::size_t size = batch.runs.size() * static_cast<std::size_t>(weeks);
  return batch.series.subspan(column * size, size);
}

/// The column with NaN for the weeks that failed runs did not reach; itself if there are none. `buffer` holds what is changed.
std::span<const double> without_uncomputed(std::span<const double> column, std::span<const RunRow> runs, int weeks,
                                           std::vector<double>& buffer) {
  if (std::all_of(runs.begin(), runs.end(), [&](const RunRow& row) { return row.weeks >= weeks; })) return column;
  buffer.assign(column.begin(), column.end());
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const auto run = std::span(buffer).subspan(i * static_cast<std::size_t>(weeks), static_cast<std::size_t>(weeks));
    const auto computed = static_cast<std::size_t>(std::clamp(runs[i].weeks, 0, weeks));
    std::fill(run.begin() + static_cast<std::ptrdiff_t>(computed), run.end(), std::numeric_limits<double>::quiet_NaN());
  }
  return buffer;
}

}  // namespace

/// The open unfinished file, and where results go in it.
struct ResultsFile::State {
  State(std::filesystem::path path, const ResultsLayout& layout, Existing existing, Unfinished unfinished);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  void take_unfinished_file();
  void keep() {
    for (HalfWritten& file_of_it : half) file_of_it.keep();
  }
  void write_series(const RunBatch& batch);
  void write_outcomes(const RunBatch& batch);
  void write_events(const RunBatch& batch);
  void write_rows(const RunBatch& batch);
  RecordLog& open_record_log();
  /// What stands beside the final file while it is unfinished.
  std::array<std::filesystem::path, 3> unfinished_files() const {
    return {partial_path(path), record_log_path(path), metadata_backup_path(path)};
  }

  std::filesystem::path path;
  ResultsLayout layout;
  RunsTable runs_table;
  Existing existing;
  Unfinished unfinished;
  FileDescriptor file;
  Placement placement;
  std::vector<HalfWritten> half;  ///< what an error or a signal removes: nothing of a file that can be resumed
  std::optional<RecordLog> record_log;
  std::optional<WriteBack> write_back;  ///< while series are written
  std::vector<std::byte> rows;          // buffers, used again
  std::vector<double> values;
};

ResultsFile::State::State(std::filesystem::path path_, const ResultsLayout& layout_, Existing existing_, Unfinished unfinished_)
    : path(std::move(path_)), layout(layout_), runs_table(policy_names(layout.study)), existing(existing_), unfinished(unfinished_) {
  if (layout.weeks < 1 || layout.runs < 0) throw std::invalid_argument("a results file needs at least one week");
  require_compression(layout.compression);
  ResultsFile::require_free(path, existing);
}

void ResultsFile::State::take_unfinished_file() {
  FileDescriptor taken = FileDescriptor::open_or_create(partial_path(path));
  if (!taken.lock()) throw FileError(path, "is being written by another process");
  file = std::move(taken);
  write_back.emplace(file);
}

void ResultsFile::State::write_series(const RunBatch& batch) {
  const auto weeks = static_cast<std::size_t>(layout.weeks), chunk_rows = static_cast<std::size_t>(rows_per_chunk(layout));
  const auto first = static_cast<std::size_t>(batch.first_row);
  for (std::size_t c = 0; c < placement.columns.size(); ++c) {
    const auto column = without_uncomputed(column_of(batch, c, layout.weeks), batch.runs, layout.weeks, values);
    for (std::size_t i = 0; i < batch.runs.size();) {
      const std::size_t chunk = (first + i) / chunk_rows, within = (first + i) % chunk_rows;
      const std::size_t count = std::min(chunk_rows - within, batch.runs.size() - i);
      const std::uint64_t at = placement.columns[c][chunk] + within * weeks * sizeof(double);
      file.write_at(at, std::as_bytes(column.subspan(i * weeks, count * weeks)));
      i += count;
    }
  }
  if (!placement.columns.empty()) write_back->add(batch.series.size_bytes());
}

void ResultsFile::State::write_outcomes(const RunBatch& batch) {
  const std::size_t outcomes = placement.outcomes.size();
  values.resize(batch.runs.size());
  for (std::size_t o = 0; o < outcomes; ++o) {
    for (std::size_t i = 0; i < batch.runs.size(); ++i) values[i] = batch.outcomes[i * outcomes + o];
    const std::uint64_t at = placement.outcomes[o] + static_cast<std::uint64_t>(batch.first_row) * sizeof(double);
    file.write_at(at, std::as_bytes(std::span(values)));
  }
}

void ResultsFile::State::write_events(const RunBatch& batch) {
  constexpr std::size_t kPiece = 65536;
  for (std::size_t first = 0; first < batch.events.size(); first += kPiece) {
    rows.clear();
    for (const Event& event : batch.events.subspan(first, std::min(kPiece, batch.events.size() - first))) EventsTable::append(event, rows);
    open_record_log().append(RecordKind::kEvents, batch.first_row, static_cast<std::int64_t>(first / kPiece), rows);
  }
}

void ResultsFile::State::write_rows(const RunBatch& batch) {
  rows.clear();
  const bool all = layout.store != Store::kSummary;
  for (const RunRow& row : batch.runs)
    if (all || row.status == RunStatus::kFailed) runs_table.append(row, rows);
  if (all)
    file.write_at(placement.runs + static_cast<std::uint64_t>(batch.first_row) * runs_table.row_bytes(), rows);
  else if (!rows.empty())
    open_record_log().append(RecordKind::kFailedRuns, batch.first_row, 0, rows);
}

RecordLog& ResultsFile::State::open_record_log() {
  if (!record_log) record_log.emplace(record_log_path(path));
  return *record_log;
}

ResultsFile::ResultsFile(std::unique_ptr<State> state) : state_(std::move(state)) {}
ResultsFile::~ResultsFile() = default;
ResultsFile::ResultsFile(ResultsFile&&) noexcept = default;

ResultsFile ResultsFile::create(const std::filesystem::path& path, const ResultsLayout& layout, Existing existing, Unfinished unfinished) {
  auto state = std::make_unique<State>(path, layout, existing, unfinished);
  require_space(path, layout);
  state->take_unfinished_file();
  if (unfinished == Unfinished::kKeep && existing == Existing::kRefuse && state->file.size() > 0)
    throw FileError(partial_path(path), "is unfinished; resume it, or start afresh with --force");
  for (const auto& left : {record_log_path(path), metadata_backup_path(path), unfinished_copy(metadata_backup_path(path))})
    std::filesystem::remove(left);
  for (const auto& file : state->unfinished_files()) state->half.emplace_back(file);
  state->file.resize(0);
  preallocate_file(partial_path(path), layout);
  state->placement = read_placement(partial_path(path), layout);
  if (unfinished == Unfinished::kKeep) state->keep();  // from now on it can be resumed
  return ResultsFile(std::move(state));
}

ResultsFile ResultsFile::resume(const std::filesystem::path& path, const ResultsLayout& layout, Existing existing) {
  auto state = std::make_unique<State>(path, layout, existing, Unfinished::kKeep);
  if (!std::filesystem::exists(partial_path(path))) throw FileError(partial_path(path), "does not exist: there is nothing to resume");
  state->take_unfinished_file();
  restore_metadata(metadata_backup_path(path), state->file);
  try_in_child(partial_path(path), [&] {
    read_placement(partial_path(path), layout);
    walk_through(Hdf5File::open(partial_path(path), Hdf5File::Access::kRead));  // what the finished file is made from
  });
  state->placement = read_placement(partial_path(path), layout);
  if (std::filesystem::exists(record_log_path(path))) state->record_log.emplace(record_log_path(path));
  return ResultsFile(std::move(state));
}

PackedBatch ResultsFile::pack(const RunBatch& batch) const {
  const ResultsLayout& layout = state_->layout;
  PackedBatch packed;
  if (layout.store != Store::kTrajectories || layout.compression == Compression::kNone) return packed;
  const auto weeks = static_cast<std::size_t>(layout.weeks), rows = static_cast<std::size_t>(rows_per_chunk(layout));
  if (batch.first_row % static_cast<std::int64_t>(rows) != 0 || batch.runs.size() > rows)
    throw std::invalid_argument("a packed batch must be one of runs_per_batch()");
  std::vector<double> buffer, chunk(rows * weeks, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t c = 0; c < columns_of(layout); ++c) {
    std::ranges::copy(without_uncomputed(column_of(batch, c, layout.weeks), batch.runs, layout.weeks, buffer), chunk.begin());
    packed.push_back(packed_chunk(chunk, layout.compression));
  }
  return packed;
}

void ResultsFile::write(const RunBatch& batch, const PackedBatch& packed) {
  if (batch.first_row < 0 || batch.first_row + static_cast<std::int64_t>(batch.runs.size()) > state_->layout.runs)
    throw std::invalid_argument("a batch goes beyond the runs of the file");
  const std::size_t stored = state_->placement.columns.size() * batch.runs.size() * static_cast<std::size_t>(state_->layout.weeks);
  if (batch.series.size() < stored || batch.outcomes.size() < state_->placement.outcomes.size() * batch.runs.size())
    throw std::invalid_argument("a batch has not the series and outcomes of the file");
  for (std::size_t c = 0; c < packed.size(); ++c)
    state_->open_record_log().append(RecordKind::kChunk, batch.first_row, static_cast<std::int64_t>(c), packed[c]);
  state_->write_series(batch);
  state_->write_outcomes(batch);
  state_->write_events(batch);
  state_->write_rows(batch);  // last: a row without status says that its run has to be computed again
}

void ResultsFile::write_point(std::int64_t row, std::span<const double> statistics) {
  state_->open_record_log().append(RecordKind::kPoint, row, 0, std::as_bytes(statistics));
}

std::vector<std::int64_t> ResultsFile::points_written() const {
  std::vector<std::int64_t> points;
  if (state_->record_log)
    for (const LogRecord& record : state_->record_log->records(RecordKind::kPoint)) points.push_back(record.row);
  return points;
}

void ResultsFile::sync() {
  if (state_->record_log) state_->record_log->sync();
  state_->file.sync();
}

std::vector<bool> ResultsFile::computed() const {
  std::vector<bool> computed;
  if (state_->layout.store == Store::kSummary) return computed;
  const std::size_t row_bytes = state_->runs_table.row_bytes();
  const auto runs = static_cast<std::size_t>(state_->layout.runs);
  constexpr std::size_t most = 4096;
  std::vector<std::byte> rows;
  for (std::size_t first = 0; first < runs; first += most) {
    rows.resize(std::min(most, runs - first) * row_bytes);
    state_->file.read_at(state_->placement.runs + first * row_bytes, rows);
    for (std::span<const std::byte> rest = rows; !rest.empty(); rest = rest.subspan(row_bytes))
      computed.push_back(state_->runs_table.computed(rest));
  }
  return computed;
}

void ResultsFile::finish(const FinalTables& tables, Durability durability) {
  const std::filesystem::path partial = partial_path(state_->path);
  state_->write_back.reset();
  if (state_->unfinished == Unfinished::kKeep)  // what cannot be resumed needs nothing to be put back
    back_up_metadata(metadata_backup_path(state_->path), partial, state_->layout, state_->placement);
  write_final_tables(partial, state_->layout, tables, state_->record_log ? &*state_->record_log : nullptr);
  if (durability == Durability::kPower) state_->file.sync();
  require_free(state_->path, state_->existing);
  rename_file(partial, state_->path);
  state_->keep();
  if (durability == Durability::kPower) sync_folder(folder_of(state_->path));
  state_->file.close();
  state_->record_log.reset();
  for (const auto& left : {record_log_path(state_->path), metadata_backup_path(state_->path)}) std::filesystem::remove(left);
}

void ResultsFile::require_free(const std::filesystem::path& path, Existing existing) {
  require_output(path, existing == Existing::kReplace);
}

std::filesystem::path ResultsFile::partial_path(const std::filesystem::path& path) { return with_suffix(path, ".partial"); }
std::filesystem::path ResultsFile::record_log_path(const std::filesystem::path& path) { return with_suffix(path, ".partial.record_log"); }
std::filesystem::path ResultsFile::metadata_backup_path(const std::filesystem::path& path) {
  return with_suffix(path, ".partial.metadata");
}

std::uint64_t ResultsFile::expected_bytes(const ResultsLayout& layout) {
  return fulcrum::expected_bytes({.runs = layout.runs,
                                  .weeks = layout.weeks,
                                  .policies = policy_names(layout.study),
                                  .outcomes = layout.outcomes.size(),
                                  .columns = columns_of(layout),
                                  .store = layout.store,
                                  .points_summarised = layout.points_summarised});
}

}  // namespace fulcrum
