/// \file
/// Formulas over recorded columns: the conditions of rules, outcomes of one's own, quantities to compare with records; and over the columns
/// of a table, row by row.
///
/// Made from text by scenarios/expressions/expression_reader.h; what may be written: docs/expressions.md. Only + - * /, comparison and the
/// model's own logarithm are used, so that the same values give the same bits everywhere.
#pragma once

#include <span>
#include <vector>

#include "models/recording.h"

namespace fulcrum {

/// A compiled formula. Immutable; any number of threads may use it at once.
class Expression {
 public:
  enum class Op : unsigned char {
    kNumber,
    kColumn,
    kNegative,
    kAbsolute,
    kAdd,
    kSubtract,
    kMultiply,
    kDivide,
    kSmaller,
    kLarger,
    kLess,
    kLessOrEqual,
    kGreater,
    kGreaterOrEqual,
    kEqual,
    kNotEqual,
    kAnd,
    kOr,
    kNot,
    kWindowMean,  ///< over the last `weeks` weeks, or as many as there are
    kWindowTrend,
    kMean,  ///< over all weeks from the first
    kSum,
    kSmallest,
    kLargest,
    kAt,         ///< in week number `weeks`
    kLogarithm,  ///< natural; minus infinity at 0, not a number below
  };
  /// A step of the formula: its arguments are earlier steps.
  struct Node {
    Op op = Op::kNumber;
    int first = -1, second = -1;  ///< arguments; of kColumn, `first` is the column's number
    int weeks = 0;
    double number = 0;
  };

  Expression() = default;
  /// From steps of which the last is the result, and the columns that they name.
  Expression(std::vector<Node> nodes, std::vector<Column> columns) : nodes_(std::move(nodes)), columns_(std::move(columns)) {}

  /// The columns that the formula reads, each once. Of a formula over a table's rows: no series, and the column's number as its entity.
  const std::vector<Column>& columns() const { return columns_; }
  /// The result in a week, which must not be before that of any kAt. `series[i]` points to the values of columns()[i], week 0 first, up to
  /// that week. Truth is 1, falsehood 0.
  double value(std::span<const double* const> series, int week) const { return value(static_cast<int>(nodes_.size()) - 1, series, week); }
  bool holds(std::span<const double* const> series, int week) const { return value(series, week) != 0; }

 private:
  double value(int at, std::span<const double* const> series, int week) const;
  double two_sided(const Node& node, double left, double right) const;
  double over(const Node& node, std::span<const double* const> series, int from, int to) const;
  double trend(const Node& node, std::span<const double* const> series, int from, int to) const;

  std::vector<Node> nodes_;
  std::vector<Column> columns_;
};

}  // namespace fulcrum
