// [[schedule]]: levers from a table of weeks, each row in force until the next.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "scenarios/actions_reader.h"
#include "scenarios/csv.h"

namespace fulcrum {

namespace {

// Week of a field that holds a week number or a date (yyyy-mm-dd).
std::optional<int> parse_week(const std::string& text, std::chrono::sys_days start) {
  int year = 0, month = 0, day = 0;
  if (text.size() == 10 && text[4] == '-' && text[7] == '-') {
    const char* t = text.data();
    const bool digits = std::from_chars(t, t + 4, year).ptr == t + 4 && std::from_chars(t + 5, t + 7, month).ptr == t + 7 &&
                        std::from_chars(t + 8, t + 10, day).ptr == t + 10;
    const std::chrono::year_month_day date(std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day)));
    if (!digits || !date.ok()) return std::nullopt;
    return static_cast<int>(std::floor(static_cast<double>((std::chrono::sys_days(date) - start).count()) / 7.0));
  }
  int week = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), week);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(week) : std::nullopt;
}

struct TableColumn {
  std::size_t field;
  int lever;
  double unit;  ///< divides the field: forces_reference for troops
};

class ScheduleReader {
 public:
  ScheduleReader(const toml::table& entry, const SourceFile& from, const Library& library, Setup& setup, std::vector<SourceFile>& inputs,
                 Checker& check)
      : entry_(entry), from_(from), library_(library), setup_(setup), inputs_(inputs), check_(check) {}

  void read() {
    if (entry_.contains("values")) return read_values();
    check_.only(entry_, {"file", "time", "columns"}, "[[schedule]]");
    const auto name = check_.text(entry_, "file", "file of a [[schedule]]");
    if (!name) {
      if (!entry_.contains("file")) check_.missing(entry_, "file", "[[schedule]]");
      return;
    }
    file_ = open_from(from_, *name, ".csv", library_, place_of(entry_.get("file")->source()));
    inputs_.push_back(file_);
    const CsvTable table = parse_csv(file_, kMostRows);
    const std::string time = check_.text(entry_, "time", "time of a [[schedule]]").value_or("week");
    const auto time_field = std::find(table.heads.begin(), table.heads.end(), time);
    if (time_field == table.heads.end())
      return check_.problem(entry_.source(), fmt::format("'{}' has no column '{}' for the time", shown(file_.name), shown(time)) +
                                                 suggestion(time, table.heads));
    read_rows(table, static_cast<std::size_t>(time_field - table.heads.begin()), columns(table, time));
  }

 private:
  // The form that resolved scenarios have: the weeks of each lever themselves.
  void read_values() {
    check_.only(entry_, {"values"}, "[[schedule]]");
    const toml::table* values = check_.table(entry_, "values", "values of a [[schedule]]");
    if (values == nullptr) return;
    const auto militias = setup_.theatre.militia_names();
    for (const auto& [key, node] : *values) {
      const int lever = find_lever(key.str(), militias);
      if (lever < 0 || !node.is_array()) {
        check_.problem(key.source(), fmt::format("'{}' must be a lever with an array of a value a week", shown(key.str())));
        continue;
      }
      LeverTable table{lever, {}};
      const LeverInfo& info = lever_info(lever, static_cast<int>(militias.size()));
      for (const toml::node& item : *node.as_array())
        if (const auto value = check_.number(item, std::string(key.str()), {info.lower, info.upper}, info.unit))
          table.by_week.push_back(*value);
      if (table.by_week.size() != static_cast<std::size_t>(setup_.weeks))
        check_.problem(node.source(), fmt::format("{} has {} values; the run has {} weeks", key.str(), table.by_week.size(), setup_.weeks));
      else
        setup_.tables.push_back(std::move(table));
    }
  }

  std::vector<TableColumn> columns(const CsvTable& table, const std::string& time) {
    std::vector<TableColumn> found;
    const toml::table* names = check_.table(entry_, "columns", "columns of a [[schedule]]");
    if (names != nullptr)
      for (const auto& [key, node] : *names)
        if (std::find(table.heads.begin(), table.heads.end(), key.str()) == table.heads.end())
          check_.problem(key.source(),
                         fmt::format("'{}' has no column '{}'", shown(file_.name), shown(key.str())) + suggestion(key.str(), table.heads));
    const auto militias = setup_.theatre.militia_names();
    for (std::size_t field = 0; field < table.heads.size(); ++field) {
      const std::string& head = table.heads[field];
      if (head == time) continue;
      const toml::node* renamed = names == nullptr ? nullptr : names->get(head);
      const std::string lever_text = renamed != nullptr && renamed->is_string() ? renamed->as_string()->get() : head;
      const bool troops = lever_text == "troops";
      const int lever = find_lever(troops ? "forces" : lever_text, militias);
      if (lever < 0)
        problem(1, fmt::format("column '{}' is no lever; name its lever in 'columns'", shown(lever_text)));
      else
        found.push_back({field, lever, troops ? setup_.theatre.forces_reference : 1.0});
    }
    return found;
  }

  void read_rows(const CsvTable& table, std::size_t time_field, const std::vector<TableColumn>& columns) {
    const std::size_t first_table = setup_.tables.size();
    for (const TableColumn& column : columns)
      setup_.tables.push_back({column.lever, std::vector<double>(static_cast<std::size_t>(setup_.weeks),
                                                                 setup_.levers[static_cast<std::size_t>(column.lever)])});
    int before = std::numeric_limits<int>::min();
    for (const CsvRow& row : table.rows) {
      const auto week = parse_week(row.fields[time_field], setup_.start);
      if (!week || *week <= before) {
        problem(row.line, fmt::format("'{}' is no week number or date after that of the row before", shown(row.fields[time_field])));
        return;
      }
      before = *week;
      for (std::size_t c = 0; c < columns.size(); ++c) put(row, columns[c], *week, setup_.tables[first_table + c].by_week);
    }
  }

  void put(const CsvRow& row, const TableColumn& column, int week, std::vector<double>& by_week) {
    const std::string& text = row.fields[column.field];
    const LeverInfo& info = lever_info(column.lever, static_cast<int>(setup_.theatre.militias.size()));
    const auto value = parse_number(text);
    if (!value || *value / column.unit < info.lower || *value / column.unit > info.upper)
      return problem(row.line, fmt::format("{} = '{}' is not a number within its limits; allowed: {}", info.name, shown(text),
                                           allowed_text({info.lower * column.unit, info.upper * column.unit},
                                                        column.unit > 1 ? "persons" : info.unit)));
    for (int t = std::max(week, 0); t < setup_.weeks; ++t) by_week[static_cast<std::size_t>(t)] = *value / column.unit;
  }

  void problem(int line, std::string message) {
    if (check_.problems.size() < InputError::kMostProblems * 2) check_.problems.push_back({file_.name, line, 1, std::move(message)});
  }

  const toml::table& entry_;
  const SourceFile& from_;
  const Library& library_;
  Setup& setup_;
  std::vector<SourceFile>& inputs_;
  Checker& check_;
  SourceFile file_;
};

}  // namespace

void read_schedules(const toml::table& document, const SourceFile& from, const Library& library, Setup& setup,
                    std::vector<SourceFile>& inputs, Checker& check) {
  for (const toml::table* entry : check.tables(document, "schedule")) ScheduleReader(*entry, from, library, setup, inputs, check).read();
}

}  // namespace fulcrum
