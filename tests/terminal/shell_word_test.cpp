// A word that is typed again in a shell is the same word.
#include "sim/terminal/shell_word.h"

#include <gtest/gtest.h>

#include <cstdio>

namespace fulcrum {
namespace {

// What a program is given by the shell.
std::string typed(const std::string& text) {
  const std::string command = "printf %s " + text;
  std::FILE* shell = ::popen(command.c_str(), "r");
  std::string word;
  for (int c = std::fgetc(shell); c != EOF; c = std::fgetc(shell)) word += static_cast<char>(c);
  ::pclose(shell);
  return word;
}

TEST(ShellWord, IsLeftAsItIsWhereItMeansNothingToAShell) {
  for (const char* word : {"status_quo", "direct.threat_gain=4", "a/b-c.toml", "direct@104", "attacks,burden"})
    EXPECT_EQ(for_a_shell(word), word);
}

TEST(ShellWord, IsTheSameWordWhenItIsTypedAgain) {
  for (const char* word : {"my file.toml", "it's", "direct.*", "run.rival=\"adaptive\"", "$HOME", "`id`", "a\\b", "a;b", "x<y", "~root",
                           "#1", "a\nb", "é", ""})
    EXPECT_EQ(typed(for_a_shell(word)), word) << for_a_shell(word);
}

}  // namespace
}  // namespace fulcrum
