#include "scenarios/expressions/expression_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "scenarios/expressions/arithmetic.h"

namespace fulcrum {

namespace {

using Node = Expression::Node;
using Op = Expression::Op;

constexpr int kLongestWindow = 520;  // weeks
constexpr int kMostWindowsInWindows = 2;

// What an operand of a formula is: true or false, one number a run, or a number a week.
enum class Type { kTruth, kNumber, kWeekly };
struct Operand {
  int node;
  Type type;
  std::size_t at;
  int windows = 0;  ///< windows within windows
};

struct Function {
  std::string_view name;
  std::string_view use;
};
constexpr std::array<Function, 12> kFunctions{{{"min", "min(a, b, ...)"},
                                               {"max", "max(a, b, ...)"},
                                               {"abs", "abs(a)"},
                                               {"clip", "clip(a) or clip(a, low, high)"},
                                               {"mean", "mean(series, weeks)"},
                                               {"trend", "trend(series, weeks)"},
                                               {"sum", "sum(series)"},
                                               {"at", "at(series, week)"},
                                               {"last", "last(series, weeks)"},
                                               {"total", "total(series)"},
                                               {"average", "average(series)"},
                                               {"log", "log(a)"}}};
// Those that may be used in a row of a table.
constexpr std::array<std::string_view, 5> kRowFunctions{"min", "max", "abs", "clip", "log"};

constexpr std::string_view kTooDeep = "too many nested parentheses or signs";

class FormulaReader final : public Arithmetic<Operand> {
 public:
  FormulaReader(std::string_view text, Wanted wanted, const Theatre& theatre, int weeks)
      : Arithmetic(text, {"a number, a series or '('", kTooDeep}), wanted_(wanted), theatre_(theatre), weeks_(weeks) {}
  FormulaReader(std::string_view text, const Theatre& no_theatre, std::span<const std::string> names)
      : Arithmetic(text, {"a number, a column or '('", kTooDeep}), wanted_(Wanted::kRow), theatre_(no_theatre), names_(names) {}

  Expression read() {
    const Operand whole = disjunction();
    if (token().kind != TokenKind::kEnd) unexpected("an operator or the end");
    const bool truth = wanted_ == Wanted::kCondition || wanted_ == Wanted::kOfRun;
    if (truth && whole.type != Type::kTruth) throw ExpressionError(whole.at, "this is a number; a condition compares, e.g. attacks > 0.4");
    if (!truth) want_number(whole);
    if (wanted_ == Wanted::kOutcome && whole.type == Type::kWeekly)
      throw ExpressionError(whole.at, "this has one value per week; an outcome is one number per run: use mean, max, min, sum, at or last");
    return {std::move(nodes_), std::move(columns_)};
  }

 private:
  [[noreturn]] void unexpected(std::string_view wanted) const override {
    const std::string found = token().kind == TokenKind::kEnd ? "the end" : fmt::format("'{}'", shown(token().text));
    throw ExpressionError(token().at, fmt::format("expected {} here, not {}", wanted, found));
  }

  int add(const Node& node) {
    nodes_.push_back(node);
    return static_cast<int>(nodes_.size()) - 1;
  }
  static Type together(const Operand& a, const Operand& b) {
    return a.type == Type::kWeekly || b.type == Type::kWeekly ? Type::kWeekly : Type::kNumber;
  }
  Operand two(Op op, const Operand& a, const Operand& b, Type type) {
    return {add({.op = op, .first = a.node, .second = b.node}), type, a.at, std::max(a.windows, b.windows)};
  }
  void want_number(const Operand& part) const {
    if (part.type == Type::kTruth && wanted_ != Wanted::kRow) throw ExpressionError(part.at, "this is true or false; expected a number");
  }
  void want_truth(const Operand& part) const {
    if (part.type != Type::kTruth && wanted_ != Wanted::kRow)
      throw ExpressionError(part.at, "this is a number; 'and', 'or' and 'not' join comparisons, e.g. attacks > 0.4");
  }

