#include "output/results_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

#include "output/chunk_filter.h"
#include "output/skeleton_copy.h"

namespace fulcrum {

namespace {

std::vector<std::string> names_of(const std::vector<PolicyText>& policies) {
  std::vector<std::string> names;
  for (const PolicyText& policy : policies) names.push_back(policy.name);
  return names;
}

std::filesystem::path with_suffix(std::filesystem::path path, const char* suffix) { return path += suffix; }

std::filesystem::path folder_of(const std::filesystem::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

std::size_t columns_of(const ResultsLayout& layout) {
  std::size_t columns = 0;
  if (layout.store == Store::kTrajectories)
    for (const StoredSeries& series : layout.series) columns += series.columns();
  return columns;
}

void refuse_existing(const std::filesystem::path& path, Existing existing) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw FileError(path, "is a folder, not a file to write");
  if (existing == Existing::kRefuse && std::filesystem::exists(path, ignored))
    throw FileError(path, "exists already; --force replaces it");
}

void require_space(const std::filesystem::path& path, const ResultsLayout& layout) {
  if (layout.compression != Compression::kNone) return;
  const std::uint64_t needed = ResultsFile::expected_bytes(layout), available = free_bytes(folder_of(path));
  if (needed > available)
    throw FileError(path, fmt::format("needs {:.1f} MB, and its disk has {:.1f} MB left", static_cast<double>(needed) / 1e6,
                                      static_cast<double>(available) / 1e6));
}

/// One column of a block: [run][week].
std::span<const double> column_of(const RunBlock& block, std::size_t column, int weeks) {
  const std::size_t size = block.runs.size() * static_cast<std::size_t>(weeks);
  return block.series.subspan(column * size, size);
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

ResultsFile::ResultsFile(std::filesystem::path path, const ResultsLayout& layout, Existing existing, Unfinished unfinished)
    : path_(std::move(path)),
      layout_(layout),
      runs_table_(names_of(layout.study.policies)),
      existing_(existing),
      unfinished_(unfinished) {
  if (layout.weeks < 1 || layout.runs < 0) throw std::invalid_argument("a results file needs at least one week");
  require_compression(layout.compression);
  refuse_existing(path_, existing);
}

void ResultsFile::take_unfinished_file() {
  FileDescriptor file = FileDescriptor::open_or_create(partial_path());
  if (!file.lock()) throw FileError(path_, "is being written by another process");
  file_ = std::move(file);
}

ResultsFile ResultsFile::create(const std::filesystem::path& path, const ResultsLayout& layout, Existing existing, Unfinished unfinished) {
  ResultsFile file(path, layout, existing, unfinished);
  require_space(path, layout);
  file.take_unfinished_file();
  if (unfinished == Unfinished::kKeep && existing == Existing::kRefuse && file.file_.size() > 0) {
    const std::filesystem::path left = file.partial_path();
    file.file_ = FileDescriptor();
    throw FileError(left, "was left unfinished; resume it, or start anew with --force");
  }
  for (const auto& left : {spool_path(path), skeleton_path(path)}) std::filesystem::remove(left);
  file.file_.resize(0);
  write_skeleton(file.partial_path(), layout);
  file.placement_ = read_placement(file.partial_path(), layout);
  return file;
}

ResultsFile ResultsFile::resume(const std::filesystem::path& path, const ResultsLayout& layout, Existing existing) {
  ResultsFile file(path, layout, existing, Unfinished::kKeep);
  if (!std::filesystem::exists(file.partial_path())) throw FileError(file.partial_path(), "does not exist, so there is nothing to resume");
  file.take_unfinished_file();
  restore_skeleton(skeleton_path(path), file.file_);
  file.placement_ = read_placement(file.partial_path(), layout);
  if (std::filesystem::exists(spool_path(path))) file.spool_.emplace(spool_path(path));
  return file;
}

ResultsFile::~ResultsFile() {
  if (!file_.is_open() || unfinished_ == Unfinished::kKeep) return;
  std::error_code ignored;
  for (const auto& path : {partial_path(path_), spool_path(path_), skeleton_path(path_)}) std::filesystem::remove(path, ignored);
}

PackedBlock ResultsFile::pack(const RunBlock& block) const {
  PackedBlock packed;
  if (layout_.store != Store::kTrajectories || layout_.compression == Compression::kNone) return packed;
  const auto weeks = static_cast<std::size_t>(layout_.weeks), rows = static_cast<std::size_t>(rows_per_chunk(layout_));
  if (block.first_row % static_cast<std::int64_t>(rows) != 0 || block.runs.size() > rows)
    throw std::invalid_argument("a packed block must be one of runs_per_block()");
  std::vector<double> buffer, chunk(rows * weeks, std::numeric_limits<double>::quiet_NaN());
  for (std::size_t c = 0; c < columns_of(layout_); ++c) {
    std::ranges::copy(without_uncomputed(column_of(block, c, layout_.weeks), block.runs, layout_.weeks, buffer), chunk.begin());
    packed.push_back(packed_chunk(chunk, layout_.compression));
  }
  return packed;
}

void ResultsFile::write(const RunBlock& block, const PackedBlock& packed) {
  if (block.first_row < 0 || block.first_row + static_cast<std::int64_t>(block.runs.size()) > layout_.runs)
    throw std::invalid_argument("a block goes beyond the runs of the file");
  for (std::size_t c = 0; c < packed.size(); ++c)
    spool().append(SpoolKind::kChunk, block.first_row, static_cast<std::int64_t>(c), packed[c]);
  if (!block.events.empty()) {
    rows_.clear();
    for (const Event& event : block.events) EventsTable::append(event, rows_);
    spool().append(SpoolKind::kEvents, block.first_row, 0, rows_);
  }
  write_series(block);
  write_outcomes(block);
  write_rows(block);  // last: a row without status says that the run has to be computed again
}

void ResultsFile::write_series(const RunBlock& block) {
  const auto weeks = static_cast<std::size_t>(layout_.weeks), rows = static_cast<std::size_t>(rows_per_chunk(layout_));
  const auto first = static_cast<std::size_t>(block.first_row);
  for (std::size_t c = 0; c < placement_.columns.size(); ++c) {
    const auto column = without_uncomputed(column_of(block, c, layout_.weeks), block.runs, layout_.weeks, values_);
    for (std::size_t i = 0; i < block.runs.size();) {
      const std::size_t chunk = (first + i) / rows, within = (first + i) % rows;
      const std::size_t count = std::min(rows - within, block.runs.size() - i);
      file_.write_at(placement_.columns[c][chunk] + within * weeks * sizeof(double),
                     std::as_bytes(column.subspan(i * weeks, count * weeks)));
      i += count;
    }
  }
}

void ResultsFile::write_outcomes(const RunBlock& block) {
  const std::size_t outcomes = placement_.outcomes.size();
  values_.resize(block.runs.size());
  for (std::size_t o = 0; o < outcomes; ++o) {
    for (std::size_t i = 0; i < block.runs.size(); ++i) values_[i] = block.outcomes[i * outcomes + o];
    file_.write_at(placement_.outcomes[o] + static_cast<std::uint64_t>(block.first_row) * sizeof(double), std::as_bytes(std::span(values_)));
  }
}

void ResultsFile::write_rows(const RunBlock& block) {
  rows_.clear();
  const bool all = layout_.store != Store::kSummary;
  for (const RunRow& row : block.runs)
    if (all || row.status == RunStatus::kFailed) runs_table_.append(row, rows_);
  if (all)
    file_.write_at(placement_.runs + static_cast<std::uint64_t>(block.first_row) * runs_table_.row_bytes(), rows_);
  else if (!rows_.empty())
    spool().append(SpoolKind::kFailedRuns, block.first_row, 0, rows_);
}

void ResultsFile::sync() { file_.sync(); }

std::vector<bool> ResultsFile::computed() const {
  if (layout_.store == Store::kSummary) return {};
  std::vector<bool> computed;
  const std::size_t row_bytes = runs_table_.row_bytes();
  std::vector<std::byte> rows;
  for (std::int64_t first = 0; first < layout_.runs;) {
    const std::int64_t count = std::min<std::int64_t>(4096, layout_.runs - first);
    rows.resize(static_cast<std::size_t>(count) * row_bytes);
    file_.read_at(placement_.runs + static_cast<std::uint64_t>(first) * row_bytes, rows);
    for (std::int64_t i = 0; i < count; ++i)
      computed.push_back(runs_table_.computed(std::span(rows).subspan(static_cast<std::size_t>(i) * row_bytes, row_bytes)));
    first += count;
  }
  return computed;
}

void ResultsFile::finish(const Ending& ending) {
  save_skeleton(skeleton_path(path_), partial_path(), layout_, placement_);
  write_ending(partial_path(), layout_, ending, spool_ ? &*spool_ : nullptr);
  file_.sync();
  refuse_existing(path_, existing_);
  rename_durably(partial_path(), path_);
  file_ = FileDescriptor();
  spool_.reset();
  for (const auto& path : {spool_path(path_), skeleton_path(path_)}) std::filesystem::remove(path);
}

Spool& ResultsFile::spool() {
  if (!spool_) spool_.emplace(spool_path(path_));
  return *spool_;
}

std::filesystem::path ResultsFile::partial_path(const std::filesystem::path& path) { return with_suffix(path, ".partial"); }
std::filesystem::path ResultsFile::spool_path(const std::filesystem::path& path) { return with_suffix(path, ".partial.spool"); }
std::filesystem::path ResultsFile::skeleton_path(const std::filesystem::path& path) { return with_suffix(path, ".partial.skeleton"); }

std::uint64_t ResultsFile::expected_bytes(const ResultsLayout& layout) {
  const auto runs = static_cast<std::uint64_t>(layout.runs);
  if (layout.store == Store::kSummary) return 0;
  const std::uint64_t row = RunsTable(names_of(layout.study.policies)).row_bytes() + (layout.outcomes.size() + 1) * sizeof(double);
  return runs * (row + columns_of(layout) * static_cast<std::uint64_t>(layout.weeks) * sizeof(double));
}

}  // namespace fulcrum
