// The tables of the host side in theatre and scenario files: what they say, which of them wins, and what is refused with which words.
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

// A theatre of two militias with more text behind its lists, and scenarios on it.
class HostFiles : public testing_support::WrittenFiles {
 protected:
  static std::string theatre(const std::string& rest) {
    return "schema = 1\nname = \"small\"\nforces_reference = 100000\n"
           "[dates]\nvote = 2008-01-28\n"
           "[[militia]]\nname = \"a\"\nfighters = 1000\ntie = 0.5\nagenda = 0.5\nfit = 0.5\n"
           "[[militia]]\nname = \"b\"\nfighters = 1000\ntie = 0.5\nagenda = 0.5\nfit = 0.5\n"
           "[[neighbour]]\nname = \"n\"\narms_share = 1\n[[recipient]]\nname = \"party\"\nkind = \"party\"\nshare = 1\n" +
           rest;
  }
  static std::string scenario(const std::string& rest = "") {
    return "schema = 1\nname = \"s\"\ntheatre = \"small.toml\"\n[time]\nstart = 2008-01-07\nweeks = 10\n" + rest;
  }
  static Scenario on(const std::string& of_theatre, const std::string& of_scenario = "") {
    write("small.toml", theatre(of_theatre));
    return read(scenario(of_scenario));
  }
  static std::string refused(const std::string& of_theatre, const std::string& of_scenario = "") {
    write("small.toml", theatre(of_theatre));
    return refusal(scenario(of_scenario));
  }
  static void says(const std::string& refusal, const std::string& part) { EXPECT_NE(refusal.find(part), std::string::npos) << refusal; }
};

const std::string kBloc = "[[bloc]]\nname = \"left\"\nseats = 3\ntie = 0.7\norganisations = [\"b\"]\nrecipient = \"party\"\n";

TEST_F(HostFiles, OfABlocHaveTheirDefaultsAndTradeThatOfTheTie) {
  const Bloc bloc = on(kBloc).setup.theatre.host.blocs.at(0);
  EXPECT_EQ(bloc.trade, .7);
  EXPECT_EQ(bloc.nation, .5);
  EXPECT_EQ(bloc.organisations, std::vector<int>{1});
  EXPECT_EQ(bloc.recipient, 0);
}

TEST_F(HostFiles, AreReadBackFromTheResolvedText) {
  const Scenario s = on(kBloc +
                            "[parliament]\nquorum = 0.6\n[government]\nexit_cost = 0.7\n[[organiser]]\nname = \"o\"\ncalled = true\n"
                            "organisation = \"a\"\nrival = 1\n[[rivalry]]\na = \"a\"\nb = \"b\"\nlevel = 0.4\n"
                            "[[intermediary]]\nname = \"m\"\nstanding = 0.3\ntraining = { b = 0.5 }\n",
                        "[initial]\nconsent = 0.6\njoin = 0.2\nintegration = { b = 0.4 }\nfreeze = { a = 0.1 }\n"
                        "[[motion]]\nname = \"go, now\"\nat = \"vote\"\nkind = \"exit\"\nbinding = true\nweeks = 20\ncost = 0.1\n"
                        "[[host_election]]\nname = \"e\"\nat = 5\nlevel = \"local\"\n[[deadline]]\nname = \"d\"\nat = 9\nramp_weeks = 4\n");
  const std::string text = resolved_toml(s);
  const Scenario back = read(text);
  EXPECT_EQ(resolved_toml(back), text);
  EXPECT_EQ(back.setup.theatre.host.blocs, s.setup.theatre.host.blocs);
  EXPECT_EQ(back.setup.agenda.motions, s.setup.agenda.motions);
  EXPECT_EQ(back.setup.agenda.motions.at(0).week, 3);
  EXPECT_EQ(back.setup.agenda.integration, (std::vector<double>{0, .4}));
  EXPECT_EQ(back.setup.theatre.host.intermediaries.at(0).training, (std::vector<double>{0, .5}));
  EXPECT_EQ(back.setup.deadlines.at(0).ramp_weeks, 4);
}

TEST_F(HostFiles, OfAScenarioStandForTheTheatresAndMotionsFollowThemOrReplaceTheirNamesakes) {
  const std::string motion = "[[motion]]\nname = \"one\"\nat = 1\nkind = \"law\"\n";
  const Scenario s = on(kBloc + "[government]\nexit_cost = 0.7\n" + motion,
                        "[government]\nextend_cost = 0.1\n[[bloc]]\nname = \"right\"\nseats = 1\n"
                        "[[motion]]\nname = \"two\"\nat = 2\nkind = \"exit\"\n[[motion]]\nname = \"one\"\nat = 4\nkind = \"law\"\n");
  ASSERT_EQ(s.setup.theatre.host.blocs.size(), 1u);
  EXPECT_EQ(s.setup.theatre.host.blocs[0].name, "right");
  EXPECT_EQ(s.setup.theatre.host.government->exit_cost, .7);
  EXPECT_EQ(s.setup.theatre.host.government->extend_cost, .1);
  ASSERT_EQ(s.setup.agenda.motions.size(), 2u);
  EXPECT_EQ(s.setup.agenda.motions[0].week, 4);
  EXPECT_EQ(s.setup.agenda.motions[1].name, "two");
}