  Operand disjunction() {
    const Depth depth(*this);
    Operand left = conjunction();
    while (is("or")) {
      want_truth(left);
      advance();
      const Operand right = conjunction();
      want_truth(right);
      left = two(Op::kOr, left, right, Type::kTruth);
    }
    return left;
  }

  Operand conjunction() {
    Operand left = negation();
    while (is("and")) {
      want_truth(left);
      advance();
      const Operand right = negation();
      want_truth(right);
      left = two(Op::kAnd, left, right, Type::kTruth);
    }
    return left;
  }

  Operand negation() {
    if (!is("not")) return comparison();
    const Depth depth(*this);
    const std::size_t at = advance().at;
    const Operand part = negation();
    want_truth(part);
    return {add({.op = Op::kNot, .first = part.node}), Type::kTruth, at, part.windows};
  }

  std::optional<Op> comparison_at() const {
    static constexpr std::array<std::pair<std::string_view, Op>, 6> kComparisons{{{"<", Op::kLess},
                                                                                  {"<=", Op::kLessOrEqual},
                                                                                  {">", Op::kGreater},
                                                                                  {">=", Op::kGreaterOrEqual},
                                                                                  {"==", Op::kEqual},
                                                                                  {"!=", Op::kNotEqual}}};
    for (const auto& [text, op] : kComparisons)
      if (is(text)) return op;
    return std::nullopt;
  }

  Operand comparison() {
    const Operand left = sum();
    const auto op = comparison_at();
    if (!op) return left;
    want_number(left);
    advance();
    const Operand right = sum();
    want_number(right);
    if (comparison_at()) throw ExpressionError(token().at, "join comparisons with 'and', e.g. 0.2 < attacks and attacks < 0.5");
    return two(*op, left, right, Type::kTruth);
  }

  Operand joined(const Token& sign, Operand left, Operand right) override {
    want_number(left);
    want_number(right);
    const Op op = sign.text == "+" ? Op::kAdd : (sign.text == "-" ? Op::kSubtract : (sign.text == "*" ? Op::kMultiply : Op::kDivide));
    return two(op, left, right, together(left, right));
  }

  Operand with_sign(const Token& sign, Operand operand) override {
    want_number(operand);
    if (sign.text == "-") operand.node = add({.op = Op::kNegative, .first = operand.node});
    operand.at = sign.at;
    return operand;
  }

  Operand constant(const Token& number) override { return {add({.op = Op::kNumber, .number = number.number}), Type::kNumber, number.at}; }
  Operand nested(std::size_t at) override {
    Operand operand = disjunction();
    operand.at = at;
    return operand;
  }
  Operand word(const Token& name) override {
    if (is("(")) return function(name);
    return wanted_ == Wanted::kRow ? row_value(name) : series(name);
  }

  // A column of the table: rivalry.
  Operand row_value(const Token& token) {
    const auto found = std::find(names_.begin(), names_.end(), token.text);
    if (found == names_.end())
      throw ExpressionError(token.at, fmt::format("there is no column '{}'", shown(token.text)) +
                                          suggestion(token.text, std::vector<std::string>(names_.begin(), names_.end())));
    return {column(nullptr, static_cast<int>(found - names_.begin())), Type::kWeekly, token.at};
  }

