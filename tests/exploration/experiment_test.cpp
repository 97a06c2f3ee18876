// Experiments: means over the runs that did not fail, and the same whether a study is run or read from its file.
#include "sim/exploration/experiment.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "sim/designs/sobol.h"
#include "sim/ensemble/execute.h"
#include "sim/ensemble/storing.h"
#include "tests/exploration/planted_experiment.h"
#include "tests/output/test_folder.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const double kNone = std::nan("");

bool same(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

Experiment of_two_policies() {
  Experiment e;
  e.policies = {"first", "other"};
  e.outcomes = {{"cost", "years", "burden"}, {"direct_end", "index", "direct support"}};
  e.points = 2;
  e.replicates = 2;
  e.values = {{1, 2, 3, kNone}, {0, 0, 0, 0}, {2, 4, kNone, 8}, {1, 1, 1, 1}};
  return e;
}

TEST(Experiment, PointsAreMeansOverTheRunsThatDidNotFail) {
  EXPECT_EQ(point_means({1, 3, 5, kNone}, 2, 2), (std::vector<double>{2, 5}));
  EXPECT_TRUE(std::isnan(point_means({kNone, kNone}, 1, 2).front()));
  EXPECT_TRUE(point_means({}, 0, 3).empty());
}

TEST(Experiment, ADifferenceIsTakenReplicateByReplicate) {
  const Response difference = of_two_policies().response(1, 0, true);
  EXPECT_EQ(difference.by_point.front(), 1.5);
  EXPECT_TRUE(std::isnan(difference.by_point.back())) << "no replicate of it ran under both policies";
  EXPECT_EQ(difference.title(), "burden: other less first");
  EXPECT_EQ(of_two_policies().response(1, 0, false).by_point, (std::vector<double>{3, 8}));
}

TEST(Experiment, AnOutcomeThatItHasNotIsRefusedWithThoseItHas) {
  EXPECT_EQ(of_two_policies().outcome_number("direct_end"), 1U);
  EXPECT_THAT([] { of_two_policies().outcome_number("cots"); },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("'cots'"), HasSubstr("cost, direct_end"))));
}

TEST(Experiment, SpreadPointsOfASaltelliDesignAreThoseOfItsFirstMatrix) {
  const auto design = std::make_shared<SobolDesign>(SobolSettings{.points = 24, .dimensions = 2});
  Experiment e = testing_support::planted(DesignKind::kSobol, design, [](const auto& x) { return x[0]; });
  EXPECT_EQ(spread_points(e).size(), 24U);
  e.design.kind = DesignKind::kSaltelli;
  EXPECT_EQ(spread_points(e), (std::vector<std::int64_t>{0, 4, 8, 12, 16, 20}));
  e.design.second_order = true;
  EXPECT_EQ(spread_points(e), (std::vector<std::int64_t>{0, 6, 12, 18}));
  const Experiment part = spread_part(e);
  EXPECT_EQ(part.points, 4);
  for (std::int64_t i = 0; i < 4; ++i) {
    EXPECT_EQ(part.at(i), design->point(6 * i)) << i;
    EXPECT_EQ(part.values[0][static_cast<std::size_t>(i)], design->point(6 * i)[0]) << i;
  }
  EXPECT_EQ(spread_points(part).size(), 4U) << "what is spread stays so";
  e.design.kind = DesignKind::kMorris;
  EXPECT_THROW(spread_points(e), std::invalid_argument);
}

/// A study of two policies at some listed points, of which one is impossible.
class OfAStudy : public ::testing::Test {
 protected:
  OfAStudy() {
    std::ofstream(folder_ / "short.toml") << "schema = 1\nname = \"short\"\nextends = \"status_quo.toml\"\n[time]\nweeks = 16\n";
    std::ofstream(folder_ / "study.toml")
        << "schema = 1\n[study]\nname = \"small\"\nreplicates = 2\n"
           "policies = [\"short\", { name = \"quiet\", extends = \"short.toml\", levers = { rhetoric = 0.0 } }]\n"
           "[design]\nkind = \"list\"\nlist = [{ \"direct.floor\" = 0.0 }, { \"direct.floor\" = 1.0 }, "
           "{ \"direct.floor\" = 0.1 }]\n[design.factors]\n\"direct.floor\" = {}\n";
    study_ = read_study((folder_ / "study.toml").string(), {});
  }
  /// Stores outcomes as a sweep does.
  std::string written() const {
    const Plan plan = plan_of(study_);
    ResultsLayout layout = layout_of(study_, plan, "", "fulcrum sweep study.toml");
    layout.store = Store::kOutcomes;
    layout.compression = Compression::kNone;
    layout.outcomes = outcome_infos(outcomes_);
    const std::vector<double> range{0, 1};
    layout.design = Table{"design",
                          {{"point_id", "1", "design point", std::vector<std::int64_t>{0, 1, 2}},
                           {"direct.floor", "index", "factor", std::vector<double>{0, 1, .1}, {{"range", range}, {"source", "a guess"}}}}};
    const std::string path = (folder_ / "study.h5").string();
    ResultsFile file = ResultsFile::create(path, layout, Existing::kReplace, Unfinished::kRemove);
    const Selection selection(with_needs({}, outcomes_, Resolution::kOrganisations), plan.theatre());
    TakeEach sink([&](const Batch& batch, std::int64_t) { store_batch(plan, batch, 0, Store::kOutcomes, file); });
    EnsembleOptions options;
    options.runs_per_batch = runs_per_batch(plan.weeks());
    execute({.plan = plan, .selection = selection, .outcomes = outcomes_, .options = options}, sink);
    file.finish({}, Durability::kProgram);
    return path;
  }

  testing_support::TestFolder folder_;
  Study study_;
  std::vector<Outcome> outcomes_{find_outcome("direct_mean"), find_outcome("cost")};
};

TEST_F(OfAStudy, RunningItAndReadingItsFileAreTheSameExperiment) {
  const auto ran = run_experiment(study_, outcomes_, {.jobs = 1});
  const auto read = read_experiment(written());
  EXPECT_EQ(ran->policies, read->policies);
  EXPECT_EQ(ran->runs, read->runs);
  EXPECT_EQ(ran->failed, 4) << "both policies' replicates at the second point";
  EXPECT_EQ(read->failed, 4);
  EXPECT_THAT(ran->first_error, HasSubstr("direct.floor"));
  EXPECT_EQ(read->replicates, 2);
  ASSERT_EQ(ran->values.size(), read->values.size());
  for (std::size_t i = 0; i < ran->values.size(); ++i) EXPECT_TRUE(same(ran->values[i], read->values[i])) << i;
  for (std::int64_t point = 0; point < 3; ++point) EXPECT_EQ(ran->at(point), read->at(point));
  EXPECT_EQ(read->factors.front().source, "a guess");
}

TEST_F(OfAStudy, ThreadsChangeNothingAndAnInterruptionLeavesNothing) {
  const auto one = run_experiment(study_, outcomes_, {.jobs = 1}), three = run_experiment(study_, outcomes_, {.jobs = 3});
  for (std::size_t i = 0; i < one->values.size(); ++i) EXPECT_TRUE(same(one->values[i], three->values[i])) << i;
  EXPECT_EQ(run_experiment(study_, outcomes_, {.jobs = 1, .interrupted = [] { return true; }}), nullptr);
}

}  // namespace
}  // namespace fulcrum
