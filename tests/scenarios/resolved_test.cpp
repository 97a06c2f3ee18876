// The resolved text of a scenario: complete, canonical, and read back as the same scenario.
#include <bit>

#include "tests/models/recorded_run.h"
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

class Resolved : public testing_support::WrittenFiles {
 protected:
  static std::string full_text() {
    return scenario_text(
        "[run]\nseed = 12\nreplicates = 3\n[parameters]\ndirect.intercept = { value = -4.2, source = \"panel\" }\n"
        "perception.noise_sd = 1e-7\n[structure]\nfronts = \"strongest\"\n[initial]\ndirect = 0.1\n"
        "[levers]\nsurge = -0.123456789012345678\nrestraint.badr = 0.3\n"
        "[[schedule]]\nfile = \"t.csv\"\ntime = \"week\"\ncolumns = { pause = \"restraint.mahdi_army\" }\n"
        "[[action]]\nat = \"withdrawal_deadline\"\ndecision = { name = \"the \\\"last\\\" \\\\ day\\n\\u0001\" }\n"
        "[[action]]\nfrom = 4\nuntil = 9\nramp = { troops = 100000, crackdown.badr = 0.5 }\n"
        "[[action]]\nfrom = 4\nuntil = 9\nset = { raids = 0.5 }\n[[action]]\nat = 2008-06-02\nweeks = 2\npulse = { strikes = 1 }\n");
  }
  static void write_table() { write("t.csv", "week,pause,host_aid\n0,0.5,0.1\n7,0.1,0.3333333333333333\n"); }
};

TEST_F(Resolved, IsReadBackAsTheSameScenario) {
  write_table();
  const Scenario first = read(full_text());
  const std::string resolved = resolved_toml(first);
  const Scenario second = read(resolved);
  EXPECT_EQ(resolved_toml(second), resolved);
  EXPECT_EQ(identity_toml(second), identity_toml(first));
  EXPECT_EQ(second.inputs.size(), 1u);  // it needs no other file
}

TEST_F(Resolved, RunsToTheSameBits) {
  write_table();
  const auto first = testing_support::record(read(full_text()).setup);
  const auto second = testing_support::record(read(resolved_toml(read_again())).setup);
  ASSERT_EQ(first.values().size(), second.values().size());
  for (std::size_t i = 0; i < first.values().size(); ++i)
    ASSERT_EQ(std::bit_cast<std::uint64_t>(first.values()[i]), std::bit_cast<std::uint64_t>(second.values()[i])) << i;
}

TEST_F(Resolved, OfEveryShippedScenarioIsReadBackAsTheSame) {
  for (const EmbeddedFile& file : embedded_files()) {
    const std::string name(file.name);
    if (!name.ends_with(".toml")) continue;  // tables of levers are shipped beside
    if (looks_like_theatre(open_named(name, {}))) continue;
    const std::string resolved = resolved_toml(read_scenario(name, {}));
    EXPECT_EQ(resolved_toml(read(resolved)), resolved) << name;
  }
}

TEST_F(Resolved, KeepsVehiclesAndTheMilitiaThatARecipientBelongsTo) {
  const std::string tables =
      "[[militia]]\nname = \"k\"\nfighters = 10\ntie = 0.1\nagenda = 0.2\nfit = 0.3\nvehicles = { arms = 0.25, sanctuary = 0.75 }\n"
      "[[recipient]]\nname = \"clinics\"\nkind = \"organisation\"\nmilitia = \"k\"\nshare = 1\n";
  const Theatre theatre = read(resolved_toml(read(scenario_text(tables)))).setup.theatre;
  EXPECT_EQ(theatre.militias.at(0).vehicles, (std::vector<NamedShare>{{"arms", .25}, {"sanctuary", .75}}));
  EXPECT_EQ(theatre.recipients.at(0).militia, "k");
}

