// What intervals and shares of a comparison stand for: replicates that share a setting are one setting; failures and no differences are
// told.
#include "sim/comparison/comparison.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/comparison/comparison_report.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

constexpr int kPoints = 8, kReplicates = 20;

/// Eight points that change nothing: what runs give is filled in by hand.
class EightPoints final : public DesignPoints {
 public:
  std::int64_t count() const override { return kPoints; }
  std::vector<double> values(std::int64_t) const override { return {}; }
  void apply(const std::vector<double>&, Setup&) const override {}
  bool changes_levers() const override { return false; }
};

Plan plan_of_points() {
  return {{{"first", testing_support::default_setup()}, {"other", testing_support::default_setup()}},
          kReplicates,
          1,
          true,
          std::make_shared<EightPoints>()};
}

template <class Value>
OutcomeTable table_of(const Plan& plan, Value value) {
  OutcomeTable table(plan, {standard_outcomes().front()});
  for (std::int64_t run = 0; run < plan.runs(); ++run) {
    const double y = value(plan.place(run));
    table.fill(0, run, {&y, 1});
  }
  return table;
}

TEST(Comparison, AnIntervalIsOverSettingsWhereReplicatesShareOne) {
  const Plan plan = plan_of_points();
  const auto by_point = [](const RunPlace& at) { return at.policy * std::sin(static_cast<double>(at.point + 1)); };
  const OutcomeComparison one = compare_outcomes(plan, table_of(plan, by_point)).front();
  std::vector<double> settings;
  for (int point = 0; point < kPoints; ++point) settings.push_back(std::sin(point + 1.0));
  const Interval expected = mean_interval(settings);
  for (const Interval& interval : {one.policies[1].value, one.policies[1].from_first.difference}) {
    EXPECT_NEAR(interval.mean, expected.mean, 1e-12);
    EXPECT_NEAR(interval.low, expected.low, 1e-12);
    EXPECT_NEAR(interval.high, expected.high, 1e-12);
  }
}

TEST(Comparison, FuturesThatFailedAreCountedBesideShares) {
  const Plan plan = plan_of_points();
  const auto fails = [](const RunPlace& at) {
    return at.policy == 1 && at.replicate < 3 ? std::nan("") : 1.0 * at.policy + .01 * at.replicate;
  };
  const OutcomeTable table = table_of(plan, fails);
  const OutcomeOfPolicy other = compare_outcomes(plan, table).front().policies[1];
  EXPECT_EQ(other.failed, 3 * kPoints);
  EXPECT_EQ(other.from_first.pairs, (kReplicates - 3) * kPoints);
}

TEST(Comparison, NoDifferenceInNFuturesIsABoundAndNotTheSame) {
  const Plan plan({{"first", testing_support::default_setup()}, {"other", testing_support::default_setup()}}, 300, 1, true);
  ComparisonReport report{.outcomes = compare_outcomes(plan, table_of(plan, [](const RunPlace&) { return .5; }))};
  EXPECT_EQ(verdict_name(report.outcomes.front().policies[1].from_first.verdict), "no difference");
  EXPECT_NE(comparison_text(plan, report).find("in fewer than 1 % of futures"), std::string::npos) << comparison_text(plan, report);
}

}  // namespace
}  // namespace fulcrum
