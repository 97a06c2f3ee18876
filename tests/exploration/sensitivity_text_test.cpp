// Sensitivities as people read them, and the ledger of assumptions.
#include "sim/exploration/sensitivity_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::Not;

const double kNone = std::nan("");

Sensitivity sobol(std::vector<SensitivityRow> rows, const std::string& outcome = "cost") {
  return {.response = {"b", outcome, "years", "burden", true, {}, "a"},
          .method = SensitivityMethod::kSobol,
          .measures = {{"first", "1", "alone"}, {"total", "1", "in all"}},
          .rows = std::move(rows),
          .notes = {"a note"}};
}

// Both measures are the same.
SensitivityRow row(const std::string& factor, const Estimate& e) { return {factor, {e, e}, ""}; }

template <class T>
const std::vector<T>& values(const Table& table, const std::string& column) {
  for (const TableColumn& c : table.columns)
    if (c.name == column) return std::get<std::vector<T>>(c.values);
  throw std::logic_error("no column " + column);
}

TEST(SensitivityText, ANumberThatMayBeZeroIsShownAsABound) {
  const std::string text = sensitivity_text(
      {sobol({row("big", {.5, .4, .6}), row("small", {.01, -.02, .04}), row("none", {0, 0, 0}), row("failed", {kNone, kNone, kNone})})}, 0);
  EXPECT_THAT(text, HasSubstr("0.500 (0.400 to 0.600)"));
  EXPECT_THAT(text, HasSubstr("< 0.040"));
  EXPECT_THAT(text, Not(HasSubstr("-0.02"))) << "no share is negative";
  EXPECT_THAT(text, HasSubstr("burden: b less a"));
  EXPECT_THAT(text, HasSubstr("a note"));
}

TEST(SensitivityText, ShowsAsManyFactorsAndPairsAsAskedAndSaysHowManyThereAre) {
  Sensitivity s = sobol({row("x0", {.5, .4, .6}), row("x1", {.4, .3, .5}), row("x2", {.3, .2, .4})});
  for (const char* pair : {"x0 x x1", "x0 x x2"}) s.rows.push_back({pair, {{.1, .05, .15}, {kNone, kNone, kNone}}, "", true});
  const std::string text = sensitivity_text({s}, 1);
  EXPECT_THAT(text, AllOf(HasSubstr("x0 "), HasSubstr("x0 x x1"), Not(HasSubstr("x2")), HasSubstr("and 3 more")));
  EXPECT_THAT(sensitivity_text({s}, 0), AllOf(HasSubstr("x0 x x2"), Not(HasSubstr("more of less"))));
}

TEST(SensitivityText, TheTableHasEveryRowAndIntervalsWhereTheMethodHasThem) {
  const std::vector<Sensitivity> all{sobol({row("x0", {.5, .4, .6})}), sobol({row("x0", {.3, .2, .4})}, "direct_end")};
  const Table table = sensitivity_table(all, {{"seed", std::int64_t{1}}});
  EXPECT_EQ(table.name, "sensitivity_sobol");
  EXPECT_EQ(values<std::string>(table, "policy"), (std::vector<std::string>{"b less a", "b less a"}));
  EXPECT_EQ(values<std::string>(table, "outcome"), (std::vector<std::string>{"cost", "direct_end"}));
  EXPECT_EQ(values<double>(table, "total"), (std::vector<double>{.5, .3}));
  EXPECT_EQ(values<double>(table, "total_high"), (std::vector<double>{.6, .4}));
  Sensitivity tornado = sobol({row("x0", {.5, kNone, kNone})});
  tornado.method = SensitivityMethod::kTornado;
  EXPECT_EQ(sensitivity_table({tornado}, {}).columns.size(), 6U) << "policy, outcome, factor, two measures, remark";
}

