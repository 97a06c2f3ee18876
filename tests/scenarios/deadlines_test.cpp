// What the second edition of the model adds to the files: deadlines, scales of a theatre, levers with a name of the whole and of each
// militia, initial values that need not be there, and the adaptive rival.
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

class Deadlines : public testing_support::WrittenFiles {};
class Scales : public testing_support::WrittenFiles {
 protected:
  /// A small theatre of one militia with more text before its lists.
  static std::string theatre_text(const std::string& rest) {
    return "schema = 1\nname = \"small\"\nforces_reference = 100000\n" + rest +
           "[[militia]]\nname = \"a\"\nfighters = 1000\ntie = 0.5\nagenda = 0.5\nfit = 0.5\n[[neighbour]]\nname = \"n\"\narms_share = 1\n";
  }
  static Scenario in_theatre(const std::string& rest) {
    write("small.toml", theatre_text(rest));
    return read("schema = 1\nname = \"s\"\ntheatre = \"small.toml\"\n[time]\nstart = 2008-01-07\nweeks = 10\n");
  }
};
class LeaderLoss : public testing_support::WrittenFiles {};
class OptionalInitial : public testing_support::WrittenFiles {};
class AdaptiveRival : public testing_support::WrittenFiles {};

TEST_F(Deadlines, HaveADateAFirstWeekAndAWeight) {
  const Scenario s =
      read(scenario_text("[dates]\nvote = 2008-02-06\n"
                         "[[deadline]]\nname = \"out\"\nat = 2011-12-31\nknown = \"vote\"\nweight = 0.5\n[[deadline]]\nat = 90\n"));
  EXPECT_EQ(s.setup.deadlines, (std::vector<Deadline>{{.name = "out", .at = 207, .known = 4, .weight = .5}, {.at = 90}}));
}

TEST_F(Deadlines, OfAScenarioStandInThePlaceOfThoseItExtends) {
  write("base.toml", scenario_text("[[deadline]]\nat = 50\n[[deadline]]\nat = 60\n"));
  EXPECT_EQ(read("schema = 1\nname = \"child\"\nextends = \"base.toml\"\n[[deadline]]\nat = 70\n").setup.deadlines,
            (std::vector<Deadline>{{.at = 70}}));
  EXPECT_EQ(read("schema = 1\nname = \"child\"\nextends = \"base.toml\"\n").setup.deadlines.size(), 2u);
}

TEST_F(Deadlines, AreReadBackFromTheResolvedText) {
  const Scenario s = read(scenario_text("[[deadline]]\nname = \"out\"\nat = 99\nknown = 3\nweight = 0.25\n"));
  EXPECT_EQ(read(resolved_toml(s)).setup.deadlines, s.setup.deadlines);
}

TEST_F(Deadlines, ThatWouldNeverCountOrSayNothingAreRefused) {
  EXPECT_NE(refusal(scenario_text("[[deadline]]\nat = 20\nknown = 30\n")).find("known from week 30 on, after its own week 20"),
            std::string::npos);
  EXPECT_NE(refusal(scenario_text("[[deadline]]\nname = \"x\"\n")).find("'at' is missing"), std::string::npos);
  EXPECT_NE(refusal(scenario_text("[[deadline]]\nat = 20\nwieght = 1\n")).find("did you mean 'weight'?"), std::string::npos);
  EXPECT_NE(refusal(scenario_text("[[deadline]]\nname = \"x\"\nat = 20\n[[deadline]]\nname = \"x\"\nat = 30\n")).find("stands twice"),
            std::string::npos);
}

TEST_F(Scales, OfATheatreMayBeGivenInMen) {
  EXPECT_EQ(in_theatre("presence_reference = 0.25\nattack_scale = 0.5\n").setup.theatre.presence_reference, .25);
  const Scenario s = in_theatre("presence_troops = 5000\n");
  EXPECT_EQ(s.setup.theatre.presence_reference, .05);
  EXPECT_EQ(s.setup.theatre.attack_scale, 1);
  EXPECT_EQ(read(resolved_toml(s)).setup.theatre.presence_reference, .05);
}

TEST_F(Scales, ArePartOfARunsIdentity) {
  EXPECT_NE(identity_toml(in_theatre("attack_scale = 0.5\n")), identity_toml(in_theatre("")));
  EXPECT_NE(identity_toml(in_theatre("presence_reference = 0.5\n")), identity_toml(in_theatre("")));
}

