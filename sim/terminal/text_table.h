/// \file
/// Tables and small pictures for a terminal.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace fulcrum {

/// A table of text. Columns are aligned by display width; the first to the left, the others to the right unless said otherwise.
class TextTable {
 public:
  explicit TextTable(std::vector<std::string> heads) : heads_(std::move(heads)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  void align_left(std::size_t column) { left_.push_back(column); }
  std::string text() const;
  std::string csv() const;

 private:
  std::vector<std::string> heads_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::size_t> left_{0};
};

/// Characters of a UTF-8 text as a terminal shows them (one column each).
std::size_t display_width(const std::string& text);
/// A text in lines of at most `width` columns where words allow it; lines after the first begin with `indent` spaces. A number and its "%"
/// are one word.
std::string folded(const std::string& text, int width, int indent);
/// Values as one line of block characters between `low` and `high`, at most `width` of them (each the mean of its share of values).
std::string sparkline(std::span<const double> values, double low, double high, int width);

/// A number as a field of CSV, with all its bits; empty if it is not finite.
std::string csv_number(double value);

}  // namespace fulcrum
