#include "scenarios/panels/panel_rows.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

#include "scenarios/input/checker.h"

namespace fulcrum {

namespace {

[[noreturn]] void fail_at(const std::string& file, int line, int column, const std::string& message) {
  throw InputError({{file, line, column, message}});
}

/// Fills the columns of a table from its text, those that are asked for.
class TableColumns {
 public:
  TableColumns(const Panel& panel, const CsvTable& table, PanelRows& rows) : panel_(panel), table_(table), rows_(rows) {
    for (const PanelLookup& lookup : panel.lookups) added_.push_back(read_lookup(lookup));
  }

  // The rows of the table that are used.
  std::vector<std::size_t> kept;

  void load(const Expression& formula) {
    for (const Column& column : formula.columns()) load(static_cast<std::size_t>(column.entity));
  }

  // Names of groups and columns of identity are texts.
  const std::string& text(std::size_t row, std::size_t column) const { return table_.rows[kept[row]].fields[column]; }
  std::size_t head(const std::string& name) const {
    return static_cast<std::size_t>(std::find(panel_.names.begin(), panel_.names.end(), name) - panel_.names.begin());
  }

 private:
  struct Added {
    std::size_t key;  ///< its column
    std::map<std::string, double> values;
  };

  void load(std::size_t column) {
    std::vector<double>& values = rows_.columns[column];
    if (column >= panel_.table_columns || !values.empty()) return;
    const bool added = column >= table_.heads.size();
    std::optional<double> missing;
    for (const auto& [name, value] : panel_.missing)
      if (name == panel_.names[column]) missing = value;
    values.reserve(kept.size());
    for (const std::size_t row : kept)
      values.push_back(added ? looked_up(table_.rows[row], column - table_.heads.size()) : field(table_.rows[row], column, missing));
  }

  double field(const CsvRow& row, std::size_t column, const std::optional<double>& missing) const {
    const std::string& text = row.fields[column];
    if (text.empty() && missing) return *missing;
    if (const auto number = parse_number(text)) return *number;
    const CsvPlace& at = row.places[column];
    const std::string& name = panel_.names[column];
    fail_at(rows_.table, at.line, at.column,
            text.empty()
                ? fmt::format("'{0}' is empty here, and [missing] of the panel does not say what stands for it, e.g. {0} = 0", name)
                : fmt::format("'{}' must be a number, not '{}'", name, shown(text)));
  }

  double looked_up(const CsvRow& row, std::size_t lookup) const {
    const Added& added = added_[lookup];
    const auto found = added.values.find(row.fields[added.key]);
    if (found != added.values.end()) return found->second;
    fail_at(rows_.table, row.places[added.key].line, row.places[added.key].column,
            fmt::format("{} '{}' is not in '{}'", panel_.lookups[lookup].key, shown(row.fields[added.key]), panel_.lookups[lookup].file));
  }

  Added read_lookup(const PanelLookup& lookup) const {
    const SourceFile file = open_from(panel_.file, lookup.file, "", {}, lookup.place);
    const CsvTable table = parse_csv(file, kMostPanelRows);
    const auto column = [&](const std::string& name) {
      const auto found = std::find(table.heads.begin(), table.heads.end(), name);
      if (found == table.heads.end())
        fail_at(file.name, table.head_line, 1, fmt::format("there is no column '{}'", shown(name)) + suggestion(name, table.heads));
      return static_cast<std::size_t>(found - table.heads.begin());
    };
    const std::size_t key = column(lookup.key), value = column(lookup.column);
    Added added{head(lookup.key), {}};
    for (const CsvRow& row : table.rows) {
      const auto number = parse_number(row.fields[value]);
      if (!number)
        fail_at(file.name, row.places[value].line, row.places[value].column, fmt::format("'{}' must be a number", lookup.column));
      if (!added.values.emplace(row.fields[key], *number).second)
        fail_at(file.name, row.line, 1, fmt::format("{} '{}' stands here twice", lookup.key, shown(row.fields[key])));
    }
    return added;
  }

  const Panel& panel_;
  const CsvTable& table_;
  PanelRows& rows_;
  std::vector<Added> added_;
};

void keep_rows(const Panel& panel, const CsvTable& table, TableColumns& source, PanelRows& rows) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) source.kept.push_back(row);
  source.load(panel.where.formula);
  std::vector<std::size_t> kept;
  for (std::size_t row = 0; row < table.rows.size(); ++row)
    if (rows.value(panel.where.formula, row) != 0) kept.push_back(row);
  for (std::vector<double>& column : rows.columns) column.clear();
  source.kept = kept;
  rows.count = kept.size();
  for (const std::size_t row : kept) rows.lines.push_back(table.rows[row].line);
  if (kept.empty())
    throw InputError({{panel.where.place.file, panel.where.place.line, panel.where.place.column, "'where' leaves no row of the table"}});
}