TEST_F(HostFiles, AreTakenOutByARunSetting) {
  const Scenario s = on(kBloc, "[run]\nhost = false\n[initial]\nconsent = 0.5\n");
  EXPECT_FALSE(tables_of(s.setup.theatre.host).any());
  EXPECT_FALSE(s.setup.initial.consent.has_value());
  EXPECT_EQ(resolved_toml(read(resolved_toml(s))), resolved_toml(s));
}

TEST_F(HostFiles, NameOnlyWhatIsThere) {
  says(refused("[[bloc]]\nname = \"x\"\nseats = 1\norganisations = [\"c\"]\n"), "organisations of bloc x: there is no militia 'c'");
  says(refused("[[bloc]]\nname = \"x\"\nseats = 1\nrecipient = \"partly\"\n"),
       "there is no recipient 'partly' in this theatre; did you mean 'party'?");
  says(refused("[[organiser]]\nname = \"o\"\norganisation = \"c\"\n"), "there is no militia 'c'");
  says(refused("[[intermediary]]\nname = \"m\"\ntraining = { c = 0.5 }\n"), "there is no militia 'c'");
}

TEST_F(HostFiles, ThatNeedAParliamentAreRefusedWithoutBlocs) {
  says(refused("[parliament]\nquorum = 0.5\n"), "'parliament' needs blocs of parliament");
  says(refused("", "[[motion]]\nname = \"m\"\nat = 1\nkind = \"exit\"\n"), "'motion' needs blocs of parliament");
  says(refused("", "[initial]\nconsent = 0.5\n"), "'initial.consent' needs blocs of parliament");
  says(refused("", "[initial]\nfreeze = { a = 0.5 }\n"), "'initial.freeze' needs blocs of parliament");
  says(refused(kBloc, "[initial]\njoin = 0.5\n"), "'initial.join' needs rivalries or intermediaries");
}

TEST_F(HostFiles, RefuseWhatMeansNothing) {
  says(refused("[[bloc]]\nname = \"x\"\nseats = 0\n"), "seats of bloc x = 0");
  says(refused("[[bloc]]\nname = \"x\"\n"), "'seats' is missing in bloc x");
  says(refused("[[bloc]]\nname = \"x\"\nseats = 1\nstanse = 0\n"), "did you mean 'stance'?");
  says(refused(kBloc + kBloc), "is given twice; names must differ");
  says(refused("[[rivalry]]\na = \"a\"\nb = \"a\"\nlevel = 1\n"), "not of 'a' with itself");
  says(refused("[[rivalry]]\na = \"a\"\nb = \"b\"\nlevel = 1\n[[rivalry]]\na = \"b\"\nb = \"a\"\nlevel = 1\n"), "is given twice");
  says(refused(kBloc, "[[motion]]\nname = \"exit\"\nat = 1\nkind = \"exit\"\n"), "must not be called 'exit'");
  says(refused(kBloc, "[[motion]]\nname = \"m\"\nat = 1\nkind = \"leave\"\n"), "exit");
  says(refused(kBloc, "[[motion]]\nname = \"m\"\nat = 1\nkind = \"law\"\n[[motion]]\nname = \"m\"\nat = 2\nkind = \"law\"\n"),
       "'m' is given twice");
}

TEST_F(HostFiles, OfABaseAreThoseOfATheatreThatNamesIt) {
  write("small.toml", theatre(kBloc));
  write("other.toml", "schema = 1\nname = \"other\"\nbase = \"small.toml\"\n[[rivalry]]\na = \"a\"\nb = \"b\"\nlevel = 0.5\n");
  const Scenario s = read("schema = 1\nname = \"s\"\ntheatre = \"other.toml\"\n[time]\nstart = 2008-01-07\nweeks = 10\n");
  EXPECT_EQ(s.setup.theatre.name, "other");
  EXPECT_EQ(s.setup.theatre.militias.size(), 2u);
  EXPECT_EQ(s.setup.theatre.host.blocs.size(), 1u);
  EXPECT_EQ(s.setup.theatre.host.rivalries.size(), 1u);
  EXPECT_EQ(s.inputs.size(), 3u);
}

TEST_F(HostFiles, OfABaseThatHasOneItselfAreRefused) {
  write("small.toml", theatre(kBloc));
  write("other.toml", "schema = 1\nname = \"other\"\nbase = \"small.toml\"\n");
  write("third.toml", "schema = 1\nname = \"third\"\nbase = \"other.toml\"\n");
  says(refusal("schema = 1\nname = \"s\"\ntheatre = \"third.toml\"\n[time]\nstart = 2008-01-07\nweeks = 10\n"),
       "must name a theatre that has no base itself");
}

}  // namespace
}  // namespace fulcrum