TEST_F(Resolved, IdentityIsTheSameForTheSameContentInOtherWords) {
  const std::string one = identity_toml(
      read(scenario_text("[levers]\ntroops = 85000\nrhetoric = 0.20\n[parameters]\nstructure.fronts = \"strongest\"\n"
                         "direct = { intercept = -4, cost_gain = 3 }\n[[action]]\nat = 2008-01-22\nset = { strikes = 0.5, raids = 1 }\n")));
  write("base.toml", scenario_text("[levers]\nrhetoric = 0.9\nforces = 1.2\n[structure]\nfronts = \"strongest\"\n"));
  const std::string other = identity_toml(read(
      "schema = 1\nname = \"written\"\nextends = \"base\"\n# another way to say it\n[[action]]\nset = { raids = 1.0, strikes = 5e-1 }\n"
      "week = 2\nnote = \"why\"\n[parameters.direct]\ncost_gain = 3.0\nintercept = { value = -4.0, note = \"lower\" }\n"
      "[levers]\nforces = 0.5\nrhetoric = 2e-1\n"));
  EXPECT_EQ(one, other);
}

TEST_F(Resolved, KeepsWhereAValueComesFrom) {
  const Scenario first = read(scenario_text("[parameters]\ndirect.intercept = { value = -4, source = \"panel\", note = \"lower\" }\n"));
  const Scenario second = read(resolved_toml(first));
  ASSERT_EQ(second.annotations.size(), 1u);
  EXPECT_EQ(second.annotations[0].key, "direct.intercept");
  EXPECT_EQ(second.annotations[0].source, "panel");
  EXPECT_EQ(second.annotations[0].note, "lower");
}

TEST_F(Resolved, IsTheSameWhateverTheOrderOfColumnsInATable) {
  const std::string text = scenario_text("[[schedule]]\nfile = \"t.csv\"\ntime = \"week\"\n");
  write("t.csv", "week,forces,strikes\n0,0.5,0.1\n");
  const std::string one = resolved_toml(read(text));
  write("t.csv", "strikes,week,forces\n0.1,0,0.5\n");
  EXPECT_EQ(resolved_toml(read(text)), one);
}

TEST_F(Resolved, OfAnOverrideIsThatOfTheFileThatSaysTheSame) {
  const std::string set = resolved_toml(read(scenario_text(), {"direct.intercept=-4", "rhetoric=.2", "time.weeks=52"}));
  const std::string written =
      resolved_toml(read("schema = 1\nname = \"written\"\ntheatre = \"iraq_2008\"\n[time]\nstart = 2008-01-07\nweeks = 52\n"
                         "[parameters]\ndirect.intercept = -4\n[levers]\nrhetoric = 0.2\n"));
  EXPECT_EQ(set, written);
}

TEST_F(Resolved, NamesTheTheatreAndItsDatesWithoutItsFile) {
  const Scenario first = read(scenario_text()), second = read(resolved_toml(first));
  EXPECT_EQ(second.setup.theatre.name, first.setup.theatre.name);
  EXPECT_EQ(second.setup.theatre.forces_reference, first.setup.theatre.forces_reference);
  EXPECT_EQ(second.setup.before, first.setup.before);
  EXPECT_EQ(second.dates, first.dates);
  EXPECT_FALSE(second.dates.empty());
}

TEST_F(Resolved, OfAPolicyThatBeginsLaterRunsToTheSameBits) {
  Scenario first = read(scenario_text("[[action]]\nweek = 3\nset = { raids = 1 }\n[levers]\nrhetoric = 0.1\n"));
  first.setup.shift_weeks = 7;
  const Scenario second = read(resolved_toml(first));
  EXPECT_EQ(second.setup.shift_weeks, 7);
  const auto one = testing_support::record(first.setup), other = testing_support::record(second.setup);
  ASSERT_EQ(one.values().size(), other.values().size());
  for (std::size_t i = 0; i < one.values().size(); ++i)
    ASSERT_EQ(std::bit_cast<std::uint64_t>(one.values()[i]), std::bit_cast<std::uint64_t>(other.values()[i])) << i;
}

TEST_F(Resolved, KeepsNamesSeedAndReplicatesOutOfTheIdentity) {
  const Scenario one = read(scenario_text("[run]\nseed = 1\nreplicates = 2\n"));
  const Scenario other = read(
      "schema = 1\nname = \"other\"\ntitle = \"Other\"\ntheatre = \"iraq_2008\"\n[time]\nstart = 2008-01-07\nweeks = 104\n[run]\nseed = "
      "9\n");
  EXPECT_NE(resolved_toml(one), resolved_toml(other));
  EXPECT_EQ(identity_toml(one), identity_toml(other));
  EXPECT_NE(identity_toml(one), identity_toml(read(scenario_text("[levers]\nrhetoric = 0.71\n"))));
}

}  // namespace
}  // namespace fulcrum
