// Where names lead: beside the file that names them, then along --path, then among the shipped files.
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

class Search : public testing_support::WrittenFiles {
 protected:
  static std::string with(const std::string& name, const std::string& title) {
    return "schema = 1\nname = \"" + name + "\"\ntitle = \"" + title + "\"\ntheatre = \"iraq_2008\"\n[time]\nstart = 2008-01-07\n";
  }
  static std::string title_of(const std::string& name, const std::vector<std::string>& paths = {}) {
    return read_scenario(name, Library{paths}).title;
  }
};

TEST_F(Search, FindsShippedScenariosByTheirBareNames) {
  EXPECT_EQ(title_of("engagement"), "Engagement");
  EXPECT_EQ(title_of("engagement.toml"), "Engagement");
  EXPECT_TRUE(read_scenario("engagement", {}).inputs.at(0).embedded());
}

TEST_F(Search, PrefersTheFileHereToThePathAndThePathToWhatIsShipped) {
  write("one/engagement.toml", with("engagement", "one"));
  write("two/engagement.toml", with("engagement", "two"));
  EXPECT_EQ(title_of("engagement", {"one", "two"}), "one");
  EXPECT_EQ(title_of("engagement", {"two", "one"}), "two");
  EXPECT_EQ(title_of("engagement", {"nowhere"}), "Engagement");
  write("engagement.toml", with("engagement", "here"));
  EXPECT_EQ(title_of("engagement", {"one", "two"}), "here");
}

TEST_F(Search, LooksForWhatAFileNamesInTheFolderOfThatFileFirst) {
  write("below/parent.toml", with("parent", "below") + "[levers]\nrhetoric = 0.1\n");
  write("parent.toml", with("parent", "here") + "[levers]\nrhetoric = 0.2\n");
  write("below/child.toml", "schema = 1\nname = \"child\"\nextends = \"parent\"\n");
  EXPECT_EQ(title_of("below/child.toml"), "below");
  write("child.toml", "schema = 1\nname = \"child\"\nextends = \"below/parent.toml\"\n");
  EXPECT_EQ(title_of("child"), "below");
}

TEST_F(Search, MayGoUpWithinTheFolderOfTheFileGiven) {
  write("below/middle.toml", "schema = 1\nname = \"middle\"\nextends = \"../parent.toml\"\n");
  write("parent.toml", with("parent", "here"));
  write("child.toml", "schema = 1\nname = \"child\"\nextends = \"below/middle.toml\"\n");
  EXPECT_EQ(title_of("child.toml"), "here");
  EXPECT_THROW(title_of("below/middle.toml"), InputError);  // given itself, it may not leave its own folder
}

TEST_F(Search, FindsATheatreAlongThePath) {
  write("library/elsewhere.toml",
        "schema = 1\nname = \"elsewhere\"\n[[neighbour]]\nname = \"n\"\narms_share = 1\n"
        "[[militia]]\nname = \"k\"\nfighters = 10\ntie = 1\nagenda = 0\nfit = 1\n");
  write("s.toml", "schema = 1\nname = \"s\"\ntheatre = \"elsewhere\"\n[time]\nstart = 2008-01-07\n");
  EXPECT_EQ(read_scenario("s.toml", Library{{"library"}}).setup.theatre.name, "elsewhere");
  EXPECT_EQ(read_theatre("elsewhere", Library{{"library"}}).name, "elsewhere");
}

TEST_F(Search, FollowsASymbolicLinkThatStaysInTheFolder) {
  write("parent.toml", with("parent", "linked"));
  std::filesystem::create_symlink("parent.toml", "link.toml");
  write("child.toml", "schema = 1\nname = \"child\"\nextends = \"link\"\n");
  EXPECT_EQ(title_of("child"), "linked");
}

// What a shipped file does on purpose though a note tells of it: an extending file sets a lever anew; two hold direct support high and low.
bool is_on_purpose(const std::string& file, const Problem& note) {
  const bool held = file.starts_with("adaptive_rival_") && note.message.starts_with("direct.intercept");
  return held || note.message.ends_with("the later action in the file wins");
}

TEST_F(Search, OffersEveryShippedFileWithoutNotes) {
  int scenarios = 0, theatres = 0;
  for (const EmbeddedFile& file : embedded_files()) {
    const std::string name(file.name);
    if (!name.ends_with(".toml")) continue;  // tables of levers are shipped beside
    if (looks_like_theatre(open_named(name, {}))) {
      EXPECT_FALSE(read_theatre(name, {}).militias.empty()) << name;
      ++theatres;
    } else {
      const Scenario scenario = read_scenario(name, {});
      for (const Problem& note : scenario.notes) EXPECT_TRUE(is_on_purpose(name, note)) << note.text();
      EXPECT_EQ(scenario.name + ".toml", name);
      ++scenarios;
    }
  }
  EXPECT_GE(scenarios, 24);
  EXPECT_GE(theatres, 1);
}

}  // namespace
}  // namespace fulcrum
