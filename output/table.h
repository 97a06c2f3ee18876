/// \file
/// Tables of named columns, as results files hold designs and analyses: plain data.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace fulcrum {

/// A remark on a table or a column: text, a number or several.
using Remark = std::variant<std::string, double, std::int64_t, std::vector<double>>;
using Remarks = std::vector<std::pair<std::string, Remark>>;

/// One column: a name, what it means, and a value a row.
struct TableColumn {
  std::string name;
  std::string unit;
  std::string long_name;
  std::variant<std::vector<double>, std::vector<std::int64_t>, std::vector<std::string>> values;
  Remarks remarks{};  ///< further attributes: range, source

  std::size_t rows() const {
    return std::visit([](const auto& v) { return v.size(); }, values);
  }
};

/// Columns of equal length.
struct Table {
  std::string name;
  std::vector<TableColumn> columns;
  Remarks remarks{};  ///< settings that the table was made with
};

}  // namespace fulcrum
