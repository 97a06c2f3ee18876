#include "sim/calibration/orderings.h"

#include <algorithm>

namespace fulcrum {

namespace {

void visit_measures(const ClaimExpression& expression, const std::function<void(const Measure&)>& visit) {
  if (expression.kind == ClaimExpression::Kind::kMeasure) visit(expression.measure);
  for (const ClaimExpression& inner : expression.of) visit_measures(inner, visit);
}

// Those stay where they are, so that they are known by their addresses.
void visit_measures(const Orderings& orderings, const std::function<void(const Measure&)>& visit) {
  for (const Ordering& ordering : orderings.all)
    for (const Condition& condition : ordering.holds)
      for (const ClaimExpression* side : {&condition.left, &condition.right}) visit_measures(*side, visit);
}

}  // namespace

std::vector<const SeriesInfo*> ordered_series() {
  std::vector<const SeriesInfo*> series;
  visit_measures(policy_orderings(), [&](const Measure& measure) {
    const SeriesInfo* needed = find_series(measure.series);
    if (std::find(series.begin(), series.end(), needed) == series.end()) series.push_back(needed);
  });
  return series;
}

OrderingCheck::OrderingCheck(const Selection& selection, const Theatre& theatre) {
  const std::vector<std::string>& strategies = policy_orderings().strategies;
  visit_measures(policy_orderings(), [&](const Measure& measure) {
    const auto at = std::find(strategies.begin(), strategies.end(), measure.run) - strategies.begin();
    readings_.emplace(&measure, Reading{static_cast<std::size_t>(at), MeasureReading(measure, selection, theatre)});
  });
}

std::vector<const Ordering*> OrderingCheck::violated(std::span<const RecordingView> runs) const {
  const auto measured = [&](const Measure& measure) {
    const Reading& reading = readings_.at(&measure);
    return reading.measure.of(runs[reading.strategy]);
  };
  const auto holds = [&](const Condition& condition) {
    const double left = value_of(condition.left, measured), right = value_of(condition.right, measured);
    return condition.or_equal ? left >= right : left > right;
  };
  std::vector<const Ordering*> violated;
  for (const Ordering& ordering : policy_orderings().all)
    if (!std::all_of(ordering.holds.begin(), ordering.holds.end(), holds)) violated.push_back(&ordering);
  return violated;
}

}  // namespace fulcrum