void name_rows(const Panel& panel, const TableColumns& source, PanelRows& rows) {
  for (const std::string& name : panel.identity) {
    std::vector<std::string>& texts = rows.identity.emplace_back();
    for (std::size_t row = 0; row < rows.count; ++row) texts.push_back(source.text(row, source.head(name)));
  }
  std::map<std::string, int> numbers;
  for (std::size_t row = 0; row < rows.count; ++row) {
    const std::string& name = source.text(row, source.head(panel.group));
    const auto [found, fresh] = numbers.emplace(name, static_cast<int>(numbers.size()));
    if (fresh) rows.groups.push_back(name);
    rows.group.push_back(found->second);
  }
}

void load_columns(const Panel& panel, TableColumns& source) {
  source.load(panel.outcome.formula);
  for (const RowFormula& value : panel.values) source.load(value.formula);
  for (const auto* mapped : {&panel.inputs, &panel.levers, &panel.parameters})
    for (const RowValue& value : *mapped) source.load(value.formula.formula);
  for (const PanelDetection& detection : panel.detections) source.load(detection.se.formula), source.load(detection.sp.formula);
  for (const PanelSubset& subset : panel.subsets) source.load(subset.where.formula);
  for (const PanelSplit& split : panel.splits)
    for (const auto& part : {split.by, split.train, split.test, split.group})
      if (part) source.load(part->formula);
  for (const PanelForecast& forecast : panel.forecasts)
    for (const RowFormula& term : forecast.terms) source.load(term.formula);
}

std::vector<double> within(const PanelRows& rows, const RowFormula& formula, const Bounds& bounds, std::string_view unit) {
  std::vector<double> values = rows.values(formula);
  for (std::size_t row = 0; row < rows.count; ++row)
    if (values[row] < bounds.lower || values[row] > bounds.upper || (bounds.whole && std::floor(values[row]) != values[row]))
      fail_at(rows.table, rows.lines[row], 1,
              fmt::format("{} = {} in this row is outside its limits; allowed: {} (formula at {})", formula.name, number_text(values[row]),
                          allowed_text(bounds, unit), Problem{formula.place.file, formula.place.line, formula.place.column, ""}.text()));
  return values;
}

}  // namespace

double PanelRows::value(const Expression& formula, std::size_t row) const {
  std::vector<const double*> series;
  for (const Column& column : formula.columns()) series.push_back(columns[static_cast<std::size_t>(column.entity)].data());
  return formula.value(series, static_cast<int>(row));
}

std::vector<double> PanelRows::values(const RowFormula& formula) const {
  std::vector<const double*> series;
  for (const Column& column : formula.formula.columns()) series.push_back(columns[static_cast<std::size_t>(column.entity)].data());
  std::vector<double> values(count);
  for (std::size_t row = 0; row < count; ++row) {
    values[row] = formula.formula.value(series, static_cast<int>(row));
    if (!std::isfinite(values[row]))
      fail_at(table, lines[row], 1, fmt::format("{} is not a finite number in this row: {}", formula.name, formula.text));
  }
  return values;
}

PanelRows read_panel_rows(const Panel& panel, const CsvTable& table, const std::string& table_name) {
  PanelRows rows;
  rows.table = table_name;
  rows.columns.resize(panel.names.size());
  TableColumns source(panel, table, rows);
  keep_rows(panel, table, source, rows);
  name_rows(panel, source, rows);
  load_columns(panel, source);
  for (std::size_t i = 0; i < panel.values.size(); ++i) rows.columns[panel.place_of_value(i)] = rows.values(panel.values[i]);
  for (std::size_t i = 0; i < panel.inputs.size(); ++i) {
    const FixedInputInfo& info = fixed_input_table()[static_cast<std::size_t>(panel.inputs[i].number)];
    rows.columns[panel.place_of_input(i)] = within(rows, panel.inputs[i].formula, {info.lower, info.upper}, info.unit);
  }
  for (const RowValue& lever : panel.levers) {
    const LeverInfo& info = lever_table()[static_cast<std::size_t>(lever.number)];
    rows.levers.push_back(within(rows, lever.formula, {info.lower, info.upper}, info.unit));
  }
  for (const RowValue& parameter : panel.parameters) {
    const ParameterInfo& info = parameter_table()[static_cast<std::size_t>(parameter.number)];
    rows.parameters.push_back(within(rows, parameter.formula, info.bounds(), info.unit));
  }
  return rows;
}

}  // namespace fulcrum
