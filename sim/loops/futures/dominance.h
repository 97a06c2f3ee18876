/// \file
/// Which loops lead over states of the world.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/ensemble/futures.h"
#include "sim/loops/report.h"
#include "sim/statistics/order_statistics.h"
#include "sim/statistics/share_interval.h"

namespace fulcrum {

/// How the dilemma is called beside loops with a letter and a number.
inline constexpr const char* kDilemma = "security dilemma";

/// What a loop does over states of the world; the forms of the security dilemma count as one loop.
struct LoopOverFutures {
  std::string name;                ///< as in the report; "security dilemma"
  std::vector<double> lead_share;  ///< by week: share of futures in which it leads
  ShareInterval leads;             ///< futures in which it leads in any week
  Spread weeks_led;                ///< weeks in which it leads
  Spread mean_share;               ///< mean absolute net share over the weeks
  Spread lost;                     ///< of the futures in which it leads: the week from which on it does not
  ShareInterval reinforces;        ///< of the futures in which it acts: it reinforces in every week in which it does
  ShareInterval acts_at_end;       ///< futures in which it acts in the last week
};

struct LoopsOverFutures {
  int futures = 0;
  std::size_t graphs = 0;              ///< different sets of links that the structural forms have
  std::vector<LoopOverFutures> loops;  ///< the dilemma, where the reference case has it, then the first loops of the report
};

struct DominanceQuestion {
  int futures = 1000;     ///< the first is the reference case
  std::size_t rows = 10;  ///< loops of the report to follow, beside the dilemma
  int jobs = 0;           ///< threads; 0: one for each core. They change no result
};

/// Loops of a report in states of the world, without noise; a scenario is judged as report_loops() judges it, week by week. `reference` is
/// the report of the scenario itself. Throws std::invalid_argument if there are more than kMostLoopsOfFutures loops.
LoopsOverFutures loops_over_futures(const Scenario& scenario, const LoopReport& reference, const Futures& futures,
                                    const DominanceQuestion& question);
inline constexpr std::size_t kMostLoopsOfFutures = 2000000;

}  // namespace fulcrum
