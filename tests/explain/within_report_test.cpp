// Why support moved within a run, as it is shown: in every form the same parts, which add up.
#include "sim/explain/within_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/explain/weeks_of_runs.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;

const WithinRun& explained() {
  static const testing_support::WeeksOfRun run("engage_then_coerce");
  static const WithinRun all = explain_run(run.setup, run.view());
  return all;
}

double sum(const std::vector<Contribution>& parts) {
  double all = 0;
  for (const Contribution& part : parts) all += part.change;
  return all;
}

double of(const std::vector<Contribution>& parts, std::string_view name) {
  for (const Contribution& part : parts)
    if (part.name == name) return part.change;
  return 0;
}

TEST(PartsOver, AddUpToTheChangeAtEveryLevel) {
  const WantedHistory& history = explained().direct;
  const std::vector<Contribution> parts = parts_over(history, {10, 120});
  EXPECT_NEAR(sum(parts), history.wanted[120] - history.wanted[10], 1e-12);
  for (const Contribution& part : parts)
    if (!part.parts.empty()) {
      EXPECT_NEAR(sum(part.parts), part.change, 1e-12) << part.name;
    }
}

TEST(PartsOver, OfAdjoiningSpansAddUp) {
  const WantedHistory& history = explained().direct;
  const auto first = parts_over(history, {0, 60}), second = parts_over(history, {60, 150}), whole = parts_over(history, {0, 150});
  for (std::size_t by = 0; by < kWantedBy; ++by) {
    const std::string_view name = wanted_by_name(by);
    EXPECT_NEAR(of(first, name) + of(second, name), of(whole, name), 1e-12) << name;
  }
  EXPECT_TRUE(parts_over(history, {60, 60}).empty()) << "a span without a week has no parts";
}

TEST(WithinReport, TextSaysTheLevelsAndTheSum) {
  const std::string text = within_text("engage_then_coerce", explained(), {0, 150});
  EXPECT_THAT(text, HasSubstr("The direct support that the patron wants went from"));
  EXPECT_THAT(text, HasSubstr("The indirect support that the patron wants went from"));
  EXPECT_THAT(text, HasSubstr("in week 0 to"));
  EXPECT_THAT(text, HasSubstr("in week 150"));
}

TEST(WithinReport, LinesOfTheCsvAddUpToTheChange) {
  std::istringstream csv(within_csv(explained(), {0, 150}));
  std::string line;
  std::getline(csv, line);
  EXPECT_EQ(line, "support,argument,way,cause,change");
  double direct = 0;
  while (std::getline(csv, line))
    if (line.starts_with("direct,")) direct += std::stod(line.substr(line.rfind(',') + 1));
  EXPECT_NEAR(direct, explained().direct.wanted[150] - explained().direct.wanted[0], 1e-12);
}

TEST(WithinReport, JsonHasEveryWeekOfTheSpan) {
  const auto json = nlohmann::json::parse(within_json("engage_then_coerce", explained(), {100, 150}));
  ASSERT_EQ(json["support"].size(), 2U);
  for (const auto& level : json["support"]) {
    EXPECT_EQ(level["weeks"].size(), 50U);
    EXPECT_EQ(level["weeks"][0]["week"], 101);
    double change = 0, parts = 0;
    for (const auto& week : level["weeks"]) change += week["change"].get<double>();
    for (const auto& part : level["parts"]) parts += part["change"].get<double>();
    EXPECT_NEAR(change, level["change"].get<double>(), 1e-12);
    EXPECT_NEAR(parts, level["change"].get<double>(), 1e-12);
  }
}

TEST(WithinReport, TheTableHasEveryPartThatIsNotNothing) {
  const Table table = within_table("engage_then_coerce", explained());
  const auto& support = std::get<std::vector<std::string>>(table.columns[0].values);
  const auto& changes = std::get<std::vector<double>>(table.columns[5].values);
  double indirect = 0;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_NE(changes[i], 0);
    if (support[i] == "indirect") indirect += changes[i];
  }
  EXPECT_NEAR(indirect, explained().indirect.wanted.back() - explained().indirect.wanted.front(), 1e-9);
  const Table words = within_words("engage_then_coerce", explained(), {0, 150});
  const auto& part = std::get<std::vector<std::string>>(words.columns[2].values);
  EXPECT_EQ(std::count(part.begin(), part.end(), "whole"), 2) << "a sentence for each kind of support";
  EXPECT_GT(std::count(part.begin(), part.end(), "argument"), 2);
}

}  // namespace
}  // namespace fulcrum
