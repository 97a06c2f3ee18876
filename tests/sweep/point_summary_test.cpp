// Statistics of each point by itself, of values that are planted.
#include "sim/sweep/point_summary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/support/default_setup.h"
#include "tests/support/planted_points.h"

namespace fulcrum {
namespace {

constexpr int kWeeks = 2, kStatistics = 9;

/// Two points, two policies, four replicates of the series `direct` and `control`.
struct Planted {
  Planted() {
    fulcrum::Setup setup = testing_support::default_setup();
    setup.weeks = kWeeks;
    plan = std::make_unique<Plan>(std::vector<Policy>{{"first", setup}, {"other", setup}}, 4, 1, true,
                                  std::make_shared<testing_support::PlantedPoints>(std::vector<double>{2, 3}));
    selection = std::make_unique<Selection>(std::vector<const SeriesInfo*>{find_series("direct"), find_series("control")}, plan->theatre());
  }

  static double value(const RunPlace& at, std::size_t column, int week) {
    return at.replicate + 1 + 10 * at.policy + 100.0 * static_cast<double>(column) + 1000 * week + 10000.0 * static_cast<double>(at.point);
  }
  /// Runs of the plan; those for which `failed` is true have no value.
  Batch batch(std::int64_t first, int runs) const {
    Batch batch;
    batch.first = first;
    batch.runs = runs;
    batch.weeks = kWeeks;
    for (std::size_t column = 0; column < selection->columns().size(); ++column)
      for (std::int64_t run = first; run < first + runs; ++run)
        for (int week = 0; week < kWeeks; ++week)
          batch.recordings.push_back(failed(plan->place(run)) ? NAN : value(plan->place(run), column, week));
    for (std::int64_t run = first; run < first + runs; ++run) batch.errors.emplace_back(failed(plan->place(run)) ? "it failed" : "");
    return batch;
  }
  /// By point, with the runs handed over in pieces.
  std::map<std::int64_t, std::vector<double>> statistics(int piece) const {
    std::map<std::int64_t, std::vector<double>> found;
    PointSummaries summaries(*plan, *selection, {1, selection->columns().size() - 1},
                             [&](std::int64_t point, const std::vector<double>& all) { found[point] = all; });
    for (std::int64_t run = 0; run < plan->runs(); run += piece)
      summaries.add(batch(run, static_cast<int>(std::min<std::int64_t>(piece, plan->runs() - run))));
    return found;
  }

  std::unique_ptr<Plan> plan;
  std::unique_ptr<Selection> selection;
  std::function<bool(const RunPlace&)> failed = [](const RunPlace&) { return false; };
};

// Of `direct`, which stands first: [policy][statistic][week].
double of_direct(const std::vector<double>& all, int policy, int statistic, int week) {
  return all[static_cast<std::size_t>((policy * kStatistics + statistic) * kWeeks + week)];
}

TEST(PointSummaries, AreMeanSpreadRangeAndQuantilesOfTheReplicates) {
  const auto found = Planted().statistics(16);
  ASSERT_EQ(found.size(), 2U);
  // Of 1, 2, 3, 4; quantiles linearly between order statistics.
  const double expected[kStatistics] = {2.5, std::sqrt(5 / 3.0), 1, 4, 1.15, 1.75, 2.5, 3.25, 3.85};
  for (const auto& [point, all] : found)
    for (int policy = 0; policy < 2; ++policy)
      for (int week = 0; week < kWeeks; ++week)
        for (int s = 0; s < kStatistics; ++s) {
          const double shift = s == 1 ? 0 : 10 * policy + 1000 * week + 10000 * static_cast<double>(point);
          EXPECT_NEAR(of_direct(all, policy, s, week), expected[s] + shift, 1e-9) << point << ' ' << policy << ' ' << s << ' ' << week;
        }
}

TEST(PointSummaries, OfASeriesByOrganisationStandOrganisationByOrganisation) {
  const Planted planted;
  const auto entities = planted.selection->columns().size() - 1;
  const std::vector<double> all = planted.statistics(16).at(1);
  const std::size_t begin = 2 * kStatistics * kWeeks;  // behind those of direct
  for (std::size_t policy = 0; policy < 2; ++policy)
    for (std::size_t entity = 0; entity < entities; ++entity)
      EXPECT_EQ(all[begin + ((policy * kStatistics + 3) * entities + entity) * kWeeks],
                Planted::value({1, static_cast<int>(policy), 3}, 1 + entity, 0))
          << "the largest";
}

TEST(PointSummaries, DoNotDependOnHowRunsComeInBatches) {
  const Planted planted;
  const auto whole = planted.statistics(16);
  for (const int piece : {1, 3, 8}) EXPECT_EQ(planted.statistics(piece), whole) << piece;
}

TEST(PointSummaries, LeaveOutRunsThatFailed) {
  Planted planted;
  planted.failed = [](const RunPlace& at) { return at.point == 0 ? at.replicate > 0 && at.policy == 1 : at.policy == 0; };
  const auto found = planted.statistics(5);
  EXPECT_EQ(of_direct(found.at(0), 1, 0, 0), 11) << "one run is its own mean";
  EXPECT_EQ(of_direct(found.at(0), 1, 1, 0), 0) << "and does not spread";
  for (int s = 0; s < kStatistics; ++s) EXPECT_TRUE(std::isnan(of_direct(found.at(1), 0, s, 0))) << "without any run there is no number";
  EXPECT_EQ(of_direct(found.at(1), 1, 0, 0), 10012.5);
}

}  // namespace
}  // namespace fulcrum
