#include "output/results_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <sstream>

#include "models/parameters.h"
#include "output/files/trial.h"
#include "output/final_tables.h"
#include "output/hdf5/hdf5_read.h"
#include "output/hdf5/whole_walk.h"
#include "output/preallocation.h"
#include "output/results_bounds.h"
#include "output/results_check.h"
#include "output/runs_table.h"

namespace fulcrum {

namespace {

template <class Choice>
Choice choice_named(const Hdf5File& file, const std::string& name, std::initializer_list<Choice> choices,
                    std::string_view (*name_of)(Choice)) {
  const std::string value = text_attribute(file, file.id(), name);
  for (const Choice choice : choices)
    if (name_of(choice) == value) return choice;
  throw FileError(file.path(), fmt::format("attribute {} is \"{}\", which this program does not know", name, value));
}

Hdf5File open_results(const std::filesystem::path& path) {
  if (!std::filesystem::exists(path)) throw FileError(path, "does not exist");
  if (std::filesystem::is_directory(path)) throw FileError(path, "is a folder, not a results file");
  Hdf5File file = Hdf5File::open(path, Hdf5File::Access::kRead);
  if (!has_attribute(file.id(), "filetype") || text_attribute(file, file.id(), "filetype") != kFiletype)
    throw FileError(path,
                    fmt::format("is an HDF5 file, but not a results file of fulcrum (its attribute filetype is not \"{}\")", kFiletype));
  const std::vector<std::int64_t> version = integer_attribute(file, file.id(), "format_version");
  if (version.size() != 2 || version[0] < kOldestFormatMajor || version[0] > kFormatMajor)
    throw FileError(path, fmt::format("has format version {}, and this program (format {}.{}) reads {}.x to {}.x", fmt::join(version, "."),
                                      kFormatMajor, kFormatMinor, kOldestFormatMajor, kFormatMajor));
  return file;
}

std::chrono::sys_days read_start(const Hdf5File& file) {
  const std::string text = text_attribute(file, file.id(), "start");
  int year = 0;
  unsigned month = 0, day = 0;
  char dash = 0;
  std::istringstream(text) >> year >> dash >> month >> dash >> day;
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  if (!date.ok() || year < 1 || year > 9999) throw FileError(file.path(), "attribute start is not a date: " + text);
  return date;
}

// The axis whose dimensions have these names, in this order.
Axis axis_of(const Hdf5File& file, const std::vector<Dimension>& dimensions) {
  std::string names;
  for (const Dimension& dimension : dimensions) names += (names.empty() ? "" : " x ") + dimension.name;
  if (names.empty()) return Axis::kNone;
  const auto same = [](const Dimension& a, const Dimension& b) { return a.name == b.name; };
  for (const Axis axis : kAxes) {
    const std::vector<Dimension> known = axis_dimensions(axis, {});
    if (std::equal(known.begin(), known.end(), dimensions.begin(), dimensions.end(), same)) return axis;
  }
  throw FileError(file.path(), fmt::format("dimension \"{}\" is not known to this program", names));
}

double number_or(const Hdf5File& file, hid_t object, const char* name, double otherwise) {
  if (!has_attribute(object, name)) return otherwise;
  const std::vector<double> values = number_attribute(file, object, name);
  if (values.size() != 1) throw FileError(file.path(), fmt::format("attribute {} is not one number", name));
  return values.front();
}

// Names along several dimensions are multiplied.
void require_few_names(const Hdf5File& file, const std::string& path, const std::vector<Dimension>& dimensions) {
  constexpr std::size_t kMostNames = 10000000;
  std::size_t names = 1;
  for (const Dimension& dimension : dimensions) {
    if (dimension.names.empty() || dimension.names.size() > kMostNames / names)
      throw FileError(file.path(), fmt::format("dataset {} has {} names along {}", path, dimension.names.size(), dimension.name));
    names *= dimension.names.size();
  }
}

/// What a dataset says of its series; its dimensions with names are those from `first` up to the last, which is time.
StoredSeries series_of(const Hdf5File& file, const std::string& group, const std::string& name, unsigned first) {
  const Handle dataset = open_dataset(file, group + "/" + name);
  StoredSeries series{{-1, name, Axis::kNone, false, -kUnbounded, kUnbounded, text_attribute_if_any(file, dataset.get(), "units"),
                       text_attribute_if_any(file, dataset.get(), "long_name")}};
  if (const SeriesInfo* known = find_series(name)) {
    series.info.id = known->id;
    series.info.core = known->core;
  }
  if (has_attribute(dataset.get(), "valid_range")) {
    const std::vector<double> range = number_attribute(file, dataset.get(), "valid_range");
    if (range.size() != 2) throw FileError(file.path(), fmt::format("attribute valid_range of dataset {}/{} is no range", group, name));
    series.info.lower = range.front();
    series.info.upper = range.back();
  } else {
    series.info.lower = number_or(file, dataset.get(), "valid_min", -kUnbounded);
    series.info.upper = number_or(file, dataset.get(), "valid_max", kUnbounded);
  }
  const auto rank = static_cast<unsigned>(dimensions_of(dataset.get()).size());
  if (rank <= first) throw FileError(file.path(), fmt::format("dataset {}/{} is no series: it has {} dimensions", group, name, rank));
  for (unsigned d = first; d < rank - 1; ++d) {
    const std::string scale = scale_name(dataset.get(), d);
    series.dimensions.push_back({scale, read_texts(file, fmt::format("{}/{}", group, scale))});
  }
  series.info.axis = axis_of(file, series.dimensions);
  require_few_names(file, group + "/" + name, series.dimensions);
  if (!series.dimensions.empty()) series.entities = joined_names(series.dimensions);
  return series;
}

/// The series of a group whose datasets have `dimensions` dimensions, and those with names before the last.
std::vector<StoredSeries> read_series(const Hdf5File& file, const std::string& group, std::size_t dimensions) {
  std::vector<StoredSeries> series;
  if (!exists(file, group)) return series;
  for (const std::string& name : members(file, group)) {
    const Handle dataset = open_dataset(file, fmt::format("{}/{}", group, name));
    if (is_scale(dataset.get())) continue;
    series.push_back(series_of(file, group, name, static_cast<unsigned>(dimensions) - 1));
  }
  return series;
}

std::vector<OutcomeInfo> read_outcomes(const Hdf5File& file) {
  std::vector<OutcomeInfo> outcomes;
  if (!exists(file, "/outcomes")) return outcomes;
  for (const std::string& name : members(file, "/outcomes")) {
    const Handle dataset = open_dataset(file, "/outcomes/" + name);
    if (is_scale(dataset.get())) continue;
    outcomes.push_back(
        {name, text_attribute_if_any(file, dataset.get(), "units"), text_attribute_if_any(file, dataset.get(), "long_name")});
  }
  return outcomes;
}

// As many texts as belong there.
std::vector<std::string> read_texts(const Hdf5File& file, const std::string& path, std::size_t count) {
  std::vector<std::string> texts = read_texts(file, path);
  if (texts.size() != count)
    throw FileError(file.path(), fmt::format("dataset {} has {} texts, and {} belong there", path, texts.size(), count));
  return texts;
}

StudyTexts read_study(const Hdf5File& file) {
  StudyTexts study;
  const auto names = read_texts(file, "/study/policy"), titles = read_texts(file, "/study/title", names.size()),
             scenarios = read_texts(file, "/study/scenario", names.size());
  for (std::size_t i = 0; i < names.size(); ++i) study.policies.push_back({names[i], titles[i], scenarios[i]});
  study.theatre = read_texts(file, "/study/theatre", 1).front();
  if (exists(file, "/study/study")) study.study = read_texts(file, "/study/study", 1).front();
  if (exists(file, "/study/identity")) {
    const auto what = read_texts(file, "/study/identity/name"), values = read_texts(file, "/study/identity/value", what.size());
    for (std::size_t i = 0; i < what.size(); ++i) study.identity.emplace_back(what[i], values[i]);
  }
  if (!exists(file, "/study/inputs")) return study;
  const auto files = read_texts(file, "/study/inputs/name"), digests = read_texts(file, "/study/inputs/sha256", files.size());
  const auto bytes = read_integers(file, "/study/inputs/bytes", 0, files.size());
  for (std::size_t i = 0; i < files.size(); ++i) study.inputs.push_back({files[i], digests[i], bytes[i]});
  return study;
}

Provenance read_provenance(const Hdf5File& file) {
  const auto text = [&](const char* name) { return text_attribute(file, file.id(), name); };
  Provenance from;
  from.title = text("title");
  from.program_version = text("program_version");
  from.git_sha1 = text("git_sha1");
  from.compiler = text("compiler");
  from.build_type = text("build_type");
  from.library_versions = text("library_versions");
  from.created_utc = text("created_utc");
  from.command_line = text("command_line");
  from.root_seed = unsigned_attribute(file, file.id(), "root_seed");
  from.generator = text("generator");
  from.disclaimer = text("disclaimer");
  return from;
}

ResultsLayout read_layout(const Hdf5File& file) {
  ResultsLayout layout;
  layout.provenance = read_provenance(file);
  layout.study = read_study(file);
  layout.start = read_start(file);
  layout.weeks = static_cast<int>(integer_attribute(file, file.id(), "weeks", 1, kMostStoredWeeks));
  layout.runs = integer_attribute(file, file.id(), "runs", 0, kMostStoredRuns);
  layout.store = choice_named(file, "store", {Store::kSummary, Store::kOutcomes, Store::kTrajectories}, store_name);
  layout.compression =
      choice_named(file, "compression", {Compression::kNone, Compression::kDeflate, Compression::kBlosc}, compression_name);
  layout.series = read_series(file, "/timeseries", 2);
  layout.outcomes = read_outcomes(file);
  if (exists(file, "/design")) layout.design = read_table(file, "/design");
  check_results(file, layout);
  return layout;
}

}  // namespace

struct ResultsReader::State {
  State(const std::filesystem::path& path, Accept accept)
      : file(open_results(path)),
        complete(text_attribute(file, file.id(), "status") == "complete"),
        layout(read_layout(file)),
        runs_table(policy_names(layout.study)),
        runs_type(runs_table.type()) {
    if (accept == Accept::kComplete && !complete) throw FileError(path, "is unfinished; resume it first");
  }

