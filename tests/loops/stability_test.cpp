// Eigenvalues of maps whose eigenvalues are known, and runs without a link.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/loops/cut.h"
#include "sim/loops/stability.h"
#include "tests/loops/small_models.h"

namespace fulcrum {
namespace {

using namespace testing_support;

// x' = a x + b y, y' = c x + d y: eigenvalues (a + d)/2 +- sqrt((a - d)^2/4 + b c).
TEST(TheWeeklyMap, OfTwoLinearLevelsHasTheEigenvaluesOfItsMatrix) {
  const EquationProgram program(
      model(20, {level("x", "1", "0.9 * x' + 0.1 * y'"), level("y", "0", "0.2 * x' + 0.7 * y'"), level("total", "0", "total' + x'")}));
  const EquationCourse course = program.run();
  const auto found = weekly_eigenvalues(program, course, 19);
  const double root = std::sqrt(0.01 + 0.02);
  ASSERT_EQ(found.size(), 2U) << "the total acts on nothing";
  EXPECT_NEAR(found[0].real(), 0.8 + root, 1e-12);
  EXPECT_NEAR(found[1].real(), 0.8 - root, 1e-12);
  const auto cut = weekly_eigenvalues(program, course, 19, CausalLink{0, 1}, 0);
  EXPECT_NEAR(cut[0].real(), 0.9, 1e-12);
  const Stability stability = stability_at_end(program, course, {0, 1});
  ASSERT_TRUE(stability.without_dilemma.has_value());
  EXPECT_NEAR(*stability.without_dilemma, 0.9, 1e-12);
  const double largest = 0.8 + root;
  for (const LinkElasticity& link : stability.elasticities)  // - b c d(0.8 + root) / d(b c) over 1 - (0.8 + root)
    EXPECT_NEAR(link.elasticity, -0.02 / (2 * root) / (1 - largest), 1e-2) << link.from;
  ASSERT_TRUE(stability.dilemma_gain.has_value());  // x that stays 1 higher: y by 0.2 / 0.3, and x by 0.1 / 0.1 of that
  EXPECT_NEAR(*stability.dilemma_gain, 0.2 / 0.3, 1e-12);
  EXPECT_EQ(stability.elasticities.size(), 2U);
}

// A delay of three weeks: the map keeps them, and z^4 = 0.5 z^3 + 0.3.
TEST(TheWeeklyMap, KeepsWhatDelaysKeep) {
  const EquationProgram program(model(20, {level("x", "1", "0.5 * x' + 0.3 * delayed(y, 3)"), term("y", "x'")}));
  for (const auto& value : weekly_eigenvalues(program, program.run(), 19))
    EXPECT_NEAR(std::abs(std::pow(value, 4) - 0.5 * std::pow(value, 3) - 0.3), 0, 1e-10);
}

TEST(ACut, HoldsOneLinkAndNoOther) {
  const EquationProgram program(model(60, {level("direct", "0.5", "direct' + 0.1 * through"),
                                           level("attacks", "1", "attacks' + 0.1 * direct'"), term("through", "attacks' * 0.2")}));
  const CausalGraph graph(program, {});
  const EquationCourse course = program.run();
  const auto between = graph.between({1, 0});
  EXPECT_EQ(between, std::vector<std::size_t>{2});
  const LoopCut cut = cut_loop(program, course, "R1", {1, 0, between});
  ASSERT_EQ(cut.outcomes.size(), 2U);
  double direct = 0.5, sum = 0;
  for (int week = 0; week < 60; ++week) {
    direct += 0.1 * 0.2 * (week == 0 ? 1 : 1.05);  // attacks are 1.05 in week 0, and stay so
    if (week >= 8) sum += direct;
  }
  EXPECT_NEAR(cut.outcomes[0].without, sum / 52, 1e-12);
  EXPECT_LT(cut.outcomes[0].without, cut.outcomes[0].with);
  const EquationCourse held = program.run(HeldLink{1, 0, between});
  EXPECT_NEAR(held.values[2].back(), 0.2 * held.values[1][58], 1e-12) << "what is between moves for everyone else";
}

}  // namespace
}  // namespace fulcrum
