/// \file
/// The reference strategies, run: noise off, default theatre and parameters, 208 weeks.
#pragma once

#include <map>
#include <string>

#include "tests/models/recorded_run.h"

namespace fulcrum::testing_support {

/// All runs by strategy, from the levers and actions of tests/reference/strategies.json; made once.
const std::map<std::string, RecordedRun>& strategy_runs();
/// One of them.
const RecordedRun& strategy(const std::string& name);

}  // namespace fulcrum::testing_support
