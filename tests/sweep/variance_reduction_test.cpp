// What common random numbers gain, of differences whose variance is known.
#include "sim/sweep/variance_reduction.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/default_setup.h"
#include "tests/support/planted_points.h"

namespace fulcrum {
namespace {

double factor(const std::vector<std::pair<std::vector<double>, std::vector<double>>>& points) {
  VarianceReduction reduction;
  for (const auto& [a, b] : points) reduction.add_point(a, b);
  return reduction.factor();
}

TEST(VarianceReduction, IsOneHalfOneOrWithoutBoundByHowPoliciesMove) {
  EXPECT_EQ(factor({{{0, 1, 0, 1}, {0, 0, 1, 1}}}), 1) << "independent";
  EXPECT_EQ(factor({{{0, 1, 0, 1}, {1, 0, 1, 0}}}), .5) << "against each other";
  EXPECT_EQ(factor({{{0, 1, 0, 1}, {5, 6, 5, 6}}}), INFINITY) << "together";
}

TEST(VarianceReduction, IsWithinPointsOnly) {
  const std::vector<double> a{0, 1, 0, 1}, b{0, 0, 1, 1};
  std::vector<double> higher = a;
  for (double& value : higher) value += 1024;
  EXPECT_EQ(factor({{a, b}, {higher, b}}), 1) << "that points differ is no luck";
}

TEST(VarianceReduction, LeavesOutPairsThatFailed) {
  const double none = std::nan("");
  EXPECT_EQ(factor({{{0, 1, none, 0, 1}, {0, 0, 8, 1, 1}}}), 1);
  EXPECT_EQ(factor({{{0, 1, 0, 1, 9}, {0, 0, 1, 1, none}}}), 1);
  EXPECT_TRUE(std::isnan(factor({{{1, none}, {2, 3}}}))) << "one pair does not vary";
  EXPECT_TRUE(std::isnan(factor({})));
}

// So many runs that they are read in pieces, which end within a point.
TEST(VarianceReduction, OfAPlanIsThatOfItsPoints) {
  const Plan plan({{"first", testing_support::default_setup()},
                   {"second", testing_support::default_setup()},
                   {"third", testing_support::default_setup()}},
                  1000, 1, true, std::make_shared<testing_support::PlantedPoints>(std::vector<double>(40, 2)));
  const auto value = [&](std::int64_t run) {
    const RunPlace at = plan.place(run);
    return std::sin(at.replicate) + at.policy * std::cos(3.0 * at.replicate) + static_cast<double>(at.point);
  };
  const auto values = [&](std::size_t, std::int64_t first, std::int64_t count) {
    std::vector<double> all;
    for (std::int64_t run = first; run < first + count; ++run) all.push_back(value(run));
    return all;
  };
  const std::vector<Outcome> outcomes{find_outcome("cost")};
  const Table table = variance_reductions(plan, outcomes, 0, plan.runs(), values);
  EXPECT_EQ(std::get<std::vector<std::string>>(table.columns[1].values), (std::vector<std::string>{"second", "third"}));
  for (std::size_t policy : {1U, 2U}) {
    VarianceReduction expected;
    for (std::int64_t point = 0; point < plan.points(); ++point) {
      const std::int64_t first = point * plan.runs_per_point();
      expected.add_point(values(0, first, 1000), values(0, first + static_cast<std::int64_t>(policy) * 1000, 1000));
    }
    EXPECT_EQ(std::get<std::vector<double>>(table.columns[2].values)[policy - 1], expected.factor()) << policy;
  }
}

}  // namespace
}  // namespace fulcrum
