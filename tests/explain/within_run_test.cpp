// Why support moves within a run: the parts add up to the model's own changes, whatever the policy and the luck.
#include "sim/explain/within_run.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "scenarios/scenario.h"
#include "sim/ensemble/batch.h"

namespace fulcrum {
namespace {

struct Explained {
  Setup setup;
  std::vector<WeekArguments> weeks;
  WithinRun run;
};

Explained explained(const std::string& name, bool noise, std::vector<Override> overrides = {}) {
  const Scenario scenario = read_scenario(name, {}, overrides);
  const Plan plan({{name, scenario.setup}}, 3, 7, noise);
  const Selection selection(all_series(Resolution::kOrganisations, tables_of(scenario.setup.theatre.host)), plan.theatre());
  BatchRunner runner(plan, selection, {}, widest_kernel());
  Batch batch;
  runner.compute(2, 1, batch);
  const RecordingView view = batch.run(selection, 0);
  return {scenario.setup, week_arguments(scenario.setup, view), explain_run(scenario.setup, view)};
}

constexpr const char* kScenarios[] = {"status_quo",        "engage_then_coerce",       "strikes_alone",
                                      "withdrawal",        "sanctions_tailored",       "full_package",
                                      "security_collapse", "regional_framework",       "countervailing_coalition",
                                      "march_2020",        "withdrawal_2011_politics", "basra_2008"};

TEST(WithinRunTest, SupportGivenFollowsFromSupportWantedToTheBit) {
  for (const char* name : kScenarios) {
    const Explained e = explained(name, true);
    for (std::size_t t = 1; t < e.weeks.size(); ++t) {
      const WeekArguments &now = e.weeks[t], &before = e.weeks[t - 1];
      ASSERT_EQ(now.direct, before.direct + (now.direct_wanted - before.direct) / e.setup.parameters.direct.adjust_weeks) << name << t;
      ASSERT_EQ(now.indirect, before.indirect + (now.indirect_wanted - before.indirect) / e.setup.parameters.indirect.adjust_weeks) << name;
    }
  }
}

void expect_exact(const WantedHistory& history, const std::string& name) {
  for (std::size_t t = 1; t < history.wanted.size(); ++t) {
    const auto& by = history.by[t];
    ASSERT_NEAR(std::accumulate(by.begin(), by.end(), 0.0), history.wanted[t] - history.wanted[t - 1], 1e-12) << name << " week " << t;
    for (std::size_t i = 0; i < by.size(); ++i) {
      const Change& causes = history.causes[t][i];
      ASSERT_NEAR(std::accumulate(causes.begin(), causes.end(), 0.0), by[i], 1e-12) << name << " week " << t << wanted_by_name(i);
    }
  }
}

TEST(WithinRunTest, PartsAddUpToTheChangeOnBothLevels) {
  for (const bool noise : {false, true})
    for (const char* name : kScenarios) {
      const Explained e = explained(name, noise);
      expect_exact(e.run.direct, name);
      expect_exact(e.run.indirect, name);
    }
}

TEST(WithinRunTest, PartsAddUpWithEveryFunctionalForm) {
  for (const char* form : {"structure.direct=\"threshold\"", "structure.direct=\"linear\"", "structure.fronts=\"multiplicative\"",
                           "structure.fronts=\"strongest\"", "structure.perception=\"symmetric\"", "perception.lag_weeks=0"}) {
    const Explained e = explained("strikes_alone", true, {{form}});
    expect_exact(e.run.direct, form);
    expect_exact(e.run.indirect, form);
  }
}

double total(const WantedHistory& history, WantedBy by, std::string_view way, std::string_view name) {
  double sum = 0;
  for (const auto& week : history.causes) sum += week[by][cause_number(way, name)];
  return sum;
}

TEST(WithinRunTest, WhatNeverChangesHasNoPart) {
  const Explained e = explained("status_quo", false);
  for (const char* lever : {"forces", "reach", "rhetoric", "coercive threat", "strikes", "raids"})
    EXPECT_EQ(total(e.run.direct, kByThreat, "forces front", lever), 0) << lever;
  EXPECT_EQ(total(e.run.direct, kByThreat, "error of perception", "luck"), 0);
  for (const auto& week : e.run.direct.by) {
    EXPECT_EQ(week[kByDecision], 0);
    EXPECT_EQ(week[kByInducement], 0);
    EXPECT_EQ(week[kByRelease], 0) << "the street's safety releases means for indirect support alone";
  }
}

TEST(WithinRunTest, AThreatMadeInAWeekActsByThreatAndByCost) {
  const Explained e = explained("engage_then_coerce", false);
  EXPECT_GT(total(e.run.direct, kByThreat, "forces front", "coercive threat"), 0);
  EXPECT_LT(total(e.run.direct, kByCost, "expected cost", "coercive threat"), 0);
  EXPECT_GT(total(e.run.indirect, kByCost, "expected cost", "coercive threat"), 0) << "what is deterred is in part substituted";
}

TEST(WithinRunTest, ThreatThatIsSettledNoLongerMovesByTheStart) {
  const Explained e = explained("status_quo", false);
  const std::size_t settling = cause_number("situation at the start", "settling");
  EXPECT_GT(std::abs(e.run.direct.causes[2][kByThreat][settling]), 100 * std::abs(e.run.direct.causes.back()[kByThreat][settling]));
}

}  // namespace
}  // namespace fulcrum
