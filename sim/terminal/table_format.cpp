#include "sim/terminal/table_format.h"

#include <fmt/core.h>

#include <cmath>
#include <functional>
#include <nlohmann/json.hpp>

#include "sim/terminal/disclaimer.h"
#include "sim/terminal/json_number.h"

namespace fulcrum {

namespace {

using Json = nlohmann::ordered_json;

// All rows as texts: `first` stands before each, and numbers are written by `number`.
TextTable texts(const Table& table, const std::vector<std::pair<std::string, std::string>>& first,
                const std::function<std::string(double)>& number) {
  std::vector<std::string> heads, before;
  for (const auto& [head, cell] : first) {
    heads.push_back(head);
    before.push_back(cell);
  }
  for (const TableColumn& column : table.columns) heads.push_back(column.name);
  TextTable rows(heads);
  for (std::size_t r = 0; !table.columns.empty() && r < table.columns.front().rows(); ++r) {
    std::vector<std::string> row = before;
    for (const TableColumn& column : table.columns) {
      if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) row.push_back(number((*numbers)[r]));
      if (const auto* whole = std::get_if<std::vector<std::int64_t>>(&column.values)) row.push_back(fmt::format("{}", (*whole)[r]));
      if (const auto* words = std::get_if<std::vector<std::string>>(&column.values)) row.push_back((*words)[r]);
    }
    rows.add(std::move(row));
  }
  return rows;
}

Json cell_json(const TableColumn& column, std::size_t row) {
  if (const auto* numbers = std::get_if<std::vector<double>>(&column.values)) return json_number((*numbers)[row]);
  return std::visit([row](const auto& values) { return Json(values[row]); }, column.values);
}

}  // namespace

TextTable readable(const Table& table, int decimals) {
  TextTable text = texts(table, {}, [&](double value) { return std::isnan(value) ? "-" : fmt::format("{:.{}f}", value, decimals); });
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (std::holds_alternative<std::vector<std::string>>(table.columns[c].values)) text.align_left(c);
  return text;
}

std::string csv_of(const Table& table) { return texts(table, {}, csv_number).csv(); }

Json rows_json(const Table& table) {
  Json rows = Json::array();
  for (std::size_t r = 0; !table.columns.empty() && r < table.columns.front().rows(); ++r) {
    Json row = Json::object();
    for (const TableColumn& column : table.columns) row[column.name] = cell_json(column, r);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::string tables_csv(const std::vector<Table>& tables) {
  std::string text;
  for (const Table& table : tables) {
    if (!text.empty()) text += '\n';
    text += texts(table, {{"table", table.name}}, csv_number).csv();
  }
  return text;
}

std::string tables_json(const std::vector<Table>& tables, std::string_view theatre) {
  Json all{{"disclaimer", disclaimer(theatre)}, {"tables", Json::array()}};
  for (const Table& table : tables) {
    Json settings = Json::object();
    for (const auto& [name, remark] : table.remarks) settings[name] = std::visit([](const auto& value) { return Json(value); }, remark);
    all["tables"].push_back({{"name", table.name}, {"settings", settings}, {"rows", rows_json(table)}});
  }
  return all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace fulcrum
