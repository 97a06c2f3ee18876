/// \file
/// What of a run did not come out as a file has it. Values are compared bit by bit; numbers that are none are equal.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "output/results_reader.h"

namespace fulcrum {

/// A series, outcome or event that did not come out the same.
struct RunDifference {
  std::string name;  ///< with the organisation's name, where there are several
  int week = -1;     ///< first week that differs; -1 for an outcome
  double stored = 0, now = 0;
  int weeks = 0;  ///< how many weeks differ; 0 for an outcome or event
};

/// Each adds to the differences what it finds, and nothing if the two are the same.
void compare_column(const StoredSeries& series, std::size_t entity, std::span<const double> stored, std::span<const double> now,
                    std::vector<RunDifference>& differences);
void compare_outcome(const OutcomeInfo& outcome, double stored, double now, std::vector<RunDifference>& differences);
/// Of a run's events, by week in both: the first in which they part, as it was stored and as it is now.
void compare_events(std::span<const Event> stored, std::span<const Event> now, std::vector<RunDifference>& differences);

/// Throws FileError unless a stored series has a column for each name of its axis in the theatre.
void require_columns(const ResultsReader& reader, const StoredSeries& series, const SeriesInfo& info, const Theatre& theatre);

}  // namespace fulcrum
