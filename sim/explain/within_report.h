/// \file
/// Why support moved within a run: as text, CSV, JSON, and the table of a results file.
#pragma once

#include <string>
#include <vector>

#include "output/table.h"
#include "sim/explain/contributions.h"
#include "sim/explain/within_run.h"

namespace fulcrum {

/// Weeks that an explanation covers: what changed after `from` up to and with `to`.
struct Span {
  int from = 0;
  int to = 0;
};

/// Parts of the change of a support level that is wanted over a span: arguments, by what way, by what in the end.
std::vector<Contribution> parts_over(const WantedHistory& history, Span span);

std::string within_text(const std::string& run, const WithinRun& explained, Span span);
std::string within_csv(const WithinRun& explained, Span span);
std::string within_json(const std::string& run, const WithinRun& explained, Span span);
/// All weeks, one row a week, level, argument and cause that changed something.
Table within_table(const std::string& run, const WithinRun& explained);
/// The same over a span, in sentences.
Table within_words(const std::string& run, const WithinRun& explained, Span span);

}  // namespace fulcrum
