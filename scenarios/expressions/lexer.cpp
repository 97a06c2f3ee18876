#include "scenarios/expressions/lexer.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <system_error>

#include "scenarios/input/input_error.h"

namespace fulcrum {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

}  // namespace

Token Lexer::next() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  if (at_ == text_.size()) return {TokenKind::kEnd, "", at_};
  if (is_letter(text_[at_])) return name();
  if (is_digit(text_[at_]) || (text_[at_] == '.' && at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return number();
  return symbol();
}

Token Lexer::take(TokenKind kind, std::size_t length) {
  const Token token{kind, text_.substr(at_, length), at_};
  at_ += length;
  return token;
}

// Behind a point stands the name of an organisation, which may hold '-' between letters or digits.
Token Lexer::name() {
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

Token Lexer::number() {
  double value = 0;
  const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
  const auto length = static_cast<std::size_t>(end - (text_.data() + at_));
  if (error != std::errc())
    throw ExpressionError(at_, fmt::format("'{}' is too large or too small to be represented", shown(text_.substr(at_, length))));
  std::size_t rest = at_ + length;
  while (rest < text_.size() && (is_letter(text_[rest]) || is_digit(text_[rest]) || text_[rest] == '.')) ++rest;
  if (rest > at_ + length) throw ExpressionError(at_, fmt::format("'{}' is not a number", shown(text_.substr(at_, rest - at_))));
  Token token = take(TokenKind::kNumber, length);
  token.number = value;
  return token;
}

Token Lexer::symbol() {
  static constexpr std::array<std::string_view, 15> kSymbols{"<=", ">=", "==", "!=", "&&", "||", "<", ">",
                                                             "+",  "-",  "*",  "/",  "(",  ")",  ","};
  for (const std::string_view symbol : kSymbols)
    if (text_.substr(at_, symbol.size()) == symbol) {
      if (symbol == "&&" || symbol == "||")
        throw ExpressionError(at_, fmt::format("'{}' is not known here; write '{}'", symbol, symbol == "&&" ? "and" : "or"));
      return take(TokenKind::kSymbol, symbol.size());
    }
  refuse_character();
}

void Lexer::refuse_character() const {
  std::size_t length = 1;  // a character of several bytes is shown whole
  while (at_ + length < text_.size() && (static_cast<unsigned char>(text_[at_ + length]) & 0xC0) == 0x80) ++length;
  const std::string_view found = text_.substr(at_, length);
  const char* hint =
      found == "=" ? "; to compare, write '=='" : (found == "!" ? "; write 'not'" : (found == "^" ? "; write a product" : ""));
  throw ExpressionError(at_, fmt::format("'{}' has no meaning here{}", shown(found), hint));
}

}  // namespace fulcrum
