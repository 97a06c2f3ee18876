#include "scenarios/expressions/condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <span>

namespace fulcrum {

namespace {

using Kind = ClaimExpression::Kind;

bool over_group(Kind kind) { return kind >= Kind::kLargest; }

double correlation(std::span<const double> x, std::span<const double> y) {
  const double n = static_cast<double>(x.size());
  double mx = 0, my = 0, xx = 0, yy = 0, xy = 0;
  for (std::size_t i = 0; i < x.size(); ++i) mx += x[i] / n, my += y[i] / n;
  for (std::size_t i = 0; i < x.size(); ++i) {
    xx += (x[i] - mx) * (x[i] - mx);
    yy += (y[i] - my) * (y[i] - my);
    xy += (x[i] - mx) * (y[i] - my);
  }
  return xx > 0 && yy > 0 ? xy / std::sqrt(xx * yy) : 0;
}

double smallest_step(std::span<const double> values, double sign) {
  double smallest = sign * (values[1] - values[0]);
  for (std::size_t i = 2; i < values.size(); ++i) smallest = std::min(smallest, sign * (values[i] - values[i - 1]));
  return smallest;
}

double of_values(Kind kind, std::span<const double> v) {
  const auto [low, high] = std::minmax_element(v.begin(), v.end());
  switch (kind) {
    case Kind::kNegative:
      return -v[0];
    case Kind::kSum:
      return v[0] + v[1];
    case Kind::kDifference:
      return v[0] - v[1];
    case Kind::kProduct:
      return v[0] * v[1];
    case Kind::kQuotient:
      return v[0] / v[1];
    case Kind::kAbs:
      return std::abs(v[0]);
    case Kind::kLeast:
    case Kind::kSmallest:
      return *low;
    case Kind::kMost:
    case Kind::kLargest:
      return *high;
    case Kind::kSpread:
      return *high - *low;
    case Kind::kRise:
      return smallest_step(v, 1);
    case Kind::kFall:
      return smallest_step(v, -1);
    case Kind::kGain:
      return v.back() - v.front();
    case Kind::kCorrelation:
      return correlation(v.first(v.size() / 2), v.last(v.size() / 2));
    case Kind::kNumber:
    case Kind::kMeasure:
      break;
  }
  return v[0];
}

}  // namespace

void visit_measures(ClaimExpression& expression, const std::function<void(Measure&)>& visit) {
  if (expression.kind == Kind::kMeasure) visit(expression.measure);
  for (ClaimExpression& inner : expression.of) visit_measures(inner, visit);
}

void expand_groups(ClaimExpression& expression, const std::function<std::vector<std::string>(const std::string&)>& members) {
  if (!over_group(expression.kind)) {
    if (expression.kind == Kind::kMeasure && !members(expression.measure.run).empty())
      throw ConditionError(0, fmt::format("'{}' is a group of runs: it must be an argument of largest, smallest, spread, smallest_rise, "
                                          "smallest_fall, gain or correlation",
                                          expression.measure.run));
    for (ClaimExpression& inner : expression.of) expand_groups(inner, members);
    return;
  }
  std::string group;
  visit_measures(expression, [&](const Measure& measure) {
    if (members(measure.run).empty()) return;
    if (!group.empty() && group != measure.run) throw ConditionError(0, fmt::format("'{}' and '{}' are two groups", group, measure.run));
    group = measure.run;
  });
  if (group.empty()) throw ConditionError(0, "a function over a group of runs names none");
  std::vector<ClaimExpression> expanded;
  for (const ClaimExpression& inner : expression.of)
    for (const std::string& member : members(group)) {
      expanded.push_back(inner);
      visit_measures(expanded.back(), [&](Measure& measure) {
        if (measure.run == group) measure.run = member;
      });
      expand_groups(expanded.back(), members);
    }
  expression.of = std::move(expanded);
}

double value_of(const ClaimExpression& expression, const std::function<double(const Measure&)>& measured) {
  if (expression.kind == Kind::kNumber) return expression.number;
  if (expression.kind == Kind::kMeasure) return measured(expression.measure);
  std::vector<double> values;
  for (const ClaimExpression& inner : expression.of) values.push_back(value_of(inner, measured));
  for (const double value : values)
    if (std::isnan(value)) return value;
  return of_values(expression.kind, values);
}

}  // namespace fulcrum
