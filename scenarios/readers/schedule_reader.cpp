// [[schedule]]: levers from a table of weeks, each row in force until the next.
#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>

#include "scenarios/input/csv.h"
#include "scenarios/readers/actions_reader.h"
#include "scenarios/readers/values_reader.h"

namespace fulcrum {

namespace {

// A whole number that fills the text, or nothing.
template <class Number>
std::optional<Number> parse_whole(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

// Week of a field that holds a week number or a date (yyyy-mm-dd).
std::optional<int> parse_week(std::string_view text, std::chrono::sys_days start) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return parse_whole<int>(text);
  const auto year = parse_whole<unsigned>(text.substr(0, 4)), month = parse_whole<unsigned>(text.substr(5, 2)),
             day = parse_whole<unsigned>(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const auto date = std::chrono::year(static_cast<int>(*year)) / std::chrono::month(*month) / std::chrono::day(*day);
  if (!date.ok()) return std::nullopt;
  return static_cast<int>(std::floor(static_cast<double>((std::chrono::sys_days(date) - start).count()) / 7.0));
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
      : entry_(entry),
        from_(from),
        library_(library),
        setup_(setup),
        militias_(setup.theatre.militia_names()),
        inputs_(inputs),
        check_(check) {}

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
    const toml::node* given = entry_.get("time");
    if (time_field == table.heads.end())
      return check_.problem(
          given != nullptr ? given->source() : entry_.source(),
          fmt::format("'{}' has no column '{}' for the time", shown(file_.name), shown(time)) + suggestion(time, table.heads));
    const auto field = static_cast<std::size_t>(time_field - table.heads.begin());
    read_rows(table, field, columns(table, field));
  }

 private:
  // The form that resolved scenarios have: the weeks of each lever themselves.
  void read_values() {
    check_.only(entry_, {"values"}, "[[schedule]] with values");
    const toml::table* values = check_.table(entry_, "values", "values of a [[schedule]]");
    if (values == nullptr) return;
    for (const auto& [key, node] : *values) {
      const std::string name(key.str());
      if (node.is_table() && is_militia_lever(name))
        for (const auto& [militia, of_militia] : *node.as_table()) read_weeks(militia, name + "." + std::string(militia.str()), of_militia);
      else
        read_weeks(key, name, node);
    }
  }

  void read_weeks(const toml::key& key, const std::string& name, const toml::node& node) {
    const int lever = find_lever(name, militias_);
    if (lever < 0) return check_.problem(key.source(), unknown_lever(name, "values of a [[schedule]]", militias_, check_));
    const toml::array* array = node.as_array();
    if (array == nullptr)
      return check_.problem(node.source(), fmt::format("{} must be an array with one value per week, not {}", name, kind_of(node)));
    if (array->size() != static_cast<std::size_t>(setup_.weeks))
      return check_.problem(node.source(), fmt::format("{} has {} values; the run has {} weeks", name, array->size(), setup_.weeks));
    LeverTable table{lever, {}};
    const LeverInfo& info = lever_info(lever, static_cast<int>(militias_.size()));
    for (const toml::node& item : *array)
      if (const auto value = check_.number(item, name, {info.lower, info.upper}, info.unit)) table.by_week.push_back(*value);
    if (table.by_week.size() == array->size()) setup_.tables.push_back(std::move(table));
  }

  // The name of the lever that a column stands for, where `columns` gives it another.
  std::map<std::string, const toml::node*> renamed(const CsvTable& table, const std::string& time) {
    std::map<std::string, const toml::node*> names;
    const toml::table* given = check_.table(entry_, "columns", "columns of a [[schedule]]");
    if (given == nullptr) return names;
    for (const auto& [key, node] : *given) {
      const std::string head(key.str());
      if (std::find(table.heads.begin(), table.heads.end(), head) == table.heads.end())
        check_.problem(key.source(),
                       fmt::format("'{}' has no column '{}'", shown(file_.name), shown(head)) + suggestion(head, table.heads));
      else if (head == time)
        check_.problem(key.source(), fmt::format("'{}' is the column of the time and cannot stand for a lever", shown(head)));
      else if (!node.is_string())
        check_.problem(node.source(), fmt::format("columns.{} must be the name of a lever, not {}", shown(head), kind_of(node)));
      names[head] = &node;
    }
    return names;
  }

  std::vector<TableColumn> columns(const CsvTable& table, std::size_t time_field) {
    std::vector<TableColumn> found;
    const std::string& time = table.heads[time_field];
    const auto names = renamed(table, time);
    for (std::size_t field = 0; field < table.heads.size(); ++field) {
      const std::string& head = table.heads[field];
      if (field == time_field) continue;
      const Problem place = place_in_file(table.head_places[field]);
      if (head == time) {
        problem(place, fmt::format("two columns are called '{}', which gives the time", shown(head)));
        continue;
      }
      const auto other = names.find(head);
      if (other == names.end())
        add_column(field, head, place, "; 'columns' says which lever a column stands for", found);
      else if (other->second->is_string())
        add_column(field, other->second->as_string()->get(), place_of(other->second->source()), "", found);
    }
    std::sort(found.begin(), found.end(), [](const TableColumn& a, const TableColumn& b) { return a.lever < b.lever; });
    if (table.heads.size() == 1) problem({file_.name, table.head_line, 1, ""}, "no column of the table is a lever");
    return found;
  }

  void add_column(std::size_t field, const std::string& name, const Problem& place, const std::string& hint,
                  std::vector<TableColumn>& found) {
    const bool troops = name == "troops";
    const int lever = find_lever(troops ? "forces" : name, militias_);
    if (lever < 0) {
      const std::string unknown = unknown_lever(name, "a table", militias_, check_);
      return problem(place, unknown.ends_with('?') ? unknown : unknown + hint);
    }
    if (std::any_of(found.begin(), found.end(), [&](const TableColumn& c) { return c.lever == lever; }))
      return problem(place, fmt::format("two columns give the lever '{}'", lever_name(lever, militias_)));
    found.push_back({field, lever, troops ? setup_.theatre.forces_reference : 1.0});
  }

  // Each row holds until the next. Values are looked at even where the weeks are wrong.
  void read_rows(const CsvTable& table, std::size_t time_field, const std::vector<TableColumn>& columns) {
    if (table.rows.empty()) problem({file_.name, table.head_line, 1, ""}, "the table has no rows");
    const auto weeks = weeks_of(table, time_field);
    if (weeks && !weeks->empty() && weeks->front() >= setup_.weeks)
      check_.notes.push_back({file_.name, table.rows.front().line, 1,
                              fmt::format("the table begins in week {}, but the run ends with week {}: it changes nothing", weeks->front(),
                                          setup_.weeks - 1)});
    for (const TableColumn& column : columns) {
      std::vector<double> values;
      for (const CsvRow& row : table.rows) values.push_back(value_in(row, column));
      if (weeks) setup_.tables.push_back({column.lever, by_week(*weeks, values, setup_.levers[static_cast<std::size_t>(column.lever)])});
    }
  }

  // The value in force in every week of the run, `before` the first row.
  std::vector<double> by_week(const std::vector<int>& weeks, const std::vector<double>& values, double before) const {
    std::vector<double> in_force(static_cast<std::size_t>(setup_.weeks), before);
    for (std::size_t r = 0; r < weeks.size(); ++r) {
      const int end = r + 1 < weeks.size() ? weeks[r + 1] : setup_.weeks;
      for (int t = std::max(weeks[r], 0); t < std::min(end, setup_.weeks); ++t) in_force[static_cast<std::size_t>(t)] = values[r];
    }
    return in_force;
  }

  // The week of every row, or nothing if one is wrong. Each is compared with that of the row before, right or wrong: one mistake makes one
  // message.
  std::optional<std::vector<int>> weeks_of(const CsvTable& table, std::size_t time_field) {
    std::vector<int> weeks;
    bool right = true;
    for (const CsvRow& row : table.rows) {
      const std::string& text = row.fields[time_field];
      const auto week = parse_week(text, setup_.start);
      const std::string given = fmt::format("{} = '{}'", shown(table.heads[time_field]), shown(text));
      const bool later = week && (weeks.empty() || *week > weeks.back());
      if (!week)
        problem(place_in_file(row.places[time_field]), given + " is neither a week number nor a date like 2008-01-07");
      else if (!later)
        problem(place_in_file(row.places[time_field]),
                fmt::format("{}, week {}, is not after week {} of the row before", given, *week, weeks.back()));
      if (week) weeks.push_back(*week);
      right = right && later;
    }
    return right ? std::optional(std::move(weeks)) : std::nullopt;
  }

  double value_in(const CsvRow& row, const TableColumn& column) {
    const std::string& text = row.fields[column.field];
    const LeverInfo& info = lever_info(column.lever, static_cast<int>(militias_.size()));
    const auto value = parse_number(text);
    if (value && *value / column.unit >= info.lower && *value / column.unit <= info.upper) return *value / column.unit;
    const bool troops = column.unit > 1;
    problem(place_in_file(row.places[column.field]),
            fmt::format("{} = '{}' is not a number within its limits; allowed: {}", troops ? "troops" : lever_name(column.lever, militias_),
                        shown(text), allowed_text({info.lower * column.unit, info.upper * column.unit}, troops ? "persons" : info.unit)));
    return info.lower;
  }

  Problem place_in_file(const CsvPlace& place) const { return {file_.name, place.line, place.column, ""}; }

  void problem(Problem place, std::string message) {
    place.message = std::move(message);
    check_.problems.push_back(std::move(place));
  }

  const toml::table& entry_;
  const SourceFile& from_;
  const Library& library_;
  Setup& setup_;
  std::vector<std::string> militias_;
  std::vector<SourceFile>& inputs_;
  Checker& check_;
  SourceFile file_;
};

}  // namespace

void read_schedules(const toml::table& document, const std::vector<SourceFile>& files, const Library& library, Setup& setup,
                    std::vector<SourceFile>& inputs, Checker& check) {
  for (const toml::table* entry : check.tables(document, "schedule")) {
    try {
      ScheduleReader(*entry, file_at(place_of(entry->source()), files), library, setup, inputs, check).read();
    } catch (const InputError& error) {  // a file that cannot be read
      check.problems.insert(check.problems.end(), error.problems().begin(), error.problems().end());
    }
  }
}

}  // namespace fulcrum