  // A series, or one organisation's: attacks, capability.mahdi_army.
  Operand series(const Token& token) {
    const auto [info, entity] = split(token);
    const std::vector<std::string> names = axis_names(info->axis, theatre_);
    if (info->axis == Axis::kNone && !entity.empty())
      throw ExpressionError(token.at, fmt::format("'{}' has one value per week and no '.{}'", info->name, shown(entity)));
    if (info->axis != Axis::kNone && entity.empty())
      throw ExpressionError(token.at, fmt::format("'{}' has one value per organisation: say which, e.g. {}.{}, or total({}) or average({})",
                                                  info->name, info->name, names.empty() ? "name" : names.front(), info->name, info->name));
    const auto found = std::find(names.begin(), names.end(), entity);
    if (found == names.end()) {
      std::string all;
      for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
      throw ExpressionError(token.at + info->name.size() + 1,
                            fmt::format("'{}' has no '{}'; allowed: {}", info->name, shown(entity), all) + suggestion(entity, names));
    }
    return {column(info, static_cast<int>(found - names.begin())), Type::kWeekly, token.at};
  }

  std::pair<const SeriesInfo*, std::string_view> split(const Token& token) const {
    const std::size_t point = token.text.find('.');
    const std::string_view name = token.text.substr(0, point);
    const SeriesInfo* info = find_series(name);
    if (info == nullptr) {
      std::vector<std::string> names;
      for (const SeriesInfo& series : series_catalogue()) names.push_back(series.name);
      throw ExpressionError(token.at, fmt::format("there is no series '{}'", shown(name)) + suggestion(name, names) +
                                          (nearest(name, names).empty() ? "; `fulcrum describe series` lists them" : ""));
    }
    return {info, point == std::string_view::npos ? std::string_view() : token.text.substr(point + 1)};
  }

  int column(const SeriesInfo* info, int entity) {
    const auto same = [&](const Column& c) { return c.series == info && c.entity == entity; };
    const auto found = std::find_if(columns_.begin(), columns_.end(), same);
    const auto number = static_cast<int>(found - columns_.begin());
    if (found == columns_.end()) columns_.push_back({info, entity});
    return add({.op = Op::kColumn, .first = number});
  }

  // Rows of a table follow no order in time, and the logarithm is for them alone.
  bool may_use(std::string_view function) const {
    const bool of_rows = std::find(kRowFunctions.begin(), kRowFunctions.end(), function) != kRowFunctions.end();
    return wanted_ == Wanted::kRow ? of_rows : function != "log";
  }

  Operand function(const Token& name) {
    const auto* found =
        std::find_if(kFunctions.begin(), kFunctions.end(), [&](const Function& f) { return f.name == name.text && may_use(f.name); });
    if (found == kFunctions.end()) {
      std::vector<std::string> names;
      for (const Function& f : kFunctions)
        if (may_use(f.name)) names.emplace_back(f.name);
      std::string all;
      for (const std::string& f : names) all += (all.empty() ? "" : ", ") + f;
      throw ExpressionError(name.at,
                            fmt::format("there is no function '{}'; allowed: {}", shown(name.text), all) + suggestion(name.text, names));
    }
    expect("(");
    if (name.text == "total" || name.text == "average") return over_organisations(name);
    std::vector<Operand> arguments{disjunction()};
    while (skip(",")) arguments.push_back(disjunction());
    expect(")");
    if (counts_weeks(name.text, arguments)) arguments.front().type = Type::kWeekly;
    for (const Operand& argument : arguments) want_number(argument);
    Operand part = apply(*found, name, arguments);
    part.at = name.at;
    return part;
  }

  // Truth as 1 and falsehood as 0 where a function goes through weeks: mean(direct > 0.5) is the share of weeks in which it holds.
  static bool counts_weeks(std::string_view name, const std::vector<Operand>& arguments) {
    static constexpr std::array<std::string_view, 4> kThrough{"mean", "sum", "at", "last"};
    const bool one_value = (name == "min" || name == "max") && arguments.size() == 1;
    return arguments.front().type == Type::kTruth && (one_value || std::find(kThrough.begin(), kThrough.end(), name) != kThrough.end());
  }

