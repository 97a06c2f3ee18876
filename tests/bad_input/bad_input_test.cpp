// Every NAME.toml beside this file is refused, with the message of NAME.expected to the letter; and so are files that are too large, too
// deep or too many-parted to be kept here, and things that are no files.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "scenarios/scenario.h"

namespace fulcrum {
namespace {

namespace fs = std::filesystem;

const fs::path kFolder = FULCRUM_TEST_DATA;

std::string text_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// What is said of a file that `validate` is given; empty if nothing is wrong.
std::string refusal(const std::string& name, const Library& library = {}) {
  try {
    if (looks_like_theatre(open_named(name, library)))
      read_theatre(name, library);
    else
      read_scenario(name, library);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

std::vector<std::string> names() {
  std::vector<std::string> all;
  for (const auto& entry : fs::directory_iterator(kFolder))
    if (entry.path().extension() == ".toml") all.push_back(entry.path().stem().string());
  std::sort(all.begin(), all.end());
  return all;
}

class BadFile : public testing::TestWithParam<std::string> {};

TEST_P(BadFile, IsRefusedWithItsMessage) {
  fs::current_path(kFolder);
  EXPECT_EQ(refusal(GetParam() + ".toml") + "\n", text_of(GetParam() + ".expected"));
}

INSTANTIATE_TEST_SUITE_P(Of, BadFile, testing::ValuesIn(names()), [](const auto& of) { return of.param; });

TEST(BadFiles, AreMoreThanSixty) { EXPECT_GT(names().size(), 60); }

TEST(BadFiles, HaveAMessageEachOfTheirOwn) {
  std::vector<std::string> messages;
  for (const std::string& name : names()) {
    const std::string expected = text_of(kFolder / (name + ".expected"));
    messages.push_back(expected.substr(expected.find(": ")));  // without the name of the file
  }
  std::sort(messages.begin(), messages.end());
  messages.erase(std::unique(messages.begin(), messages.end()), messages.end());
  EXPECT_GT(messages.size(), 60);
}

// Files made on the spot, in a folder of their own.
class MadeFile : public testing::Test {
 protected:
  MadeFile() : folder_(fs::path(testing::TempDir()) / std::string("fulcrum_bad_input_").append(std::to_string(getpid()))) {
    fs::create_directories(folder_ / "in");
    fs::current_path(folder_ / "in");
  }
  ~MadeFile() override {
    fs::current_path("/");
    fs::remove_all(folder_);
  }

  static void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }
  static std::string scenario(const std::string& rest, const std::string& theatre = "iraq_2008") {
    return "schema = 1\nname = \"made\"\ntheatre = \"" + theatre + "\"\n\n[time]\nstart = 2008-01-07\nweeks = 104\n\n" + rest;
  }
  static std::string repeated(const std::string& part, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += part;
    return text;
  }
  static std::string refusal_of(const std::string& text) {
    write("made.toml", text);
    return refusal("made.toml");
  }

 private:
  fs::path folder_;
};

TEST_F(MadeFile, Of100MegabytesIsNotRead) {
  write("made.toml", "");
  fs::resize_file("made.toml", 100u << 20);
  EXPECT_EQ(refusal("made.toml"), "made.toml: the file has 100 MB; at most 8 MB are read");
}

TEST_F(MadeFile, WithAKeyOf200000PartsIsRefused) {
  EXPECT_EQ(refusal_of(scenario(std::string("a") + repeated(".a", 199999) + " = 1\n")),
            "made.toml:9:64: a key has more than 32 dotted parts");
}

TEST_F(MadeFile, WithATableHeaderOf200000PartsIsRefused) {
  EXPECT_EQ(refusal_of(scenario(std::string("[a") + repeated(".a", 199999) + "]\n")),
            "made.toml:9:65: a key has more than 32 dotted parts");
}

TEST_F(MadeFile, WithArrays10000DeepIsRefused) {
  EXPECT_EQ(refusal_of(scenario(std::string("a = ") + repeated("[", 10000) + repeated("]", 10000) + "\n")),
            "made.toml:9:69: brackets are nested deeper than 64");
}

TEST_F(MadeFile, WithTables10000DeepIsRefused) {
  EXPECT_EQ(refusal_of(scenario(std::string("a = ") + repeated("{a = ", 10000) + "1" + repeated("}", 10000) + "\n")),
            "made.toml:9:325: brackets are nested deeper than 64");
}

// A string in three quotation marks may end in up to two more: a reader that takes them for the start of a string sees no brackets.
TEST_F(MadeFile, WithDeepArraysBehindAStringThatEndsInAQuotationMarkIsRefused) {
  EXPECT_EQ(refusal_of(scenario("a = [\"\"\"\"quoted\"\"\"\", " + repeated("[", 10000) + repeated("]", 10001) + "\n")),
            "made.toml:9:85: brackets are nested deeper than 64");
}

TEST_F(MadeFile, With10000ActionsIsRefused) {
  EXPECT_EQ(refusal_of(scenario(repeated("[[action]]\nweek = 4\nset = { strikes = 0.1 }\n", 10000))),
            "made.toml:15009:1: there are 10000 [[action]] tables; at most 5000 are allowed (a [[schedule]] has a value for each week)");
}

TEST_F(MadeFile, With2000MilitiasIsRefused) {
  std::ostringstream text;
  text << "schema = 1\nname = \"made\"\n\n[[neighbour]]\nname = \"gulf\"\narms_share = 1\n\n";
  for (int i = 0; i < 2000; ++i) text << "[[militia]]\nname = \"k" << i << "\"\nfighters = 1\ntie = 0\nagenda = 0\nfit = 0\n";
  EXPECT_EQ(refusal_of(text.str()), "made.toml:8:1: there are 2000 [[militia]] tables; at most 1000 are allowed");
}

TEST_F(MadeFile, WithMoreUnknownKeysThanAnybodyReadsSaysHowManyMore) {
  std::ostringstream text;
  text << scenario("[run]\n");
  for (int i = 0; i < 100000; ++i) text << "k" << i << " = 1\n";
  const std::string message = refusal_of(text.str());
  EXPECT_EQ(std::count(message.begin(), message.end(), '\n'), 20);
  EXPECT_TRUE(message.ends_with("\n... and 99980 more")) << message;
}

// Each name is compared with a thousand others to find the nearest: for all of them that would take minutes.
TEST_F(MadeFile, WithMoreUnknownNamesThanCanBeSearchedForSaysHowManyMore) {
  std::ostringstream text;
  text << "schema = 1\nname = \"made\"\n\n[[neighbour]]\nname = \"gulf\"\narms_share = 1\n\n"
       << "[[militia]]\nname = \"k\"\nfighters = 1\ntie = 0\nagenda = 0\nfit = 0\n";
  for (int i = 0; i < 1000; ++i) text << "[[province]]\nname = \"p" << i << "\"\npopulation = 1\ncosect_share = 0\n";
  text << "neighbours = [" << repeated("\"q5\",", 500000) << "]\n";
  const std::string message = refusal_of(text.str());
  EXPECT_TRUE(message.starts_with("made.toml:4014:14: neighbours of province p999: there is no province 'q5'; did you mean 'p5'?\n"))
      << message;
  EXPECT_TRUE(message.ends_with("\n... and 499980 more")) << message;
}

TEST_F(MadeFile, WithATableOfTooManyRowsIsRefused) {
  std::ostringstream rows;
  rows << "week,forces\n";
  for (int i = 0; i <= 100000; ++i) rows << i - 100000 << ",0.5\n";
  write("rows.csv", rows.str());
  EXPECT_EQ(refusal_of(scenario("[[schedule]]\nfile = \"rows.csv\"\ntime = \"week\"\n")),
            "rows.csv:100002:1: the table has more than 100000 rows");
}

TEST_F(MadeFile, ThatIsAPipeIsNotWaitedFor) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  EXPECT_EQ(refusal("pipe"), "pipe: 'pipe' is not a regular file");
  EXPECT_EQ(refusal_of(scenario("", "pipe")), "made.toml:3:11: 'pipe' is not a regular file");
}

TEST_F(MadeFile, ThatIsADeviceIsNotRead) { EXPECT_EQ(refusal("/dev/zero"), "/dev/zero: '/dev/zero' is not a regular file"); }

TEST_F(MadeFile, ThatIsAFolderIsRefused) {
  fs::create_directory("folder.toml");
  EXPECT_EQ(refusal("folder.toml"), "folder.toml: 'folder.toml' is a folder, not a file");
}

TEST_F(MadeFile, ThatIsNotThereIsRefusedWithTheNearestShippedName) {
  EXPECT_EQ(refusal("status_qou"), "status_qou: there is no such file, and no shipped file of that name; did you mean 'status_quo.toml'?");
  EXPECT_EQ(refusal(""), "'': the file name is empty");
}

TEST_F(MadeFile, ThatLeadsOutByASymbolicLinkIsRefused) {
  write("../outside.toml", "schema = 1\n");
  fs::create_symlink("../outside.toml", "link.toml");
  EXPECT_EQ(refusal_of(scenario("", "link")),
            "made.toml:3:11: 'link.toml' leads out of the scenario's folder by a symbolic link; allowed: files below it or below --path");
}

TEST_F(MadeFile, ThatLeadsOutByALinkedFolderIsRefused) {
  fs::create_directory("../outside");
  write("../outside/rows.csv", "week,forces\n0,0.5\n");
  fs::create_directory_symlink("../outside", "data");
  EXPECT_EQ(refusal_of(scenario("[[schedule]]\nfile = \"data/rows.csv\"\ntime = \"week\"\n")),
            "made.toml:10:8: 'data/rows.csv' leads out of the scenario's folder by a symbolic link; allowed: files below it or below "
            "--path");
}

TEST_F(MadeFile, ThatLeadsOutOfAFolderOfThePathIsRefused) {
  fs::create_directory("../library");
  fs::create_symlink("../in/made.toml", "../library/link.toml");
  write("made.toml", scenario("", "link"));
  EXPECT_EQ(refusal("made.toml", {{"../library"}}),
            "made.toml:3:11: 'link.toml' leads out of the scenario's folder by a symbolic link; allowed: files below it or below --path");
}

TEST_F(MadeFile, ThatThirtyThreeFilesExtendOneAfterAnotherIsRefused) {
  const auto name = [](int i) { return std::string("s").append(std::to_string(i)).append(".toml"); };
  for (int i = 0; i < 40; ++i) write(name(i), "schema = 1\nname = \"s\"\nextends = \"" + name(i + 1) + "\"\n");
  EXPECT_EQ(refusal("s0.toml"), "s31.toml:3:11: more than 32 files extend each other");
}

}  // namespace
}  // namespace fulcrum
