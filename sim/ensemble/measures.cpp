#include "sim/ensemble/measures.h"

#include <algorithm>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

double sum(std::span<const double> values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

// Weeks from the peak until half of its height above `before` is gone; all that are left if it never is.
double half_life(std::span<const double> weeks, double before) {
  const auto peak = std::max_element(weeks.begin(), weeks.end());
  const double half = (*peak + before) / 2;
  const auto gone = std::find_if(peak, weeks.end(), [&](double value) { return value <= half; });
  return static_cast<double>(gone - peak);
}

}  // namespace

MeasureReading::MeasureReading(const Measure& measure, const Selection& selection, const Theatre& theatre)
    : measure_(measure), column_(static_cast<std::size_t>(selection.find(measure.series))) {
  if (measure.entity.empty()) return;
  const auto names = axis_names(find_series(measure.series)->axis, theatre);
  column_ += static_cast<std::size_t>(std::find(names.begin(), names.end(), measure.entity) - names.begin());
}

double MeasureReading::of(const RecordingView& run) const {
  const std::span<const double> all{run.first + column_ * run.column_stride, static_cast<std::size_t>(run.weeks)};
  const int from = std::clamp(measure_.from < 0 ? run.weeks + measure_.from : measure_.from, 0, run.weeks - 1);
  const int until = measure_.until < 0 ? run.weeks : std::clamp(measure_.until, from + 1, run.weeks);
  const auto weeks = all.subspan(static_cast<std::size_t>(from), static_cast<std::size_t>(until - from));
  const auto week_of = [&](auto place) { return static_cast<double>(from + (place - weeks.begin())); };
  switch (measure_.kind) {
    case MeasureKind::kMean:
      return sum(weeks) / static_cast<double>(weeks.size());
    case MeasureKind::kSum:
      return sum(weeks);
    case MeasureKind::kAt:
      return weeks.front();
    case MeasureKind::kEnd:
      return all.back();
    case MeasureKind::kHighest:
      return *std::max_element(weeks.begin(), weeks.end());
    case MeasureKind::kLowest:
      return *std::min_element(weeks.begin(), weeks.end());
    case MeasureKind::kPeakWeek:
      return week_of(std::max_element(weeks.begin(), weeks.end()));
    case MeasureKind::kTroughWeek:
      return week_of(std::min_element(weeks.begin(), weeks.end()));
    case MeasureKind::kHalfLife:
      return half_life(weeks, from > 0 ? all[static_cast<std::size_t>(from) - 1] : all.front());
    case MeasureKind::kConfrontation:
      break;
  }
  return -exponential_minus_one(-sum(weeks));
}

}  // namespace fulcrum
