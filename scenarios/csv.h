/// \file
/// Comma-separated values (RFC 4180): a head line and rows of as many fields.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "scenarios/files.h"

namespace fulcrum {

struct CsvRow {
  int line;  ///< in the file, from 1
  std::vector<std::string> fields;
};
struct CsvTable {
  int head_line = 1;
  std::vector<std::string> heads;
  std::vector<CsvRow> rows;
};
/// Reads a table; empty lines are passed over. Throws InputError: rows of another length, quotes that do not close, too many rows.
CsvTable parse_csv(const SourceFile& file, std::size_t most_rows);

/// A finite number that fills the whole field, or nothing.
std::optional<double> parse_number(const std::string& text);

}  // namespace fulcrum