  Hdf5File file;
  bool complete;
  ResultsLayout layout;
  RunsTable runs_table;
  Handle runs_type;
};

ResultsReader::ResultsReader(const std::filesystem::path& path, Accept accept, Writer writer) {
  if (writer == Writer::kAnybody)
    try_in_child(path, [&] {
      walk_through(Hdf5File::open(path, Hdf5File::Access::kRead));
      State(path, accept);
    });
  state_ = std::make_unique<State>(path, accept);
}
ResultsReader::~ResultsReader() = default;
ResultsReader::ResultsReader(ResultsReader&&) noexcept = default;
ResultsReader& ResultsReader::operator=(ResultsReader&&) noexcept = default;

const std::filesystem::path& ResultsReader::path() const { return state_->file.path(); }
bool ResultsReader::complete() const { return state_->complete; }
const ResultsLayout& ResultsReader::layout() const { return state_->layout; }

std::string ResultsReader::attribute(const std::string& name) const { return text_attribute_if_any(state_->file, state_->file.id(), name); }

std::int64_t ResultsReader::row_count() const {
  if (!exists(state_->file, "/runs")) return 0;
  return static_cast<std::int64_t>(dimensions_of(open_dataset(state_->file, "/runs").get()).at(0));
}

std::vector<RunRow> ResultsReader::rows(std::int64_t first, std::int64_t count) const {
  const std::vector<std::byte> bytes =
      read_rows(state_->file, "/runs", state_->runs_type, static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(count));
  std::vector<RunRow> rows;
  for (std::span<const std::byte> rest = bytes; !rest.empty(); rest = rest.subspan(state_->runs_table.row_bytes())) {
    rows.push_back(state_->runs_table.read(rest));
    if (const auto problem = problem_of_row(rows.back(), layout()))
      throw FileError(path(), fmt::format("row {} of /runs: {}", first + static_cast<std::int64_t>(rows.size()) - 1, *problem));
    rows.back().policy = std::max(0, rows.back().policy);  // of a run that was not computed
  }
  return rows;
}

std::vector<Event> ResultsReader::events() const {
  std::vector<Event> events;
  if (!exists(state_->file, "/events")) return events;
  const std::vector<hsize_t> lengths = dimensions_of(open_dataset(state_->file, "/events").get());
  if (lengths.size() != 1) throw FileError(path(), "dataset /events is no table");
  const hsize_t count = lengths.front();
  const std::vector<std::byte> bytes = read_rows(state_->file, "/events", EventsTable::type(), 0, count);
  for (std::span<const std::byte> rest = bytes; !rest.empty(); rest = rest.subspan(EventsTable::kRowBytes))
    if (const auto problem = problem_of_event(events.emplace_back(EventsTable::read(rest)), layout()))
      throw FileError(path(), fmt::format("row {} of /events: {}", events.size() - 1, *problem));
  return events;
}

std::vector<double> ResultsReader::values(const StoredSeries& series, std::int64_t first, std::int64_t count) const {
  std::vector<double> values =
      read_numbers(state_->file, series_path(series), static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(count));
  if (complete()) return values;
  const std::size_t of_run = series.columns() * static_cast<std::size_t>(layout().weeks);
  const std::vector<RunRow> runs = rows(first, count);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].status == RunStatus::kNotRun)
      std::fill_n(values.begin() + static_cast<std::ptrdiff_t>(i * of_run), of_run, std::numeric_limits<double>::quiet_NaN());
  return values;
}

