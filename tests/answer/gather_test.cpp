// An answer's numbers are those of the plan's runs, and of the same futures with part of them drawn anew.
#include "sim/answer/gather.h"

#include <gtest/gtest.h>

#include "sim/ensemble/batch.h"
#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "tests/support/two_policies.h"

namespace fulcrum {
namespace {

Study study_with(bool noise) {
  Study study = testing_support::two_policies(12);
  study.policies.back().setup.levers[kLever_rhetoric] = 0;
  study.run = {.seed = 11, .replicates = 40, .noise = noise};
  study.uncertainty = uncertainty_in_force(UncertaintyRequest(), study, {});
  return study;
}

/// A plan with the outcomes of all its runs.
struct Computed {
  explicit Computed(Study study) : plan(plan_of(study)), table(plan, {find_outcome("cost"), find_outcome("direct_end")}) {
    const Selection selection(with_needs({}, table.outcomes(), Resolution::kOrganisations), plan.theatre());
    Batch batch;
    BatchRunner(plan, selection, table.outcomes(), widest_kernel()).compute(0, static_cast<int>(plan.runs()), batch);
    table.take(batch);
  }
  AnswerInput gathered(ExperimentOptions options = {.jobs = 1}) const { return gather_answer(plan, table, "direct_end", options).value(); }
  Plan plan;
  OutcomeTable table;
};

TEST(GatherAnswer, TakesTheOutcomeAndTheSettingOfEachFuture) {
  const Computed computed(study_with(true));
  const AnswerInput input = computed.gathered();
  EXPECT_EQ(input.outcome.name, "direct_end");
  EXPECT_EQ(input.policies, (std::vector<std::string>{"first", "second"}));
  for (int p : {0, 1}) EXPECT_EQ(input.values[static_cast<std::size_t>(p)], computed.table.values(p, 1));
  const Futures& futures = *computed.plan.futures();
  ASSERT_EQ(input.factors.size(), futures.factors().size());
  EXPECT_EQ(input.scramble.front(), -1) << "the reference case is not drawn";
  for (std::size_t r = 0; r < 40; ++r) {
    const std::vector<double> values = futures.values(static_cast<std::int64_t>(r));
    for (std::size_t f = 0; f < values.size(); ++f) ASSERT_EQ(input.settings[f][r], values[f]);
  }
}

TEST(GatherAnswer, DrawsAQuarterOfTheFuturesAnew) {
  const AnswerInput input = Computed(study_with(true)).gathered();
  ASSERT_EQ(input.other_luck.size(), 2U);
  EXPECT_EQ(input.other_luck.front().size(), 9U);
  EXPECT_EQ(input.other_forms.front().size(), 9U);
  const std::vector<double> same(input.values[0].begin() + 1, input.values[0].begin() + 10);
  EXPECT_NE(input.other_luck.front(), same);
  EXPECT_NE(input.other_forms.front(), input.other_luck.front()) << "other forms of equations too";
}

TEST(GatherAnswer, WithoutNoiseThereIsNoLuckToDraw) { EXPECT_TRUE(Computed(study_with(false)).gathered().other_luck.empty()); }

TEST(GatherAnswer, ThreadsChangeNothingAndAnInterruptionLeavesNothing) {
  const Computed computed(study_with(true));
  const AnswerInput one = computed.gathered(), three = computed.gathered({.jobs = 3});
  EXPECT_EQ(one.other_luck, three.other_luck);
  EXPECT_EQ(one.other_forms, three.other_forms);
  EXPECT_FALSE(gather_answer(computed.plan, computed.table, "cost", {.jobs = 1, .interrupted = [] { return true; }}));
}

}  // namespace
}  // namespace fulcrum
