// Why policies differ: shares add up, and say nothing where there is nothing to say.
#include "sim/explain/between.h"

#include <gtest/gtest.h>

#include <cmath>

#include "scenarios/scenario.h"
#include "sim/ensemble/batch.h"
#include "sim/explain/paths.h"

namespace fulcrum {
namespace {

Between explained(const std::string& base, const std::string& other, BetweenOptions options = {}) {
  const Plan plan({{base, read_scenario(base, {}).setup}, {other, read_scenario(other, {}).setup}}, 3, 11, true);
  std::vector<Outcome> outcomes(standard_outcomes().begin(), standard_outcomes().end());
  options.jobs = 1;
  return explain_difference(plan, outcomes, options);
}

double sum(const std::vector<Share>& shares) {
  double all = 0;
  for (const Share& share : shares) all += share.value.mean;
  return all;
}

void expect_exact(const Between& e) {
  for (const OutcomeExplained& one : e.outcomes) {
    EXPECT_NEAR(sum(one.by_difference), one.difference.mean, 1e-9) << one.outcome.name;
    if (!one.by_path.empty()) {
      EXPECT_NEAR(sum(one.by_path), one.difference.mean, 1e-9) << one.outcome.name;
    }
  }
}

TEST(BetweenTest, SharesOfLeversAndOfPathsAddUpToEveryDifference) {
  for (const char* other : {"engagement", "engage_then_coerce", "strikes_alone", "withdrawal", "security_push"})
    expect_exact(explained("status_quo", other));
  expect_exact(explained("strike_2020", "march_2020"));
}

TEST(BetweenTest, SampledSharesAddUpTooAndComeWithTheirError) {
  const Between exact = explained("status_quo", "engagement"),
                sampled = explained("status_quo", "engagement", {.exact_up_to = 2, .orders = 32});
  EXPECT_FALSE(sampled.exact);
  expect_exact(sampled);
  for (std::size_t i = 0; i < exact.differences.size(); ++i) {
    const Share &a = exact.outcomes[0].by_difference[i], &b = sampled.outcomes[0].by_difference[i];
    EXPECT_GT(b.sampling_error, 0);
    EXPECT_NEAR(a.value.mean, b.value.mean, 5 * b.sampling_error) << exact.differences[i].key;  // five standard errors of 16 draws
  }
}

TEST(BetweenTest, OfTwoChangesTheShapleyPartIsTheMeanOfFirstInAndLastIn) {
  const fulcrum::Setup base = read_scenario("status_quo", {}).setup,
                       both = read_scenario("status_quo", {}, std::vector<Override>{{"levers.communication=0.8"}, {"levers.rhetoric=0.2"}})
                                  .setup;
  const Plan plan({{"a", base}, {"b", both}}, 3, 3, true);
  const Between e = explain_difference(plan, {find_outcome("direct_last_year")}, {.jobs = 1});
  const std::vector<Share>& shares = e.outcomes.front().by_difference;
  ASSERT_EQ(shares.size(), 2U);
  for (const Share& share : shares) EXPECT_NEAR(share.value.mean, (share.first_in + share.last_in) / 2, 1e-12);
  EXPECT_NEAR(shares[0].first_in + shares[1].last_in, e.outcomes.front().difference.mean, 1e-12);
  EXPECT_GT(std::abs(shares[0].first_in - shares[0].last_in), 1e-4);  // they act together
}

TEST(BetweenTest, FirstInAndLastInNeedNoSampling) {
  const Between exact = explained("status_quo", "engagement"),
                sampled = explained("status_quo", "engagement", {.exact_up_to = 2, .orders = 4});
  for (std::size_t o = 0; o < exact.outcomes.size(); ++o)
    for (std::size_t i = 0; i < exact.differences.size(); ++i) {
      EXPECT_EQ(exact.outcomes[o].by_difference[i].first_in, sampled.outcomes[o].by_difference[i].first_in);
      EXPECT_EQ(exact.outcomes[o].by_difference[i].last_in, sampled.outcomes[o].by_difference[i].last_in);
    }
}

TEST(BetweenTest, APolicyAgainstItselfHasNothingToShare) {
  const Between e = explained("engagement", "engagement");
  EXPECT_TRUE(e.differences.empty());
  for (const OutcomeExplained& one : e.outcomes) {
    EXPECT_EQ(one.difference.mean, 0);
    for (const Share& share : one.by_path) EXPECT_EQ(share.value.mean, 0);
  }
}

TEST(BetweenTest, ALeverThatDoesNothingGetsNothing) {
  // Denial or punishment is the same while nothing is threatened and nobody strikes.
  const fulcrum::Setup base = read_scenario("status_quo", {}).setup,
                       both = read_scenario("status_quo", {}, std::vector<Override>{{"levers.denial=0"}, {"levers.rhetoric=0.2"}}).setup;
  const Plan plan({{"a", base}, {"b", both}}, 2, 3, true);
  const Between e = explain_difference(plan, {find_outcome("direct_last_year"), find_outcome("cost")}, {.jobs = 1});
  ASSERT_EQ(e.differences.size(), 2U);
  for (const OutcomeExplained& one : e.outcomes)
    for (std::size_t i = 0; i < 2; ++i) {
      const double share = one.by_difference[i].value.mean;
      EXPECT_NEAR(share, e.differences[i].key == "denial" ? 0 : one.difference.mean, 1e-15);
    }
}

TEST(BetweenTest, MixingAllOfOnePolicyIntoTheOtherIsTheOther) {
  const fulcrum::Setup base = read_scenario("status_quo", {}).setup, other = read_scenario("strikes_alone", {}).setup;
  fulcrum::Setup mixed = with_levers_by_week(base);
  for (const SetupDifference& difference : setup_differences({&base, &other})) difference.take(mixed, with_levers_by_week(other));
  EXPECT_TRUE(setup_differences({&mixed, &other}).empty());
}

class Paths : public testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Paths, NoneIsTheOneRunAndAllAreTheOtherToTheBit) {
  const auto [base, other] = GetParam();
  const Plan plan({{"a", read_scenario(base, {}).setup}, {"b", read_scenario(other, {}).setup}}, 2, 5, true);
  const Selection selection(all_series(Resolution::kOrganisations, tables_of(plan.theatre().host)), plan.theatre());
  BatchRunner runner(plan, selection, {}, widest_kernel());
  Batch batch;
  runner.compute(0, 4, batch);
  const PathRun a{&plan.policies()[0].setup, week_arguments(plan.policies()[0].setup, batch.run(selection, 1))};
  const PathRun b{&plan.policies()[1].setup, week_arguments(plan.policies()[1].setup, batch.run(selection, 3))};
  const auto errors = perception_errors(plan.luck(1), plan.weeks());
  const Support none = replay(a, b, 0, errors), all = replay(a, b, (1U << kPaths) - 1, errors);
  const Support differing = replay(a, b, differing_paths(a, b), errors);
  EXPECT_EQ(differing.direct, all.direct);
  EXPECT_EQ(differing.indirect, all.indirect);
  for (std::size_t t = 0; t < a.weeks.size(); ++t) {
    ASSERT_EQ(none.direct[t], a.weeks[t].direct) << t;
    ASSERT_EQ(none.indirect[t], a.weeks[t].indirect) << t;
    ASSERT_EQ(all.direct[t], b.weeks[t].direct) << t;
    ASSERT_EQ(all.indirect[t], b.weeks[t].indirect) << t;
  }
}

// Without and with the host's politics, a deadline among them.
INSTANTIATE_TEST_SUITE_P(Of, Paths,
                         testing::Values(std::pair{"status_quo", "strikes_alone"}, std::pair{"strike_2020", "march_2020"},
                                         std::pair{"hindcast_2003_2011_core", "hindcast_2003_2011_frozen"}),
                         [](const auto& of) { return std::string(of.param.second); });

}  // namespace
}  // namespace fulcrum
