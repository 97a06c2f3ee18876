// The best policy within some levers: that it is judged over futures that the search has not seen, as anyone can run them again.
#include "sim/exploration/lever_search.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "models/levers.h"
#include "sim/ensemble/batch.h"
#include "sim/ensemble/study_plan.h"
#include "tests/support/two_policies.h"

namespace fulcrum {
namespace {

class LeverSearchTest : public ::testing::Test {
 protected:
  LeverSearchTest() {
    settings_.futures = 100;
    settings_.screen = 6;
    settings_.fresh = 20;
    settings_.search = {.population = 8, .generations = 3};
    study_.run.noise = true;
  }
  FoundLevers searched() const {
    LeverSearch search(study_, nullptr, {{kLever_rhetoric, 0}, {kLever_communication, 4}, {kLever_forces, 0}}, settings_);
    while (search.advance()) {
    }
    EXPECT_EQ(search.found().tried, search.tried());
    return search.found();
  }
  // An outcome of the last policy, changed as was found, by luck number.
  std::vector<double> run_again(const std::vector<MovedLever>& moved, const std::string& name, int first, int count) const {
    fulcrum::Setup setup = study_.policies.back().setup;
    for (const MovedLever& one : moved) setup.actions.push_back({.week = one.lever.from, .values = {{one.lever.lever, one.value}}});
    const Plan plan({{"again", setup}}, 100, study_.run.seed, true);
    const std::vector<Outcome> outcomes{find_outcome(name)};
    const Selection selection(with_needs({}, outcomes, setup.resolution), plan.theatre());
    Batch batch;
    BatchRunner(plan, selection, outcomes, Kernel::kScalar).compute(first, count, batch);
    return batch.outcomes;
  }

  Study study_ = testing_support::two_policies(60);
  LeverSearchSettings settings_;
};

TEST_F(LeverSearchTest, IsJudgedOverFuturesThatItHasNotSeenAsAnyoneCanRunThemAgain) {
  const FoundLevers found = searched();
  ASSERT_FALSE(found.moved.empty());
  const auto before = run_again({}, settings_.outcome, 6, 20), after = run_again(found.moved, settings_.outcome, 6, 20);
  const PairedFutures gain = paired_futures(after, before, found.gain.tie);
  EXPECT_EQ(found.gain.median, gain.median);
  EXPECT_EQ(found.gain.lower, gain.lower);
  EXPECT_EQ(found.gain.pairs, 20);
  EXPECT_LT(found.gain.median, 0);
  EXPECT_EQ(found.found.median, found.gain.median) << "the present policy is the reference here";
  EXPECT_EQ(found.present.tied, 1);
}

TEST_F(LeverSearchTest, KeepsWhatMayNotGrowWhereItLooked) {
  settings_.limited = "cost";
  const FoundLevers found = searched();
  const auto mean = [](const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x;
    return sum / static_cast<double>(v.size());
  };
  EXPECT_LE(mean(run_again(found.moved, "cost", 0, 6)), mean(run_again({}, "cost", 0, 6)));
  EXPECT_DOUBLE_EQ(found.limited_found, mean(run_again(found.moved, "cost", 6, 20)));
  EXPECT_DOUBLE_EQ(found.limited_present, mean(run_again({}, "cost", 6, 20)));
}

TEST_F(LeverSearchTest, LooksForTheLargestWhereThatIsWanted) {
  settings_.higher = true;
  EXPECT_GT(searched().gain.median, 0);
}

TEST_F(LeverSearchTest, MovesLeversFromTheirWeekWithinTheirLimits) {
  const FoundLevers found = searched();
  for (const MovedLever& one : found.moved) {
    EXPECT_EQ(one.lever.from, one.lever.lever == kLever_communication ? 4 : 0);
    EXPECT_NE(one.value, one.before);
    const LeverInfo& info = lever_info(one.lever.lever, 3);
    EXPECT_TRUE(one.value >= info.lower && one.value <= info.upper);
  }
}

TEST_F(LeverSearchTest, JudgesByWhatItSawWhereThereIsNoOtherFuture) {
  study_.run.noise = false;
  settings_.futures = 1;
  const FoundLevers found = searched();
  EXPECT_EQ(found.screen, 1);
  EXPECT_EQ(found.fresh, 0);
  EXPECT_EQ(found.gain.pairs, 1);
}

TEST_F(LeverSearchTest, RefusesAnOutcomeThatThereIsNotAndNoLevers) {
  settings_.outcome = "nonsense";
  EXPECT_THROW(searched(), std::invalid_argument);
  settings_.outcome = "direct_last_year";
  EXPECT_THROW(LeverSearch(study_, nullptr, {}, settings_), std::invalid_argument);
}

}  // namespace
}  // namespace fulcrum
