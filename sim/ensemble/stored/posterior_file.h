/// \file
/// The one thing that drawing futures needs of a results file.
#pragma once

#include <string>

#include "output/table.h"

namespace fulcrum {

/// The table of a results file of `calibrate --posterior`: a row a particle. Throws FileError.
Table read_posterior(const std::string& file);
/// A remark of a table that is text; "" where it has none of that name.
std::string text_remark(const Table& table, const std::string& name);

}  // namespace fulcrum
