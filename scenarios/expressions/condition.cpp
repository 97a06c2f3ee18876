#include "scenarios/expressions/condition.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <span>

#include "scenarios/expressions/limits.h"
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

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.'; }
bool begins_name(char c) { return is_word(c) && c != '.' && !(c >= '0' && c <= '9'); }

class Parser {
 public:
  explicit Parser(const std::string& text) : text_(text) {}

  Condition condition() {
    if (text_.size() > kLongestFormula) fail(fmt::format("longer than {} characters", kLongestFormula));
    Condition condition{text_, expression(), {}, false};
    const char relation = next();
    if (relation != '<' && relation != '>') fail("expected '>', '<', '>=' or '<='");
    ++at_;
    condition.or_equal = at_ < text_.size() && text_[at_] == '=';
    if (condition.or_equal) ++at_;
    condition.right = expression();
    if (next() != '\0') fail(fmt::format("unexpected '{}'", text_[at_]));
    if (relation == '<') std::swap(condition.left, condition.right);
    return condition;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const { throw ConditionError(static_cast<int>(at_) + 1, what); }
  // The next character that is no blank; zero at the end.
  char next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  void expect(char c) {
    if (next() != c) fail(fmt::format("expected '{}'", c));
    ++at_;
  }
  static ClaimExpression of_two(Kind kind, ClaimExpression left, ClaimExpression right) {
    ClaimExpression both;
    both.kind = kind;
    both.of.push_back(std::move(left));
    both.of.push_back(std::move(right));
    return both;
  }

  ClaimExpression expression() {
    if (++depth_ > kDeepestFormula) fail("brackets are nested too deeply");
    ClaimExpression left = term();
    for (char c = next(); c == '+' || c == '-'; c = next()) {
      ++at_;
      left = of_two(c == '+' ? Kind::kSum : Kind::kDifference, std::move(left), term());
    }
    --depth_;
    return left;
  }
  ClaimExpression term() {
    ClaimExpression left = factor();
    for (char c = next(); c == '*' || c == '/'; c = next()) {
      ++at_;
      left = of_two(c == '*' ? Kind::kProduct : Kind::kQuotient, std::move(left), factor());
    }
    return left;
  }
  ClaimExpression factor() {
    const char c = next();
    if (c == '(') {
      ++at_;
      ClaimExpression inner = expression();
      expect(')');
      return inner;
    }
    if (c == '-') {
      ++at_;
      if (++depth_ > kDeepestFormula) fail("brackets are nested too deeply");
      ClaimExpression negative;
      negative.kind = Kind::kNegative;
      negative.of.push_back(factor());
      --depth_;
      return negative;
    }
    if (begins_name(c)) return call();
    ClaimExpression constant;
    constant.number = number();
    return constant;
  }
  double number() {
    next();
    double value = 0;
    const char* const first = text_.data() + at_;
    const auto [end, error] = std::from_chars(first, text_.data() + text_.size(), value);
    if (error != std::errc() || !std::isfinite(value)) fail("expected a number, a function or '('");
    at_ += static_cast<std::size_t>(end - first);
    return value;
  }
  std::string name(const char* what) {
    if (!begins_name(next())) fail(fmt::format("expected {}", what));
    const std::size_t first = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    return text_.substr(first, at_ - first);
  }
  int week() {
    next();
    const std::size_t place = at_;
    const double value = number();
    if (value != std::floor(value) || value < 0 || value > kMostFormulaWeeks) {
      at_ = place;
      fail(fmt::format("a week must be a whole number from 0 to {}", kMostFormulaWeeks));
    }
    return static_cast<int>(value);
  }

  ClaimExpression call() {
    const std::size_t place = at_;
    const std::string function = name("a function");
    expect('(');
    ClaimExpression made;
    if (const auto measure = measure_of(function)) {
      made.kind = Kind::kMeasure;
      made.measure = *measure;
    } else {
      const auto found = std::find_if(std::begin(kOthers), std::end(kOthers), [&](const auto& f) { return f.shown.name == function; });
      if (found == std::end(kOthers)) {
        at_ = place;
        fail(fmt::format("there is no function '{}'", function) + suggestion(function, function_names()));
      }
      made.kind = found->kind;
      do made.of.push_back(expression());
      while (next() == ',' && ++at_);
      if (made.of.size() < found->least || made.of.size() > found->most)
        fail(fmt::format("{} takes ({})", function, found->shown.arguments));
    }
    expect(')');
    return made;
  }

  std::optional<Measure> measure_of(const std::string& function) {
    if (function == kConfrontation.name) {
      Measure measure;
      measure.kind = MeasureKind::kConfrontation;
      measure.series = "confrontation_hazard";
      measure.run = name("a run");
      return measure;
    }
    const auto found = std::find_if(std::begin(kMeasures), std::end(kMeasures), [&](const auto& f) { return f.shown.name == function; });
    if (found == std::end(kMeasures)) return std::nullopt;
    Measure measure;
    measure.kind = found->kind;
    measure.from = found->from;
    measure.until = found->until;
    measure.series = name("a series");
    if (const auto dot = measure.series.find('.'); dot != std::string::npos) {
      measure.entity = measure.series.substr(dot + 1);
      measure.series.resize(dot);
    }
    expect(',');
    measure.run = name("a run");
    int numbers = 0;
    for (; next() == ','; ++numbers) {
      ++at_;
      (numbers == 0 ? measure.from : measure.until) = week();
    }
    if (numbers < found->least_numbers || numbers > found->most_numbers || (numbers == 1 && found->most_numbers == 2))
      fail(fmt::format("{} takes ({})", function, found->shown.arguments));
    if (measure.until >= 0 && measure.from >= measure.until && measure.kind != MeasureKind::kAt)
      fail(fmt::format("week {} is not before week {}", measure.from, measure.until));
    return measure;
  }

  const std::string& text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

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

Condition parse_condition(const std::string& text) { return Parser(text).condition(); }

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
