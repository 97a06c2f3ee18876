// What a scenario file says is what the setup holds: values, who wins, and every kind of action.
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

using std::chrono::sys_days;
using namespace std::chrono_literals;

class Reading : public testing_support::WrittenFiles {};

TEST_F(Reading, TakesNameTitleTimeAndRun) {
  const Scenario s = read(
      "schema = 1\nname = \"talks\"\ntitle = \"Talks first\"\ndescription = \"Why\"\ntheatre = \"iraq_2008\"\n"
      "[time]\nstart = 2009-02-02\nweeks = 30\n[run]\nseed = 9223372036854775807\nreplicates = 7\nnoise = false\n"
      "resolution = \"organisations\"\n");
  EXPECT_EQ(s.name, "talks");
  EXPECT_EQ(s.title, "Talks first");
  EXPECT_EQ(s.description, "Why");
  EXPECT_EQ(s.file, "s.toml");
  EXPECT_EQ(s.setup.start, sys_days(2009y / 2 / 2));
  EXPECT_EQ(s.setup.weeks, 30);
  EXPECT_EQ(s.run.seed, 9223372036854775807u);
  EXPECT_EQ(s.run.replicates, 7);
  EXPECT_FALSE(s.run.noise);
}

TEST_F(Reading, RunsWithSeed1And200NoisyReplicatesIfNothingIsSaid) {
  const Scenario s = read(scenario_text());
  EXPECT_EQ(s.run.seed, 1u);
  EXPECT_EQ(s.run.replicates, 200);
  EXPECT_TRUE(s.run.noise);
}

TEST_F(Reading, TakesParametersWithAndWithoutTheirReasons) {
  const Scenario s =
      read(scenario_text("[parameters]\nthreat.weight_forces = 0.45\nperception.lag_weeks = 3\n"
                         "direct.intercept = { value = -4.2, source = \"expert panel\", note = \"lower propensity\" }\n"));
  EXPECT_EQ(s.setup.parameters.threat.weight_forces, .45);
  EXPECT_EQ(s.setup.parameters.perception.lag_weeks, 3);
  EXPECT_EQ(s.setup.parameters.direct.intercept, -4.2);
  ASSERT_EQ(s.annotations.size(), 1u);
  EXPECT_EQ(s.annotations[0].key, "direct.intercept");
  EXPECT_EQ(s.annotations[0].source, "expert panel");
  EXPECT_EQ(s.annotations[0].note, "lower propensity");
  EXPECT_TRUE(s.notes.empty());
}

TEST_F(Reading, NotesAValueOutsideItsExplorationRangeAndTakesIt) {
  const Scenario s = read(scenario_text("[parameters]\nthreat.weight_forces = 0.9\n"));
  EXPECT_EQ(s.setup.parameters.threat.weight_forces, .9);
  ASSERT_EQ(s.notes.size(), 1u);
  EXPECT_EQ(s.notes[0].text(), "s.toml:10:24: threat.weight_forces = 0.9 is outside its exploration range, 0.25 to 0.55");
}

TEST_F(Reading, TakesStructureAsATableAndAmongTheParameters) {
  const Structure as_table = read(scenario_text("[structure]\ndirect = \"linear\"\nfronts = \"strongest\"\n")).setup.structure;
  EXPECT_EQ(as_table.direct, DirectForm::kLinear);
  EXPECT_EQ(as_table.fronts, FrontsForm::kStrongest);
  EXPECT_EQ(as_table.perception, PerceptionForm::kAsymmetric);
  const Structure among =
      read(scenario_text("[parameters]\nstructure.direct = \"linear\"\nstructure.fronts = \"strongest\"\n")).setup.structure;
  EXPECT_EQ(among, as_table);
}

TEST_F(Reading, TakesInitialValuesAndLeaversTheOthersToTheTheatre) {
  const Scenario s = read(scenario_text("[initial]\ndirect = 0.25\narms_offensive = 10\n"));
  EXPECT_EQ(s.setup.initial.direct, .25);
  EXPECT_EQ(s.setup.initial.arms_offensive, 10);
  EXPECT_EQ(s.setup.initial.indirect, .55);
}

TEST_F(Reading, TakesLeversInTroopsAndOfSingleMilitias) {
  const Scenario s = read(scenario_text("[levers]\nrhetoric = 0.2\ntroops = 85000\nrestraint.mahdi_army = 0.7\n"));
  EXPECT_EQ(constant(s, "rhetoric"), .2);
  EXPECT_EQ(constant(s, "forces"), .5);
  EXPECT_EQ(constant(s, "restraint.mahdi_army"), .7);
  EXPECT_EQ(constant(s, "restraint.badr"), 0);
  EXPECT_EQ(constant(s, "crackdown.mahdi_army"), 0);
}

