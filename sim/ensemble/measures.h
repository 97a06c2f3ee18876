/// \file
/// Quantities that conditions name, read off runs.
#pragma once

#include "scenarios/expressions/condition.h"
#include "sim/ensemble/outcomes.h"

namespace fulcrum {

/// A measure's place in recordings of a selection, looked up once. Immutable.
class MeasureReading {
 public:
  /// The selection must hold the measure's series; its organisation is one of the theatre.
  MeasureReading(const Measure& measure, const Selection& selection, const Theatre& theatre);
  /// Its value in a run [unit of the series; weeks; a probability for confrontation].
  double of(const RecordingView& run) const;

 private:
  Measure measure_;
  std::size_t column_;
};

}  // namespace fulcrum
