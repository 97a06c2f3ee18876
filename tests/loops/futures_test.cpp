// Loops over states of the world: each is judged as its own report judges it.
#include <gtest/gtest.h>

#include <map>

#include "sim/ensemble/study_plan.h"
#include "sim/ensemble/uncertainty_in_force.h"
#include "sim/loops/futures/dominance.h"
#include "sim/loops/futures/dominance_text.h"
#include "sim/loops/futures/loop_tree.h"
#include "tests/loops/small_models.h"

namespace fulcrum {
namespace {

struct LinksAndLoops {
  std::vector<CausalLink> links;
  std::vector<Loop> loops;
  std::vector<std::size_t> group_of;  // by length
  WeightsOfWeeks weights;
};

// A complete graph, so that loops share beginnings in every way there is.
LinksAndLoops complete_graph() {
  LinksAndLoops all;
  for (std::size_t a = 0; a < 5; ++a)
    for (std::size_t b = 0; b < 5; ++b) all.links.push_back({a, b});
  all.loops = find_loops(all.links, 100).loops;
  for (const Loop& loop : all.loops) all.group_of.push_back(loop.size());
  all.weights = WeightsOfWeeks::NullaryExpr(
      kWeeksAtOnce, static_cast<Eigen::Index>(all.links.size()),
      [](Eigen::Index week, Eigen::Index link) { return std::sin(1.7 * static_cast<double>(week) + 0.9 * static_cast<double>(link)); });
  return all;
}

std::map<std::size_t, Weeks> sums_of(const LoopTree& tree, const WeightsOfWeeks& weights) {
  std::map<std::size_t, Weeks> sums;
  tree.each_score(weights, [&](std::size_t group, const Weeks& score) { sums.try_emplace(group, Weeks::Zero()).first->second += score; });
  return sums;
}

void expect_sums(const std::map<std::size_t, Weeks>& sums, const LinksAndLoops& all, std::size_t silent) {
  for (Eigen::Index week = 0; week < kWeeksAtOnce; ++week) {
    const Eigen::ArrayXd row = all.weights.row(week);
    std::map<std::size_t, double> expected;
    for (const Loop& loop : all.loops)
      if (std::find(loop.begin(), loop.end(), silent) == loop.end()) expected[loop.size()] += loop_score(loop, {row.begin(), row.end()});
    ASSERT_EQ(sums.size(), expected.size());
    for (const auto& [group, sum] : expected) EXPECT_NEAR(sums.at(group)[week], sum, 1e-12) << group;
  }
}

TEST(LoopTree, GivesTheProductOfEveryLoop) {
  const LinksAndLoops all = complete_graph();
  expect_sums(sums_of(LoopTree(all.loops, all.group_of), all.weights), all, all.links.size());
}

TEST(LoopTree, LeavesOutLoopsThroughSilentLinks) {
  LinksAndLoops all = complete_graph();
  const LoopTree tree(all.loops, all.group_of);
  std::vector<char> silent(all.links.size(), 0);
  silent[7] = 1;
  expect_sums(sums_of(tree.without(silent), all.weights), all, 7);
  all.weights.col(7).setZero();
  expect_sums(sums_of(tree, all.weights), all, 7);
}

class LoopsOverFuturesOf : public ::testing::Test {
 protected:
  explicit LoopsOverFuturesOf(const std::vector<Override>& overrides = {{"run.noise=false"}, {"time.weeks=60"}})
      : scenario_(read_scenario("engage_then_coerce", {}, overrides)), report_(report_loops(scenario_, {})) {
    Study study = study_of({scenario_}, scenario_.run);
    study.uncertainty = uncertainty_in_force({}, study, {});
    futures_ = make_futures(study, 40);
  }
  LoopsOverFutures over(int futures, int jobs = 0) const { return loops_over_futures(scenario_, report_, *futures_, {futures, 4, jobs}); }

  Scenario scenario_;
  LoopReport report_;
  std::shared_ptr<const Futures> futures_;
};

TEST_F(LoopsOverFuturesOf, TheReferenceCaseIsItsReport) {
  const LoopsOverFutures one = over(1);
  ASSERT_EQ(one.loops.front().name, kDilemma);
  ASSERT_EQ(one.loops.size(), 5U);
  EXPECT_EQ(one.loops.front().weeks_led.median, static_cast<double>(weeks_led(dilemma_of(report_)).size()));
  EXPECT_EQ(one.loops.front().lost.median, weeks_led(dilemma_of(report_)).back() + 1);
  for (std::size_t i = 1; i < one.loops.size(); ++i) {
    const auto path = std::find_if(report_.paths.begin(), report_.paths.end(), [&](const auto& p) { return p.name == one.loops[i].name; });
    ASSERT_NE(path, report_.paths.end());
    EXPECT_NEAR(one.loops[i].mean_share.median, path->mean, 1e-9);
    EXPECT_EQ(one.loops[i].weeks_led.median, static_cast<double>(path->leads.size()));
  }
}

TEST_F(LoopsOverFuturesOf, EachStateOfTheWorldIsJudgedAsItsOwnReportJudgesIt) {
  constexpr int kFutures = 8;
  std::vector<double> led(static_cast<std::size_t>(scenario_.setup.weeks), 0);
  for (std::int64_t future = 0; future < kFutures; ++future) {
    Scenario one = scenario_;
    futures_->apply(futures_->values(future), one.setup);
    for (const int week : weeks_led(dilemma_of(report_loops(one, {})))) ++led[static_cast<std::size_t>(week)];
  }
  const LoopsOverFutures all = over(kFutures);
  for (std::size_t week = 0; week < led.size(); ++week) EXPECT_EQ(all.loops.front().lead_share[week] * kFutures, led[week]) << week;
  EXPECT_GT(std::count_if(led.begin(), led.end(), [](double n) { return n > 0; }), 0);
}

TEST_F(LoopsOverFuturesOf, ThreadsChangeNothing) {
  const auto one = dominance_tables(over(24, 1)), three = dominance_tables(over(24, 3));
  ASSERT_EQ(one.size(), three.size());
  for (std::size_t t = 0; t < one.size(); ++t)
    for (std::size_t c = 0; c < one[t].columns.size(); ++c)
      if (const auto* values = std::get_if<std::vector<double>>(&one[t].columns[c].values))
        for (std::size_t row = 0; row < values->size(); ++row) {
          const double other = std::get<std::vector<double>>(three[t].columns[c].values)[row];
          EXPECT_TRUE((*values)[row] == other || (std::isnan((*values)[row]) && std::isnan(other))) << one[t].columns[c].name;
        }
}

class WithoutTheRivalsReaction : public LoopsOverFuturesOf {
 protected:
  WithoutTheRivalsReaction()
      : LoopsOverFuturesOf({{"run.noise=false"}, {"time.weeks=60"}, {"rival.forces_reaction=0"}, {"rival.rhetoric_reaction=0"}}) {}
};

TEST_F(WithoutTheRivalsReaction, NoStateOfTheWorldHasADilemma) {
  const LoopsOverFutures all = over(8);
  for (const LoopOverFutures& loop : all.loops) EXPECT_NE(loop.name, kDilemma);
  EXPECT_EQ(dominance_text(all, "seed 1", 100).find("security dilemma"), std::string::npos);
}

}  // namespace
}  // namespace fulcrum