TEST_F(Reading, LetsTheScenarioWinOverTheTheatreAndTheTheatreOverTheDefaults) {
  write("here.toml",
        "schema = 1\nname = \"here\"\nforces_reference = 100000\n[initial]\ndirect = 0.3\nindirect = 0.6\n[levers]\ntroops = 60000\n"
        "reach = 0.4\n[parameters]\ndirect.intercept = -4.5\ndirect.cost_gain = 3\n[structure]\nfronts = \"multiplicative\"\n"
        "[dates]\nvote = 2008-06-04\ntalks = 2008-02-04\n[[neighbour]]\nname = \"n\"\narms_share = 1\n"
        "[[militia]]\nname = \"k\"\nfighters = 10\ntie = 1\nagenda = 0\nfit = 1\n");
  const Scenario s = read(
      "schema = 1\nname = \"s\"\ntheatre = \"here\"\n[time]\nstart = 2008-01-07\nweeks = 104\n[initial]\ndirect = 0.2\n"
      "[levers]\nreach = 0.5\n[parameters]\ndirect.cost_gain = 4\n[dates]\ntalks = 2008-03-03\n"
      "[[action]]\nat = \"vote\"\nset = { troops = 50000 }\n[[action]]\nat = \"talks\"\nset = { communication = 0.9 }\n");
  EXPECT_EQ(s.setup.theatre.name, "here");
  EXPECT_EQ(s.setup.initial.direct, .2);
  EXPECT_EQ(s.setup.initial.indirect, .6);
  EXPECT_EQ(s.setup.initial.motive, .5);
  EXPECT_EQ(constant(s, "forces"), .6);
  EXPECT_EQ(constant(s, "reach"), .5);
  EXPECT_EQ(constant(s, "rhetoric"), 0);
  EXPECT_EQ(s.setup.parameters.direct.intercept, -4.5);
  EXPECT_EQ(s.setup.parameters.direct.cost_gain, 4);
  EXPECT_EQ(s.setup.structure.fronts, FrontsForm::kMultiplicative);
  EXPECT_EQ(s.setup.actions[0].week, 21);
  EXPECT_EQ(in_force(s, "forces", 21), .5);
  EXPECT_EQ(s.setup.actions[1].week, 8);
  EXPECT_EQ(s.inputs.size(), 2u);
}

TEST_F(Reading, LetsAScenarioReplaceTheTheatresListOfOneKindOnly) {
  const Scenario s = read(scenario_text("[[militia]]\nname = \"alone\"\nfighters = 10\ntie = 1\nagenda = 0\nfit = 1\n"));
  EXPECT_EQ(s.setup.theatre.militia_names(), std::vector<std::string>{"alone"});
  EXPECT_EQ(s.setup.theatre.neighbours.size(), 4u);
  EXPECT_EQ(s.setup.levers.size(), static_cast<std::size_t>(kLeverCount) + kMilitiaLeverCount);
}

TEST_F(Reading, TakesAllOfAMilitia) {
  const Scenario s = read(
      scenario_text("[[militia]]\nname = \"k\"\nfighters = 10\ntie = 0.1\nagenda = 0.2\nfit = 0.3\nrole = 2\nlethality = 20\nswing = true\n"
                    "vehicles = { arms = 0.25, training = 0.75 }\nplaces = { basra = 2, baghdad = 1 }\n"
                    "own_targets = { rival = 1 }\nhost_tolerance = 0.4\nsponsored_share = 0.6\nsource = \"a book\"\n"));
  const Militia& k = s.setup.theatre.militias.at(0);
  EXPECT_EQ(k.fighters, 10);
  EXPECT_EQ(k.tie, .1);
  EXPECT_EQ(k.agenda, .2);
  EXPECT_EQ(k.fit, .3);
  EXPECT_EQ(k.role, 2);
  EXPECT_EQ(k.lethality, 20);
  EXPECT_TRUE(k.swing);
  EXPECT_EQ(k.vehicles, (std::vector<NamedShare>{{"arms", .25}, {"training", .75}}));
  EXPECT_EQ(k.places, (std::vector<NamedShare>{{"baghdad", 1}, {"basra", 2}}));
  EXPECT_EQ(k.own_targets, (TargetMix{1, 0, 0}));
  EXPECT_EQ(k.host_tolerance, .4);
  EXPECT_EQ(k.sponsored_share, .6);
  EXPECT_EQ(k.source, "a book");
}

