// --set: what it may set, that it wins over every file, and what is said of what it may not.
#include "tests/scenarios/written_files.h"

namespace fulcrum {
namespace {

using namespace std::chrono_literals;

class Overrides : public testing_support::WrittenFiles {};

TEST_F(Overrides, SetParametersWithAndWithoutTheNameOfTheirTable) {
  write("s.toml", scenario_text("[parameters]\ndirect.threat_gain = 3\n"));
  EXPECT_EQ(read_again({"direct.threat_gain=4"}).setup.parameters.direct.threat_gain, 4);
  EXPECT_EQ(read_again({"parameters.direct.threat_gain=4.5"}).setup.parameters.direct.threat_gain, 4.5);
  EXPECT_EQ(read_again({"direct.intercept=-.5"}).setup.parameters.direct.intercept, -.5);
}

TEST_F(Overrides, ReplaceAValueThatTheFileGivesWithItsReasons) {
  write("s.toml", scenario_text("[parameters]\ndirect.intercept = { value = -4.2, source = \"panel\" }\n"));
  EXPECT_EQ(read_again({"direct.intercept=-4"}).setup.parameters.direct.intercept, -4);
}

TEST_F(Overrides, SetInitialValuesLeversAndForms) {
  write("s.toml", scenario_text("[levers]\nforces = 0.9\n"));
  EXPECT_EQ(read_again({"initial.direct=0.2"}).setup.initial.direct, .2);
  EXPECT_EQ(constant(read_again({"levers.rhetoric=0.1"}), "rhetoric"), .1);
  EXPECT_EQ(constant(read_again({"rhetoric=0.1"}), "rhetoric"), .1);
  EXPECT_EQ(constant(read_again({"levers.restraint.badr=0.4"}), "restraint.badr"), .4);
  EXPECT_EQ(constant(read_again({"restraint.badr=0.4"}), "restraint.badr"), .4);
  EXPECT_EQ(constant(read_again({"troops=85000"}), "forces"), .5);
  EXPECT_EQ(constant(read_again({"levers.troops=85000"}), "forces"), .5);
  EXPECT_EQ(read_again({"structure.fronts=strongest"}).setup.structure.fronts, FrontsForm::kStrongest);
  EXPECT_EQ(read_again({"structure.fronts=\"strongest\""}).setup.structure.fronts, FrontsForm::kStrongest);
}

TEST_F(Overrides, SetTimeAndRun) {
  write("s.toml", scenario_text());
  const Scenario s = read_again({"time.start=2009-01-05", "time.weeks=52", "run.seed=3", "run.replicates=4", "run.noise=false"});
  EXPECT_EQ(s.setup.start, std::chrono::sys_days(2009y / 1 / 5));
  EXPECT_EQ(s.setup.weeks, 52);
  EXPECT_EQ(s.run.seed, 3u);
  EXPECT_EQ(s.run.replicates, 4);
  EXPECT_FALSE(s.run.noise);
}

TEST_F(Overrides, SetTraitsOfOneMilitia) {
  write("s.toml", scenario_text());
  const Scenario s = read_again({"militia.badr.tie=+.7", "militia.badr.fighters=1000"});
  EXPECT_EQ(s.setup.theatre.militias[1].tie, .7);
  EXPECT_EQ(s.setup.theatre.militias[1].fighters, 1000);
  EXPECT_EQ(s.setup.theatre.militias[0].tie, .4);
}

TEST_F(Overrides, LetTheLaterWin) {
  write("s.toml", scenario_text());
  EXPECT_EQ(read_again({"initial.direct=0.2", "initial.direct=0.3"}).setup.initial.direct, .3);
  EXPECT_EQ(constant(read_again({"troops=85000", "forces=0.7"}), "forces"), .7);
}

struct Refused {
  const char* name;
  const char* set;
  const char* message;
};
void PrintTo(const Refused& refused, std::ostream* out) { *out << refused.set; }  // for names of tests
class OverridesRefuse : public Overrides, public testing::WithParamInterface<Refused> {};

TEST_P(OverridesRefuse, WithOneMessage) {
  EXPECT_EQ(refusal(scenario_text(), {GetParam().set}), "--set " + std::string(GetParam().set) + ": " + GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    What, OverridesRefuse,
    testing::Values(
        Refused{"NoValue", "direct.threat_gain", "this is not key=value, e.g. direct.threat_gain=4"},
        Refused{"NoKey", "=4", "this is not key=value, e.g. direct.threat_gain=4"},
        Refused{"EmptyValue", "direct.threat_gain=", "'' is not a valid value; give a number, true or false, a date, or a name"},
        Refused{"UnknownParameter", "direct.threat_gian=4", "unknown key 'direct.threat_gian'; did you mean 'direct.threat_gain'?"},
        Refused{"UnknownInParameters", "parameters.direct.threat_gian=4",
                "unknown key 'parameters.direct.threat_gian'; did you mean 'direct.threat_gain'?"},
        Refused{"UnknownLever", "levers.rethoric=0.1", "unknown key 'levers.rethoric'; did you mean 'levers.rhetoric'?"},
        Refused{"UnknownBareLever", "rethoric=0.1", "unknown key 'rethoric'; did you mean 'rhetoric'?"},
        Refused{"UnknownMilitiaOfALever", "crackdown.bard=1", "unknown lever 'crackdown.bard' in [levers]; did you mean 'crackdown.badr'?"},
        Refused{"LeverOfAMilitiaWithoutOne", "crackdown=1",
                "unknown lever 'crackdown' in [levers]; it is a lever of one militia: write crackdown.mahdi_army"},
        Refused{"WholeNumberTooLarge", "run.seed=9223372036854775808", "'9223372036854775808' is not representable in 64 bits"},
        Refused{"Name", "name=other", "unknown key 'name'; `fulcrum describe` lists what can be set"},
        Refused{"OutsideItsLimits", "levers.forces=2", "forces = 2 is outside its limits; allowed: 0 to 1.5"},
        Refused{"NotANumber", "initial.direct=nan", "initial.direct = nan is outside its limits; allowed: 0 to 1 [index]"},
        Refused{"AWord", "initial.direct=high", "initial.direct must be a number, not the string 'high'; allowed: 0 to 1 [index]"},
        Refused{"ZeroWeeks", "time.weeks=0", "time.weeks = 0 is outside its limits; allowed: 1 to 10000 weeks"},
        Refused{"AStartThatIsNoMonday", "time.start=2008-01-08",
                "time.start = 2008-01-08 is a Tuesday; it must be a Monday, e.g. 2008-01-07 or 2008-01-14"},
        Refused{
            "UnknownForm", "structure.fronts=strongst",
            "structure.fronts = 'strongst' is not a valid value; allowed: additive, multiplicative, strongest; did you mean 'strongest'?"},
        Refused{"UnknownMilitia", "militia.bard.tie=0.5", "there is no militia 'bard'; did you mean 'badr'?"},
        Refused{"UnknownTrait", "militia.badr.ties=0.5", "a militia has no trait 'ties'; did you mean 'tie'?"},
        Refused{"TraitOutsideItsLimits", "militia.badr.tie=1.5", "tie = 1.5 is outside its limits; allowed: 0 to 1"},
        Refused{"TraitThatIsNoNumber", "militia.badr.tie=nan", "tie = nan is outside its limits; allowed: 0 to 1"},
        Refused{"TraitOutsideItsLimitsInItsUnit", "militia.badr.fighters=0",
                "fighters = 0 is outside its limits; allowed: 1e-06 to 1000000000 [persons]"},
        Refused{"TraitThatIsAWord", "militia.badr.tie=close", "'close' is not a number"},
        Refused{"TraitWithTwoSigns", "militia.badr.tie=+-0.5", "'+-0.5' is not a number"},
        Refused{"NoTrait", "militia.badr=0.5", "a militia's value is set as militia.<name>.<trait>=..., e.g. militia.badr.tie=0.8"},
        Refused{"NoToml", "initial.direct=[1", "'[1' is not a valid value; give a number, true or false, a date, or a name"}),
    [](const auto& of) { return of.param.name; });

TEST_F(Overrides, CannotTakeTheEffectOfAllMilitiasAway) {
  const std::vector<std::string> but_one{"militia.mahdi_army.lethality=0", "militia.badr.lethality=0"};
  EXPECT_EQ(refusal(scenario_text(), but_one), "");
  EXPECT_EQ(refusal(scenario_text(), {but_one[0], but_one[1], "militia.special_groups.lethality=0"}),
            "--set militia.special_groups.lethality=0: the lethality of all militias is zero; at least one must be positive");
}

TEST_F(Overrides, CannotBringASecondLineIn) {
  EXPECT_EQ(refusal(scenario_text(), {"initial.direct=0.5\nname = \"other\""}),
            "--set initial.direct=0.5\\x0aname = \"other\": '0.5\\x0aname = \"other\"' is not a valid value; give a number, true or false, "
            "a date, or a "
            "name");
}

}  // namespace
}  // namespace fulcrum
