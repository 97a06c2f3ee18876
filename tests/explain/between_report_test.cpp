// Why two policies differ, as it is shown: in every form the same shares, which add up.
#include "sim/explain/between_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/explain/paths.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;

// Two outcomes, of which the second does not rest on support alone.
Explained explained(double rhetoric, const std::string& name = "quiet") {
  fulcrum::Setup base = testing_support::default_setup();
  base.weeks = 20;
  fulcrum::Setup other = base;
  other.levers[kLever_rhetoric] = rhetoric;
  if (rhetoric != base.levers[kLever_rhetoric]) other.levers[kLever_communication] = .7;
  const Plan plan({{"status_quo", base}, {name, other}}, 2, 7, true);
  return {plan, explain_difference(plan, {find_outcome("direct_mean"), find_outcome("cost")}, {.jobs = 1}), {}};
}

// As if the same shares had come out in four futures.
Explained with_futures(Explained pair) {
  for (const OutcomeExplained& one : pair.why.outcomes) {
    std::vector<double> levers, paths;
    for (const Share& share : one.by_difference) levers.push_back(share.value.mean);
    for (const Share& share : one.by_path) paths.push_back(share.value.mean);
    const auto four = [](const auto& values) { return std::vector(4, values); };
    pair.over_futures.push_back(spread_over_futures(one.outcome, four(one.base), four(one.difference.mean), four(levers),
                                                    one.by_path.empty() ? std::vector<std::vector<double>>{} : four(paths)));
  }
  return pair;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::istringstream stream(text);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

TEST(BetweenReport, TextNamesWhatDiffersAndWhereItComesFrom) {
  const std::string text = between_text(explained(.2));
  EXPECT_THAT(text, HasSubstr("Why quiet differs from status_quo"));
  EXPECT_THAT(text, HasSubstr("rhetoric: 0.7 -> 0.2"));
  EXPECT_THAT(text, HasSubstr("by lever"));
  EXPECT_THAT(text, HasSubstr("by path"));
  EXPECT_THAT(text, HasSubstr("exact, from all 4 mixtures"));
  EXPECT_THAT(text, Not(HasSubstr("sampling error"))) << "there is none";
}

TEST(BetweenReport, PoliciesThatDoNotDifferAreSaidNotToDiffer) {
  const Explained same = explained(testing_support::default_setup().levers[kLever_rhetoric]);
  EXPECT_THAT(between_text(same), AllOf(HasSubstr("The policies do not differ."), HasSubstr("Under both quiet and status_quo")));
  EXPECT_EQ(between_words({same}).columns[0].rows(), 2U) << "a sentence an outcome";
}

TEST(BetweenReport, TheTableHasTheWholeAndSharesThatAddUpToIt) {
  const Table table = between_table({explained(.2)});
  const auto& outcome = std::get<std::vector<std::string>>(table.columns[1].values);
  const auto& split = std::get<std::vector<std::string>>(table.columns[2].values);
  const auto& share = std::get<std::vector<double>>(table.columns[4].values);
  for (const char* name : {"direct_mean", "cost"}) {
    double whole = 0, levers = 0, paths = 0;
    for (std::size_t i = 0; i < share.size(); ++i)
      if (outcome[i] == name) (split[i] == "whole" ? whole : (split[i] == "lever" ? levers : paths)) += share[i];
    EXPECT_NEAR(levers, whole, 1e-12) << name;
    EXPECT_NEAR(paths, std::string(name) == "direct_mean" ? whole : 0, 1e-12) << name << ": cost is not split over paths";
  }
  for (const TableColumn& column : table.columns) EXPECT_EQ(column.rows(), share.size()) << column.name;
  EXPECT_TRUE(std::isnan(std::get<std::vector<double>>(table.columns[10].values).front())) << "no futures were run";
}

TEST(BetweenReport, CsvHasALineForEachShareOfEachPair) {
  const std::vector<Explained> pairs{explained(.2), explained(.4, "calmer")};
  const auto lines = lines_of(between_csv(pairs));
  const std::size_t of_pair = (1 + 2 + kPaths) + (1 + 2);
  ASSERT_EQ(lines.size(), 1 + 2 * of_pair);
  EXPECT_THAT(lines[0], HasSubstr("policy,outcome,unit,split,name,share"));
  const auto commas = std::count(lines[0].begin(), lines[0].end(), ',');
  for (const std::string& line : lines) EXPECT_EQ(std::count(line.begin(), line.end(), ','), commas) << line;
  EXPECT_THAT(lines[1 + of_pair], HasSubstr("calmer,direct_mean,index,whole"));
}

TEST(BetweenReport, JsonIsAnObjectOrAListAndHasTheNumbersOfTheTable) {
  const Explained pair = explained(.2);
  const auto one = nlohmann::json::parse(between_json({pair})), two = nlohmann::json::parse(between_json({pair, pair}));
  ASSERT_TRUE(one.is_object());
  ASSERT_TRUE(two.is_array());
  EXPECT_EQ(two[1], one);
  EXPECT_EQ(one["differences"].size(), 2U);
  EXPECT_EQ(one["outcomes"][0]["difference"], pair.why.outcomes[0].difference.mean);
  EXPECT_EQ(one["outcomes"][0]["levers"][1]["share"], pair.why.outcomes[0].by_difference[1].value.mean);
  EXPECT_TRUE(one["outcomes"][1]["paths"].empty());
  EXPECT_FALSE(one["outcomes"][0].contains("over_futures"));
}

TEST(BetweenReport, OverFuturesSaysWhatIsRobust) {
  const Explained pair = with_futures(explained(.2));
  EXPECT_THAT(between_text(pair), AllOf(HasSubstr("The same over 4 futures"), HasSubstr("nine in ten futures"), HasSubstr("By lever: ")));
  const auto json = nlohmann::json::parse(between_json({pair}));
  EXPECT_EQ(json["outcomes"][0]["over_futures"]["futures"], 4);
  EXPECT_EQ(json["outcomes"][0]["over_futures"]["difference"]["median"], pair.why.outcomes[0].difference.mean);
  EXPECT_EQ(json["outcomes"][0]["levers"][0]["over_futures"]["median"], pair.why.outcomes[0].by_difference[0].value.mean);
  const Table table = between_table({pair});
  const auto& medians = std::get<std::vector<double>>(table.columns[10].values);
  EXPECT_EQ(medians.front(), pair.why.outcomes[0].difference.mean);
}

}  // namespace
}  // namespace fulcrum
