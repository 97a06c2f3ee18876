// Parts over paths, future by future: they add up, and a failing run is an error or nothing.
#include "sim/explain/path_parts.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>

#include "sim/ensemble/batch.h"
#include "sim/explain/paths.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

TEST(RestsOnSupport, IsWhatIsWorkedOutFromSupportAlone) {
  for (const char* name : {"direct_last_year", "total_last_year", "indirect_share_last_year", "indirect_max"})
    EXPECT_TRUE(rests_on_support(find_outcome(name))) << name;
  for (const char* name : {"cost", "tightness_last_year", "attacks_max"}) EXPECT_FALSE(rests_on_support(find_outcome(name))) << name;
  Outcome constant = find_outcome("cost");
  constant.needs.clear();
  EXPECT_FALSE(rests_on_support(constant));
}

Plan plan_of(double floor = 0) {
  fulcrum::Setup base = testing_support::default_setup();
  base.weeks = 30;
  fulcrum::Setup other = base;
  other.levers[kLever_rhetoric] = .2;
  other.levers[kLever_communication] = .8;
  other.parameters.direct.floor = floor;
  return {{{"base", base}, {"other", other}}, 3, 7, true};
}

const std::vector<Outcome> kOutcomes{find_outcome("direct_mean"), find_outcome("indirect_share_last_year")};

TEST(PathParts, AddUpToTheDifferenceOfEachFuture) {
  const Plan plan = plan_of();
  const Selection selection(with_needs({}, kOutcomes, Resolution::kOrganisations), plan.theatre());
  Batch batch;
  BatchRunner(plan, selection, kOutcomes, widest_kernel()).compute(0, 6, batch);
  const auto parts = path_parts(plan, kOutcomes, {.jobs = 1}, true);
  for (std::size_t o = 0; o < 2; ++o)
    for (std::size_t r = 0; r < 3; ++r) {
      const std::vector<double>& by = parts[o][r].shapley;
      ASSERT_EQ(by.size(), std::size_t{kPaths});
      const double whole = batch.outcomes[(3 + r) * 2 + o] - batch.outcomes[r * 2 + o];
      EXPECT_NEAR(std::accumulate(by.begin(), by.end(), 0.0), whole, 1e-12) << o << ' ' << r;
      EXPECT_EQ(by[kDeadline], 0) << "there is none";
      EXPECT_NE(by[kMisreading], 0);
    }
}

TEST(PathParts, AreTheSameForAnyThreads) {
  const auto one = path_parts(plan_of(), kOutcomes, {.jobs = 1}, true), three = path_parts(plan_of(), kOutcomes, {.jobs = 3}, true);
  for (std::size_t r = 0; r < 3; ++r) EXPECT_EQ(one[0][r].shapley, three[0][r].shapley);
}

TEST(PathParts, OfAFutureInWhichARunFailsAreAnErrorOrNothing) {
  const Plan failing = plan_of(2);  // a floor above the ceiling
  EXPECT_THROW(path_parts(failing, kOutcomes, {.jobs = 1}, true), std::runtime_error);
  const auto left_out = path_parts(failing, kOutcomes, {.jobs = 1}, false);
  for (const ShapleyParts& parts : left_out.front()) EXPECT_TRUE(parts.shapley.empty());
}

TEST(PathParts, WithoutAnOutcomeThereIsNothingToRun) { EXPECT_TRUE(path_parts(plan_of(2), {}, {.jobs = 1}, true).empty()); }

}  // namespace
}  // namespace fulcrum
