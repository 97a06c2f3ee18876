/// \file
/// Outcomes: one number a run, computed from its recorded columns.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/recording.h"
#include "scenarios/readers/outcome_reader.h"

namespace fulcrum {

/// A run's recording as a view: columns of one value a week.
struct RecordingView {
  const Selection* selection;
  const double* first;        ///< first column
  std::size_t column_stride;  ///< values from one column to the next
  int weeks;

  /// The weeks of a scalar series, which must have been recorded.
  std::span<const double> series(std::string_view name) const;
  /// The weeks of one organisation in a series, which must have been recorded.
  const double* column(const Column& column) const;
};

/// One number a run.
struct Outcome {
  std::string name;
  std::string unit;
  std::string long_name;
  std::vector<std::string> needs;  ///< series that must be recorded
  double (*compute)(const RecordingView&, const Outcome&);
  std::string series;                           ///< of <series>_mean, <series>_max, <series>_end
  std::shared_ptr<const Expression> formula{};  ///< of one's own
};

/// The standard outcomes, in the order in which they are shown.
std::span<const Outcome> standard_outcomes();
/// Those that runs with cells have besides.
std::span<const Outcome> agent_outcomes();
/// The outcome of that name: a standard one, or <series>_mean, <series>_max, <series>_end of a scalar series. Throws std::invalid_argument
/// with the nearest names.
Outcome find_outcome(std::string_view name);
/// The standard outcomes, and behind them those asked for. Throws InputError where a name is taken by another one.
std::vector<Outcome> with_standard(std::span<const OutcomeRequest> own, Resolution resolution);
/// The outcome of that name among those given, else as find_outcome.
Outcome find_outcome(std::string_view name, std::span<const Outcome> known);
/// The series that the outcomes need beside those given, appended without doubles. Throws std::invalid_argument if one of them is not
/// recorded at that resolution.
std::vector<const SeriesInfo*> with_needs(std::vector<const SeriesInfo*> series, std::span<const Outcome> outcomes, Resolution resolution);

}  // namespace fulcrum
