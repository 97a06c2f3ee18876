// Formulas put together at random never crash: they are taken, and then have a value in every week, or refused at a character of theirs.
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "scenarios/expressions/expression_reader.h"

namespace fulcrum {
namespace {

const std::vector<std::string> kPieces{"attacks",
                                       "capability.badr",
                                       "capability.mahdi-army",
                                       "insecurity",
                                       "mean(",
                                       "trend(",
                                       "max(",
                                       "min(",
                                       "abs(",
                                       "clip(",
                                       "sum(",
                                       "at(",
                                       "last(",
                                       "total(",
                                       "average(",
                                       "(",
                                       ")",
                                       ",",
                                       "+",
                                       "-",
                                       "*",
                                       "/",
                                       "<",
                                       "<=",
                                       ">",
                                       "==",
                                       "!=",
                                       "and",
                                       "or",
                                       "not",
                                       "0",
                                       "3",
                                       "0.4",
                                       "1e300",
                                       ".",
                                       "1e-400",
                                       "&&",
                                       "\xc3\xa9",
                                       "\xff",
                                       "nosuch",
                                       "capability",
                                       "=",
                                       "!"};

class Texts {
 public:
  std::string any() {
    std::string text;
    const std::size_t pieces = below(12);
    for (std::size_t i = 0; i < pieces; ++i) text += kPieces[below(kPieces.size())] + (below(3) == 0 ? "" : " ");
    return text;
  }
  // A condition by the rules, which must be taken.
  std::string condition(int depth) {
    if (depth > 0 && below(2) == 0)
      return joined({"(", condition(depth - 1), below(2) == 0 ? ") and (" : ") or (", condition(depth - 1), ")"});
    if (depth > 0 && below(4) == 0) return joined({"not (", condition(depth - 1), ")"});
    return joined({number(depth), below(2) == 0 ? " > " : " <= ", number(depth)});
  }
  std::string number(int depth) {
    if (depth == 0 || below(4) == 0) return below(2) == 0 ? "0.25" : (below(2) == 0 ? "attacks" : "capability.badr");
    switch (below(5)) {
      case 0:
        return joined({"(", number(depth - 1), " / ", number(depth - 1), ")"});
      case 1:
        return joined({"min(", number(depth - 1), ", ", number(depth - 1), ")"});
      case 2:
        return joined({"-abs(", number(depth - 1), ")"});
      case 3:
        return "mean(insecurity, 3)";
      default:
        return joined({"clip(", number(depth - 1), " - 0.5)"});
    }
  }

 private:
  static std::string joined(const std::vector<std::string>& parts) {
    std::string text;
    for (const std::string& part : parts) text += part;
    return text;
  }
  std::size_t below(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  std::mt19937_64 random_{20080107};
};

constexpr int kWeeks = 12;

Theatre theatre() {
  Theatre theatre;
  theatre.militias = {{.name = "mahdi-army", .fighters = 1}, {.name = "badr", .fighters = 1}};
  return theatre;
}

bool taken(const std::string& text, Wanted wanted) {
  static const Theatre kTheatre = theatre();
  try {
    const Expression expression = parse_expression(text, wanted, kTheatre, kWeeks);
    const std::vector<double> values{.1, .9, .2, .8, .3, .7, .4, .6, .5, .5, 0, 1};
    const std::vector<const double*> series(expression.columns().size(), values.data());
    for (int t = wanted == Wanted::kOutcome ? kWeeks - 1 : 0; t < kWeeks; ++t) {
      const double value = expression.value(series, t);
      if (wanted == Wanted::kCondition) {
        EXPECT_TRUE(value == 0 || value == 1) << text;
      }
    }
    return true;
  } catch (const ExpressionError& error) {
    EXPECT_LE(error.at, text.size()) << text;
    EXPECT_NE(std::string(error.what()), "") << text;
    return false;
  }
}

TEST(Expressions, OfAnyPiecesAreTakenOrRefusedAtACharacterOfTheirs) {
  Texts texts;
  int all = 0;
  for (int i = 0; i < 60000 && !testing::Test::HasFailure(); ++i) {
    const std::string text = texts.any();
    for (const Wanted wanted : {Wanted::kCondition, Wanted::kSeries, Wanted::kOutcome}) all += taken(text, wanted) ? 1 : 0;
  }
  EXPECT_GT(all, 500);  // else it tests refusals only
}

TEST(Expressions, WrittenByTheRulesAreAllTaken) {
  Texts texts;
  for (int i = 0; i < 5000; ++i) {
    const std::string text = texts.condition(4);
    ASSERT_TRUE(text.size() > 4000 || taken(text, Wanted::kCondition)) << text;
  }
}

}  // namespace
}  // namespace fulcrum
