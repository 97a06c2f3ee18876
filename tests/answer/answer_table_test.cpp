// The answer for programs has the numbers of the answer.
#include "sim/answer/answer_table.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/answer/planted_input.h"

namespace fulcrum {
namespace {

using testing_support::planted;

AnswerInput with_a_split(const std::string& unit = "years") {
  AnswerInput input = planted(3, 1000, 4, [](const std::vector<double>& x) { return x[1] > .6 ? .3 : -.2; });
  input.outcome.unit = unit;
  return input;
}

const TableColumn& column(const Table& table, const std::string& name) {
  for (const TableColumn& c : table.columns)
    if (c.name == name) return c;
  throw std::logic_error("no column " + name);
}

TEST(AnswerTables, HaveARowAPolicyWithItsDifferenceAndTheLevelOfTheFirst) {
  const Answer answer = answer_of(with_a_split());
  const Table table = answer_tables(answer, with_a_split().factors).front();
  EXPECT_EQ(std::get<std::vector<std::string>>(column(table, "policy").values), (std::vector<std::string>{"other", "first"}));
  const auto& medians = std::get<std::vector<double>>(column(table, "median").values);
  EXPECT_EQ(medians, (std::vector<double>{answer.policies[0].difference.median, answer.policies[1].level.median}));
  EXPECT_EQ(std::get<std::vector<double>>(column(table, "higher").values)[0], answer.policies[0].higher.value);
  for (const TableColumn& c : table.columns) EXPECT_EQ(c.rows(), 2U) << c.name;
}

TEST(AnswerTables, ColumnsHaveTheUnitOfTheirNumbers) {
  const Table table = answer_tables(answer_of(with_a_split("years")), with_a_split().factors).front();
  for (const char* name : {"median", "low", "high", "reference"}) EXPECT_EQ(column(table, name).unit, "years") << name;
  for (const char* name : {"lower", "tie", "higher_high", "best"}) EXPECT_EQ(column(table, name).unit, "1") << name;
  EXPECT_EQ(column(table, "reference_percentile").unit, "%");
}

TEST(AnswerTables, ASplitHasARowForEachLimitAndNoneIsLeftOutWhereThereIsNone) {
  const AnswerInput input = with_a_split();
  const Answer answer = answer_of(input);
  ASSERT_EQ(answer.splits.size(), 1U);
  const auto tables = answer_tables(answer, input.factors);
  ASSERT_EQ(tables.size(), 3U) << "the policies, the splits, and what would be worth knowing";
  EXPECT_EQ(static_cast<int>(column(tables[1], "factor").rows()), limited_factors(answer.splits[0].box));
  EXPECT_EQ(std::get<std::vector<std::string>>(column(tables[1], "factor").values).front(), "x1");
  EXPECT_EQ(std::get<std::vector<double>>(column(tables[1], "high").values).front(), 1) << "the end of the range";
  const AnswerInput plain = planted(3, 1000, 4, [](const std::vector<double>&) { return -.2; });
  EXPECT_EQ(answer_tables(answer_of(plain), plain.factors).size(), 1U);
}

TEST(AnswerJson, HasTheNumbersOfTheTable) {
  const Answer answer = answer_of(with_a_split());
  const auto json = answer_json(answer);
  EXPECT_EQ(json["outcome"], "y");
  EXPECT_EQ(json["against"], "first");
  ASSERT_EQ(json["policies"].size(), 2U);
  EXPECT_EQ(json["policies"][0]["difference"]["median"], answer.policies[0].difference.median);
  EXPECT_EQ(json["policies"][0]["higher"]["interval"][1], answer.policies[0].higher.high);
  EXPECT_EQ(json["splits"][0]["box"], answer.splits[0].words);
  EXPECT_NEAR(json["spread"]["policy"].get<double>() + json["spread"]["parameters"].get<double>() + json["spread"]["luck"].get<double>() +
                  json["spread"]["structural_forms"].get<double>() + json["spread"]["policy_and_future"].get<double>(),
              1, 1e-9);
}

TEST(AnswerJson, WhatIsNoNumberIsNull) {
  AnswerInput input = planted(1, 30, 2, [](const std::vector<double>&) { return .5; });
  for (double& value : input.values[1]) value = std::nan("");
  const auto json = answer_json(answer_of(input));
  EXPECT_TRUE(json["policies"][0]["difference"]["median"].is_null()) << json.dump();
  EXPECT_EQ(json["policies"][0]["failed"], 30);
  EXPECT_NO_THROW(json.dump());
}

}  // namespace
}  // namespace fulcrum
