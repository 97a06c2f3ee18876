// Equations as a program, links between what is kept, and the loops of a graph.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/loops/compiled.h"
#include "tests/loops/small_models.h"

namespace fulcrum {
namespace {

using namespace testing_support;

// Two levels and two terms, with every function of the table in one of them.
std::vector<Quantity> two_levels() {
  return {level("x", "0.4", "x' + 0.1 * (clip(z) - x')"), level("y", "0.2", "y' + 0.2 * (tanh(z * x) - y') + 0.01 * delayed(z, 3)"),
          term("z", "sigma(2 * w - 1) + max(0, x' - 0.1) * sqrt(y' + 1) / 2"),
          term("w", "pow(x', 1.5) + exp(0 - y') + if(x' > 0.9, 1, 0) + min(x', y') + week / 1000")};
}

TEST(Equations, AreRunInAnOrderInWhichEachHasWhatItReads) {
  std::vector<Quantity> quantities = two_levels();
  const EquationCourse given = EquationProgram(model(40, quantities)).run();
  std::reverse(quantities.begin(), quantities.end());
  const EquationCourse reversed = EquationProgram(model(40, quantities)).run();
  for (std::size_t q = 0; q < 4; ++q) EXPECT_EQ(given.values[q], reversed.values[3 - q]);
  EXPECT_EQ(given.values[0][0], 0.4 + 0.1 * (std::clamp(given.values[2][0], 0.0, 1.0) - 0.4));
}

TEST(Equations, InACircleAreRefused) {
  EXPECT_THROW(EquationProgram(model(3, {term("a", "b + 1"), term("b", "a * 2")})), std::logic_error);
  EXPECT_THROW(EquationProgram(model(3, {term("a", "b' + 1"), term("b", "2")})), std::logic_error) << "a term keeps nothing";
  EXPECT_THROW(EquationProgram(model(3, {term("a", "c + 1")})), std::logic_error);
}

TEST(Equations, GiveTheSameValuesForManyWeeksAtOnce) {
  const EquationProgram program(model(40, two_levels()));
  const EquationCourse course = program.run();
  for (std::size_t q = 0; q < program.size(); ++q) {
    Eigen::ArrayXXd inputs(30, static_cast<Eigen::Index>(program.equation(q).inputs.size()));
    for (int week = 5; week < 35; ++week) inputs.row(week - 5) = array(program.inputs(course, q, week)).transpose();
    const Eigen::ArrayXd values = program.values(q, inputs, 5);
    for (int week = 5; week < 35; ++week) EXPECT_NEAR(values[week - 5], course.values[q][static_cast<std::size_t>(week)], 1e-14) << q;
  }
}

TEST(Derivatives, AreThoseOfSmallSteps) {
  const EquationProgram program(model(40, two_levels()));
  const EquationCourse course = program.run();
  for (std::size_t q = 0; q < program.size(); ++q) {
    const std::vector<double> inputs = program.inputs(course, q, 20);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      std::vector<double> up = inputs, down = inputs;
      up[i] += 1e-5;
      down[i] -= 1e-5;
      EXPECT_NEAR(program.slope(q, inputs, 20, i), (program.value(q, up, 20) - program.value(q, down, 20)) / 2e-5, 1e-8)
          << q << " by " << i;
    }
  }
}

// The published property: it does not matter in how many equations a chain is written.
TEST(LoopScores, AreTheSameWithTermsAndWithoutThem) {
  const std::vector<Quantity> quantities{level("p", "5", "p' + 0.1 * growth"), level("q", "2", "q' + 0.05 * (p' - q')"),
                                         term("room", "1 - p' / (100 + q')"), term("rate", "0.8 * room"), term("growth", "rate * p'")};
  const ScoredModel kept(model(120, quantities));
  const EquationProgram program(model(120, quantities));
  const CausalGraph levels(program, {});
  const Loops loops = find_loops(levels.links(), 100);
  const auto weights = weights_by_week(levels, program.run());
  const std::set<std::string> through_q{"p", "q", "room", "rate", "growth"};
  std::size_t long_loop = loops.loops.size();
  for (std::size_t l = 0; l < loops.loops.size(); ++l)
    if (loops.loops[l].size() == 2) long_loop = l;
  ASSERT_LT(long_loop, loops.loops.size());
  const auto same = std::find_if(kept.loops.begin(), kept.loops.end(), [&](const Loop& loop) { return loop.size() == through_q.size(); });
  ASSERT_NE(same, kept.loops.end());
  for (std::size_t step = 2; step < 120; ++step)
    EXPECT_NEAR(loop_score(loops.loops[long_loop], weights[step]) / loop_score(*same, kept.weights[step]), 1, 1e-4) << step;
}

TEST(RelativeScores, AddUpToOneInSizeAndHaveTheSignOfTheirLinks) {
  const ScoredModel scored(model(60, two_levels()));
  ASSERT_GT(scored.loops.size(), 5U);
  for (std::size_t step = 2; step < 60; ++step) {
    double sum = 0;
    for (std::size_t l = 0; l < scored.loops.size(); ++l) {
      sum += scored.shares.gross[l][step];
      int sign = 1;
      for (const std::size_t link : scored.loops[l]) {
        const double weight = scored.weights[step][link];
        sign *= weight > 0 ? 1 : (weight < 0 ? -1 : 0);
      }
      EXPECT_EQ(sign > 0, scored.shares.net[l][step] > 0);
      EXPECT_EQ(sign < 0, scored.shares.net[l][step] < 0);
    }
    EXPECT_NEAR(sum, 1, 1e-12) << step;
  }
}

std::vector<CausalLink> complete_graph(std::size_t size) {
  std::vector<CausalLink> links;
  for (std::size_t a = 0; a < size; ++a)
    for (std::size_t b = 0; b < size; ++b) links.push_back({a, b});
  return links;
}

void expect_closed(const std::vector<CausalLink>& links, const std::vector<Loop>& loops) {
  for (const Loop& loop : loops) {
    std::set<std::size_t> met;
    for (std::size_t i = 0; i < loop.size(); ++i) {
      EXPECT_EQ(links[loop[i]].to, links[loop[(i + 1) % loop.size()]].from);
      EXPECT_TRUE(met.insert(links[loop[i]].from).second) << "a variable is met twice";
    }
  }
}

// sum over k of C(5, k) (k - 1)! = 5 + 10 + 20 + 30 + 24.
TEST(AllLoops, OfACompleteGraphAreAsManyAsCombinatoricsSay) {
  const auto links = complete_graph(5);
  const Loops found = find_loops(links, 89);
  EXPECT_TRUE(found.all);
  EXPECT_EQ(found.loops.size(), 89U);
  expect_closed(links, found.loops);
  std::set<std::set<std::size_t>> different;
  for (const Loop& loop : found.loops) different.insert({loop.begin(), loop.end()});
  EXPECT_EQ(different.size(), 89U);
}

TEST(ShortestIndependentLoops, StandInWhereAllAreTooManyAndHaveEveryLinkInALoop) {
  auto links = complete_graph(5);
  links.push_back({4, 5});  // a way out: in no loop
  const Loops found = find_loops(links, 88);
  EXPECT_FALSE(found.all);
  expect_closed(links, found.loops);
  std::set<std::size_t> met;
  for (const Loop& loop : found.loops) met.insert(loop.begin(), loop.end());
  EXPECT_EQ(met.size(), links.size() - 1);
}

TEST(MoreThanHalf, TakesTheFewest) {
  EXPECT_EQ(more_than_half({1, -5, 3, 1.5}), (std::vector<std::size_t>{1, 2}));
  EXPECT_EQ(more_than_half({0.1, -0.9}), std::vector<std::size_t>{1});
  EXPECT_TRUE(more_than_half({0, 0}).empty());
}

}  // namespace
}  // namespace fulcrum
