#include "scenarios/input/csv.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace fulcrum {

namespace {

// Takes a text apart field by field, and knows where it stands. A field is taken as it is written or not at all: what a spreadsheet would
// guess at could be another number.
class Reader {
 public:
  Reader(const SourceFile& file, std::size_t at) : file_(file), text_(file.text), at_(at) {}
  bool at_end() const { return at_ >= text_.size(); }

  // The next record; stands behind its line end then.
  CsvRow row() {
    CsvRow row{place_.line, {}, {}};
    for (;;) {
      row.places.push_back(place_);
      row.fields.push_back(!at_end() && text_[at_] == '"' ? quoted_field() : plain_field());
      if (at_line_end()) break;
      pass();  // the comma
    }
    if (!at_end() && text_[at_] == '\r') pass();
    if (!at_end()) pass();
    return row;
  }

 private:
  bool at_line_end() const {
    const std::string_view rest = text_.substr(at_, 2);
    return rest.empty() || rest[0] == '\n' || rest == "\r\n" || rest == "\r";
  }

  void pass() {
    const char c = text_[at_++];
    if (c == '\n')
      place_ = {place_.line + 1, 1};
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80)
      ++place_.column;
  }

  std::string plain_field() {
    std::string field;
    for (; !at_line_end() && text_[at_] != ','; pass()) {
      if (text_[at_] == '\r') refuse(place_, "there is a carriage return inside a row; lines must end with a line feed, or with both");
      field += text_[at_];
    }
    return field;
  }

  std::string quoted_field() {
    const CsvPlace opening = place_;
    std::string field;
    for (pass();; pass()) {
      if (at_end()) refuse(opening, "this quotation mark is never closed");
      if (text_[at_] == '"') {
        pass();
        if (at_end() || text_[at_] != '"') break;
      }
      field += text_[at_];
    }
    if (!at_line_end() && text_[at_] != ',') refuse(place_, "a field continues after its closing quotation mark");
    return field;
  }

  [[noreturn]] void refuse(const CsvPlace& place, const char* message) const {
    throw InputError({{file_.name, place.line, place.column, message}});
  }

  const SourceFile& file_;
  std::string_view text_;
  std::size_t at_;
  CsvPlace place_;
};

}  // namespace

CsvTable parse_csv(const SourceFile& file, std::size_t most_rows) {
  CsvTable table;
  if (const auto zero = file.text.find('\0'); zero != std::string::npos) {
    const auto before = std::count(file.text.begin(), file.text.begin() + static_cast<std::ptrdiff_t>(zero), '\n');
    throw InputError({{file.name, static_cast<int>(before) + 1, 1, "this is not a text file: it contains a zero byte"}});
  }
  for (Reader reader(file, file.text.starts_with("\xEF\xBB\xBF") ? 3 : 0); !reader.at_end();) {
    CsvRow row = reader.row();
    if (row.fields.size() == 1 && row.fields[0].empty()) continue;
    if (table.heads.empty()) {
      table.heads = std::move(row.fields);
      table.head_places = std::move(row.places);
      table.head_line = row.line;
      continue;
    }
    if (row.fields.size() != table.heads.size())
      throw InputError(
          {{file.name, row.line, 1, fmt::format("this row has {} fields; the header has {}", row.fields.size(), table.heads.size())}});
    if (table.rows.size() == most_rows)
      throw InputError({{file.name, row.line, 1, fmt::format("the table has more than {} rows", most_rows)}});
    table.rows.push_back(std::move(row));
  }
  if (table.heads.empty()) throw InputError({{file.name, 1, 1, "the table is empty; a header line with the names of columns is needed"}});
  return table;
}

std::optional<double> parse_number(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && std::isfinite(value) ? std::optional(value) : std::nullopt;
}

}  // namespace fulcrum
