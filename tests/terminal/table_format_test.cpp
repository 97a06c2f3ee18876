// Tables as a terminal, a spreadsheet and a program read them: the same cells, and nothing where there is no number.
#include "sim/terminal/table_format.h"

#include <gtest/gtest.h>

#include <cmath>
#include <nlohmann/json.hpp>

namespace fulcrum {
namespace {

Table sample() {
  return {"effects",
          {{"policy", "", "", std::vector<std::string>{"a,b", "said \"no\""}},
           {"share", "1", "", std::vector<double>{.1 + .2, std::nan("")}},
           {"runs", "1", "", std::vector<std::int64_t>{7, -3}}},
          {{"seed", std::int64_t{5}}, {"range", std::vector<double>{0, 1}}, {"method", std::string("by hand")}}};
}

TEST(Readable, RoundsAndMarksWhatIsNoNumber) {
  EXPECT_EQ(readable(sample(), 2).text(),
            "policy     share  runs\n"
            "a,b         0.30     7\n"
            "said \"no\"      -    -3\n");
}

TEST(CsvOf, KeepsAllBitsAndLeavesWhatIsNoNumberEmpty) {
  EXPECT_EQ(csv_of(sample()), "policy,share,runs\n\"a,b\",0.30000000000000004,7\n\"said \"\"no\"\"\",,-3\n");
}

TEST(RowsJson, IsAnObjectARowInTheOrderOfTheColumns) {
  const auto rows = rows_json(sample());
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].begin().key(), "policy");
  EXPECT_EQ(rows[0]["share"].get<double>(), .1 + .2);
  EXPECT_EQ(rows[1]["runs"], -3);
  EXPECT_TRUE(rows[1]["share"].is_null());
}

TEST(TablesCsv, HeadsEachRowWithTheNameOfItsTable) {
  Table other{"other", {{"x", "", "", std::vector<double>{1}}}, {}};
  EXPECT_EQ(tables_csv({other, other}), "table,x\nother,1\n\ntable,x\nother,1\n");
  EXPECT_EQ(tables_csv({}), "");
}

TEST(TablesJson, HasNamesSettingsAndRowsAndIsValidWhateverANameHolds) {
  Table table = sample();
  std::get<std::vector<std::string>>(table.columns[0].values)[0] = "\xff no UTF-8";
  table.remarks.emplace_back("limit", std::nan(""));
  const auto json = nlohmann::json::parse(tables_json({table}));
  EXPECT_FALSE(json["disclaimer"].get<std::string>().empty());
  EXPECT_EQ(json["tables"][0]["name"], "effects");
  EXPECT_EQ(json["tables"][0]["settings"]["seed"], 5);
  EXPECT_EQ(json["tables"][0]["settings"]["range"], (std::vector<double>{0, 1}));
  EXPECT_TRUE(json["tables"][0]["settings"]["limit"].is_null());
  EXPECT_EQ(json["tables"][0]["rows"].size(), 2U);
}

TEST(TableFormat, ATableWithoutColumnsOrRowsIsEmptyInEveryForm) {
  const Table none{"none", {}, {}}, no_rows{"no_rows", {{"x", "", "", std::vector<double>{}}}, {}};
  EXPECT_TRUE(rows_json(none).empty());
  EXPECT_TRUE(rows_json(no_rows).empty());
  EXPECT_EQ(csv_of(no_rows), "x\n");
}

}  // namespace
}  // namespace fulcrum
