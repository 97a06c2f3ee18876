/// \file
/// Tables of /analysis as a terminal, a spreadsheet or another program reads them.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "output/table.h"
#include "sim/terminal/text_table.h"

namespace fulcrum {

/// For reading: numbers with so many decimals, "-" where there is none, texts to the left.
TextTable readable(const Table& table, int decimals);
/// CSV with all bits of its numbers, empty where there is none.
std::string csv_of(const Table& table);
/// A list of objects, one a row; null where there is no number.
nlohmann::ordered_json rows_json(const Table& table);

/// Tables as CSV, one after the other, each row headed by the table's name.
std::string tables_csv(const std::vector<Table>& tables);
/// Tables as JSON with their settings.
std::string tables_json(const std::vector<Table>& tables, std::string_view theatre = {});

}  // namespace fulcrum
