#include "scenarios/expressions/expression_reader.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "scenarios/expressions/limits.h"

namespace fulcrum {

namespace {

using Node = Expression::Node;
using Op = Expression::Op;

constexpr int kLongestWindow = 520;  // weeks
constexpr int kMostWindowsInWindows = 2;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

enum class TokenKind { kNumber, kName, kSymbol, kEnd };
struct Token {
  TokenKind kind;
  std::string_view text;
  std::size_t at;
  double number = 0;
};

/// Cuts a text into tokens, one at a time.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  Token next() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    if (at_ == text_.size()) return {TokenKind::kEnd, "", at_};
    if (is_letter(text_[at_])) return name();
    if (is_digit(text_[at_]) || (text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
    return symbol();
  }

 private:
  Token take(TokenKind kind, std::size_t length) {
    const Token token{kind, text_.substr(at_, length), at_};
    at_ += length;
    return token;
  }

  // Behind a point stands the name of an organisation, which may hold '-' between letters or digits.
  Token name() {
    std::size_t end = at_;
    bool behind_point = false;
    for (; end < text_.size(); ++end) {
      const char c = text_[end], next = end + 1 < text_.size() ? text_[end + 1] : ' ';
      const bool dash = behind_point && c == '-' && is_letter(next);
      const bool point = c == '.' && (is_letter(next) || is_digit(next));
      if (!is_letter(c) && !is_digit(c) && !dash && !point) break;
      behind_point = behind_point || point;
    }
    return take(TokenKind::kName, end - at_);
  }

  Token number() {
    double value = 0;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    const auto length = static_cast<std::size_t>(end - (text_.data() + at_));
    if (error != std::errc())
      throw ExpressionError(at_, fmt::format("'{}' is too large or too small to be represented", shown(text_.substr(at_, length))));
    if (end != text_.data() + text_.size() && (is_letter(*end) || is_digit(*end) || *end == '.')) {
      std::size_t rest = at_ + length;
      while (rest < text_.size() && (is_letter(text_[rest]) || is_digit(text_[rest]) || text_[rest] == '.')) ++rest;
      throw ExpressionError(at_, fmt::format("'{}' is not a number", shown(text_.substr(at_, rest - at_))));
    }
    Token token = take(TokenKind::kNumber, length);
    token.number = value;
    return token;
  }

  Token symbol() {
    static constexpr std::array<std::string_view, 15> kSymbols{"<=", ">=", "==", "!=", "&&", "||", "<", ">",
                                                               "+",  "-",  "*",  "/",  "(",  ")",  ","};
    for (const std::string_view symbol : kSymbols)
      if (text_.substr(at_, symbol.size()) == symbol) {
        if (symbol == "&&" || symbol == "||")
          throw ExpressionError(at_, fmt::format("'{}' is not known here; write '{}'", symbol, symbol == "&&" ? "and" : "or"));
        return take(TokenKind::kSymbol, symbol.size());
      }
    std::size_t length = 1;  // a character of several bytes is shown whole
    while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xC0) == 0x80) ++length;
    const std::string_view found = text_.substr(at_, length);
    const char* hint =
        found == "=" ? "; to compare, write '=='" : (found == "!" ? "; write 'not'" : (found == "^" ? "; write a product" : ""));
    throw ExpressionError(at_, fmt::format("'{}' has no meaning here{}", shown(found), hint));
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

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
constexpr std::array<Function, 11> kFunctions{{{"min", "min(a, b, ...)"},
                                               {"max", "max(a, b, ...)"},
                                               {"abs", "abs(a)"},
                                               {"clip", "clip(a) or clip(a, low, high)"},
                                               {"mean", "mean(series, weeks)"},
                                               {"trend", "trend(series, weeks)"},
                                               {"sum", "sum(series)"},
                                               {"at", "at(series, week)"},
                                               {"last", "last(series, weeks)"},
                                               {"total", "total(series)"},
                                               {"average", "average(series)"}}};

class Parser {
 public:
  Parser(std::string_view text, Wanted wanted, const Theatre& theatre, int weeks)
      : lexer_(text), wanted_(wanted), theatre_(theatre), weeks_(weeks) {
    if (text.size() > kLongestFormula)
      throw ExpressionError(kLongestFormula, fmt::format("a formula may have at most {} characters", kLongestFormula));
    advance();
  }

  Expression read() {
    const Operand whole = disjunction();
    if (token_.kind != TokenKind::kEnd) unexpected("an operator or the end");
    const bool truth = wanted_ == Wanted::kCondition || wanted_ == Wanted::kOfRun;
    if (truth && whole.type != Type::kTruth) throw ExpressionError(whole.at, "this is a number; a condition compares, e.g. attacks > 0.4");
    if (!truth && whole.type == Type::kTruth) throw ExpressionError(whole.at, "this is true or false; expected a number");
    if (wanted_ == Wanted::kOutcome && whole.type == Type::kWeekly)
      throw ExpressionError(whole.at, "this has one value per week; an outcome is one number per run: use mean, max, min, sum, at or last");
    return {std::move(nodes_), std::move(columns_)};
  }

