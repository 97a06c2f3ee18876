/// \file
/// Why the support that the patron wants moved from week to week, within one run.
#pragma once

#include <string>
#include <vector>

#include "models/setup.h"
#include "sim/ensemble/outcomes.h"
#include "sim/explain/causes.h"
#include "sim/explain/week_arguments.h"

namespace fulcrum {

/// The arguments of steps 9 and 10, by which support wanted changes.
enum WantedBy : std::size_t {
  kByThreat,
  kByMotive,
  kByCost,
  kByDecision,
  kByArdour,
  kByLockIn,
  kByFunds,
  kByRelease,
  kByInducement,
  kByHostAid,
  kByDeadline,
  kWantedBy
};
/// "perceived threat", "motive", ...
std::string_view wanted_by_name(std::size_t by);

/// How a support level that is wanted changed, split exactly: [week] is the change from the week before; week 0 has none.
struct WantedHistory {
  std::vector<double> wanted;               ///< D* or I* [index]
  std::vector<std::vector<double>> by;      ///< [week][WantedBy]: parts of the change
  std::vector<std::vector<Change>> causes;  ///< [week][WantedBy]: each part over what moved that argument
};
struct WithinRun {
  WantedHistory direct, indirect;
  std::vector<double> direct_given, indirect_given;  ///< D and I [index]
};
/// Splits a run that recorded all series. Method: docs/explain.md.
WithinRun explain_run(const Setup& setup, const RecordingView& run);

}  // namespace fulcrum
