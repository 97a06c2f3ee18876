/// \file
/// The grammar that formulas and conditions share: + - * /, signs, parentheses, and how deep they may be nested.
///
///     sum     = product { ( "+" | "-" ) product };  product = sign { ( "*" | "/" ) sign }
///     sign    = ( "-" | "+" ) sign | primary;       primary = number | "(" nested ")" | word
///
/// What stands in parentheses, and what a word may be, is up to the reader that derives from it.
#pragma once

#include <fmt/core.h>

#include <string_view>
#include <utility>

#include "scenarios/expressions/lexer.h"
#include "scenarios/expressions/limits.h"

namespace fulcrum {

/// Reads a text into operands; a reader says what those are.
template <class Operand>
class Arithmetic {
 public:
  /// How a reader speaks of what it reads.
  struct Words {
    std::string_view operands;  ///< what may stand where an operand is expected
    std::string_view too_deep;  ///< that it is nested too deeply
  };

  Arithmetic(std::string_view text, const Words& words) : lexer_(text), words_(words) {
    if (text.size() > kLongestFormula)
      throw ExpressionError(kLongestFormula, fmt::format("a formula may have at most {} characters", kLongestFormula));
    advance();
  }
  virtual ~Arithmetic() = default;
  Arithmetic(const Arithmetic&) = delete;
  Arithmetic& operator=(const Arithmetic&) = delete;

 protected:
  // What the reader makes of it. Positions are those of the first token.
  virtual Operand constant(const Token& number) = 0;
  virtual Operand word(const Token& name) = 0;  ///< the token behind the name is at hand
  virtual Operand nested(std::size_t at) = 0;   ///< up to the closing one
  virtual Operand with_sign(const Token& sign, Operand operand) = 0;
  virtual Operand joined(const Token& sign, Operand left, Operand right) = 0;
  [[noreturn]] virtual void unexpected(std::string_view wanted) const = 0;

  Operand sum() {
    Operand left = product();
    while (is("+") || is("-")) left = operation(std::move(left), &Arithmetic::product);
    return left;
  }

  const Token& token() const { return token_; }
  bool is(std::string_view text) const { return token_.kind != TokenKind::kEnd && token_.text == text; }
  bool is_name() const { return token_.kind == TokenKind::kName; }
  Token advance() { return std::exchange(token_, lexer_.next()); }
  bool skip(std::string_view text) {
    if (!is(text)) return false;
    advance();
    return true;
  }
  void expect(std::string_view text) {
    if (!skip(text)) unexpected(fmt::format("'{}'", text));
  }

  /// Counts every way into a formula within a formula, so that no text can exhaust the stack.
  class Depth {
   public:
    explicit Depth(Arithmetic& reader) : reader_(reader) {
      if (++reader_.depth_ > kDeepestFormula) throw ExpressionError(reader_.token_.at, std::string(reader_.words_.too_deep));
    }
    ~Depth() { --reader_.depth_; }
    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

   private:
    Arithmetic& reader_;
  };

 private:
  Operand product() {
    Operand left = sign();
    while (is("*") || is("/")) left = operation(std::move(left), &Arithmetic::sign);
    return left;
  }
  Operand operation(Operand left, Operand (Arithmetic::*next)()) {
    const Token sign = advance();
    return joined(sign, std::move(left), (this->*next)());
  }
  Operand sign() {
    if (!is("-") && !is("+")) return primary();
    const Token sign_itself = advance();
    const Depth depth(*this);
    return with_sign(sign_itself, sign());
  }
  Operand primary() {
    if (token_.kind == TokenKind::kNumber) return constant(advance());
    if (is("(")) {
      Operand operand = nested(advance().at);
      expect(")");
      return operand;
    }
    if (!is_name() || is("and") || is("or") || is("not")) unexpected(words_.operands);
    return word(advance());
  }

  Lexer lexer_;
  Words words_;
  Token token_;
  int depth_ = 0;
};

}  // namespace fulcrum
