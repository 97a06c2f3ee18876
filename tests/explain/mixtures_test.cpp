// Mixtures of two policies: which are run, that the ends are the policies themselves, and that parts add up.
#include "sim/explain/mixtures.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>
#include <stdexcept>

#include "sim/ensemble/batch.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

TEST(PlanMixtures, AreAllWhereDifferencesAreFew) {
  const MixturePlan plan = plan_mixtures(3, {.exact_up_to = 3}, 1);
  EXPECT_TRUE(plan.orders.empty());
  EXPECT_EQ(std::set(plan.mixtures.begin(), plan.mixtures.end()).size(), 8U);
  EXPECT_EQ(plan.mixtures.front(), Mixture(3, false));
  EXPECT_EQ(plan.mixtures.back(), Mixture(3, true));
  EXPECT_EQ(plan_mixtures(0, {}, 1).mixtures.size(), 1U) << "policies that do not differ are one";
}

TEST(PlanMixtures, OrdersComeWithTheirReverseAndEveryMixtureTheyPass) {
  const MixturePlan plan = plan_mixtures(5, {.exact_up_to = 2, .orders = 6}, 1);
  const std::set<Mixture> known(plan.mixtures.begin(), plan.mixtures.end());
  EXPECT_EQ(known.size(), plan.mixtures.size()) << "none is run twice";
  ASSERT_EQ(plan.orders.size(), 6U);
  for (std::size_t i = 0; i < 6; i += 2) {
    std::vector<std::size_t> sorted = plan.orders[i], back = plan.orders[i + 1];
    std::reverse(back.begin(), back.end());
    EXPECT_EQ(back, plan.orders[i]);
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(sorted, (std::vector<std::size_t>{0, 1, 2, 3, 4}));
  }
  for (const auto& order : plan.orders) {
    Mixture mixture(5);
    for (const std::size_t i : order) {
      mixture[i] = true;
      EXPECT_TRUE(known.contains(mixture));
    }
  }
  for (std::size_t i = 0; i < 5; ++i) {
    Mixture alone(5), without(5, true);
    alone[i] = true;
    without[i] = false;
    EXPECT_TRUE(known.contains(alone) && known.contains(without)) << i;
  }
}

TEST(PlanMixtures, DependOnTheSeedOnly) {
  const BetweenOptions options{.jobs = 3, .exact_up_to = 2, .orders = 6};
  EXPECT_EQ(plan_mixtures(6, options, 1).orders, plan_mixtures(6, {.exact_up_to = 2, .orders = 6}, 1).orders);
  EXPECT_NE(plan_mixtures(6, options, 1).orders, plan_mixtures(6, options, 2).orders);
}

/// Two policies that differ in three levers and the floor of direct support.
struct Policies {
  Policies() {
    fulcrum::Setup base = testing_support::default_setup();
    base.weeks = 30;
    fulcrum::Setup other = base;
    other.levers[kLever_rhetoric] = .2;
    other.levers[kLever_communication] = .8;
    other.levers[kLever_coercive_threat] += .3;
    other.parameters.direct.floor += .05;
    plan = std::make_unique<Plan>(std::vector<Policy>{{"base", base}, {"other", other}}, 2, 7, true);
    differences = setup_differences({&plan->policies()[0].setup, &plan->policies()[1].setup});
  }
  MixtureOutcomes outcomes(const BetweenOptions& options = {.jobs = 1}, bool must_run = true) const {
    return {*plan, differences, plan_mixtures(differences.size(), options, plan->seed()), {find_outcome("direct_mean")}, options, must_run};
  }
  std::unique_ptr<Plan> plan;
  std::vector<SetupDifference> differences;
};

TEST(MixtureOutcomesOf, TheEndsAreThePoliciesThemselves) {
  const Policies policies;
  ASSERT_EQ(policies.differences.size(), 4U);
  const MixtureOutcomes mixed = policies.outcomes();
  const std::vector<Outcome> outcomes{find_outcome("direct_mean")};
  const Selection selection(with_needs({}, outcomes, Resolution::kOrganisations), policies.plan->theatre());
  Batch batch;
  BatchRunner(*policies.plan, selection, outcomes, widest_kernel()).compute(0, 4, batch);
  for (std::size_t r = 0; r < 2; ++r) {
    EXPECT_EQ(mixed.base(0)[r], batch.outcomes[r]);
    EXPECT_EQ(mixed.other(0)[r], batch.outcomes[2 + r]);
  }
}

TEST(MixtureOutcomesOf, PartsAddUpInEveryFutureExactOrSampled) {
  const Policies policies;
  for (const std::size_t exact : {8U, 1U}) {
    const MixtureOutcomes mixed = policies.outcomes({.jobs = 2, .exact_up_to = exact, .orders = 4});
    for (std::size_t r = 0; r < 2; ++r) {
      const double whole = mixed.other(0)[r] - mixed.base(0)[r];
      EXPECT_GT(std::abs(whole), 1e-6);
      const ShapleyParts parts = mixed.parts(0, r);
      EXPECT_NEAR(std::accumulate(parts.shapley.begin(), parts.shapley.end(), 0.0), whole, 1e-12);
      if (exact > 4) {
        const auto added = mixed.added_in({2, 0, 3, 1}, 0, r);
        EXPECT_NEAR(std::accumulate(added.begin(), added.end(), 0.0), whole, 1e-12) << "in any order";
        EXPECT_EQ(added[2], parts.first_in[2]) << "the first of an order comes in first";
        EXPECT_EQ(added[1], parts.last_in[1]) << "and the last of it last";
      }
    }
  }
}

TEST(MixtureOutcomesOf, AMixtureThatCannotRunIsNoNumberOrAnError) {
  Policies policies;
  fulcrum::Setup base = policies.plan->policies()[0].setup, other = base;
  base.parameters.direct.ceiling = .5;
  other.parameters.direct.ceiling = 1;
  other.parameters.direct.floor = .6;  // above the other ceiling
  policies.plan = std::make_unique<Plan>(std::vector<Policy>{{"base", base}, {"other", other}}, 2, 7, true);
  policies.differences = setup_differences({&base, &other});
  EXPECT_THROW(policies.outcomes(), std::runtime_error);
  const MixtureOutcomes mixed = policies.outcomes({.jobs = 1}, false);
  EXPECT_TRUE(std::isfinite(mixed.base(0)[0]) && std::isfinite(mixed.other(0)[0]));
  EXPECT_TRUE(std::isnan(mixed.parts(0, 0).shapley[0]));
}

}  // namespace
}  // namespace fulcrum
