// Replicates until certain: decisions are those of the rule on the plan's own runs, whoever takes them.
#include "sim/sweep/adaptive_replicates.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "output/files/file_error.h"
#include "sim/ensemble/batch.h"
#include "tests/support/default_setup.h"
#include "tests/support/planted_points.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Plan plan_of_three() {
  fulcrum::Setup setup = testing_support::default_setup();
  setup.weeks = 8;
  fulcrum::Setup quiet = setup;
  quiet.levers[kLever_rhetoric] = 0;
  return {{{"status_quo", setup}, {"other", setup}, {"quiet", quiet}},
          5,
          7,
          true,
          std::make_shared<testing_support::PlantedPoints>(std::vector<double>{2, 4, 6})};
}

StopRequest request() {
  StopRequest request;
  request.first = "quiet";
  request.second = "status_quo";
  request.outcome = "tightness_last_year";
  request.half_width = 1e-5;
  request.max_replicates = 80;
  return request;
}

std::vector<PointDecision> decided(std::int64_t first, std::int64_t last, AdaptiveOptions how = {.jobs = 1}) {
  return decide_points(plan_of_three(), request(), find_outcome("tightness_last_year"), first, last, how);
}

bool same(const PointDecision& a, const PointDecision& b) {
  const Look &x = a.stopping_time.look, &y = b.stopping_time.look;
  return a.point == b.point && a.stopping_time.replicates == b.stopping_time.replicates && x.certainty == y.certainty &&
         x.doubt == y.doubt && x.interval.mean == y.interval.mean && x.interval.low == y.interval.low && x.interval.high == y.interval.high;
}

TEST(AdaptiveReplicates, DecideAsTheRuleDoesOnTheRunsThemselves) {
  const Plan plan = plan_of_three();
  const StopRequest asked = request();
  const Plan pair({plan.policies()[2], plan.policies()[0]}, 80, plan.seed(), true, plan.shared_design());
  const std::vector<Outcome> outcomes{find_outcome(asked.outcome)};
  const Selection selection(with_needs({}, outcomes, Resolution::kOrganisations), plan.theatre());
  Batch batch;
  BatchRunner(pair, selection, outcomes, Kernel::kScalar).compute(0, static_cast<int>(pair.runs()), batch);
  const auto decisions = decided(0, 3);
  ASSERT_EQ(decisions.size(), 3U);
  for (std::size_t point = 0; point < 3; ++point) {
    std::vector<double> differences;
    for (std::size_t r = 0; r < 80; ++r) differences.push_back(batch.outcomes[point * 160 + r] - batch.outcomes[point * 160 + 80 + r]);
    const StopRule rule{.half_width = asked.half_width, .confidence = asked.confidence, .max_replicates = 80};
    EXPECT_TRUE(same(decisions[point], {static_cast<std::int64_t>(point), stopping_time(rule, differences)})) << point;
  }
}

TEST(AdaptiveReplicates, AreTheSameForAnyThreadsAndShards) {
  const auto whole = decided(0, 3), threads = decided(0, 3, {.jobs = 3}), last = decided(1, 3);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(same(threads[i], whole[i])) << i;
  for (std::size_t i = 0; i < 2; ++i) EXPECT_TRUE(same(last[i], whole[i + 1])) << i;
}

TEST(AdaptiveReplicates, DecisionsOfBeforeStand) {
  const PointDecision before{1, {48, {{.5, .25, .75}, 48, Certainty::kCertain}}};
  AdaptiveOptions how{.jobs = 1, .decided = {{1, before}}};
  how.report = [](const PointDecision& decision) { EXPECT_NE(decision.point, 1) << "it is not computed again"; };
  EXPECT_TRUE(same(decided(0, 3, how)[1], before));
}

TEST(AdaptiveReplicates, AnInterruptionLeavesNothingHalfDecided) {
  EXPECT_TRUE(decided(0, 3, {.jobs = 1, .interrupted = [] { return true; }}).empty());
}

TEST(AdaptiveReplicates, ARuleThatCannotEndIsRefused) {
  StopRequest endless = request();
  endless.half_width = {};
  EXPECT_THAT([&] { decide_points(plan_of_three(), endless, find_outcome("cost"), 0, 1, {.jobs = 1}); },
              ThrowsMessage<std::invalid_argument>(HasSubstr("[stop]")));
}

std::vector<PointDecision> some() {
  return {{4, {32, {{.1, .0, .2}, 32, Certainty::kCertain, Doubt::kNone}}},
          {5, {40, {{-.1, -.3, -.05}, 39, Certainty::kSignKnown, Doubt::kSkewed}}},
          {6, {80, {{.0, -.1, .1}, 80, Certainty::kUndecided, Doubt::kJumps}}}};
}

TEST(AdaptiveReplicates, DecisionsAreReadBackFromTablesAndBytes) {
  const auto decisions = some();
  EXPECT_EQ(doubtful_points(decisions), 2);
  const auto table = decisions_of(decisions_table(request(), "index", decisions));
  ASSERT_EQ(table.size(), decisions.size());
  for (std::size_t i = 0; i < decisions.size(); ++i) {
    EXPECT_TRUE(same(table[i], decisions[i])) << i;
    const PointDecision stored = decision_of(decision_bytes(decisions[i]));
    EXPECT_TRUE(same(stored, decisions[i])) << i;
    EXPECT_EQ(stored.stopping_time.look.pairs, decisions[i].stopping_time.look.pairs);
  }
}

TEST(AdaptiveReplicates, StoredDecisionsThatAreNoneAreRefused) {
  std::vector<std::byte> bytes = decision_bytes(some().front());
  EXPECT_THROW(decision_of(std::span(bytes).first(bytes.size() - 1)), std::runtime_error);
  PointDecision none = some().front();
  none.stopping_time.replicates = 0;
  EXPECT_THROW(decision_of(decision_bytes(none)), std::runtime_error);
  Table table = decisions_table(request(), "index", some());
  table.columns.resize(4);
  EXPECT_THAT([&] { decisions_of(table); }, ThrowsMessage<std::runtime_error>(HasSubstr("/analysis/adaptive_replicates")));
}

TEST(AdaptiveReplicates, MustBeOfThePointsThatBelongThere) {
  EXPECT_NO_THROW(require_decisions("a.h5", some(), 4, 3, 80));
  EXPECT_THAT([] { require_decisions("a.h5", some(), 4, 2, 80); },
              ThrowsMessage<FileError>(AllOf(HasSubstr("a.h5"), HasSubstr("3 points, and 2"))));
  EXPECT_THAT([] { require_decisions("a.h5", some(), 3, 3, 80); }, ThrowsMessage<FileError>(HasSubstr("1 to 80 of point 3")));
  EXPECT_THAT([] { require_decisions("a.h5", some(), 4, 3, 64); }, ThrowsMessage<FileError>(HasSubstr("row 2")));
}

}  // namespace
}  // namespace fulcrum
