// What is varied, and which responses are analysed.
#include "sim/commands/explore/exploration_request.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::vector<std::string> chosen(const std::vector<std::string>& patterns, bool noise = true) {
  Scenario scenario;
  scenario.setup = testing_support::default_setup();
  std::vector<std::string> keys;
  for (const Factor& factor : chosen_factors(patterns, scenario, noise)) keys.push_back(factor.key.key);
  return keys;
}

bool has(const std::vector<std::string>& keys, const std::string& key) { return std::find(keys.begin(), keys.end(), key) != keys.end(); }

TEST(ChosenFactors, AreThoseOfTheirPatternsEachOnce) {
  EXPECT_EQ(chosen({"direct.threat_gain", "direct.threat_gain"}), (std::vector<std::string>{"direct.threat_gain"}));
  const auto group = chosen({"threat.*", "structure.direct"});
  EXPECT_TRUE(has(group, "threat.weight_insecurity") && has(group, "structure.direct"));
  EXPECT_FALSE(has(group, "direct.threat_gain"));
  const auto all = chosen({"all"});
  EXPECT_TRUE(has(all, "direct.threat_gain"));
  EXPECT_FALSE(has(all, "structure.direct")) << "all parameters, and no switch";
}

TEST(ChosenFactors, LeaveOutWhatWouldHaveNoEffect) {
  EXPECT_TRUE(has(chosen({"all"}), "perception.noise_sd"));
  EXPECT_FALSE(has(chosen({"all"}, false), "perception.noise_sd"));
  EXPECT_FALSE(has(chosen({"all"}), "cells.size_min"));
  EXPECT_THAT([] { chosen({"cells.*"}); }, ThrowsMessage<UsageError>(HasSubstr("none of these has an effect")));
}

TEST(ChosenFactors, RefuseAPatternThatNamesNothing) {
  EXPECT_THAT([] { chosen({"direct.threat_gan"}); },
              ThrowsMessage<UsageError>(AllOf(HasSubstr("'direct.threat_gan'"), HasSubstr("did you mean 'direct.threat_gain'"))));
}

/// Three policies, two outcomes.
Experiment experiment() {
  Experiment e;
  e.policies = {"first", "second", "third"};
  e.points = 2;
  e.replicates = 1;
  e.outcomes = {{"cost", "years", "burden"}, {"direct_end", "index", "direct support"}};
  e.values.assign(6, {1, 2});
  return e;
}

std::vector<std::string> titles(const ExploreFlags& flags) {
  Exploration exploration;
  exploration.outcomes = {find_outcome("cost")};
  std::vector<std::string> all;
  for (const Response& response : responses(experiment(), exploration, flags)) all.push_back(response.title());
  return all;
}

TEST(Responses, AreOfEveryPolicyOrOfDifferencesFromTheFirst) {
  ExploreFlags flags;
  EXPECT_EQ(titles(flags), (std::vector<std::string>{"burden: first", "burden: second", "burden: third"}));
  flags.difference = true;
  EXPECT_EQ(titles(flags), (std::vector<std::string>{"burden: second less first", "burden: third less first"}));
  flags.policy = "third";
  flags.outcomes = {"direct_end"};
  EXPECT_EQ(titles(flags), (std::vector<std::string>{"direct support: third less first"}));
}

TEST(Responses, ThatCannotBeAreRefused) {
  ExploreFlags flags;
  flags.policy = "secnd";
  EXPECT_THAT([&] { titles(flags); }, ThrowsMessage<UsageError>(HasSubstr("did you mean 'second'")));
  flags.policy = "first";
  flags.difference = true;
  EXPECT_THAT([&] { titles(flags); }, ThrowsMessage<UsageError>(HasSubstr("is the first policy")));
  flags = {};
  flags.outcomes = {"csot"};
  EXPECT_THAT([&] { titles(flags); }, ThrowsMessage<UsageError>(HasSubstr("available: cost, direct_end")));
}

TEST(AnalysisText, IsInTheFormThatIsAskedFor) {
  const std::vector<Table> tables{{"mine", {{"x", "", "", std::vector<double>{1}}}, {}}};
  const auto reading = [] { return std::string("to be read\n"); };
  Exploration of;
  of.study.emplace();
  of.study->policies.emplace_back().setup = testing_support::default_setup();
  EXPECT_EQ(analysis_text(tables, of, Format::kCsv, reading), "table,x\nmine,1\n");
  EXPECT_THAT(analysis_text(tables, of, Format::kJson, reading), HasSubstr("\"mine\""));
  EXPECT_TRUE(analysis_text(tables, of, Format::kTable, reading).starts_with("to be read\n"));
}

}  // namespace
}  // namespace fulcrum
