#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "scenarios/expressions/arithmetic.h"
#include "scenarios/expressions/condition.h"
#include "scenarios/input/input_error.h"

namespace fulcrum {

namespace {

constexpr int kYear = 52;
using Kind = ClaimExpression::Kind;

/// A function that conditions may use.
struct ConditionFunction {
  std::string_view name, arguments;
};

struct MeasureFunction {
  ConditionFunction shown;
  MeasureKind kind;
  int from, until;
  int least_numbers, most_numbers;  ///< arguments behind series and run
};
constexpr MeasureFunction kMeasures[] = {
    {{"last_year", "series, run"}, MeasureKind::kMean, -kYear, -1, 0, 0},
    {{"first_year", "series, run"}, MeasureKind::kMean, 0, kYear, 0, 0},
    {{"mean", "series, run [, from, until]"}, MeasureKind::kMean, 0, -1, 0, 2},
    {{"sum", "series, run [, from, until]"}, MeasureKind::kSum, 0, -1, 0, 2},
    {{"at", "series, run, week"}, MeasureKind::kAt, 0, -1, 1, 1},
    {{"end", "series, run"}, MeasureKind::kEnd, 0, -1, 0, 0},
    {{"highest", "series, run [, from, until]"}, MeasureKind::kHighest, 0, -1, 0, 2},
    {{"lowest", "series, run [, from, until]"}, MeasureKind::kLowest, 0, -1, 0, 2},
    {{"peak_week", "series, run [, from, until]"}, MeasureKind::kPeakWeek, 0, -1, 0, 2},
    {{"trough_week", "series, run [, from, until]"}, MeasureKind::kTroughWeek, 0, -1, 0, 2},
    {{"half_life", "series, run, week"}, MeasureKind::kHalfLife, 0, -1, 1, 1},
};

struct OtherFunction {
  ConditionFunction shown;
  Kind kind;
  std::size_t least, most;
};
constexpr OtherFunction kOthers[] = {
    {{"abs", "x"}, Kind::kAbs, 1, 1},
    {{"min", "x, y, ..."}, Kind::kLeast, 2, 20},
    {{"max", "x, y, ..."}, Kind::kMost, 2, 20},
    {{"least", "x, y, ..."}, Kind::kLeast, 2, 20},  // as min and max were called at first
    {{"most", "x, y, ..."}, Kind::kMost, 2, 20},
    {{"largest", "x"}, Kind::kLargest, 1, 1},
    {{"smallest", "x"}, Kind::kSmallest, 1, 1},
    {{"spread", "x"}, Kind::kSpread, 1, 1},
    {{"smallest_rise", "x"}, Kind::kRise, 1, 1},
    {{"smallest_fall", "x"}, Kind::kFall, 1, 1},
    {{"gain", "x"}, Kind::kGain, 1, 1},
    {{"correlation", "x, y"}, Kind::kCorrelation, 2, 2},
};
constexpr ConditionFunction kConfrontation{"confrontation", "run"};

std::vector<std::string> function_names() {
  std::vector<std::string> names{std::string(kConfrontation.name)};
  for (const MeasureFunction& f : kMeasures) names.emplace_back(f.shown.name);
  for (const OtherFunction& f : kOthers) names.emplace_back(f.shown.name);
  return names;
}

class ConditionReader final : public Arithmetic<ClaimExpression> {
 public:
  explicit ConditionReader(std::string_view text) : Arithmetic(text, {"a number, a function or '('", "brackets are nested too deeply"}) {}

  Condition read(const std::string& text) {
    Condition condition{text, nested(token().at), {}, false};
    const bool less = is("<") || is("<=");
    if (!less && !is(">") && !is(">=")) unexpected("'>', '<', '>=' or '<='");
    condition.or_equal = advance().text.size() == 2;
    condition.right = nested(token().at);
    if (token().kind != TokenKind::kEnd) fail(fmt::format("unexpected '{}'", shown(token().text)));
    if (less) std::swap(condition.left, condition.right);
    return condition;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw ExpressionError(token().at, what); }
  [[noreturn]] void unexpected(std::string_view wanted) const override { fail(fmt::format("expected {}", wanted)); }

