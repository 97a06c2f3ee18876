/// \file
/// Texts of formulas and conditions, cut into tokens.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fulcrum {

/// What is wrong with a formula, and at which character of its text (from 0).
struct ExpressionError : std::runtime_error {
  ExpressionError(std::size_t offset, const std::string& message) : std::runtime_error(message), at(offset) {}
  std::size_t at;
};

enum class TokenKind { kNumber, kName, kSymbol, kEnd };
struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string_view text;
  std::size_t at = 0;  ///< character of the text
  double number = 0;
};

/// Cuts a text, which must outlive it, into tokens, one at a time.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  /// The next token; at the end of the text kEnd. Throws ExpressionError.
  Token next();

 private:
  Token take(TokenKind kind, std::size_t length);
  Token name();
  Token number();
  Token symbol();
  [[noreturn]] void refuse_character() const;

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace fulcrum
