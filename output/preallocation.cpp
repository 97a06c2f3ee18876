#include "output/preallocation.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "output/files/sha256.h"
#include "output/hdf5/chunk_filter.h"
#include "output/hdf5/dimensions.h"
#include "output/hdf5/hdf5_read.h"
#include "output/hdf5/hdf5_write.h"
#include "output/results_check.h"
#include "output/runs_table.h"

namespace fulcrum {

namespace {

void write_root_attributes(const Hdf5File& file, const ResultsLayout& layout) {
  const Provenance& from = layout.provenance;
  const auto text = [&](const char* name, std::string_view value) { set_attribute(file, file.id(), name, value); };
  const std::array<std::int64_t, 2> version{kFormatMajor, kFormatMinor};
  text("filetype", kFiletype);
  set_attribute(file, file.id(), "format_version", std::span<const std::int64_t>(version));
  text("Conventions", "CF-1.10");
  text("title", from.title);
  text("source", "fulcrum " + from.program_version + ", simulation model of state support for militias");
  text("history", from.created_utc + ": " + from.command_line);
  text("program_version", from.program_version);
  text("git_sha1", from.git_sha1);
  text("compiler", from.compiler);
  text("build_type", from.build_type);
  text("library_versions", from.library_versions);
  text("created_utc", from.created_utc);
  text("command_line", from.command_line);
  set_attribute(file, file.id(), "root_seed", from.root_seed);
  text("generator", from.generator);
  text("scenario_sha256", scenario_sha256(layout.study));
  text("status", "partial");
  text("disclaimer", from.disclaimer);
  text("store", store_name(layout.store));
  text("compression", compression_name(layout.compression));
  set_attribute(file, file.id(), "runs", layout.runs);
  set_attribute(file, file.id(), "weeks", std::int64_t{layout.weeks});
  text("start", fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(layout.start))));
}

void write_inputs(const Hdf5File& file, const std::vector<InputFile>& inputs) {
  if (inputs.empty()) return;
  std::vector<std::string> names, digests;
  std::vector<std::int64_t> bytes;
  for (const InputFile& input : inputs) {
    names.push_back(input.name);
    digests.push_back(input.sha256);
    bytes.push_back(input.bytes);
  }
  write_table(
      file, "/study/inputs",
      {"inputs", {{"name", "", "file as it was named", names}, {"sha256", "", "SHA-256", digests}, {"bytes", "byte", "size", bytes}}},
      "input");
}

void write_identity(const Hdf5File& file, const std::vector<std::pair<std::string, std::string>>& identity) {
  if (identity.empty()) return;
  std::vector<std::string> names, values;
  for (const auto& [name, value] : identity) {
    names.push_back(name);
    values.push_back(value);
  }
  write_table(file, "/study/identity",
              {"identity", {{"name", "", "what decides the results", names}, {"value", "", "what it is, or its SHA-256", values}}},
              "piece");
}

void write_study(const Hdf5File& file, const StudyTexts& study) {
  make_group(file, "/study");
  const Handle policy = write_values(file, "/study/policy", policy_names(study));
  make_scale(file, policy.get(), "policy");
  std::vector<std::string> titles, scenarios, digests;
  for (const PolicyText& text : study.policies) {
    titles.push_back(text.title);
    scenarios.push_back(text.scenario);
    digests.push_back(sha256_of(text.scenario));
  }
  const auto attach = [&](const Handle& dataset, std::string_view long_name) {
    describe(file, dataset.get(), "", long_name);
    attach_scale(file, dataset.get(), 0, policy.get());
  };
  attach(write_values(file, "/study/title", titles), "title of the policy's scenario");
  attach(write_values(file, "/study/scenario", scenarios), "resolved scenario [TOML]");
  attach(write_values(file, "/study/scenario_sha256", digests), "SHA-256 of the resolved scenario");
  write_text(file, "/study/theatre", study.theatre);
  if (!study.study.empty()) write_text(file, "/study/study", study.study);
  write_inputs(file, study.inputs);
  write_identity(file, study.identity);
}