TEST(SensitivityText, OverTimeRanksByTheLargestOfAllWeeks) {
  const std::string text =
      over_time_text({sobol({row("early", {.5, .4, .6}), row("late", {.1, .05, .15}), row("never", {.01, -.1, .1})}, "week_1"),
                      sobol({row("early", {.2, .1, .3}), row("late", {.7, .6, .8}), row("never", {.02, -.1, .1})}, "week_9")},
                     1, 0);
  EXPECT_LT(text.find("late"), text.find("early"));
  EXPECT_LT(text.find("early"), text.find("never"));
  EXPECT_THAT(text, AllOf(HasSubstr("0.70 +-0.10"), HasSubstr("< 0.10"), HasSubstr("week_9")));
}

Table ledger(const std::vector<Sensitivity>& all, std::vector<Annotation> annotations = {}) {
  Scenario scenario;
  scenario.setup = testing_support::default_setup();
  scenario.annotations = std::move(annotations);
  return assumption_ledger(scenario, all, {});
}

std::size_t place(const Table& table, const std::string& key) {
  const auto& keys = values<std::string>(table, "key");
  return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

TEST(AssumptionLedger, HasEveryParameterWithTheLargestIndexOfAnyResponseThatVaries) {
  const Table table = ledger({sobol({row("direct.threat_gain", {.2, .1, .3})}), sobol({row("direct.threat_gain", {.4, .3, .5})}),
                              sobol({row("direct.threat_gain", {kNone, kNone, kNone})})});
  EXPECT_EQ(table.columns.front().rows(), parameter_table().size());
  EXPECT_EQ(values<double>(table, "total")[place(table, "direct.threat_gain")], .4);
  EXPECT_TRUE(std::isnan(values<double>(table, "total")[place(table, "direct.floor")])) << "not asked";
}

TEST(AssumptionLedger, ASourceThatTheScenarioGivesCounts) {
  const Table judged = ledger({}, {{"direct.threat_gain", "judgement of the team", ""}});
  const Table published = ledger({}, {{"direct.threat_gain", "Smith 2020, table 3", ""}});
  const std::size_t at = place(judged, "direct.threat_gain");
  EXPECT_EQ(values<std::string>(judged, "source")[at], "judgement of the team");
  EXPECT_NE(values<std::string>(judged, "evidence")[at], evidence_name(SourceGrade::kPublished));
  EXPECT_EQ(values<std::string>(published, "evidence")[at], evidence_name(SourceGrade::kPublished));
}

TEST(AssumptionLedger, TextNamesThoseThatMatterAndHaveNoPublishedNumber) {
  const std::vector<Sensitivity> all{
      sobol({row("direct.threat_gain", {.4, .3, .5}), row("direct.cost_gain", {.6, .5, .7}), row("direct.floor", {.3, -.1, .7}),
             row("direct.ceiling", {.01, .005, .015}), row("power.drain", {.5, .4, .6})})};
  const Table table = ledger(all, {{"direct.threat_gain", "judgement", ""},
                                   {"direct.cost_gain", "judgement", ""},
                                   {"direct.floor", "judgement", ""},
                                   {"direct.ceiling", "judgement", ""},
                                   {"power.drain", "Smith 2020", ""}});
  const std::string text = ledger_text(table, 0);
  EXPECT_LT(text.find("direct.cost_gain"), text.find("direct.threat_gain")) << "largest first";
  EXPECT_THAT(text, Not(HasSubstr("direct.floor"))) << "may be zero";
  EXPECT_THAT(text, Not(HasSubstr("direct.ceiling"))) << "too small to matter";
  EXPECT_THAT(text, Not(HasSubstr("power.drain"))) << "published";
  EXPECT_THAT(text, HasSubstr("2 of"));
  EXPECT_THAT(ledger_text(table, 1), Not(HasSubstr("direct.threat_gain")));
  EXPECT_THAT(ledger_text(ledger({}), 0), HasSubstr("No assumption"));
}

}  // namespace
}  // namespace fulcrum
