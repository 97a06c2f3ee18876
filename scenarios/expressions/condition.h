/// \file
/// Conditions of claims: inequalities between expressions over quantities that are read off named runs.
///
///     last_year(direct, engagement) < last_year(direct, status_quo) - 0.01
///
/// Grammar:  condition = sum ( ">" | "<" | ">=" | "<=" ) sum;  sum: arithmetic.h
///           word      = function "(" argument { "," argument } ")"
/// The functions and their arguments: docs/claims.md.
#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace fulcrum {

/// What is read off one run.
enum class MeasureKind { kMean, kAt, kEnd, kHighest, kLowest, kPeakWeek, kTroughWeek, kHalfLife, kSum, kConfrontation };

/// One number of one run: a series of it, over weeks `from` to `until` (not included).
struct Measure {
  MeasureKind kind = MeasureKind::kMean;
  std::string series;  ///< e.g. direct; empty for confrontation
  std::string entity;  ///< of capability.badr: badr
  std::string run;     ///< a run or a group of runs
  int from = 0;        ///< first week; negative: counted from the end
  int until = -1;      ///< week after the last; -1: the end
  bool operator==(const Measure&) const = default;
};

/// A number, a measure, or a function of others.
struct ClaimExpression {
  enum class Kind {
    kNumber,
    kMeasure,
    kNegative,
    kSum,
    kDifference,
    kProduct,
    kQuotient,
    kAbs,
    kLeast,
    kMost,
    // Over the runs of a group, in their order; the reader expands them, so that `of` holds an expression a run.
    kLargest,
    kSmallest,
    kSpread,
    kRise,
    kFall,
    kGain,
    kCorrelation
  };
  Kind kind = Kind::kNumber;
  double number = 0;
  Measure measure;
  std::vector<ClaimExpression> of;
};

/// left > right, or left >= right; written the other way round it is turned.
struct Condition {
  std::string text;
  ClaimExpression left, right;
  bool or_equal = false;
};

/// What is wrong with the text of a condition, and the column at which it was noticed, counted from 1.
class ConditionError : public std::runtime_error {
 public:
  ConditionError(int at, const std::string& what) : std::runtime_error(what), column(at) {}
  int column;
};

/// Reads a condition. Whether the series and runs exist is not its concern. Throws ConditionError.
Condition parse_condition(const std::string& text);
/// Every measure of an expression, by visit.
void visit_measures(ClaimExpression& expression, const std::function<void(Measure&)>& visit);

/// Writes out the functions over groups of runs: for each the inner expression once a member of the group it speaks of. `members` gives the
/// runs of a group, or nothing for a single run. Throws ConditionError (column 0).
void expand_groups(ClaimExpression& expression, const std::function<std::vector<std::string>(const std::string&)>& members);

/// Value of an expression whose groups are expanded, with the values of its measures.
double value_of(const ClaimExpression& expression, const std::function<double(const Measure&)>& measured);

}  // namespace fulcrum