  // total(capability), average(control): over all organisations that have one.
  Operand over_organisations(const Token& name) {
    if (!is_name()) unexpected("the name of a series");
    const Token token = advance();
    const auto [info, entity] = split(token);
    if (info->axis == Axis::kNone || !entity.empty())
      throw ExpressionError(token.at,
                            fmt::format("{} needs a series with one value per organisation, e.g. {}(capability)", name.text, name.text));
    expect(")");
    const auto count = static_cast<int>(axis_names(info->axis, theatre_).size());
    if (count == 0) throw ExpressionError(token.at, fmt::format("no organisation of this theatre has a '{}'", info->name));
    int sum = column(info, 0);
    for (int e = 1; e < count; ++e) {
      const int next = column(info, e);
      sum = add({.op = Op::kAdd, .first = sum, .second = next});
    }
    if (name.text == "average") {
      const int all = add({.op = Op::kNumber, .number = static_cast<double>(count)});
      sum = add({.op = Op::kDivide, .first = sum, .second = all});
    }
    return {sum, Type::kWeekly, name.at};
  }

  [[noreturn]] static void wrong_use(const Function& f, const Token& name) {
    throw ExpressionError(name.at, fmt::format("{} is used as {}", f.name, f.use));
  }

  Operand apply(const Function& f, const Token& name, const std::vector<Operand>& a) {
    const std::size_t n = a.size();
    if (f.name == "abs" || f.name == "log") {
      if (n != 1) wrong_use(f, name);
      return {add({.op = f.name == "abs" ? Op::kAbsolute : Op::kLogarithm, .first = a[0].node}), a[0].type, name.at, a[0].windows};
    }
    if (f.name == "clip") {
      if (n != 1 && n != 3) wrong_use(f, name);
      return clipped(a, name);
    }
    if ((f.name == "min" || f.name == "max") && n > 1) return extreme(a, f.name == "min" ? Op::kSmaller : Op::kLarger);
    if ((f.name == "mean" || f.name == "trend") && n == 2) return window(f.name == "mean" ? Op::kWindowMean : Op::kWindowTrend, a);
    if (wanted_ != Wanted::kOutcome && wanted_ != Wanted::kOfRun) {
      if (f.name == "mean" || f.name == "trend" || f.name == "min" || f.name == "max") wrong_use(f, name);
      throw ExpressionError(name.at,
                            fmt::format("{} uses the whole run and is for outcomes; here, values are computed week by week", f.name));
    }
    return over_run(f, name, a);
  }

  Operand clipped(const std::vector<Operand>& a, const Token& name) {
    const Operand low = a.size() == 3 ? a[1] : Operand{add({.op = Op::kNumber, .number = 0}), Type::kNumber, name.at};
    const Operand high = a.size() == 3 ? a[2] : Operand{add({.op = Op::kNumber, .number = 1}), Type::kNumber, name.at};
    return extreme({extreme({a[0], low}, Op::kLarger), high}, Op::kSmaller);
  }

  Operand extreme(const std::vector<Operand>& a, Op op) {
    Operand part = a[0];
    for (std::size_t i = 1; i < a.size(); ++i) part = two(op, part, a[i], together(part, a[i]));
    return part;
  }

  // A whole number that stands in the formula as it is.
  int whole(const Operand& part, int low, int high, std::string_view what) const {
    const Node& node = nodes_[static_cast<std::size_t>(part.node)];
    if (node.op == Op::kNumber && node.number >= low && node.number <= high && std::floor(node.number) == node.number)
      return static_cast<int>(node.number);
    throw ExpressionError(part.at, fmt::format("{} must be a whole number from {} to {}", what, low, high));
  }

  Operand window(Op op, const std::vector<Operand>& a) {
    const int weeks = whole(a[1], op == Op::kWindowTrend ? 2 : 1, kLongestWindow, "the number of weeks");
    want_weekly(a[0]);
    if (a[0].windows >= kMostWindowsInWindows) throw ExpressionError(a[0].at, "at most two windows may be nested");
    return {add({.op = op, .first = a[0].node, .weeks = weeks}), Type::kWeekly, a[0].at, a[0].windows + 1};
  }