const StoredSeries* ResultsReader::find_series(std::string_view name) const {
  const auto& all = layout().series;
  const auto found = std::find_if(all.begin(), all.end(), [&](const StoredSeries& series) { return series.info.name == name; });
  return found == all.end() ? nullptr : &*found;
}

std::vector<double> ResultsReader::outcome(const OutcomeInfo& outcome, std::int64_t first, std::int64_t count) const {
  std::vector<double> values =
      read_numbers(state_->file, "/outcomes/" + outcome.name, static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(count));
  if (complete()) return values;
  const std::vector<RunRow> runs = rows(first, count);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (runs[i].status == RunStatus::kNotRun) values[i] = std::numeric_limits<double>::quiet_NaN();
  return values;
}

std::vector<StoredSeries> ResultsReader::summarised() const {
  std::vector<StoredSeries> all = read_series(state_->file, "/summary", 3);
  for (const StoredSeries& series : all)
    require_numbers(state_->file, "/summary/" + series.info.name,
                    series_lengths({layout().study.policies.size(), std::size(SummaryTable::kStatistics)}, series, layout()));
  return all;
}

std::vector<double> ResultsReader::summary_of_point(const StoredSeries& series, std::int64_t row) const {
  return read_numbers(state_->file, fmt::format("{}/{}", kSummaryByPoint, series.info.name), Slab{1, static_cast<hsize_t>(row), 1});
}

std::vector<double> ResultsReader::summary(const StoredSeries& series) const {
  return read_numbers(state_->file, "/summary/" + series.info.name, 0, layout().study.policies.size());
}

std::vector<std::string> ResultsReader::analyses() const {
  return exists(state_->file, "/analysis") ? members(state_->file, "/analysis") : std::vector<std::string>();
}

Table ResultsReader::analysis(const std::string& name) const { return read_table(state_->file, "/analysis/" + name); }

}  // namespace fulcrum
