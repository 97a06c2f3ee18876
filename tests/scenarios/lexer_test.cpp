// Tokens of formulas and conditions: what they are, where they stand, and that together they are the text.
#include "scenarios/expressions/lexer.h"

#include <gtest/gtest.h>

#include <vector>

namespace fulcrum {
namespace {

std::vector<Token> tokens(std::string_view text) {
  Lexer lexer(text);
  std::vector<Token> all;
  for (Token token = lexer.next(); token.kind != TokenKind::kEnd; token = lexer.next()) all.push_back(token);
  return all;
}

std::string refusal(std::string_view text) {
  try {
    tokens(text);
    return "";
  } catch (const ExpressionError& error) {
    return std::to_string(error.at) + ": " + error.what();
  }
}

TEST(Lexer, CutsATextIntoAllThatIsNotBlank) {
  const std::string_view text = " at(capability.mahdi-army,\t12)>=-1.5e1 \n";
  std::string joined, without_blanks;
  for (const Token& token : tokens(text)) {
    joined += token.text;
    EXPECT_EQ(text.substr(token.at, token.text.size()), token.text);
  }
  for (const char c : text)
    if (c != ' ' && c != '\t' && c != '\n') without_blanks += c;
  EXPECT_EQ(joined, without_blanks);
}

TEST(Lexer, TellsNamesNumbersAndSymbols) {
  const auto all = tokens("a.b-c - 2 .5<=1e3");
  ASSERT_EQ(all.size(), 6u);
  EXPECT_EQ(all[0].kind, TokenKind::kName);
  EXPECT_EQ(all[0].text, "a.b-c");
  EXPECT_EQ(all[1].kind, TokenKind::kSymbol);
  EXPECT_EQ(all[2].number, 2);
  EXPECT_EQ(all[3].number, .5);
  EXPECT_EQ(all[4].text, "<=");
  EXPECT_EQ(all[5].number, 1000);
}

TEST(Lexer, TakesADashForPartOfANameOnlyBehindAPoint) {
  EXPECT_EQ(tokens("a-b").size(), 3u);
  EXPECT_EQ(tokens("a.b-2").size(), 3u);
  EXPECT_EQ(tokens("a.b-c").size(), 1u);
}

TEST(Lexer, SaysWhichCharacterItDoesNotKnow) {
  EXPECT_EQ(refusal("1 = 2"), "2: '=' has no meaning here; to compare, write '=='");
  EXPECT_EQ(refusal("2^3"), "1: '^' has no meaning here; write a product");
  EXPECT_EQ(refusal("a || b"), "2: '||' is not known here; write 'or'");
  EXPECT_EQ(refusal("1 + é"), "4: 'é' has no meaning here");
  EXPECT_EQ(refusal("1.2.3"), "0: '1.2.3' is not a number");
  EXPECT_EQ(refusal("1e-999"), "0: '1e-999' is too large or too small to be represented");
}

}  // namespace
}  // namespace fulcrum
