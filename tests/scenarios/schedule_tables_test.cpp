// [[schedule]]: levers from a table, over the constants and under the actions.
#include "scenarios/input/csv.h"
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

class ScheduleTable : public testing_support::WrittenFiles {
 protected:
  static Scenario read_table(const std::string& table, const std::string& keys, const std::string& rest = "") {
    write("t.csv", table);
    return read(scenario_text("[levers]\nforces = 0.9\n" + rest + "[[schedule]]\nfile = \"t.csv\"\n" + keys));
  }
};

TEST_F(ScheduleTable, HoldsEachRowUntilTheNextAndTheConstantBefore) {
  const Scenario s = read_table("week,forces,strikes\n2,0.5,0\n5,0.7,0.25\n", "time = \"week\"\n");
  EXPECT_EQ(in_force(s, "forces", 1), .9);
  EXPECT_EQ(in_force(s, "forces", 2), .5);
  EXPECT_EQ(in_force(s, "forces", 4), .5);
  EXPECT_EQ(in_force(s, "forces", 5), .7);
  EXPECT_EQ(in_force(s, "forces", 103), .7);
  EXPECT_EQ(in_force(s, "strikes", 4), 0);
  EXPECT_EQ(in_force(s, "strikes", 5), .25);
  EXPECT_EQ(s.inputs.back().name, "t.csv");
}

TEST_F(ScheduleTable, TakesDatesForTheWeeksThatContainThem) {
  const Scenario s = read_table("when,forces\n2008-01-20,0.5\n2008-01-21,0.6\n", "time = \"when\"\n");
  EXPECT_EQ(in_force(s, "forces", 0), .9);
  EXPECT_EQ(in_force(s, "forces", 1), .5);
  EXPECT_EQ(in_force(s, "forces", 2), .6);
}

TEST_F(ScheduleTable, MayBeginBeforeTheRunAndEndBehindIt) {
  const Scenario s = read_table("week,forces\n-9,0.4\n-3,0.5\n90,0.6\n500,0.7\n", "time = \"week\"\n");
  EXPECT_EQ(in_force(s, "forces", 0), .5);
  EXPECT_EQ(in_force(s, "forces", 103), .6);
}

TEST_F(ScheduleTable, RenamesColumnsAndReachesSingleMilitias) {
  const Scenario s = read_table("week,ceasefire,crackdown.badr,strikes\n4,0.7,0.5,0.1\n",
                                "time = \"week\"\ncolumns = { ceasefire = \"restraint.mahdi_army\" }\n");
  EXPECT_EQ(in_force(s, "restraint.mahdi_army", 4), .7);
  EXPECT_EQ(in_force(s, "restraint.badr", 4), 0);
  EXPECT_EQ(in_force(s, "crackdown.badr", 4), .5);
  EXPECT_EQ(in_force(s, "strikes", 4), .1);
}

TEST_F(ScheduleTable, TakesForcesInTroops) {
  const Scenario s = read_table("week,men\n0,85000\n", "columns = { men = \"troops\" }\n");
  EXPECT_EQ(in_force(s, "forces", 0), .5);
}

TEST_F(ScheduleTable, LiesUnderActions) {
  const Scenario s =
      read_table("week,forces\n0,0.5\n20,0.6\n", "time = \"week\"\n", "[[action]]\nfrom = 10\nuntil = 12\nset = { forces = 0.1 }\n");
  EXPECT_EQ(in_force(s, "forces", 9), .5);
  EXPECT_EQ(in_force(s, "forces", 10), .1);
  EXPECT_EQ(in_force(s, "forces", 12), .5);
  EXPECT_EQ(in_force(s, "forces", 20), .6);
}

TEST_F(ScheduleTable, IsLookedUpBesideTheFileThatNamesIt) {
  write("base/t.csv", "week,forces\n0,0.5\n");
  write("base/base.toml", scenario_text("[[schedule]]\nfile = \"t.csv\"\ntime = \"week\"\n"));
  const Scenario s = read("schema = 1\nname = \"c\"\nextends = \"base/base.toml\"\n");
  EXPECT_EQ(in_force(s, "forces", 0), .5);
  EXPECT_EQ(s.inputs.back().name, "base/t.csv");
}

TEST_F(ScheduleTable, IsReadAsRfc4180Says) {
  write("t.csv", "\xEF\xBB\xBFweek,\"a, \"\"b\"\"\"\r\n\r\n1,\"two\nlines\"\r\n3,x\r\n");
  const Library library;
  write("s.toml", "");
  const CsvTable table = parse_csv(open_from(open_named("s.toml", library), "t.csv", ".csv", library, {}), 10);
  EXPECT_EQ(table.heads, (std::vector<std::string>{"week", "a, \"b\""}));
  ASSERT_EQ(table.rows.size(), 2u);
  EXPECT_EQ(table.rows[0].fields, (std::vector<std::string>{"1", "two\nlines"}));
  EXPECT_EQ(table.rows[0].line, 3);
  EXPECT_EQ(table.rows[1].line, 5);
}

TEST_F(ScheduleTable, SaysWhereItsFieldsStand) {
  write("t.csv", "\xEF\xBB\xBFweek,\"\xC3\xBC\",b\n1,\"two\nlines\",\n");
  write("s.toml", "");
  const Library library;
  const CsvTable table = parse_csv(open_from(open_named("s.toml", library), "t.csv", ".csv", library, {}), 10);
  const auto text = [](const std::vector<CsvPlace>& places) {
    std::string all;
    for (const CsvPlace& place : places) all += std::to_string(place.line) + ":" + std::to_string(place.column) + " ";
    return all;
  };
  EXPECT_EQ(text(table.head_places), "1:1 1:6 1:10 ");
  ASSERT_EQ(table.rows.size(), 1u);
  EXPECT_EQ(table.rows[0].fields, (std::vector<std::string>{"1", "two\nlines", ""}));
  EXPECT_EQ(text(table.rows[0].places), "2:1 2:3 3:8 ");
}

TEST_F(ScheduleTable, EndsItsLastLineInAnyWay) {
  for (const char* end : {"", "\n", "\r\n", "\r", "\n\n"})
    EXPECT_EQ(in_force(read_table(std::string("week,forces\r\n0,0.5") + end, ""), "forces", 0), .5);
}

TEST_F(ScheduleTable, ThatBeginsBehindTheRunIsNoted) {
  const Scenario s = read_table("week,forces\n104,0.5\n", "");
  ASSERT_EQ(s.notes.size(), 1u);
  EXPECT_EQ(s.notes[0].text(), "t.csv:2:1: the table begins in week 104, but the run ends with week 103: it changes nothing");
  EXPECT_TRUE(read_table("week,forces\n103,0.5\n", "").notes.empty());
}

}  // namespace
}  // namespace fulcrum