// Actions. A week begins on a Monday, so a date means the week that contains it.

TEST_F(Reading, SetsFromAWeekADateOrANamedDateOn) {
  const Scenario s =
      read(scenario_text("[dates]\ntalks = 2008-02-10\n"
                         "[[action]]\nweek = 3\nset = { strikes = 0.1 }\n"
                         "[[action]]\nat = 2008-02-03\nset = { raids = 0.2 }\n"  // Sunday of week 3
                         "[[action]]\nat = \"talks\"\nset = { reach = 0.9 }\nnote = \"why\"\n"));
  EXPECT_EQ(in_force(s, "strikes", 2), 0);
  EXPECT_EQ(in_force(s, "strikes", 3), .1);
  EXPECT_EQ(in_force(s, "strikes", 103), .1);
  EXPECT_EQ(in_force(s, "raids", 2), 0);
  EXPECT_EQ(in_force(s, "raids", 3), .2);
  EXPECT_EQ(s.setup.actions[2].week, 4);
  EXPECT_EQ(s.setup.actions[2].note, "why");
}

TEST_F(Reading, SetsForAWhileAndThenGoesBack) {
  const Scenario s = read(scenario_text("[[action]]\nfrom = 10\nuntil = 2008-03-31\nset = { surge = 0.2 }\n"));
  EXPECT_EQ(in_force(s, "surge", 9), 0);
  EXPECT_EQ(in_force(s, "surge", 10), .2);
  EXPECT_EQ(in_force(s, "surge", 11), .2);
  EXPECT_EQ(in_force(s, "surge", 12), 0);
}

TEST_F(Reading, RampsToATargetThatStays) {
  const Scenario s = read(scenario_text("[levers]\nforces = 0.8\n[[action]]\nfrom = 10\nuntil = 14\nramp = { forces = 0.4 }\n"));
  EXPECT_EQ(in_force(s, "forces", 10), .8);
  EXPECT_NEAR(in_force(s, "forces", 12), .6, 1e-15);
  EXPECT_EQ(in_force(s, "forces", 14), .4);
  EXPECT_EQ(in_force(s, "forces", 103), .4);
}

TEST_F(Reading, PulsesForOneWeekOrMore) {
  const Scenario s =
      read(scenario_text("[[action]]\nweek = 10\npulse = { strikes = 0.8 }\n"
                         "[[action]]\nweek = 20\nweeks = 2\npulse = { crackdown.mahdi_army = 1.0 }\n"
                         "[[action]]\nweek = 30\npulse = { raids = 0.5, weeks = 3 }\n"));
  EXPECT_EQ(in_force(s, "strikes", 10), .8);
  EXPECT_EQ(in_force(s, "strikes", 11), 0);
  EXPECT_EQ(in_force(s, "crackdown.mahdi_army", 21), 1);
  EXPECT_EQ(in_force(s, "crackdown.mahdi_army", 22), 0);
  EXPECT_EQ(in_force(s, "crackdown.badr", 20), 0);
  EXPECT_EQ(in_force(s, "raids", 32), .5);
  EXPECT_EQ(in_force(s, "raids", 33), 0);
}

TEST_F(Reading, LetsADecisionLieBeyondTheHorizon) {
  const Scenario s =
      read(scenario_text("[[action]]\nat = \"withdrawal_deadline\"\ndecision = { lead_weeks = 26, name = \"deadline\" }\n"
                         "[[action]]\nweek = 110\ndecision = {}\n[[action]]\nweek = 50\ndecision = { weight = 0.5 }\n"));
  EXPECT_EQ(s.setup.actions[0].week, 207);
  EXPECT_EQ(s.setup.actions[0].lead_weeks, 26);
  EXPECT_EQ(s.setup.actions[0].name, "deadline");
  EXPECT_EQ(s.setup.actions[1].lead_weeks, 12);
  EXPECT_EQ(s.setup.actions[1].weight, 1);
  EXPECT_EQ(in_force(s, "decision", 50), .5);
  EXPECT_NEAR(in_force(s, "decision", 103), 1 - 7. / 12, 1e-15);
}

