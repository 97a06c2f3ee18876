/// \file
/// Summaries in the long form that integrated assessment models exchange.
#pragma once

#include <iosfwd>

#include "output/export/export_results.h"

namespace fulcrum {

/// Means and percentiles by policy and week as CSV in the data format of the Integrated Assessment Modeling Consortium (the long form with
/// a time column that pyam reads): model, scenario, region, variable, unit, time, value. Throws std::invalid_argument for a name that the
/// file does not hold, std::runtime_error if the stream takes no more.
void export_iamc(const ResultsReader& results, const SeriesNames& names, const std::string& theatre, std::ostream& out);

}  // namespace fulcrum
