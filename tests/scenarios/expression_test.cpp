// Formulas: what they mean, and what is said of those that mean nothing.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "models/expression.h"
#include "models/setup.h"
#include "scenarios/expressions/expression_reader.h"

namespace fulcrum {
namespace {

Theatre theatre() {
  Theatre theatre;
  theatre.militias = {{.name = "mahdi_army", .fighters = 60000}, {.name = "badr", .fighters = 20000}};
  return theatre;
}

constexpr int kWeeks = 5;
const std::vector<double> kAttacks{.1, .2, .4, .8, .6}, kInsecurity{.5, .5, .5, .25, .125}, kMahdi{1, 2, 3, 4, 5},
    kBadr{10, 20, 30, 40, 50};

double value(const std::string& text, Wanted wanted = Wanted::kOutcome, int week = kWeeks - 1) {
  const Expression expression = parse_expression(text, wanted, theatre(), kWeeks);
  std::vector<const double*> series;
  for (const Column& column : expression.columns()) {
    if (column.series->name == "attacks") series.push_back(kAttacks.data());
    if (column.series->name == "insecurity") series.push_back(kInsecurity.data());
    if (column.series->name == "capability") series.push_back(column.entity == 0 ? kMahdi.data() : kBadr.data());
  }
  return expression.value(series, week);
}
double in_week(const std::string& text, int week) { return value(text, Wanted::kSeries, week); }
bool holds(const std::string& text, int week) { return value(text, Wanted::kCondition, week) != 0; }

std::string refusal(const std::string& text, Wanted wanted) {
  try {
    parse_expression(text, wanted, theatre(), kWeeks);
    return "taken";
  } catch (const ExpressionError& error) {
    return std::to_string(error.at) + ": " + error.what();
  }
}

TEST(Expressions, MultiplicationBindsTighterThanAdditionAndBothGoFromLeftToRight) {
  EXPECT_EQ(value("1 + 2 * 3"), 7);
  EXPECT_EQ(value("(1 + 2) * 3"), 9);
  EXPECT_EQ(value("10 - 4 - 3"), 3);
  EXPECT_EQ(value("16 / 4 / 2"), 2);
  EXPECT_EQ(value("-2 * -3 - -1"), 7);
  EXPECT_EQ(value("1.5e1 + .5"), 15.5);
}

TEST(Expressions, FunctionsOfNumbersAreWhatTheirNamesSay) {
  EXPECT_EQ(value("min(3, 1, 2)"), 1);
  EXPECT_EQ(value("max(3, 1, 2)"), 3);
  EXPECT_EQ(value("abs(2 - 5)"), 3);
  EXPECT_EQ(value("clip(7)"), 1);
  EXPECT_EQ(value("clip(-7)"), 0);
  EXPECT_EQ(value("clip(7, 2, 5)"), 5);
}

TEST(Expressions, SeriesAreReadInTheirWeekAndByOrganisation) {
  EXPECT_EQ(in_week("attacks * 1000", 2), 400);
  EXPECT_EQ(in_week("capability.badr - capability.mahdi_army", 1), 18);
  EXPECT_EQ(in_week("total(capability)", 2), 33);
  EXPECT_EQ(in_week("average(capability)", 2), 16.5);
}

TEST(Expressions, MovingMeansAndTrendsLookBackAsFarAsThereAreWeeks) {
  EXPECT_DOUBLE_EQ(in_week("mean(attacks, 2)", 4), .7);
  EXPECT_DOUBLE_EQ(in_week("mean(attacks, 100)", 2), .7 / 3);
  EXPECT_DOUBLE_EQ(in_week("trend(capability.badr, 3)", 4), 10);
  EXPECT_DOUBLE_EQ(in_week("trend(3 * capability.badr + 1, 4)", 3), 30);
  EXPECT_EQ(in_week("trend(attacks, 8)", 0), 0);
  EXPECT_DOUBLE_EQ(in_week("mean(mean(attacks, 2), 2)", 4), (.7 + .6) / 2);
}

TEST(Expressions, OutcomesTakeTheWholeRun) {
  EXPECT_DOUBLE_EQ(value("mean(attacks)"), 2.1 / 5);
  EXPECT_EQ(value("max(attacks)"), .8);
  EXPECT_EQ(value("min(attacks)"), .1);
  EXPECT_EQ(value("sum(capability.mahdi_army)"), 15);
  EXPECT_EQ(value("at(attacks, 0)"), .1);
  EXPECT_DOUBLE_EQ(value("last(attacks, 2)"), .7);
  EXPECT_DOUBLE_EQ(value("last(attacks, 52)"), 2.1 / 5);
  EXPECT_DOUBLE_EQ(value("max(mean(attacks, 2)) / min(at(attacks, 1), 7)"), .7 / .2);
}

TEST(Expressions, ConditionsJoinComparisonsAsTheirWordsSay) {
  EXPECT_TRUE(holds("attacks > 0.3 and insecurity >= 0.5", 2));
  EXPECT_FALSE(holds("attacks > 0.3 and insecurity >= 0.5", 3));
  EXPECT_TRUE(holds("attacks < 0.15 or insecurity < 0.2", 4));
  EXPECT_TRUE(holds("not attacks > 0.5", 0));
  EXPECT_TRUE(holds("not (attacks > 0.5 or insecurity > 0.9)", 0));
  EXPECT_TRUE(holds("attacks == 0.4 and attacks != 0.5 and attacks <= 0.4", 2));
  EXPECT_TRUE(holds("1 < 2 or 1 < 2 and 2 < 1", 0)) << "'and' binds tighter than 'or'";
}

TEST(Expressions, AreRefusedAtTheCharacterThatIsWrong) {
  const auto condition = [](const std::string& text) { return refusal(text, Wanted::kCondition); };
  const auto outcome = [](const std::string& text) { return refusal(text, Wanted::kOutcome); };
  EXPECT_EQ(condition("atacks > 1"), "0: there is no series 'atacks'; did you mean 'attacks'?");
  EXPECT_EQ(condition("1 < capability.mahdi"), "15: 'capability' has no 'mahdi'; allowed: mahdi_army, badr");
  EXPECT_EQ(
      condition("capability > 1"),
      "0: 'capability' has one value per organisation: say which, e.g. capability.mahdi_army, or total(capability) or average(capability)");
  EXPECT_EQ(condition("attacks.badr > 1"), "0: 'attacks' has one value per week and no '.badr'");
  EXPECT_EQ(condition("attacks"), "0: this is a number; a condition compares, e.g. attacks > 0.4");
  EXPECT_EQ(condition("0.2 < attacks < 0.5"), "14: join comparisons with 'and', e.g. 0.2 < attacks and attacks < 0.5");
  EXPECT_EQ(condition("attacks = 1"), "8: '=' has no meaning here; to compare, write '=='");
  EXPECT_EQ(condition("attacks > 1 && 1 < 2"), "12: '&&' is not known here; write 'and'");
  EXPECT_EQ(condition("attacks > "), "10: expected a number, a series or '(' here, not the end");
  EXPECT_EQ(condition("(attacks > 1"), "12: expected ')' here, not the end");
  EXPECT_EQ(condition("attacks > 1 2"), "12: expected an operator or the end here, not '2'");
  EXPECT_EQ(condition("sum(attacks) > 1"), "0: sum uses the whole run and is for outcomes; here, values are computed week by week");
  EXPECT_EQ(condition("mean(attacks) > 1"), "0: mean is used as mean(series, weeks)");
  EXPECT_EQ(condition("trend(attacks, 1) > 0"), "15: the number of weeks must be a whole number from 2 to 520");
  EXPECT_EQ(condition("mean(3, 4) > 0"), "5: this is the same in every week; expected a series");
  EXPECT_EQ(condition("medium(attacks, 4) > 0"),
            "0: there is no function 'medium'; allowed: min, max, abs, clip, mean, trend, sum, at, last, total, average");
  EXPECT_EQ(condition("(attacks > 1) + 1 > 2"), "0: this is true or false; expected a number");
  EXPECT_EQ(condition("attacks and 1 < 2"), "0: this is a number; 'and', 'or' and 'not' join comparisons, e.g. attacks > 0.4");
  EXPECT_EQ(outcome("attacks"), "0: this has one value per week; an outcome is one number per run: use mean, max, min, sum, at or last");
  EXPECT_EQ(outcome("at(attacks, 5)"), "12: the week must be a whole number from 0 to 4");
  EXPECT_EQ(outcome("mean(attacks) > 1"), "0: this is true or false; expected a number");
  EXPECT_EQ(outcome("1.2.3"), "0: '1.2.3' is not a number");
  EXPECT_EQ(outcome("1e999"), "0: '1e999' is too large or too small to be represented");
  EXPECT_EQ(outcome(""), "0: expected a number, a series or '(' here, not the end");
  EXPECT_EQ(outcome(std::string(200, '(')), "100: too many nested parentheses or signs");
  EXPECT_EQ(outcome("mean(mean(mean(mean(attacks, 2), 2), 2))"), "10: at most two windows may be nested");
}

}  // namespace
}  // namespace fulcrum
