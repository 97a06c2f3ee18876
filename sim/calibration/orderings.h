/// \file
/// What reference strategies must keep saying of each other whatever the parameters are fitted to: the orderings of policies.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/ensemble/outcomes.h"

namespace fulcrum {

/// What the orderings need of the run of a strategy: means over the last 52 weeks unless said otherwise.
struct StrategyResult {
  double direct = 0, indirect = 0, motive = 0, tightness = 0, insecurity = 0;
  double direct_all = 0;  ///< over all weeks
  double direct_first_year = 0;
  double burden = 0;  ///< burden_total at the end
  double balance_start = 0, balance_end = 0;
  double rival_power_start = 0, rival_power_end = 0;
  double act_badr = 0, act_mahdi = 0;  ///< sum of capability*act over the last 52 weeks
};

/// The strategies that the orderings speak of, by the names of their scenarios.
std::span<const std::string_view> ordered_strategies();
/// Series that their runs must record.
std::vector<const SeriesInfo*> ordered_series();
StrategyResult strategy_result(const RecordingView& run);

/// The claims that do not hold, by strategy in the order of ordered_strategies().
std::vector<std::string_view> violated_orderings(std::span<const StrategyResult> results);

}  // namespace fulcrum
