/// \file
/// A report of feedback loops as a reader, a spreadsheet or another program takes it.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "output/table.h"
#include "sim/loops/report.h"

namespace fulcrum {

/// Sentences and tables, `rows` loops long at most.
std::string loops_text(const LoopReport& report, std::size_t rows, int width);
/// What is said of the security dilemma: what it does and by which way, and when it leads; or that it does not act.
std::vector<std::string> dilemma_sentences(const LoopReport& report);
/// Two tables: "loops" has a row for each loop (of `rows` at most, and those of the dilemma), "shares" one for each of them and week.
std::vector<Table> loops_tables(const LoopReport& report, std::size_t rows);
/// Weeks as ranges: "3, 8-12"; "none".
std::string weeks_text(const std::vector<int>& weeks);

}  // namespace fulcrum
