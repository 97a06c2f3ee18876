#include "output/final_tables.h"

#include <fmt/core.h>

#include <array>
#include <numeric>
#include <string>

#include "output/hdf5/dimensions.h"
#include "output/hdf5/hdf5_read.h"
#include "output/hdf5/hdf5_write.h"
#include "output/preallocation.h"
#include "output/runs_table.h"

namespace fulcrum {

namespace {

/// Values of a series in the order of the file, [policy][statistic][entity][week], from those by column.
std::vector<double> by_policy(std::span<const double> values, std::size_t blocks, std::size_t columns, std::size_t weeks) {
  std::vector<double> ordered;
  ordered.reserve(values.size());
  for (std::size_t block = 0; block < blocks; ++block)
    for (std::size_t c = 0; c < columns; ++c) {
      const auto piece = values.subspan((c * blocks + block) * weeks, weeks);
      ordered.insert(ordered.end(), piece.begin(), piece.end());
    }
  return ordered;
}

/// A dataset of statistics for each series, [policy][point][statistic][entity][week]; without points where they are summarised together.
std::vector<Handle> make_summary(const Hdf5File& file, const std::string& group, const ResultsLayout& layout,
                                 const std::vector<StoredSeries>& all, std::int64_t points) {
  make_group(file, group);
  const std::vector<std::string> statistics(std::begin(SummaryTable::kStatistics), std::end(SummaryTable::kStatistics));
  const Handle policy = write_values(file, group + "/policy", policy_names(layout.study));
  const Handle statistic = write_values(file, group + "/statistic", statistics);
  make_scale(file, policy.get(), "policy");
  make_scale(file, statistic.get(), "statistic");
  Dimensions dimensions(file, group, layout);
  std::vector<Handle> datasets;
  for (const StoredSeries& series : all) {
    std::vector<hsize_t> size{layout.study.policies.size()};
    std::vector<hid_t> scales{policy.get()};
    const auto add = [&](std::size_t length, hid_t scale) {
      size.push_back(length);
      scales.push_back(scale);
    };
    if (points > 0) add(static_cast<std::size_t>(points), dimensions.points(points));
    add(statistics.size(), statistic.get());
    for (const Dimension& one : series.dimensions) add(one.names.size(), dimensions.names(one));
    add(static_cast<std::size_t>(layout.weeks), dimensions.time());
    datasets.push_back(make_dataset(file, group + "/" + series.info.name, H5T_IEEE_F64LE, size));
    describe_series(file, datasets.back().get(), series.info);
    for (unsigned d = 0; d < scales.size(); ++d) attach_scale(file, datasets.back().get(), d, scales[d]);
  }
  return datasets;
}

void write_summary(const Hdf5File& file, const ResultsLayout& layout, const SummaryTable& summary) {
  const std::vector<Handle> datasets = make_summary(file, "/summary", layout, summary.series, 0);
  const std::size_t weeks = static_cast<std::size_t>(layout.weeks);
  const std::size_t blocks = layout.study.policies.size() * std::size(SummaryTable::kStatistics);
  std::size_t column = 0;
  for (std::size_t i = 0; i < datasets.size(); ++i) {
    const std::size_t columns = summary.series[i].columns();
    const auto values = std::span(summary.values).subspan(column * blocks * weeks, columns * blocks * weeks);
    write_dataset(file, "/summary/" + summary.series[i].info.name, datasets[i].get(), H5T_NATIVE_DOUBLE,
                  by_policy(values, blocks, columns, weeks).data());
    column += columns;
  }
}

std::size_t bytes_of_point(const ResultsLayout& layout) {
  std::size_t columns = 0;
  for (const StoredSeries& series : layout.series) columns += series.columns();
  return layout.study.policies.size() * std::size(SummaryTable::kStatistics) * columns * static_cast<std::size_t>(layout.weeks) *
         sizeof(double);
}

/// Statistics of each point by itself, from the record log, a point at a time.
void write_summary_by_point(const Hdf5File& file, const ResultsLayout& layout, const RecordLog& record_log) {
  const std::string group(kSummaryByPoint);
  const std::vector<Handle> datasets = make_summary(file, group, layout, layout.series, layout.points_summarised);
  for (const LogRecord& record : record_log.records(RecordKind::kPoint)) {
    const std::vector<std::byte> bytes = record_log.read(record);
    if (bytes.size() != bytes_of_point(layout))
      throw FileError(file.path(), fmt::format("the stored statistics of point {} are damaged", record.row));
    const std::byte* values = bytes.data();
    for (std::size_t i = 0; i < datasets.size(); ++i) {
      write_slab(file, group + "/" + layout.series[i].info.name, datasets[i].get(), H5T_NATIVE_DOUBLE,
                 {.dimension = 1, .first = static_cast<hsize_t>(record.row), .count = 1}, values);
      values += layout.study.policies.size() * std::size(SummaryTable::kStatistics) * layout.series[i].columns() *
                static_cast<std::size_t>(layout.weeks) * sizeof(double);
    }
  }
}

/// Writes packed chunks to their datasets, in the order of rows.
void write_chunks(const Hdf5File& file, const ResultsLayout& layout, const RecordLog& record_log) {
  struct Target {
    Handle dataset;
    const StoredSeries* series;
    std::size_t entity;
  };
  std::vector<Target> targets;
  for (const StoredSeries& series : layout.series)
    for (std::size_t entity = 0; entity < series.columns(); ++entity)
      targets.push_back({open_dataset(file, series_path(series)), &series, entity});
  for (const LogRecord& record : record_log.records(RecordKind::kChunk)) {
    if (record.column < 0 || static_cast<std::size_t>(record.column) >= targets.size() || record.row < 0 || record.row >= layout.runs)
      throw FileError(file.path(), "a stored block belongs to no series or run of the file");
    const Target& target = targets[static_cast<std::size_t>(record.column)];
    const std::vector<hsize_t> origin = chunk_origin(*target.series, static_cast<hsize_t>(record.row), target.entity);
    const std::vector<std::byte> bytes = record_log.read(record);
    file.check(H5Dwrite_chunk(target.dataset.get(), H5P_DEFAULT, 0, origin.data(), bytes.size(), bytes.data()), "write a packed block");
  }
}

std::vector<std::byte> logged_rows(const RecordLog* record_log, RecordKind kind) {
  std::vector<std::byte> rows;
  if (record_log == nullptr) return rows;
  for (const LogRecord& record : record_log->records(kind)) {
    const std::vector<std::byte> bytes = record_log->read(record);
    rows.insert(rows.end(), bytes.begin(), bytes.end());
  }
  return rows;
}

/// A scale for the rows of a compound table at the root.
void number_rows(const Hdf5File& file, const Handle& dataset, const std::string& scale_name, std::span<const std::int64_t> numbers) {
  const Handle scale = write_values(file, "/" + scale_name, numbers);
  make_scale(file, scale.get(), scale_name);
  attach_scale(file, dataset.get(), 0, scale.get());
}

/// Record by record: there may be millions of single attacks.
void write_events(const Hdf5File& file, const RecordLog* record_log) {
  const std::string path = "/events";
  const auto records = record_log != nullptr ? record_log->records(RecordKind::kEvents) : std::vector<LogRecord>();
  hsize_t count = 0, first = 0;
  for (const LogRecord& record : records) count += record.bytes / EventsTable::kRowBytes;
  const Handle type = EventsTable::type(), dataset = make_dataset(file, path, type.get(), std::array<hsize_t, 1>{count});
  for (const LogRecord& record : records) {
    const hsize_t rows = record.bytes / EventsTable::kRowBytes;
    if (record_log != nullptr)
      write_slab(file, path, dataset.get(), type.get(), {.first = first, .count = rows}, record_log->read(record).data());
    first += rows;
  }
  std::vector<std::int64_t> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0);
  number_rows(file, dataset, "event", numbers);
}

void write_failed_runs(const Hdf5File& file, const RunsTable& table, const RecordLog* record_log) {
  const std::vector<std::byte> rows = logged_rows(record_log, RecordKind::kFailedRuns);
  std::vector<std::int64_t> numbers;
  if (rows.size() % table.row_bytes() != 0) throw FileError(file.path(), "the stored rows of failed runs are damaged");
  for (std::span<const std::byte> rest = rows; !rest.empty(); rest = rest.subspan(table.row_bytes()))
    numbers.push_back(table.read(rest).run_id);
  const Handle type = table.type(), dataset = make_dataset(file, "/runs", type.get(), std::array<hsize_t, 1>{numbers.size()});
  write_dataset(file, "/runs", dataset.get(), type.get(), rows.data());
  number_rows(file, dataset, "run", numbers);
}

void write_analysis(const Hdf5File& file, const Table& analysis) { write_table(file, "/analysis/" + analysis.name, analysis, "row"); }

}  // namespace

void write_final_tables(const std::filesystem::path& path, const ResultsLayout& layout, const FinalTables& tables,
                        const RecordLog* record_log) {
  Hdf5File file = Hdf5File::open(path, Hdf5File::Access::kReadWrite);
  if (record_log != nullptr && layout.store == Store::kTrajectories) write_chunks(file, layout, *record_log);
  if (layout.store == Store::kSummary) write_failed_runs(file, RunsTable(policy_names(layout.study)), record_log);
  write_events(file, record_log);
  if (tables.summary) write_summary(file, layout, *tables.summary);
  if (layout.points_summarised > 0 && record_log != nullptr) write_summary_by_point(file, layout, *record_log);
  make_group(file, "/analysis");
  for (const Table& analysis : tables.analyses) write_analysis(file, analysis);
  set_attribute(file, file.id(), "status", std::string_view("complete"));
  file.close();
}

}  // namespace fulcrum
