// Formulas over the columns of a table, row by row.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "scenarios/expressions/expression_reader.h"

namespace fulcrum {
namespace {

const std::vector<std::string> kColumns{"rivalry", "share", "milex"};
const std::vector<double> kRivalry{0, 1, 1}, kShare{.25, .5, .75}, kMilex{0, 1, 100};

double in_row(const std::string& text, int row) {
  const Expression formula = parse_row_formula(text, kColumns);
  std::vector<const double*> columns;
  for (const Column& column : formula.columns())
    columns.push_back(std::vector{&kRivalry, &kShare, &kMilex}[static_cast<std::size_t>(column.entity)]->data());
  return formula.value(columns, row);
}

std::string refusal_of_row(const std::string& text) {
  try {
    parse_row_formula(text, kColumns);
    return "taken";
  } catch (const ExpressionError& error) {
    return std::to_string(error.at) + ": " + error.what();
  }
}

TEST(RowFormulas, ReadTheColumnsOfTheirRow) {
  EXPECT_EQ(in_row("share", 0), .25);
  EXPECT_EQ(in_row("2 * share + rivalry", 2), 2.5);
  EXPECT_EQ(in_row("max(share, 0.6)", 1), .6);
}

TEST(RowFormulas, AConditionCountsAsOneOrNought) {
  EXPECT_EQ(in_row("0.5 * (rivalry == 1 and share > 0.6)", 1), 0);
  EXPECT_EQ(in_row("0.5 * (rivalry == 1 and share > 0.6)", 2), .5);
  EXPECT_EQ(in_row("rivalry or share > 0.1", 0), 1);
  EXPECT_EQ(in_row("not rivalry", 0), 1);
}

TEST(RowFormulas, TheLogarithmHasNoValueBelowNought) {
  EXPECT_NEAR(in_row("log(milex)", 2), std::log(100.0), 1e-15);
  EXPECT_EQ(in_row("log(milex)", 1), 0);
  EXPECT_TRUE(std::isinf(in_row("log(milex)", 0)));
  EXPECT_TRUE(std::isnan(in_row("log(milex - 1)", 0)));
}

TEST(RowFormulas, UnknownColumnsAreRefusedWithTheNearest) {
  EXPECT_EQ(refusal_of_row("1 + rivalri"), "4: there is no column 'rivalri'; did you mean 'rivalry'?");
}

TEST(RowFormulas, RowsHaveNoWeeks) {
  EXPECT_EQ(refusal_of_row("mean(share, 4)"), "0: there is no function 'mean'; allowed: min, max, abs, clip, log");
  EXPECT_EQ(refusal_of_row("log(share, 2)"), "0: log is used as log(a)");
}

}  // namespace
}  // namespace fulcrum
