/// \file
/// How large a results file will be: known before the first run, and without HDF5.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "output/results_layout.h"

namespace fulcrum {

/// What decides it.
struct ExpectedSize {
  std::int64_t runs = 0;
  int weeks = 0;
  std::vector<std::string> policies{};  ///< names
  std::size_t outcomes = 0, columns = 0;
  Store store = Store::kTrajectories;
  std::int64_t points_summarised = 0;  ///< points that are summarised each by itself
};
/// Bytes of runs, outcomes and series, uncompressed. Heads and final tables come beside.
std::uint64_t expected_bytes(const ExpectedSize& size);

}  // namespace fulcrum