/// Numbers of the runs, by row: written in pieces, for there may be many.
Handle write_run_scale(const Hdf5File& file, const std::string& path, const ResultsLayout& layout) {
  const hsize_t runs = static_cast<hsize_t>(layout.runs);
  Handle dataset = make_dataset(file, path, H5T_STD_I64LE, std::array{runs});
  const Handle file_space(H5Dget_space(dataset.get()));
  constexpr hsize_t most = hsize_t{1} << 20;
  std::vector<std::int64_t> piece;
  for (hsize_t first = 0; first < runs; first += most) {
    const hsize_t count = std::min(most, runs - first);
    piece.resize(count);
    std::iota(piece.begin(), piece.end(), static_cast<std::int64_t>(first));
    if (layout.run_id) std::transform(piece.begin(), piece.end(), piece.begin(), layout.run_id);
    const Handle memory_space(H5Screate_simple(1, &count, nullptr));
    H5Sselect_hyperslab(file_space.get(), H5S_SELECT_SET, &first, nullptr, &count, nullptr);
    file.check(H5Dwrite(dataset.get(), H5T_NATIVE_INT64, memory_space.get(), file_space.get(), H5P_DEFAULT, piece.data()), "write " + path);
  }
  describe(file, dataset.get(), "", "number of the run");
  make_scale(file, dataset.get(), "run");
  return dataset;
}

void make_runs(const Hdf5File& file, const ResultsLayout& layout) {
  const RunsTable table(policy_names(layout.study));
  const Handle dataset =
      make_dataset(file, "/runs", table.type().get(), std::array{static_cast<hsize_t>(layout.runs)}, allocate_now().get());
  describe(file, dataset.get(), "", "one row a run; a run without status was not computed");
  attach_scale(file, dataset.get(), 0, write_run_scale(file, "/run", layout).get());
}

void make_outcomes(const Hdf5File& file, const ResultsLayout& layout) {
  make_group(file, "/outcomes");
  const Handle run = write_run_scale(file, "/outcomes/run", layout);
  for (const OutcomeInfo& outcome : layout.outcomes) {
    const Handle dataset = make_dataset(file, "/outcomes/" + outcome.name, H5T_IEEE_F64LE, std::array{static_cast<hsize_t>(layout.runs)},
                                        allocate_now().get());
    describe(file, dataset.get(), outcome.unit, outcome.long_name);
    set_attribute(file, dataset.get(), "_FillValue", std::numeric_limits<double>::quiet_NaN());
    attach_scale(file, dataset.get(), 0, run.get());
  }
}

Handle series_creation(const ResultsLayout& layout, const StoredSeries& series) {
  Handle creation = layout.compression == Compression::kNone ? allocate_now() : Handle(H5Pcreate(H5P_DATASET_CREATE));
  const double missing = std::numeric_limits<double>::quiet_NaN();
  H5Pset_fill_value(creation.get(), H5T_NATIVE_DOUBLE, &missing);
  std::vector<hsize_t> chunk(series.dimensions.size() + 2, 1);
  chunk.front() = static_cast<hsize_t>(rows_per_chunk(layout));
  chunk.back() = static_cast<hsize_t>(layout.weeks);
  H5Pset_chunk(creation.get(), static_cast<int>(chunk.size()), chunk.data());
  set_filters(creation.get(), layout.compression);
  return creation;
}

void make_timeseries(const Hdf5File& file, const ResultsLayout& layout) {
  make_group(file, "/timeseries");
  const Handle run = write_run_scale(file, "/timeseries/run", layout);
  Dimensions dimensions(file, "/timeseries", layout);
  for (const StoredSeries& series : layout.series) {
    std::vector<hsize_t> size{static_cast<hsize_t>(layout.runs)};
    for (const Dimension& dimension : series.dimensions) size.push_back(dimension.names.size());
    size.push_back(static_cast<hsize_t>(layout.weeks));
    const Handle dataset = make_dataset(file, series_path(series), H5T_IEEE_F64LE, size, series_creation(layout, series).get());
    describe_series(file, dataset.get(), series.info);
    unsigned at = 0;
    attach_scale(file, dataset.get(), at++, run.get());
    for (const Dimension& dimension : series.dimensions) attach_scale(file, dataset.get(), at++, dimensions.names(dimension));
    attach_scale(file, dataset.get(), at, dimensions.time());
  }
}

