// What the check with cells says follows from the runs of both resolutions.
#include "sim/answer/cells_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/statistics/order_statistics.h"
#include "tests/agents/agent_setup.h"
#include "tests/support/two_policies.h"

namespace fulcrum {
namespace {

constexpr int kFutures = 12;

// Two policies in the 18 governorates, as organisations; the second without rhetoric.
Study study_in_provinces() {
  Study study = testing_support::two_policies(20);
  for (Scenario& scenario : study.policies) scenario.setup.theatre = testing_support::iraq_setup(20).theatre;
  study.policies.back().setup.levers[kLever_rhetoric] = 0;
  study.run = {.seed = 11, .replicates = kFutures, .noise = true};
  study.uncertainty = uncertainty_in_force(UncertaintyRequest(), study, {});
  return study;
}

OutcomeTable outcomes_over(const Plan& plan) {
  OutcomeTable table(plan, {find_outcome("direct_end"), find_outcome("attacks_last_year")});
  const Selection selection(with_needs({}, table.outcomes(), plan.policies().front().setup.resolution), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, table.outcomes(), widest_kernel()).compute(0, static_cast<int>(plan.runs()), batch);
  table.take(batch);
  return table;
}

TEST(CheckCells, RunsTheSameFuturesWithCells) {
  Study study = study_in_provinces();
  const Plan plan = plan_of(study);
  const OutcomeTable table = outcomes_over(plan);
  const CellsCheck check = check_cells(plan, table, "direct_end", 5, {.jobs = 2}).value();
  EXPECT_EQ(check.futures, 5);
  ASSERT_EQ(check.policies.size(), 2u);

  std::vector<Policy> policies = plan.policies();
  for (Policy& policy : policies) {
    policy.setup.resolution = Resolution::kCells;
    policy.setup.agents.scale = kScaleOfCheck;
  }
  const Plan with_cells(policies, 5, plan.seed(), plan.noise(), nullptr, plan.shared_futures());
  const OutcomeTable cells = outcomes_over(with_cells);
  for (std::size_t p = 0; p < 2; ++p) {
    const std::vector<double>& of_reduction = table.values(static_cast<int>(p), 0);
    EXPECT_EQ(check.policies[p].level_reduction, spread_of({of_reduction.begin(), of_reduction.begin() + 5}).median);
    EXPECT_EQ(check.policies[p].level_cells, spread_of(cells.values(static_cast<int>(p), 0)).median);
    EXPECT_NE(check.policies[p].level_cells, check.policies[p].level_reduction);
  }
  EXPECT_EQ(check.policies[1].cells.pairs, 5);
}

TEST(CheckCells, MoreFuturesThanThereAreAreAllOfThem) {
  const Plan plan = plan_of(study_in_provinces());
  EXPECT_EQ(check_cells(plan, outcomes_over(plan), "direct_end", 1000, {.jobs = 2})->futures, kFutures);
}

TEST(CheckCells, AnInterruptedCheckSaysNothing) {
  const Plan plan = plan_of(study_in_provinces());
  EXPECT_FALSE(check_cells(plan, outcomes_over(plan), "direct_end", 5, {.jobs = 1, .interrupted = [] { return true; }}));
}

TEST(CheckCells, IsRefusedWhereCellsCannotTellMore) {
  auto setup = testing_support::default_setup();
  EXPECT_THAT(why_no_check(setup), testing::HasSubstr("no provinces"));
  setup.theatre = testing_support::iraq_setup(20).theatre;
  EXPECT_EQ(why_no_check(setup), "");
  setup.resolution = Resolution::kCells;
  EXPECT_THAT(why_no_check(setup), testing::HasSubstr("have cells already"));
}

TEST(CheckCells, SentencesSayWhereVerdictsAndLevelsDiffer) {
  CheckedPolicy same{"engagement", {}, {}, .9, .01, .3, .31}, other{"strikes", {}, {}, .5, .2, .3, .4};
  same.reduction.verdict = same.cells.verdict = other.cells.verdict = FuturesVerdict::kLowers;
  other.reduction.verdict = FuturesVerdict::kSignOpen;
  const CellsCheck check{.futures = 100,
                         .scale = 10,
                         .outcome = "direct_last_year",
                         .unit = "index",
                         .policies = {{"status_quo", {}, {}, 1, 0, .5, .5}, same, other},
                         .same_best = .97,
                         .levels = {{"strikes", "attacks_last_year", "index", "militia attacks, last year", .33, .62}}};
  const std::vector<std::string> sentences = check_sentences(check);
  ASSERT_EQ(sentences.size(), 5u);
  EXPECT_THAT(sentences[1], testing::AllOf(testing::HasSubstr("engagement: lowers either way"), testing::HasSubstr("in 90 %")));
  EXPECT_THAT(sentences[2], testing::HasSubstr("strikes: lowers with cells, sign open without"));
  EXPECT_THAT(sentences[3], testing::HasSubstr("97 %"));
  EXPECT_THAT(sentences[4], testing::HasSubstr("Under strikes, militia attacks, last year: median 0.62 with cells, 0.33 without"));
  const Table table = check_table(check);
  EXPECT_EQ(table.name, "cells_check");
  for (const TableColumn& column : table.columns) EXPECT_EQ(column.rows(), 3u) << column.name;
}

}  // namespace
}  // namespace fulcrum
