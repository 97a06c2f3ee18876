// The week from which two policies differ for good, of trajectories in which it is planted.
#include "sim/comparison/divergence.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/output/test_folder.h"
#include "tests/support/default_setup.h"
#include "tests/support/planted_file.h"

namespace fulcrum {
namespace {

constexpr int kWeeks = 12;

Plan plan_of(int replicates, int policies = 2) {
  std::vector<Policy> all;
  for (int p = 0; p < policies; ++p) {
    all.push_back({"policy_" + std::to_string(p), testing_support::default_setup()});
    all.back().setup.weeks = kWeeks;
  }
  return {std::move(all), replicates, 1, true};
}

// Differs from replicate to replicate, and is the same for all policies.
double luck(const RunPlace& at, int week) { return .4 + .1 * std::sin(7.0 * at.replicate + week); }
// A little of a policy's own, which has mean 0 over an even number of replicates.
double own(const RunPlace& at) { return at.policy * (at.replicate % 2 == 0 ? .002 : -.002); }

std::vector<int> divergence(const Plan& plan, const std::string& outcome, const testing_support::PlantedFile& what) {
  const testing_support::TestFolder folder;
  const ResultsReader reader(testing_support::write_planted(folder / "planted.h5", plan, what), Accept::kComplete, Writer::kThisProcess);
  return divergence_weeks(reader, plan, find_outcome(outcome));
}

TEST(Divergence, IsTheFirstWeekAfterWhichPoliciesDifferToTheEnd) {
  const auto value = [](const RunPlace& at, std::size_t, int week) {
    const bool differs = at.policy == 1 ? week >= 5 : at.policy == 2 && (week == 3 || week >= 9);
    return luck(at, week) + own(at) + (differs ? .05 : 0);
  };
  for (const int replicates : {40, 300})  // 300 are read in two parts
    EXPECT_EQ(divergence(plan_of(replicates, 3), "direct_last_year", {.series = {"direct"}, .value = value}),
              (std::vector<int>{kNeverDiverges, 5, 9}))
        << replicates;
}

TEST(Divergence, ThatGoesBackIsNone) {
  const auto value = [](const RunPlace& at, std::size_t, int week) { return luck(at, week) + (at.policy == 1 && week < 11 ? .05 : 0); };
  EXPECT_EQ(divergence(plan_of(20), "direct_mean", {.series = {"direct"}, .value = value})[1], kNeverDiverges);
}

TEST(Divergence, OfOneFutureIsAnyDifferenceAtAll) {
  const auto value = [](const RunPlace& at, std::size_t, int week) { return .5 + (at.policy == 1 && week >= 7 ? 1e-12 : 0); };
  EXPECT_EQ(divergence(plan_of(1), "direct_end", {.series = {"direct"}, .value = value})[1], 7);
}

// What moves from direct to indirect support changes the share, and not the total.
TEST(Divergence, OfSumsAndSharesIsThatOfWhatTheyAreMadeOf) {
  testing_support::PlantedFile what{.series = {"direct", "indirect"}};
  what.value = [](const RunPlace& at, std::size_t series, int week) {
    const double moved = at.policy == 1 && week >= 4 ? .125 : 0;
    return .5 + (series == 0 ? -moved : moved);
  };
  EXPECT_EQ(divergence(plan_of(1), "total_last_year", what)[1], kNeverDiverges);
  EXPECT_EQ(divergence(plan_of(1), "indirect_share_last_year", what)[1], 4);
}

TEST(Divergence, LeavesOutFuturesInWhichARunFailed) {
  testing_support::PlantedFile what{.series = {"direct"}};
  what.failed = [](const RunPlace& at) { return at.replicate == 3 && at.policy == 0; };
  what.value = [&](const RunPlace& at, std::size_t, int week) {
    return what.failed(at) ? std::nan("") : luck(at, week) + own(at) + (at.policy == 1 && week >= 5 ? .05 : 0);
  };
  EXPECT_EQ(divergence(plan_of(20), "direct_mean", what)[1], 5);
}

TEST(Divergence, IsUnknownWhereTheSeriesIsNotStored) {
  const auto value = [](const RunPlace&, std::size_t, int) { return .5; };
  for (const char* outcome : {"indirect_end", "total_last_year", "attacks_total"})
    EXPECT_EQ(divergence(plan_of(2), outcome, {.series = {"direct"}, .value = value})[1], kDivergenceUnknown) << outcome;
}

}  // namespace
}  // namespace fulcrum