 private:
  void advance() { token_ = lexer_.next(); }
  bool is(std::string_view text) const { return token_.kind != TokenKind::kEnd && token_.text == text; }
  bool skip(std::string_view text) {
    if (!is(text)) return false;
    advance();
    return true;
  }
  [[noreturn]] void unexpected(std::string_view wanted) const {
    const std::string found = token_.kind == TokenKind::kEnd ? "the end" : fmt::format("'{}'", shown(token_.text));
    throw ExpressionError(token_.at, fmt::format("expected {} here, not {}", wanted, found));
  }
  void expect(std::string_view text) {
    if (!skip(text)) unexpected(fmt::format("'{}'", text));
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
    if (part.type == Type::kTruth) throw ExpressionError(part.at, "this is true or false; expected a number");
  }
  void want_truth(const Operand& part) const {
    if (part.type != Type::kTruth)
      throw ExpressionError(part.at, "this is a number; 'and', 'or' and 'not' join comparisons, e.g. attacks > 0.4");
  }

  // Every way into a formula within a formula is counted, so that no text can exhaust the stack.
  struct Depth {
    explicit Depth(Parser& parser) : parser_(parser) {
      if (++parser_.depth_ > kDeepestFormula) throw ExpressionError(parser_.token_.at, "too many nested parentheses or signs");
    }
    ~Depth() { --parser_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;
    Parser& parser_;
  };

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
    const std::size_t at = token_.at;
    advance();
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
    if (comparison_at()) throw ExpressionError(token_.at, "join comparisons with 'and', e.g. 0.2 < attacks and attacks < 0.5");
    return two(*op, left, right, Type::kTruth);
  }

  Operand sum() {
    Operand left = product();
    while (is("+") || is("-")) left = operation(left, is("+") ? Op::kAdd : Op::kSubtract, &Parser::product);
    return left;
  }
  Operand product() {
    Operand left = sign();
    while (is("*") || is("/")) left = operation(left, is("*") ? Op::kMultiply : Op::kDivide, &Parser::sign);
    return left;
  }
  Operand operation(const Operand& left, Op op, Operand (Parser::*next)()) {
    want_number(left);
    advance();
    const Operand right = (this->*next)();
    want_number(right);
    return two(op, left, right, together(left, right));
  }

  Operand sign() {
    if (!is("-") && !is("+")) return primary();
    const Depth depth(*this);
    const bool negative = is("-");
    const std::size_t at = token_.at;
    advance();
    Operand part = sign();
    want_number(part);
    if (negative) part.node = add({.op = Op::kNegative, .first = part.node});
    part.at = at;
    return part;
  }

  Operand primary() {
    const Token token = token_;
    if (token.kind == TokenKind::kNumber) {
      advance();
      return {add({.op = Op::kNumber, .number = token.number}), Type::kNumber, token.at};
    }
    if (skip("(")) {
      Operand part = disjunction();
      expect(")");
      part.at = token.at;
      return part;
    }
    if (token.kind != TokenKind::kName || is("and") || is("or") || is("not")) unexpected("a number, a series or '('");
    advance();
    return is("(") ? function(token) : series(token);
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
    return {column(*info, static_cast<int>(found - names.begin())), Type::kWeekly, token.at};
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

  int column(const SeriesInfo& info, int entity) {
    const auto same = [&](const Column& c) { return c.series == &info && c.entity == entity; };
    const auto found = std::find_if(columns_.begin(), columns_.end(), same);
    const auto number = static_cast<int>(found - columns_.begin());
    if (found == columns_.end()) columns_.push_back({&info, entity});
    return add({.op = Op::kColumn, .first = number});
  }

  Operand function(const Token& name) {
    const auto* found = std::find_if(kFunctions.begin(), kFunctions.end(), [&](const Function& f) { return f.name == name.text; });
    if (found == kFunctions.end()) {
      std::vector<std::string> names;
      for (const Function& f : kFunctions) names.emplace_back(f.name);
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
    for (const Operand& argument : arguments) want_number(argument);
    Operand part = apply(*found, name, arguments);
    part.at = name.at;
    return part;
  }

  // total(capability), average(control): over all organisations that have one.
  Operand over_organisations(const Token& name) {
    const Token token = token_;
    if (token.kind != TokenKind::kName) unexpected("the name of a series");
    advance();
    const auto [info, entity] = split(token);
    if (info->axis == Axis::kNone || !entity.empty())
      throw ExpressionError(token.at,
                            fmt::format("{} needs a series with one value per organisation, e.g. {}(capability)", name.text, name.text));
    expect(")");
    const auto count = static_cast<int>(axis_names(info->axis, theatre_).size());
    if (count == 0) throw ExpressionError(token.at, fmt::format("no organisation of this theatre has a '{}'", info->name));
    int sum = column(*info, 0);
    for (int e = 1; e < count; ++e) {
      const int next = column(*info, e);
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
    if (f.name == "abs") {
      if (n != 1) wrong_use(f, name);
      return {add({.op = Op::kAbsolute, .first = a[0].node}), a[0].type, name.at, a[0].windows};
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

  Lexer lexer_;
  Token token_{TokenKind::kEnd, "", 0};
  Wanted wanted_;
  const Theatre& theatre_;
  int weeks_;
  int depth_ = 0;
  std::vector<Node> nodes_;
  std::vector<Column> columns_;
};

}  // namespace

Expression parse_expression(std::string_view text, Wanted wanted, const Theatre& theatre, int weeks) {
  return Parser(text, wanted, theatre, weeks).read();
}

std::optional<Expression> read_expression(const toml::node& node, const std::string& what, Wanted wanted, const Theatre& theatre, int weeks,
                                          Checker& check) {
  if (!node.is_string()) {
    check.problem(node.source(), fmt::format("{} must be a string, not {}", what, kind_of(node)));
    return std::nullopt;
  }
  const std::string& text = node.as_string()->get();
  try {
    return parse_expression(text, wanted, theatre, weeks);
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

}  // namespace fulcrum
