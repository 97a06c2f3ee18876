// Panels as they are written: what is read, and what is said of mistakes.
#include "scenarios/panels/panel_rows.h"
#include "tests/panel/small_panel.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using PanelReading = testing_support::SmallPanel;

TEST_F(PanelReading, KeepsTheRowsThatWhereNames) {
  read_small(panel_text(kMapping), table_text(2));
  EXPECT_EQ(rows.count, 24u);
  EXPECT_EQ(rows.groups, (std::vector<std::string>{"0", "1"}));
  EXPECT_EQ(rows.identity[0].front(), "1976");
  EXPECT_EQ(rows.lines.front(), 3);
}

TEST_F(PanelReading, ValuesFollowTheOrderOfTheFile) {
  read_small(panel_text("[values]\nb = \"threat / 2\"\na = \"b + 1\"\n[inputs]\ninsecurity = \"b\"\n"), table_text());
  EXPECT_EQ(rows.columns[panel.place_of_value(1)][3], .12 + 1);
  EXPECT_EQ(rows.columns[panel.place_of_input(0)][3], .12);
}

TEST_F(PanelReading, LookupsAddAColumn) {
  write("folds.csv", "host,fold\n0,7\n1,8\n");
  read_small(panel_text("[lookup.fold]\nfile = \"folds.csv\"\nkey = \"host\"\ncolumn = \"fold\"\n[values]\nf = \"fold + 0\"\n"),
             table_text(2));
  EXPECT_EQ(rows.columns[panel.place_of_value(0)].front(), 7);
  EXPECT_EQ(rows.columns[panel.place_of_value(0)].back(), 8);
  EXPECT_THAT(refusal_of(panel_text("[lookup.fold]\nfile = \"folds.csv\"\nkey = \"host\"\ncolumn = \"fold\"\n[values]\nf = \"fold + 0\"\n"),
                         table_text(3)),
              HasSubstr("rows.csv:27:6: host '2' is not in 'folds.csv'"));
}

TEST_F(PanelReading, AnEmptyFieldNeedsARule) {
  const std::string table = "year,host,support,past,threat\n1980,1,0,0,\n1981,2,1,0,0.5\n";
  EXPECT_THAT(
      refusal_of(panel_text(kMapping), table),
      HasSubstr("rows.csv:2:12: 'threat' is empty here, and [missing] of the panel does not say what stands for it, e.g. threat = 0"));
  read_small(panel_text(std::string("[missing]\nthreat = 0.25\n") + kMapping), table);
  EXPECT_EQ(rows.columns[panel.place_of_input(0)][0], .25);
}

TEST_F(PanelReading, AnInputOutsideItsLimitsIsRefusedWithItsRowAndFormula) {
  EXPECT_THAT(refusal_of(panel_text("[inputs]\nchannel = \"threat * 2\"\n"), table_text()),
              HasSubstr("rows.csv:10:1: channel = 1.12 in this row is outside its limits; allowed: 0 to 1 [index] (formula at p.toml:"));
}

TEST_F(PanelReading, WrongNamesAreRefusedWithTheNearest) {
  EXPECT_THAT(refusal_of(panel_text("[inputs]\nchanel = 1\n"), table_text()),
              HasSubstr("there is no input 'chanel'; did you mean 'channel'?"));
  EXPECT_THAT(refusal_of(panel_text("[levers]\nforces = 1\n"), table_text()),
              HasSubstr("there is no lever that these steps read 'forces'"));
  EXPECT_THAT(refusal_of(panel_text("[parameters]\ndirect.treat_gain = 1\n"), table_text()),
              HasSubstr("there is no parameter 'direct.treat_gain'; did you mean 'direct.threat_gain'?"));
  EXPECT_THAT(refusal_of(panel_text("[values]\nx = \"thread\"\n"), table_text()),
              HasSubstr("x: there is no column 'thread'; did you mean 'threat'?"));
  EXPECT_THAT(refusal_of(panel_text("[[forecast]]\nname = \"l\"\nkind = \"logic\"\n"), table_text()), HasSubstr("did you mean 'logit'?"));
  EXPECT_THAT(refusal_of(panel_text("[[split]]\nname = \"s\"\ntrain = \"year < 1980\"\n"), table_text()), HasSubstr("either `by`"));
  EXPECT_THAT(refusal_of(panel_text(), table_text(), {.outcome = "suport", .where = "", .set = {}}),
              HasSubstr("--outcome: there is no column 'suport'; did you mean 'support'?"));
}

TEST_F(PanelReading, TheCommandLineWinsOverTheFile) {
  read_small(panel_text("[parameters]\ndirect.intercept = -4\n"), table_text(),
             {.outcome = "past", .where = "host == 1", .set = {"direct.intercept=-3"}});
  EXPECT_EQ(rows.count, 12u);
  EXPECT_EQ(rows.values(panel.outcome)[1], 1);
  EXPECT_EQ(rows.columns[panel.place_of_output(8)][0], -3);
  EXPECT_THAT(refusal_of(panel_text(), table_text(), {.outcome = "", .where = "", .set = {"threat.weight_arms=-1"}}),
              HasSubstr("allowed: at least 0"));
  EXPECT_THAT(refusal_of(panel_text(), table_text(), {.outcome = "", .where = "", .set = {"threat.weight_arms"}}),
              HasSubstr("--set KEY=NUMBER"));
}

TEST_F(PanelReading, APanelIsToldFromAScenario) {
  write("p.toml", panel_text());
  write("s.toml", scenario_text());
  EXPECT_TRUE(is_panel(open_named("p.toml", {})));
  EXPECT_FALSE(is_panel(open_named("s.toml", {})));
}

TEST_F(PanelReading, NoRowIsAnError) {
  EXPECT_THAT(refusal_of(panel_text(), table_text(), {.outcome = "", .where = "year > 2030", .set = {}}),
              HasSubstr("'where' leaves no row"));
}

}  // namespace
}  // namespace fulcrum
