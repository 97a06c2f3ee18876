// From flags to what is run: which setting wins, what is refused, and the command line as it can be typed again.
#include "sim/commands/run_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(SettingsInForce, AreTheFlagsOverThoseOfTheFile) {
  RunFlags flags;
  const RunSettings file{.seed = 5, .replicates = 30, .noise = true};
  EXPECT_EQ(settings_in_force(file, flags).seed, 5U);
  EXPECT_EQ(settings_in_force(file, flags).replicates, 30);
  flags.seed = 9;
  flags.replicates = 7;
  EXPECT_EQ(settings_in_force(file, flags).seed, 9U);
  EXPECT_EQ(settings_in_force(file, flags).replicates, 7);
  EXPECT_EQ(settings_in_force({.noise = false}, flags).replicates, 1) << "without noise every replicate would be the same";
  flags.replicates = 0;
  EXPECT_THROW(settings_in_force(file, flags), UsageError);
}

Scenario scenario(const std::string& name) {
  Scenario scenario;
  scenario.name = name;
  scenario.setup = testing_support::default_setup();
  return scenario;
}

TEST(CheckFit, RefusesWhatCannotBeCompared) {
  Scenario other = scenario("other");
  EXPECT_NO_THROW(check_fit(scenario("first"), other));
  ++other.setup.weeks;
  EXPECT_THAT([&] { check_fit(scenario("first"), other); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("'first' and 'other'"), HasSubstr("time.weeks"))));
}

TEST(ChosenSeries, AreASetOrNamesEachOnce) {
  const fulcrum::Setup setup = testing_support::default_setup();
  EXPECT_EQ(chosen_series("direct,burden,direct", setup), (std::vector<const SeriesInfo*>{find_series("direct"), find_series("burden")}));
  EXPECT_GT(chosen_series("all", setup).size(), chosen_series("core", setup).size());
  EXPECT_THAT([&] { chosen_series("direct,burdn", setup); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("'burdn'"), HasSubstr("did you mean 'burden'"))));
  EXPECT_THAT([&] { chosen_series("attacks_count", setup); }, ThrowsMessage<UsageError>(HasSubstr("--resolution cells")));
  EXPECT_THROW(chosen_series("", setup), UsageError);
}

TEST(CommandLineText, HasTheFlagsThatMayChangeANumber) {
  RunFlags flags;
  EXPECT_EQ(command_line_text("run", {"status_quo"}, flags), "fulcrum run status_quo");
  flags.set = {"direct.threat_gain=4"};
  flags.seed = 9;
  flags.replicates = 7;
  flags.series = "direct,burden";
  flags.jobs = 3;
  flags.force = true;
  flags.output = "elsewhere.h5";
  EXPECT_EQ(command_line_text("compare", {"status_quo", "my policy.toml"}, flags),
            "fulcrum compare status_quo 'my policy.toml' --set direct.threat_gain=4 --seed 9 --replicates 7 --series direct,burden");
}

TEST(HeadOf, SaysWhatIsRunInTheSingularWhereItIsOne) {
  const fulcrum::Setup setup = testing_support::default_setup();
  EXPECT_EQ(head_of(Plan({{"only", setup}}, 1, 7, false)),
            "1 policy x 1 future of 208 weeks from 2008-01-07, theatre iraq_2008, seed 7, noise off");
  EXPECT_THAT(head_of(Plan({{"a", setup}, {"b", setup}}, 1000, 7, true)), HasSubstr("2 policies x 1,000 futures of 208 weeks"));
}

}  // namespace
}  // namespace fulcrum