std::uint64_t place_of(const Hdf5File& file, const std::string& path, std::uint64_t bytes) {
  if (bytes == 0) return 0;
  const Handle dataset = open_dataset(file, path);
  const haddr_t at = H5Dget_offset(dataset.get());
  if (at == HADDR_UNDEF || H5Dget_storage_size(dataset.get()) != bytes)
    throw FileError(file.path(), "dataset " + path + " has not the size that belongs to these runs");
  return at;
}

std::vector<std::vector<std::uint64_t>> places_of_chunks(const Hdf5File& file, const ResultsLayout& layout, const StoredSeries& series) {
  const std::string path = series_path(series);
  require_numbers(file, path, series_lengths({static_cast<hsize_t>(layout.runs)}, series, layout));
  const Handle dataset = open_dataset(file, path);
  const auto rows = static_cast<hsize_t>(rows_per_chunk(layout)), runs = static_cast<hsize_t>(layout.runs);
  const hsize_t chunk_bytes = rows * static_cast<hsize_t>(layout.weeks) * sizeof(double);
  std::vector<std::vector<std::uint64_t>> places(series.columns());
  for (hsize_t entity = 0; entity < series.columns(); ++entity) {
    for (hsize_t row = 0; row < runs; row += rows) {
      const std::vector<hsize_t> origin = chunk_origin(series, row, entity);
      haddr_t at = HADDR_UNDEF;
      hsize_t bytes = 0;
      file.check(H5Dget_chunk_info_by_coord(dataset.get(), origin.data(), nullptr, &at, &bytes), "find the chunks of " + path);
      if (at == HADDR_UNDEF || bytes != chunk_bytes) throw FileError(file.path(), "dataset " + path + " has not the chunks of these runs");
      places[entity].push_back(at);
    }
  }
  return places;
}

}  // namespace

std::int64_t rows_per_chunk(const ResultsLayout& layout) {
  // HDF5 finds a chunk by counting through those before it: a million runs in chunks of a batch would take half a minute to place.
  constexpr std::int64_t most_chunks = 1024;
  const std::int64_t batch = runs_per_batch(layout.weeks), batches = (layout.runs + batch - 1) / batch;
  const bool packed = layout.compression != Compression::kNone;  // a packed batch is a chunk
  const std::int64_t rows = packed ? batch : batch * std::max<std::int64_t>(1, (batches + most_chunks - 1) / most_chunks);
  return std::max<std::int64_t>(1, std::min(rows, layout.runs));
}

std::vector<hsize_t> chunk_origin(const StoredSeries& series, hsize_t row, std::size_t entity) {
  std::vector<hsize_t> origin(series.dimensions.size() + 2, 0);
  origin.front() = row;
  for (std::size_t d = series.dimensions.size(); d > 0; --d) {
    origin[d] = entity % series.dimensions[d - 1].names.size();
    entity /= series.dimensions[d - 1].names.size();
  }
  return origin;
}

std::string series_path(const StoredSeries& series) { return "/timeseries/" + series.info.name; }

void preallocate_file(const std::filesystem::path& path, const ResultsLayout& layout) {
  Hdf5File file = Hdf5File::create(path);
  write_root_attributes(file, layout);
  write_study(file, layout.study);
  if (layout.design) write_table(file, "/design", *layout.design, "point_id");
  if (layout.store != Store::kSummary) make_runs(file, layout);
  if (layout.store != Store::kSummary) make_outcomes(file, layout);
  if (layout.store == Store::kTrajectories) make_timeseries(file, layout);
  file.close();
}

Placement read_placement(const std::filesystem::path& path, const ResultsLayout& layout) {
  Placement placement;
  if (layout.store == Store::kSummary) return placement;
  Hdf5File file = Hdf5File::open(path, Hdf5File::Access::kRead);
  const auto runs = static_cast<std::uint64_t>(layout.runs);
  placement.runs = place_of(file, "/runs", runs * RunsTable(policy_names(layout.study)).row_bytes());
  for (const OutcomeInfo& outcome : layout.outcomes) {
    require_numbers(file, "/outcomes/" + outcome.name, {runs});
    placement.outcomes.push_back(place_of(file, "/outcomes/" + outcome.name, runs * sizeof(double)));
  }
  if (layout.store == Store::kTrajectories && layout.compression == Compression::kNone)
    for (const StoredSeries& series : layout.series)
      for (auto& column : places_of_chunks(file, layout, series)) placement.columns.push_back(std::move(column));
  file.close();
  return placement;
}

}  // namespace fulcrum
