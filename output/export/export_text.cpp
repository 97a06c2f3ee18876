#include "output/export/export_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <ostream>
#include <stdexcept>

namespace fulcrum {

void Pieces::pass_on(std::size_t at_least) {
  if (text_.size() < at_least) return;
  out_.write(text_.data(), static_cast<std::streamsize>(text_.size()));
  if (!out_) throw std::runtime_error("cannot write the export: the output accepts no more data");
  text_.clear();
}

void Pieces::finish() {
  pass_on(0);
  out_.flush();
  if (!out_) throw std::runtime_error("cannot write the export: the output accepts no more data");
}

void append_number(std::string& text, double value, std::string_view missing) {
  if (!std::isfinite(value)) {
    text += missing;
    return;
  }
  char digits[32];
  text.append(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
}

namespace {

// What a spreadsheet takes for a formula, and would carry out.
bool is_formula(const std::string& text) {
  if (text.size() < 2 || std::string_view("=+-@\t\r").find(text.front()) == std::string_view::npos) return false;
  double number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + (text.front() == '+' ? 1 : 0), end, number);
  return error == std::errc::invalid_argument || stop != end;
}

}  // namespace

std::string csv_field(const std::string& text) {
  std::string field = is_formula(text) ? "'" + text : text;
  if (field.find_first_of(",\"\r\n") == std::string::npos) return field;
  std::string quoted = "\"";
  for (const char c : field) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::vector<std::string> dates_of(const ResultsLayout& layout) {
  std::vector<std::string> dates;
  for (int week = 0; week < layout.weeks; ++week)
    dates.push_back(fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::chrono::system_clock::to_time_t(layout.start + std::chrono::weeks(week)))));
  return dates;
}

}  // namespace fulcrum
