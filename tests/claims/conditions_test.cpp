// The language of conditions: what it means, where mistakes are, and what a claims file is refused for.
#include <gtest/gtest.h>

#include <random>

#include "scenarios/claims.h"

namespace fulcrum {
namespace {

// Value of the left side less the right, with every measure worth `measured`.
double difference(const std::string& text, double measured = 0) {
  const Condition condition = parse_condition(text);
  const auto value = [&](const Measure&) { return measured; };
  return value_of(condition.left, value) - value_of(condition.right, value);
}

std::string problem(const std::string& text) {
  try {
    parse_condition(text);
    return "";
  } catch (const ConditionError& error) {
    return std::to_string(error.column) + ": " + error.what();
  }
}

TEST(Condition, FollowsTheRulesOfArithmetic) {
  EXPECT_DOUBLE_EQ(difference("1 + 2 * 3 > (1 + 2) * 3"), -2);
  EXPECT_DOUBLE_EQ(difference("-2 - -3 > 8 / 4 / 2"), 0);
  EXPECT_DOUBLE_EQ(difference("abs(-2) > min(3, 1, 2) + max(1, 2)"), -1);
  EXPECT_DOUBLE_EQ(difference("abs(-2) > least(3, 1, 2) + most(1, 2)"), -1);
}

TEST(Condition, WrittenTheOtherWayRoundIsTurned) {
  EXPECT_DOUBLE_EQ(difference("1 < 3"), 2);
  EXPECT_FALSE(parse_condition("1 < 3").or_equal);
  EXPECT_TRUE(parse_condition("1 <= 3").or_equal);
}

TEST(Condition, ReadsWeeksAndOrganisations) {
  const Measure mean = parse_condition("mean(capability.badr, a, 3, 9) > 0").left.measure;
  EXPECT_EQ(mean.series, "capability");
  EXPECT_EQ(mean.entity, "badr");
  EXPECT_EQ(mean.run, "a");
  EXPECT_EQ(mean.from, 3);
  EXPECT_EQ(mean.until, 9);
  EXPECT_EQ(parse_condition("last_year(direct, a) > 0").left.measure.from, -52);
}

TEST(Condition, OverAGroupStandsOnceForEachRun) {
  Condition condition = parse_condition("smallest_rise(at(direct, g, 0)) > correlation(at(direct, g, 0), 2 * at(direct, g, 0))");
  const auto members = [](const std::string& run) {
    return run == "g" ? std::vector<std::string>{"a", "b", "c"} : std::vector<std::string>{};
  };
  expand_groups(condition.left, members);
  expand_groups(condition.right, members);
  const auto value = [](const Measure& measure) { return measure.run == "a" ? 1.0 : (measure.run == "b" ? 4.0 : 6.0); };
  EXPECT_DOUBLE_EQ(value_of(condition.left, value), 2);
  EXPECT_DOUBLE_EQ(value_of(condition.right, value), 1);
}

TEST(Condition, SaysWhereItCannotBeRead) {
  EXPECT_EQ(problem("lastyear(direct, a) > 0"), "1: there is no function 'lastyear'; did you mean 'last_year'?");
  EXPECT_EQ(problem("last_year(direct a) > 0"), "18: expected ','");
  EXPECT_EQ(problem("last_year(direct, a)"), "21: expected '>', '<', '>=' or '<='");
  EXPECT_EQ(problem("1 > 2 > 3"), "7: unexpected '>'");
  EXPECT_EQ(problem("at(direct, a, 1.5) > 0"), "15: a week must be a whole number from 0 to 10000");
  EXPECT_EQ(problem("mean(direct, a, 9, 3) > 0"), "21: week 9 is not before week 3");
  EXPECT_EQ(problem("mean(direct, a, 9) > 0"), "18: mean takes (series, run [, from, until])");
  EXPECT_EQ(problem(std::string(200, '(') + "1"), "101: brackets are nested too deeply");
  EXPECT_EQ(problem(std::string(200, '-') + "1 > 0"), "101: brackets are nested too deeply");
  EXPECT_EQ(problem(""), "1: expected a number, a function or '('");
}

TEST(Condition, ReadsNumbersSignsAndNamesAsFormulasDo) {
  EXPECT_EQ(parse_condition("end(capability.mahdi-army, a) > 0").left.measure.entity, "mahdi-army");
  EXPECT_DOUBLE_EQ(difference("+1.5e1 > .5"), 14.5);
  EXPECT_EQ(problem("1e999 > 0"), "1: '1e999' is too large or too small to be represented");
  EXPECT_EQ(problem("1 > 2x"), "5: '2x' is not a number");
  EXPECT_EQ(problem("1 > 0 && 2 > 1"), "7: '&&' is not known here; write 'and'");
  EXPECT_EQ(problem(std::string(5000, ' ') + "1 > 0"), "4001: a formula may have at most 4000 characters");
}

TEST(Condition, PutTogetherAtRandomIsReadOrRefused) {
  const std::vector<std::string> pieces{
      "last_year(", "mean(", "smallest(", "correlation(", "direct", "a",   ",",     ")", "(",    "+", "-",
      "*",          "/",     ">",         "<=",           "0",      "3.5", "1e400", ".", "\xff", " ", "confrontation(",
      "least("};
  std::mt19937_64 random(7);
  int read = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (std::size_t n = random() % 12; n > 0; --n) text += pieces[random() % pieces.size()];
    const std::string wrong = problem(text);
    if (wrong.empty()) ++read;
    EXPECT_LE(wrong.empty() ? 0 : std::stoul(wrong), text.size() + 1) << text;
  }
  EXPECT_GT(read, 0);
}

std::string refusal(const std::string& text) {
  const SourceFile file{"own.toml", text, ".", "."};
  try {
    read_claims({&file, 1}, Library{});
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}
std::string claim_with(const std::string& lines) {
  return "schema = 1\n[[claim]]\nid = \"X\"\nstatement = \"s\"\nsource = \"0:1\"\nkind = \"P\"\n" + lines + "\n";
}
const std::string kBreaks = "breaks = { \"swing.rate\" = -1.0 }\n";

TEST(ClaimsFile, IsReadWithGroupsAndSweeps) {
  EXPECT_EQ(refusal(claim_with(kBreaks +
                               "holds = \"smallest_rise(end(direct, s)) > gain(end(direct, g))\"\n"
                               "runs.s = { sweep = \"levers.forces\", values = [0.2, 0.5] }\nruns.g = [\"status_quo\", \"engagement\"]")),
            "");
}

TEST(ClaimsFile, IsReadWithoutBreaks) { EXPECT_EQ(refusal(claim_with("holds = \"end(direct, status_quo) > 0\"")), ""); }

TEST(ClaimsFile, IsRefusedWithThePlaceOfEveryProblem) {
  EXPECT_EQ(refusal(claim_with(kBreaks)), "own.toml:2:1: 'holds' is missing in [[claim]] (or 'untested')");
  EXPECT_EQ(refusal(claim_with(kBreaks + "holds = \"end(dirct, status_quo) > 0\"")),
            "own.toml:8:9: condition 'end(dirct, status_quo) > 0': there is no series 'dirct'; did you mean 'direct'?");
  EXPECT_EQ(refusal(claim_with(kBreaks + "holds = \"end(control, status_quo) > 0\"")),
            "own.toml:8:9: condition 'end(control, status_quo) > 0': control has a value for each organisation: write control.<name>");
  EXPECT_EQ(refusal(claim_with(kBreaks + "holds = \"end(control.bader, status_quo) > 0\"")),
            "own.toml:8:9: condition 'end(control.bader, status_quo) > 0': there is no control 'bader' in iraq_2008; did you mean 'badr'?");
  EXPECT_NE(refusal(claim_with(kBreaks + "holds = \"end(direct, status_qo) > 0\"")).find("own.toml:8:9: "), std::string::npos);
  EXPECT_NE(
      refusal(claim_with(kBreaks + "holds = \"end(direct, a) > 0\"\nruns.a = { levers = { forcs = 1 } }")).find("did you mean 'forces'?"),
      std::string::npos);
  EXPECT_EQ(refusal(claim_with("untested = \"no\"\nholds = \"1 > 0\"")), "own.toml:8:9: a claim is either untested or has conditions");
  EXPECT_EQ(refusal(claim_with("untested = \"no\"\nby_construction = \"equation 1\"")),
            "own.toml:8:19: a claim that is untested cannot hold by construction");
  EXPECT_NE(
      refusal(claim_with(kBreaks + "holds = \"largest(end(direct, status_quo)) > 0\"")).find("a function over a group of runs names none"),
      std::string::npos);
}

TEST(ClaimsFile, MayNotDefineRunsInACircle) {
  EXPECT_NE(refusal(claim_with(kBreaks + "holds = \"end(direct, a) > 0\"\nruns.a = { extends = \"b\" }\nruns.b = { extends = \"a\" }")),
            "");
  EXPECT_NE(refusal(claim_with(kBreaks + "holds = \"gain(end(direct, a)) > 0\"\nruns.a = [\"b\", \"b\"]\nruns.b = [\"a\", \"a\"]")), "");
}

TEST(ClaimsFile, ThatIsShippedIsRead) { EXPECT_GT(shipped_claims().claims.size(), 160u); }

}  // namespace
}  // namespace fulcrum
