/// \file
/// Text of exports: numbers that read back to the same bits, fields of CSV, dates.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "output/results_layout.h"

namespace fulcrum {

/// Text that goes out in large pieces. Throws std::runtime_error if the stream takes no more.
class Pieces {
 public:
  explicit Pieces(std::ostream& out) : out_(out) {}
  std::string& text() { return text_; }
  /// Hands over what has come together, if it is much.
  void pass_on(std::size_t at_least = std::size_t{1} << 18);
  void finish();

 private:
  std::ostream& out_;
  std::string text_;
};

/// Appends a number with the fewest digits that read back to it, or `missing` where it is not finite.
void append_number(std::string& text, double value, std::string_view missing);
/// A field of CSV: in quotes if it has to be (RFC 4180). A text that begins with =, +, -, @, a tab or a return and is no number has an
/// apostrophe before it: a spreadsheet would carry it out as a formula, and files come from anybody.
std::string csv_field(const std::string& text);
/// The Mondays of all weeks: 2008-01-07.
std::vector<std::string> dates_of(const ResultsLayout& layout);

}  // namespace fulcrum
