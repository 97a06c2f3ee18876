// Tables for a terminal and for a spreadsheet, and small pictures.
#include "sim/terminal/text_table.h"

#include <gtest/gtest.h>

#include <limits>

namespace fulcrum {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

TEST(TextTable, IsAlignedByWhatATerminalShows) {
  TextTable table({"policy", "cost", "why"});
  table.align_left(2);
  table.add({"naïve", "1.5", "a"});
  table.add({"containment", "10.25", "bc"});
  EXPECT_EQ(table.text(),
            "policy        cost  why\n"
            "naïve          1.5  a\n"
            "containment  10.25  bc\n");
}

TEST(TextTable, QuotesWhatCsvWouldCutUp) {
  TextTable table({"name", "words"});
  table.add({"a,b", "said \"no\""});
  EXPECT_EQ(table.csv(), "name,words\n\"a,b\",\"said \"\"no\"\"\"\n");
}

TEST(DisplayWidth, CountsCharactersNotBytes) {
  EXPECT_EQ(display_width("abc"), 3u);
  EXPECT_EQ(display_width("é×█"), 3u);
}

TEST(Sparkline, RisesWithItsValuesAndStaysWithinItsWidth) {
  const std::vector<double> rising{0, .125, .25, .375, .5, .625, .75, 1};
  EXPECT_EQ(sparkline(rising, 0, 1, 8), "▁▂▃▄▅▆▇█");
  EXPECT_EQ(sparkline(rising, 0, 1, 2), "▂▆") << "means of .1875 and .71875";
  EXPECT_EQ(display_width(sparkline(rising, 0, 1, 100)), 8u);
  EXPECT_EQ(sparkline(std::vector<double>{-5, 5}, 0, 1, 2), "▁█") << "values beyond the range are shown at its ends";
  EXPECT_EQ(sparkline(std::vector<double>{1, 1}, 1, 1, 2), "  ") << "a range of no width says nothing";
}

TEST(CsvNumber, KeepsAllBits) {
  EXPECT_EQ(std::stod(csv_number(.1 + .2)), .1 + .2);
  EXPECT_EQ(csv_number(kInfinity), "");
}

TEST(Folded, KeepsANumberAndItsPerCentTogether) {
  EXPECT_EQ(folded("lower in as many as 95 % of them", 21, 0), "lower in as many as\n95 % of them");
  EXPECT_EQ(folded("all of it, 100 %", 40, 0), "all of it, 100 %");
}

}  // namespace
}  // namespace fulcrum
