/// \file
/// The one thing that drawing futures needs of a results file.
#pragma once

#include <string>

#include "output/table.h"

namespace fulcrum {

/// The table of a results file of `calibrate --posterior`: a row a particle. Throws FileError.
Table read_posterior(const std::string& file);

}  // namespace fulcrum