TEST_F(Scales, GivenTwiceOrAsZeroAreRefused) {
  write("small.toml", theatre_text("presence_reference = 0.25\npresence_troops = 5000\n"));
  const std::string scenario = "schema = 1\nname = \"s\"\ntheatre = \"small.toml\"\n[time]\nstart = 2008-01-07\nweeks = 10\n";
  EXPECT_NE(refusal(scenario).find("give one of them"), std::string::npos);
  write("small.toml", theatre_text("presence_reference = 0\n"));
  EXPECT_NE(refusal(scenario).find("presence_reference = 0"), std::string::npos);
}

TEST_F(LeaderLoss, OfOneMilitiaStandsBesideThatOfThePatronsCommander) {
  const Scenario s =
      read(scenario_text("[levers]\ncommander_loss = 0.1\n\"commander_loss.badr\" = 0.3\n"
                         "[[action]]\nat = 2008-02-04\npulse = { commander_loss = { special_groups = 0.5 } }\n"));
  EXPECT_EQ(constant(s, "commander_loss"), .1);
  EXPECT_EQ(constant(s, "commander_loss.badr"), .3);
  EXPECT_EQ(constant(s, "commander_loss.mahdi_army"), 0);
  EXPECT_EQ(in_force(s, "commander_loss.special_groups", 4), .5);
  EXPECT_EQ(in_force(s, "commander_loss", 4), .1);
  const Scenario again = read(resolved_toml(s));
  EXPECT_EQ(again.setup.levers, s.setup.levers);
  EXPECT_EQ(in_force(again, "commander_loss.special_groups", 4), .5);
}

TEST_F(LeaderLoss, MayBeSetOverAScenarioThatSetsTheOther) {
  write("s.toml", scenario_text("[levers]\ncommander_loss = 0.1\n"));
  const Scenario s = read_again({"commander_loss.badr=0.4", "host_offensive.badr=0.2"});
  EXPECT_EQ(constant(s, "commander_loss"), .1);
  EXPECT_EQ(constant(s, "commander_loss.badr"), .4);
  EXPECT_EQ(constant(s, "host_offensive.badr"), .2);
}

TEST_F(OptionalInitial, ValuesStayAbsentUntilTheyAreGiven) {
  const Scenario absent = read(scenario_text()), given = read(scenario_text("[initial]\norder_memory = 0.75\nbalance_reference = 0.25\n"));
  EXPECT_FALSE(absent.setup.initial.order_memory.has_value());
  EXPECT_EQ(given.setup.initial.order_memory, .75);
  EXPECT_EQ(given.setup.initial.balance_reference, .25);
  EXPECT_FALSE(read(resolved_toml(absent)).setup.initial.order_memory.has_value());
  EXPECT_EQ(read(resolved_toml(given)).setup.initial.balance_reference, .25);
}

TEST_F(AdaptiveRival, IsAskedForAndPartOfARunsIdentity) {
  const Scenario plain = read(scenario_text()), adaptive = read(scenario_text("[run]\nrival = \"adaptive\"\n"));
  EXPECT_EQ(plain.setup.rival, Rival::kScripted);
  EXPECT_EQ(adaptive.setup.rival, Rival::kAdaptive);
  EXPECT_EQ(read(resolved_toml(adaptive)).setup.rival, Rival::kAdaptive);
  EXPECT_NE(identity_toml(plain), identity_toml(adaptive));
  EXPECT_EQ(read(scenario_text(), {"run.rival=adaptive"}).setup.rival, Rival::kAdaptive);
  EXPECT_NE(refusal(scenario_text("[run]\nrival = \"scriptd\"\n")).find("did you mean 'scripted'?"), std::string::npos);
}

TEST_F(AdaptiveRival, PowerWeeksBetweenNoneAndOneAreRefused) {
  EXPECT_NE(
      refusal(scenario_text("[parameters]\nperception.power_weeks = 0.5\n")).find("perception.power_weeks must be 0, or at least 1 week"),
      std::string::npos);
  EXPECT_EQ(refusal(scenario_text("[parameters]\nperception.power_weeks = 0\n")), "");
}

}  // namespace
}  // namespace fulcrum
