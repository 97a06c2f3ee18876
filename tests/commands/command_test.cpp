// Flags that commands share: what they set, and what they refuse.
#include "sim/commands/command.h"

#include <gtest/gtest.h>

namespace fulcrum {
namespace {

/// A command with the flags of running and answering.
class RunFlagsOf : public ::testing::Test {
 protected:
  RunFlagsOf() {
    add_run_flags(app_, flags_, "x.h5");
    add_answer_flags(app_, flags_);
    add_ranges_flag(app_, ranges_);
  }
  void parse(const std::string& text) {
    app_.clear();
    app_.parse(text);
  }

  CLI::App app_;
  RunFlags flags_;
  Ranges ranges_ = Ranges::kToday;
};

TEST_F(RunFlagsOf, AreWhatIsWritten) {
  parse("--set a=1 --set b=2 --seed 18446744073709551615 --futures 40 -j 3 --format json --series all --ranges first --force");
  EXPECT_EQ(flags_.set, (std::vector<std::string>{"a=1", "b=2"}));
  EXPECT_EQ(flags_.seed, 18446744073709551615U);
  EXPECT_EQ(flags_.replicates, 40);
  EXPECT_EQ(flags_.jobs, 3);
  EXPECT_EQ(flags_.format, Format::kJson);
  EXPECT_EQ(flags_.series, "all");
  EXPECT_EQ(ranges_, Ranges::kFirst);
  EXPECT_TRUE(flags_.force);
}

TEST_F(RunFlagsOf, StayAsTheyAreWhereNothingIsWritten) {
  parse("");
  EXPECT_FALSE(flags_.seed || flags_.replicates || flags_.force || flags_.all);
  EXPECT_EQ(flags_.series, "core");
  EXPECT_EQ(flags_.outcome, "direct_last_year");
  EXPECT_EQ(flags_.format, Format::kTable);
}

TEST_F(RunFlagsOf, ThatAreOtherWordsForSetSetTheirKey) {
  parse("--resolution cells --rival adaptive --no-host");
  EXPECT_EQ(flags_.set, (std::vector<std::string>{"run.resolution=cells", "run.rival=adaptive", "run.host=false"}));
}

TEST_F(RunFlagsOf, OutOfTheirLimitsAreRefused) {
  for (const char* text :
       {"--seed -1", "--seed 18446744073709551616", "--seed 1.5", "--replicates 0", "--replicates 2000000000", "-j -1", "-j 5000",
        "--format xml", "--compress zip", "--uncertainty much", "--ranges old", "--resolution atoms", "--kernel abacus"})
    EXPECT_THROW(parse(text), CLI::ParseError) << text;
}

TEST(AllCommands, EachHasANameAndAWordOfHelp) {
  CLI::App app;
  Console console;
  Invocation chosen;
  add_all_commands(app, console, chosen);
  EXPECT_GT(app.get_subcommands({}).size(), 15U);
  for (const CLI::App* command : app.get_subcommands({})) EXPECT_FALSE(command->get_description().empty()) << command->get_name();
}

}  // namespace
}  // namespace fulcrum
