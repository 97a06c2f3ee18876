#include "scenarios/csv.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace fulcrum {

namespace {

// Fields of one record from `at` on; moves `at` behind its line end and counts the lines.
std::vector<std::string> read_record(const SourceFile& file, std::size_t& at, int& line) {
  const std::string& text = file.text;
  std::vector<std::string> fields(1);
  bool quoted = false;
  const int first_line = line;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') ++line;
    if (quoted) {
      const bool end = c == '"' && (at + 1 >= text.size() || text[at + 1] != '"');
      if (end)
        quoted = false;
      else
        fields.back() += c;
      if (c == '"' && !end) ++at;
    } else if (c == '"' && fields.back().empty()) {
      quoted = true;
    } else if (c == ',') {
      fields.emplace_back();
    } else if (c == '\n') {
      ++at;
      break;
    } else if (c != '\r') {
      fields.back() += c;
    }
  }
  if (quoted) throw InputError({{file.name, first_line, 1, "a quotation mark in this row does not close"}});
  return fields;
}

}  // namespace

CsvTable parse_csv(const SourceFile& file, std::size_t most_rows) {
  CsvTable table;
  int line = 1;
  if (const auto zero = file.text.find('\0'); zero != std::string::npos) {
    const auto before = std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
    throw InputError({{file.name, static_cast<int>(before) + 1, 1, "this is not a text file: it holds a zero byte"}});
  }
  for (std::size_t at = file.text.starts_with("\xEF\xBB\xBF") ? 3 : 0; at < file.text.size();) {
    const int row_line = line;
    auto fields = read_record(file, at, line);
    if (fields.size() == 1 && fields[0].empty()) continue;
    if (table.heads.empty()) {
      table.heads = std::move(fields);
      table.head_line = row_line;
      continue;
    }
    if (fields.size() != table.heads.size())
      throw InputError(
          {{file.name, row_line, 1, fmt::format("this row has {} fields; the head has {}", fields.size(), table.heads.size())}});
    if (table.rows.size() == most_rows)
      throw InputError({{file.name, row_line, 1, fmt::format("the table has more than {} rows", most_rows)}});
    table.rows.push_back({row_line, std::move(fields)});
  }
  if (table.heads.empty()) throw InputError({{file.name, 1, 1, "the table is empty; a head line with the names of columns is needed"}});
  return table;
}

std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace fulcrum
