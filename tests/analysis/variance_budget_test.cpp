// The variance budget of outcomes whose parts are known.
#include "sim/analysis/variance_budget.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/designs/keyed_engine.h"
#include "sim/designs/sobol.h"

namespace fulcrum {
namespace {

// y = policy effect + structure effect + 4 u + interaction of policy and v + luck, all of known variance.
BudgetData planted(int replicates, double interaction) {
  BudgetData data{.policies = 3, .points = 1024, .replicates = replicates, .values = {}};
  const SobolDesign design({.seed = 1, .points = data.points, .dimensions = 3});
  for (int policy = 0; policy < data.policies; ++policy)
    for (std::int64_t k = 0; k < data.points; ++k) {
      const auto u = design.point(k);
      for (int r = 0; r < replicates; ++r) {
        KeyedEngine engine = keyed_engine(7, "luck", policy, k * replicates + r);
        const double luck = std::sqrt(12.0) * (uniform_of(engine()) - .5);  // variance 1
        data.values.push_back((policy - 1) + (u[1] < .25 ? 3 : 0) + 4 * u[0] + interaction * (policy - 1) * (u[2] - .5) + luck);
      }
    }
  for (std::int64_t k = 0; k < data.points; ++k) data.structure.push_back(design.point(k)[1] < .25 ? "a" : "b");
  return data;
}

void expect_inside(const Estimate& part, double exact) {
  EXPECT_LE(part.low, exact);
  EXPECT_GE(part.high, exact);
  EXPECT_NEAR(part.value, exact, .1 * std::max(exact, .5));
}

TEST(VarianceBudget, FindsEveryPartOfAPlantedVariance) {
  const VarianceBudget budget = variance_budget(planted(5, 2), {});
  expect_inside(budget.luck, 1);
  expect_inside(budget.parameters, 16. / 12);
  expect_inside(budget.switches, 9 * .25 * .75);
  expect_inside(budget.interaction, 4. / 12 * 2 / 3);
  EXPECT_NEAR(budget.policy.value, 2. / 3, .05);
  EXPECT_NEAR(budget.total, 1 + 16. / 12 + 9 * .25 * .75 + 4. / 12 * 2 / 3 + 2. / 3, .2);
}

TEST(VarianceBudget, FindsNoInteractionWhereThereIsNone) {
  const VarianceBudget budget = variance_budget(planted(5, 0), {});
  EXPECT_NEAR(budget.interaction.value, 0, .02);
}

TEST(VarianceBudget, GivesNoPartMoreThanTheWhole) {
  // Policies that do not differ, in two points that hardly do: corrected for noise, parts come out below 0.
  const BudgetData data{.policies = 2, .points = 2, .replicates = 2, .values = {1, -1, 1.1, -1, 1, -1.1, 1, -1}};
  const VarianceBudget budget = variance_budget(data, {.resamples = 0});
  ASSERT_LT(budget.parameters.value, 0);
  for (const Estimate& part : {budget.luck, budget.parameters, budget.policy, budget.interaction}) EXPECT_LE(part.value, budget.total);
}

TEST(VarianceBudget, DoesNotKnowLuckFromOneReplicate) {
  const VarianceBudget budget = variance_budget(planted(1, 0), {});
  EXPECT_TRUE(std::isnan(budget.luck.value));
  EXPECT_FALSE(std::isnan(budget.total));
}

TEST(VarianceBudget, LeavesOutPointsAtWhichAPolicyHasNoRun) {
  BudgetData data = planted(2, 0);
  data.values[0] = data.values[1] = std::nan("");
  EXPECT_EQ(variance_budget(data, {.resamples = 0}).points_used, data.points - 1);
  data.values.assign(data.values.size(), std::nan(""));
  EXPECT_TRUE(std::isnan(variance_budget(data, {}).total));
}

}  // namespace
}  // namespace fulcrum