TEST_F(Reading, LetsTheLaterActionInTheFileWinAndNotesIt) {
  const Scenario s = read(scenario_text("[[action]]\nweek = 10\nset = { raids = 0.5 }\n[[action]]\nweek = 10\nset = { raids = 0.3 }\n"));
  EXPECT_EQ(in_force(s, "raids", 10), .3);
  ASSERT_EQ(s.notes.size(), 1u);
  EXPECT_EQ(s.notes[0].text(), "s.toml:12:1: raids is set twice in week 10; the later action in the file wins");
}

// extends

TEST_F(Reading, TakesOverWhatItExtendsAndWritesOnlyWhatDiffers) {
  write("base.toml", scenario_text("[run]\nseed = 5\nreplicates = 9\n[parameters]\ndirect.intercept = -4.5\ndirect.cost_gain = 3\n"
                                   "[initial]\ndirect = 0.3\n[levers]\nrhetoric = 0.2\nreach = 0.1\n"));
  const Scenario s = read(
      "schema = 1\nname = \"child\"\nextends = \"base.toml\"\n[time]\nweeks = 52\n[run]\nseed = 6\n[parameters]\ndirect.cost_gain = 4\n"
      "[levers]\nreach = 0.6\n");
  EXPECT_EQ(s.name, "child");
  EXPECT_EQ(s.setup.start, sys_days(2008y / 1 / 7));
  EXPECT_EQ(s.setup.weeks, 52);
  EXPECT_EQ(s.run.seed, 6u);
  EXPECT_EQ(s.run.replicates, 9);
  EXPECT_EQ(s.setup.parameters.direct.intercept, -4.5);
  EXPECT_EQ(s.setup.parameters.direct.cost_gain, 4);
  EXPECT_EQ(s.setup.initial.direct, .3);
  EXPECT_EQ(constant(s, "rhetoric"), .2);
  EXPECT_EQ(constant(s, "reach"), .6);
  EXPECT_EQ(s.inputs.size(), 3u);  // the two and the theatre
}

TEST_F(Reading, AppendsActionsToThoseItExtendsAndReplacesListsOfActors) {
  write(
      "grandparent.toml",
      scenario_text("[[action]]\nweek = 1\nset = { raids = 0.1 }\n[[militia]]\nname = \"a\"\nfighters = 10\ntie = 1\nagenda = 0\nfit = 1\n"
                    "[[militia]]\nname = \"b\"\nfighters = 10\ntie = 1\nagenda = 0\nfit = 1\n"));
  write("parent.toml", "schema = 1\nname = \"p\"\nextends = \"grandparent\"\n[[action]]\nweek = 2\nset = { raids = 0.2 }\n");
  const Scenario s = read(
      "schema = 1\nname = \"c\"\nextends = \"parent\"\n[[action]]\nweek = 1\nset = { raids = 0.3 }\n"
      "[[militia]]\nname = \"c\"\nfighters = 10\ntie = 1\nagenda = 0\nfit = 1\n");
  ASSERT_EQ(s.setup.actions.size(), 3u);
  EXPECT_EQ(s.setup.actions[0].values[0].value, .1);
  EXPECT_EQ(s.setup.actions[1].values[0].value, .2);
  EXPECT_EQ(s.setup.actions[2].values[0].value, .3);
  EXPECT_EQ(s.setup.theatre.militia_names(), std::vector<std::string>{"c"});
}

TEST_F(Reading, LetsForcesAndTroopsReplaceEachOtherAlongExtends) {
  write("base.toml", scenario_text("[levers]\nforces = 0.8\n"));
  EXPECT_EQ(constant(read("schema = 1\nname = \"c\"\nextends = \"base\"\n[levers]\ntroops = 85000\n"), "forces"), .5);
  write("base.toml", scenario_text("[levers]\ntroops = 136000\n"));
  EXPECT_EQ(constant(read("schema = 1\nname = \"c\"\nextends = \"base\"\n[levers]\nforces = 0.5\n"), "forces"), .5);
}

TEST_F(Reading, NamesTheFileOfTheParentForWhatIsWrongInIt) {
  write("base.toml", scenario_text("[[action]]\nweek = 1\nset = { raids = 3 }\n"));
  EXPECT_EQ(refusal("schema = 1\nname = \"c\"\nextends = \"base\"\n[[action]]\nweek = 1\nset = { raids = 2 }\n"),
            "base.toml:11:17: raids = 3 is outside its limits; allowed: 0 to 1\n"
            "s.toml:6:17: raids = 2 is outside its limits; allowed: 0 to 1");
}

}  // namespace
}  // namespace fulcrum
