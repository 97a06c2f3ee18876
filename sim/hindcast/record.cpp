#include "sim/hindcast/record.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "scenarios/input/csv.h"

namespace fulcrum {

namespace {

constexpr std::size_t kMostRows = 100000;

[[noreturn]] void refuse(const SourceFile& file, int line, int column, const std::string& what) {
  throw InputError({{file.name, line, column, what}});
}

std::size_t field_of(const SourceFile& file, const CsvTable& table, const std::string& head) {
  const auto found = std::find(table.heads.begin(), table.heads.end(), head);
  if (found == table.heads.end())
    refuse(file, table.head_line, 1, fmt::format("there is no column '{}'", head) + suggestion(head, table.heads));
  return static_cast<std::size_t>(found - table.heads.begin());
}

double count_of(const SourceFile& file, const CsvRow& row, std::size_t field, bool negative_allowed) {
  const auto value = parse_number(row.fields[field]);
  if (!value || (!negative_allowed && *value < 0))
    refuse(file, row.places[field].line, row.places[field].column,
           fmt::format("'{}' is no {}", shown(row.fields[field]), negative_allowed ? "number" : "count"));
  return *value;
}

int year_of(const SourceFile& file, const CsvRow& row, std::size_t field) {
  constexpr double kLast = 9999;
  const double year = count_of(file, row, field, false);
  if (year != std::floor(year) || year < 1 || year > kLast)
    refuse(file, row.places[field].line, row.places[field].column, fmt::format("'{}' is not a year like 2004", shown(row.fields[field])));
  return static_cast<int>(year);
}

Record monthly(const SourceFile& file, const ObservationModel& model, const std::string& split, const Months& months,
               const std::string& until) {
  const CsvTable table = parse_csv(file, kMostRows);
  const std::size_t month_field = field_of(file, table, "month"), value_field = field_of(file, table, "value");
  const auto use = std::find(table.heads.begin(), table.heads.end(), "use");
  Record record{&model, {}, {}};
  std::string last;
  for (const CsvRow& row : table.rows) {
    const std::string& month = row.fields[month_field];
    const CsvPlace& place = row.places[month_field];
    if (!is_month(month)) refuse(file, place.line, place.column, fmt::format("'{}' is not a month like 2004-09", shown(month)));
    if (month <= last) refuse(file, place.line, place.column, fmt::format("{} comes after {}: months must be in order", month, last));
    last = month;
    const double value = count_of(file, row, value_field, model.error == ErrorKind::kNormal);
    const bool used = use == table.heads.end() || row.fields[static_cast<std::size_t>(use - table.heads.begin())] != "0";
    const int at = months.find(month);
    if (!used || at < 0 || model.mask.count(month) != 0 || (!until.empty() && month > until)) continue;
    record.months.push_back({at, value, month <= split ? DataSplit::kTrain : DataSplit::kTest});
  }
  return record;
}

Record yearly(const SourceFile& file, const ObservationModel& model, const std::string& split, const std::string& until) {
  const CsvTable table = parse_csv(file, kMostRows);
  const std::size_t year_field = field_of(file, table, "year"), count_field = field_of(file, table, "count");
  const std::size_t category_field = field_of(file, table, "gov_code");
  std::map<int, std::vector<double>> years;
  for (const CsvRow& row : table.rows) {
    const auto found = std::find_if(model.categories.begin(), model.categories.end(),
                                    [&](const ObservedCategory& category) { return category.name == row.fields[category_field]; });
    const int year = year_of(file, row, year_field);
    std::vector<double>& counts = years[year];
    counts.resize(model.categories.size());
    if (found != model.categories.end())
      counts[static_cast<std::size_t>(found - model.categories.begin())] = count_of(file, row, count_field, false);
  }
  Record record{&model, {}, {}};
  for (auto& [year, counts] : years)
    if (const std::string end = fmt::format("{:04}-12", year); until.empty() || end <= until)
      record.years.push_back({year, std::move(counts), end <= split ? DataSplit::kTrain : DataSplit::kTest});
  return record;
}

}  // namespace

std::vector<Record> read_records(const Observations& observations, const std::filesystem::path& folder, const Months& months,
                                 const std::string& until, std::vector<std::string>& missing) {
  std::vector<Record> records;
  for (const ObservationModel& model : observations.series) {
    const std::filesystem::path path = folder / model.file;
    if (!std::filesystem::exists(path)) {
      missing.push_back(model.name);
      continue;
    }
    const SourceFile file = open_named(path.string(), {});
    records.push_back(model.error == ErrorKind::kDirichletMultinomial ? yearly(file, model, observations.split, until)
                                                                      : monthly(file, model, observations.split, months, until));
  }
  return records;
}

}  // namespace fulcrum
