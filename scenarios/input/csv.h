/// \file
/// Comma-separated values (RFC 4180): a head line and rows of as many fields.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/input/files.h"

namespace fulcrum {

/// Line and column where a field begins, from 1.
struct CsvPlace {
  int line = 1;
  int column = 1;
};
struct CsvRow {
  int line;  ///< in the file, from 1
  std::vector<std::string> fields;
  std::vector<CsvPlace> places;  ///< of the fields
};
struct CsvTable {
  int head_line = 1;
  std::vector<std::string> heads;
  std::vector<CsvPlace> head_places;
  std::vector<CsvRow> rows;
};
/// Reads a table; empty lines are passed over. Throws InputError: rows of another length, quotation marks that do not close or close too
/// early, stray carriage returns, too many rows.
CsvTable parse_csv(const SourceFile& file, std::size_t most_rows);

/// A finite number that fills the whole field, or nothing.
std::optional<double> parse_number(const std::string& text);

}  // namespace fulcrum