  void want_weekly(const Operand& part) const {
    if (part.type != Type::kWeekly) throw ExpressionError(part.at, "this is the same in every week; expected a series");
  }

  // Functions that make one number of a run.
  Operand over_run(const Function& f, const Token& name, const std::vector<Operand>& a) {
    const bool two_arguments = f.name == "at" || f.name == "last";
    if (a.size() != (two_arguments ? 2u : 1u) || f.name == "trend") wrong_use(f, name);
    want_weekly(a[0]);
    const auto one = [&](const Node& node) { return Operand{add(node), Type::kNumber, name.at, 0}; };
    if (f.name == "at") return one({.op = Op::kAt, .first = a[0].node, .weeks = whole(a[1], 0, weeks_ - 1, "the week")});
    const int of = f.name == "last"
                       ? add({.op = Op::kWindowMean, .first = a[0].node, .weeks = whole(a[1], 1, kMostFormulaWeeks, "the number of weeks")})
                       : a[0].node;
    if (f.name == "last") return one({.op = Op::kAt, .first = of, .weeks = weeks_ - 1});
    const Op op = f.name == "mean" ? Op::kMean : (f.name == "sum" ? Op::kSum : (f.name == "min" ? Op::kSmallest : Op::kLargest));
    return one({.op = op, .first = of});
  }

  Wanted wanted_;
  const Theatre& theatre_;
  int weeks_ = 0;
  std::span<const std::string> names_;  ///< of a table's columns
  std::vector<Node> nodes_;
  std::vector<Column> columns_;
};

// What a node's text is made into, or a problem at the character that is wrong.
template <class Parse>
std::optional<Expression> read_text(const toml::node& node, const std::string& what, Checker& check, Parse parse) {
  const std::string& text = node.as_string()->get();
  try {
    return parse(text);
  } catch (const ExpressionError& error) {
    Problem problem = place_of(node.source());
    const toml::source_region& region = node.source();
    // A string in one pair of quotes with nothing escaped stands in the file as it is, and its characters can be counted.
    const bool plain = region.begin.line == region.end.line && region.end.column - region.begin.column == text.size() + 2;
    if (plain) problem.column += 1 + static_cast<int>(error.at);
    problem.message = fmt::format("{}: {}", what, error.what()) + (plain ? "" : fmt::format(" (at character {})", error.at + 1));
    check.problems.push_back(std::move(problem));
    return std::nullopt;
  }
}

}  // namespace

Expression parse_expression(std::string_view text, Wanted wanted, const Theatre& theatre, int weeks) {
  return FormulaReader(text, wanted, theatre, weeks).read();
}

Expression parse_row_formula(std::string_view text, std::span<const std::string> names) {
  const Theatre no_theatre;
  return FormulaReader(text, no_theatre, names).read();
}

std::optional<Expression> read_expression(const toml::node& node, const std::string& what, Wanted wanted, const Theatre& theatre, int weeks,
                                          Checker& check) {
  if (!node.is_string()) {
    check.problem(node.source(), fmt::format("{} must be a string, not {}", what, kind_of(node)));
    return std::nullopt;
  }
  return read_text(node, what, check, [&](const std::string& text) { return parse_expression(text, wanted, theatre, weeks); });
}

std::optional<Expression> read_row_formula(const toml::node& node, const std::string& what, std::span<const std::string> names,
                                           Checker& check) {
  if (node.is_number()) {
    const double number = node.is_integer() ? static_cast<double>(node.as_integer()->get()) : node.as_floating_point()->get();
    return Expression({{.op = Op::kNumber, .number = number}}, {});
  }
  if (!node.is_string()) {
    check.problem(node.source(), fmt::format("{} must be a number or a formula, not {}", what, kind_of(node)));
    return std::nullopt;
  }
  return read_text(node, what, check, [&](const std::string& text) { return parse_row_formula(text, names); });
}

}  // namespace fulcrum
