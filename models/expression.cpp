#include "models/expression.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "models/numbers/functions.h"

namespace fulcrum {

namespace {

double logarithm_of_any(double x) {
  if (x > 0) return logarithm(x);
  return x == 0 ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace

double Expression::value(int at, std::span<const double* const> series, int week) const {
  const Node& node = nodes_[static_cast<std::size_t>(at)];
  switch (node.op) {
    case Op::kNumber:
      return node.number;
    case Op::kColumn:
      return series[static_cast<std::size_t>(node.first)][week];
    case Op::kNegative:
      return -value(node.first, series, week);
    case Op::kAbsolute:
      return std::fabs(value(node.first, series, week));
    case Op::kLogarithm:
      return logarithm_of_any(value(node.first, series, week));
    case Op::kNot:
      return value(node.first, series, week) == 0 ? 1 : 0;
    case Op::kAnd:
      return value(node.first, series, week) != 0 && value(node.second, series, week) != 0 ? 1 : 0;
    case Op::kOr:
      return value(node.first, series, week) != 0 || value(node.second, series, week) != 0 ? 1 : 0;
    case Op::kWindowMean:
      return over(node, series, std::max(0, week - node.weeks + 1), week);
    case Op::kWindowTrend:
      return trend(node, series, std::max(0, week - node.weeks + 1), week);
    case Op::kMean:
    case Op::kSum:
    case Op::kSmallest:
    case Op::kLargest:
      return over(node, series, 0, week);
    case Op::kAt:
      return value(node.first, series, node.weeks);
    default:
      return two_sided(node, value(node.first, series, week), value(node.second, series, week));
  }
}

double Expression::two_sided(const Node& node, double left, double right) const {
  switch (node.op) {
    case Op::kAdd:
      return left + right;
    case Op::kSubtract:
      return left - right;
    case Op::kMultiply:
      return left * right;
    case Op::kDivide:
      return left / right;
    case Op::kSmaller:
      return left < right ? left : right;
    case Op::kLarger:
      return left > right ? left : right;
    case Op::kLess:
      return left < right ? 1 : 0;
    case Op::kLessOrEqual:
      return left <= right ? 1 : 0;
    case Op::kGreater:
      return left > right ? 1 : 0;
    case Op::kGreaterOrEqual:
      return left >= right ? 1 : 0;
    case Op::kEqual:
      return left == right ? 1 : 0;
    default:
      return left != right ? 1 : 0;
  }
}

// Mean, sum, smallest or largest of the argument from one week to another, both included, the earliest first.
double Expression::over(const Node& node, std::span<const double* const> series, int from, int to) const {
  double result = value(node.first, series, from);
  for (int t = from + 1; t <= to; ++t) {
    const double next = value(node.first, series, t);
    if (node.op == Op::kSmallest)
      result = next < result ? next : result;
    else if (node.op == Op::kLargest)
      result = next > result ? next : result;
    else
      result += next;
  }
  return node.op == Op::kMean || node.op == Op::kWindowMean ? result / (to - from + 1) : result;
}

// Slope of the least-squares line [per week]; 0 where there is one week only.
double Expression::trend(const Node& node, std::span<const double* const> series, int from, int to) const {
  const double middle = (from + to) / 2.0;
  double above = 0, below = 0;
  for (int t = from; t <= to; ++t) {
    above += (t - middle) * value(node.first, series, t);
    below += (t - middle) * (t - middle);
  }
  return to > from ? above / below : 0;
}

}  // namespace fulcrum
