// The answer of the claims in its forms, of verdicts that are planted.
#include "sim/claims/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A claim of two conditions that fails, one that holds, one that cannot be tested, one that follows from an equation.
class ClaimsReportOf : public ::testing::Test {
 protected:
  ClaimsReportOf() {
    set_.claims.resize(4);
    for (std::size_t i = 0; i < 4; ++i) {
      set_.claims[i].id = "P" + std::to_string(i + 1);
      set_.claims[i].statement = "statement, with a | in it";
      set_.claims[i].units = {"index"};
    }
    set_.claims[0].holds = {condition("direct falls"), condition("indirect rises")};
    set_.claims[1].holds = {condition("cost rises")};
    set_.claims[2].untested = "nobody can know";
    set_.claims[3].holds = {condition("a sum is a sum")};
    set_.claims[3].by_construction = "step 1";
    report_.set = &set_;
    report_.replicates = 20;
    report_.runs = 1240;
    report_.verdicts = {{&set_.claims[0], ClaimState::kFails, 1, {part(ClaimState::kHolds, .5), part(ClaimState::kFails, -.25)}},
                        {&set_.claims[1], ClaimState::kHolds, 0, {part(ClaimState::kHolds, .125)}},
                        {&set_.claims[2], ClaimState::kUntested, 0, {}},
                        {&set_.claims[3], ClaimState::kHolds, 0, {part(ClaimState::kHolds, 1)}}};
  }
  static Condition condition(const std::string& text) {
    Condition condition;
    condition.text = text;
    return condition;
  }
  static PartVerdict part(ClaimState state, double effect) { return {state, {effect, effect - .0625, effect + .0625}, .5}; }
  /// The second claim holds in .8 of a space of two factors, and fails in a box of both.
  void add_space() {
    Space space;
    for (const char* key : {"direct.threat_gain", "direct.cost_gain"}) space.factors.emplace_back().key = key;
    space.points = 1000;
    report_.space = space;
    SpaceVerdict over;
    over.claim = &set_.claims[1];
    over.points = 1000;
    over.share = {.8, .77, .83};
    over.deciders = {{1, .5, -.6, true}, {0, .3, .2, true}};
    over.box = {{1, true, 4.5}, {0, false, 2}};
    over.coverage = .9;
    over.density = .75;
    report_.over_space = {over};
  }

  ClaimSet set_;
  ClaimsReport report_;
};

TEST_F(ClaimsReportOf, TheHeadCountsWhatIsDecidedAndNotWhatFollowsFromAnEquation) {
  const std::string text = claims_text(report_);
  EXPECT_THAT(text, HasSubstr("2 claims decided by 1,240 runs (20 futures of each"));
  EXPECT_THAT(text, HasSubstr("1 hold, 1 fail, 0 undecided; 1 cannot be tested; 1 of 1 that follow"));
  EXPECT_THAT(text, HasSubstr("-0.2500")) << "the part that decides";
  EXPECT_THAT(text, Not(HasSubstr("runs failed")));
  report_.failed = 3;
  EXPECT_THAT(claims_text(report_), HasSubstr("3 runs failed and are left out"));
}

TEST_F(ClaimsReportOf, DetailsSayWhyAClaimIsNotTestedOrNotCounted) {
  EXPECT_THAT(claims_details(report_),
              AllOf(HasSubstr("cannot be tested: nobody can know"), HasSubstr("is not counted: step 1"), HasSubstr("indirect rises")));
}

TEST_F(ClaimsReportOf, CsvHasALineForEachConditionAndTheSameFieldsInEach) {
  add_space();
  std::istringstream csv(claims_csv(report_));
  std::vector<std::string> lines;
  for (std::string line; std::getline(csv, line);) lines.push_back(line);
  ASSERT_EQ(lines.size(), 1 + 2 + 1 + 1 + 1U);
  for (std::string line : lines) {
    bool quoted = false;
    std::erase_if(line, [&](char c) {
      if (c == '"') quoted = !quoted;
      return quoted;
    });
    EXPECT_EQ(std::count(line.begin(), line.end(), ','), 20) << line;
  }
  EXPECT_THAT(lines[3], AllOf(HasSubstr("P2"), HasSubstr("0.8"), HasSubstr("fails where direct.cost_gain >= 4.5")));
}

TEST_F(ClaimsReportOf, MarkdownKeepsItsColumnsWhateverAStatementHolds) {
  add_space();
  std::istringstream markdown(claims_markdown(report_));
  int rows = 0;
  for (std::string line; std::getline(markdown, line);) {
    if (!line.starts_with("|")) continue;
    ++rows;
    const auto escaped = [&] {
      int count = 0;
      for (std::size_t at = line.find("\\|"); at != std::string::npos; at = line.find("\\|", at + 1)) ++count;
      return count;
    };
    EXPECT_EQ(std::count(line.begin(), line.end(), '|') - escaped(), 9) << line;
  }
  EXPECT_EQ(rows, 6) << "heads, a rule and four claims";
}

TEST_F(ClaimsReportOf, BoxesAndDecidersAreSaidInWords) {
  add_space();
  const SpaceVerdict& over = report_.over_space.front();
  EXPECT_EQ(box_text(over, *report_.space), "fails where direct.cost_gain >= 4.5 and direct.threat_gain <= 2");
  EXPECT_EQ(deciders_text(over, *report_.space, 3), "direct.cost_gain -, direct.threat_gain +");
  EXPECT_EQ(deciders_text(over, *report_.space, 1), "direct.cost_gain -");
  EXPECT_EQ(box_text({}, *report_.space), "");
  EXPECT_EQ(report_.over_space_of(set_.claims[1]), &report_.over_space.front());
  EXPECT_EQ(report_.over_space_of(set_.claims[0]), nullptr);
}

TEST_F(ClaimsReportOf, WhatTheSharesAreOfIsSaidWithWhatIsGiven) {
  add_space();
  EXPECT_EQ(space_text(report_), "1,000 points of the wide parameter space, noise off");
  report_.given = {"P7", "P9"};
  report_.accepted = {.25, .2, .3};
  EXPECT_THAT(space_text(report_), AllOf(HasSubstr("given P7, P9"), HasSubstr("25 % of the points (20 to 30 %)")));
}

TEST_F(ClaimsReportOf, JsonAndTablesHaveEveryClaim) {
  add_space();
  const auto json = nlohmann::json::parse(claims_json(report_));
  EXPECT_EQ(json["claims"].size(), 4U);
  const std::vector<Table> tables = claims_tables(report_);
  ASSERT_FALSE(tables.empty());
  for (const Table& table : tables)
    for (const TableColumn& column : table.columns)
      EXPECT_EQ(column.rows(), table.columns.front().rows()) << table.name << ' ' << column.name;
}

}  // namespace
}  // namespace fulcrum