  static ClaimExpression of(Kind kind, std::vector<ClaimExpression> operands) {
    ClaimExpression whole;
    whole.kind = kind;
    whole.of = std::move(operands);
    return whole;
  }

  ClaimExpression constant(const Token& number) override {
    ClaimExpression constant;
    constant.number = number.number;
    return constant;
  }
  ClaimExpression nested(std::size_t /*at*/) override {
    const Depth depth(*this);
    return sum();
  }
  ClaimExpression with_sign(const Token& sign, ClaimExpression operand) override {
    return sign.text == "-" ? of(Kind::kNegative, {std::move(operand)}) : operand;
  }
  ClaimExpression joined(const Token& sign, ClaimExpression left, ClaimExpression right) override {
    const Kind kind = sign.text == "+"   ? Kind::kSum
                      : sign.text == "-" ? Kind::kDifference
                      : sign.text == "*" ? Kind::kProduct
                                         : Kind::kQuotient;
    return of(kind, {std::move(left), std::move(right)});
  }

  ClaimExpression word(const Token& function) override {
    expect("(");
    ClaimExpression made;
    if (const auto measure = measure_of(function.text)) {
      made.kind = Kind::kMeasure;
      made.measure = *measure;
    } else {
      made = other_function(function);
    }
    expect(")");
    return made;
  }

  ClaimExpression other_function(const Token& name) {
    const auto* found = std::find_if(std::begin(kOthers), std::end(kOthers), [&](const auto& f) { return f.shown.name == name.text; });
    if (found == std::end(kOthers))
      throw ExpressionError(name.at, fmt::format("there is no function '{}'", shown(name.text)) + suggestion(name.text, function_names()));
    std::vector<ClaimExpression> arguments;
    do arguments.push_back(nested(token().at));
    while (skip(","));
    if (arguments.size() < found->least || arguments.size() > found->most) wrong_arguments(found->shown);
    return of(found->kind, std::move(arguments));
  }
  [[noreturn]] void wrong_arguments(const ConditionFunction& function) const {
    fail(fmt::format("{} takes ({})", function.name, function.arguments));
  }

  std::string name(const char* what) {
    if (!is_name()) unexpected(what);
    return std::string(advance().text);
  }
  int week() {
    const double value = token().kind == TokenKind::kNumber ? token().number : -1;
    if (value != std::floor(value) || value < 0 || value > kMostFormulaWeeks)
      fail(fmt::format("a week must be a whole number from 0 to {}", kMostFormulaWeeks));
    advance();
    return static_cast<int>(value);
  }

  std::optional<Measure> measure_of(std::string_view function) {
    Measure measure;
    if (function == kConfrontation.name) {
      measure.kind = MeasureKind::kConfrontation;
      measure.series = "confrontation_hazard";
      measure.run = name("a run");
      return measure;
    }
    const auto* found = std::find_if(std::begin(kMeasures), std::end(kMeasures), [&](const auto& f) { return f.shown.name == function; });
    if (found == std::end(kMeasures)) return std::nullopt;
    measure.kind = found->kind;
    measure.from = found->from;
    measure.until = found->until;
    measure.series = name("a series");
    if (const auto dot = measure.series.find('.'); dot != std::string::npos) {
      measure.entity = measure.series.substr(dot + 1);
      measure.series.resize(dot);
    }
    expect(",");
    measure.run = name("a run");
    read_weeks(*found, measure);
    return measure;
  }

  void read_weeks(const MeasureFunction& function, Measure& measure) {
    int numbers = 0;
    for (; skip(","); ++numbers) (numbers == 0 ? measure.from : measure.until) = week();
    if (numbers < function.least_numbers || numbers > function.most_numbers || (numbers == 1 && function.most_numbers == 2))
      wrong_arguments(function.shown);
    if (measure.until >= 0 && measure.from >= measure.until && measure.kind != MeasureKind::kAt)
      fail(fmt::format("week {} is not before week {}", measure.from, measure.until));
  }
};

}  // namespace

Condition parse_condition(const std::string& text) {
  try {
    return ConditionReader(text).read(text);
  } catch (const ExpressionError& error) {
    throw ConditionError(static_cast<int>(error.at) + 1, error.what());
  }
}

}  // namespace fulcrum
