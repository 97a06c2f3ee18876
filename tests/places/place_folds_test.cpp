// Folds of years: runs with cells at planted places.
#include "sim/places/place_folds.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/calibration/calibration_task.h"
#include "sim/places/attack_maps.h"
#include "sim/places/place_tables.h"
#include "sim/terminal/usage_error.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;

class PlaceFoldsOfRuns : public testing::Test {
 protected:
  // March 2003 to the end of 2006 in few cells; counts of 2004 to 2006, which tests fill in.
  PlaceFoldsOfRuns() {
    task.scenario = read_scenario("hindcast_2003_2011", {});
    task.scenario.setup.resolution = Resolution::kCells;
    task.scenario.setup.agents.scale = 10;
    shorten(task.scenario.setup, 200);
    observations = std::make_shared<Observations>(read_observations("iraq_2003_2011_provinces.observations", {}, task.scenario));
    task.observations = observations;
    task.months = std::make_shared<Months>(task.scenario.setup.start, task.scenario.setup.weeks);
    Record record{&observations->series.front(), {}, {}};
    for (const int year : {2004, 2005, 2006})
      record.years.push_back({year, std::vector<double>(record.model->categories.size(), 1.0), DataSplit::kTrain});
    task.records.push_back(record);
  }

  PlaceRecord places() { return place_records(task).front(); }
  // Counts as a run expects them with attackers at these places.
  void plant(const Places& where) {
    const std::vector<AttackMap> expected = expected_attacks(task, places(), where);
    for (std::size_t year = 0; year < expected.size(); ++year) task.records.front().years[year].counts = by_category(expected[year]);
  }
  // Insurgents stand in three provinces in other shares than the theatre says.
  Places elsewhere() {
    Places where = places_in(task.scenario.setup.theatre);
    const auto& provinces = task.scenario.setup.theatre.provinces;
    for (std::size_t p = 0; p < provinces.size(); ++p) {
      const std::string& name = provinces[p].name;
      where.back()[p] *= name == "anbar" ? 3 : name == "nineveh" ? .3 : name == "baghdad" ? .6 : 1;
    }
    const double sum = std::accumulate(where.back().begin(), where.back().end(), 0.0);
    for (double& share : where.back()) share /= sum;
    return where;
  }

  CalibrationTask task;
  std::shared_ptr<Observations> observations;
};

TEST_F(PlaceFoldsOfRuns, TheTheatresPlacesPutBackAreTheTheatre) {
  const Places judged = places_in(task.scenario.setup.theatre);
  const std::vector<AttackMap> before = expected_attacks(task, places(), judged);
  auto& setup = task.scenario.setup;
  set_places(setup.theatre, judged);
  const std::vector<AttackMap> after = expected_attacks(task, places(), places_in(setup.theatre));
  for (std::size_t year = 0; year < before.size(); ++year) EXPECT_LT((before[year] - after[year]).abs().maxCoeff(), 1e-9);
  EXPECT_GT(before[1].sum(), 0);
}

TEST_F(PlaceFoldsOfRuns, AttacksOfAllAttackersAreThoseOfTheRecordsQuantity) {
  const Places judged = places_in(task.scenario.setup.theatre);
  const std::vector<AttackMap> maps = expected_attacks(task, places(), judged);
  const HindcastRun run = hindcast_run(task, {});
  const std::vector<double> sums = by_category(maps[2]);
  for (std::size_t c = 0; c < sums.size(); ++c)
    EXPECT_NEAR(sums[c], run.fitted.front().years[2].weights[c], 1e-9 * (1 + run.fitted.front().years[2].weights[c]));
}

// What is left is that counts do not say whose attacks they are where insurgents and organisations are both.
TEST_F(PlaceFoldsOfRuns, PlantedPlacesAreForecastBetterThanTheTheatres) {
  plant(elsewhere());
  const PlaceFolds folds = place_folds(task, {.prior_years = .01, .division_years = 1e6, .memory = .5}).front();
  ASSERT_EQ(folds.folds.size(), 2u);
  EXPECT_LT(score_of(folds, PlaceForecast::kFitted).misplaced, score_of(folds, PlaceForecast::kTheatre).misplaced / 4);
  const auto& provinces = task.scenario.setup.theatre.provinces;
  for (std::size_t p = 0; p < provinces.size(); ++p)
    if (provinces[p].name == "anbar") {
      EXPECT_LT(std::abs(folds.fitted.places.back()[p] - elsewhere().back()[p]),
                std::abs(folds.theatre.back()[p] - elsewhere().back()[p]) / 4);
    }
}

TEST_F(PlaceFoldsOfRuns, NeitherAYearNorWhatFollowsEntersItsForecast) {
  plant(elsewhere());
  const PlaceFolds before = place_folds(task, {}).front();
  for (double& count : task.records.front().years[2].counts) count = 1 + count / 2;
  const PlaceFolds after = place_folds(task, {}).front();
  for (std::size_t fold = 0; fold < 2; ++fold)
    for (std::size_t f = 0; f < kPlaceForecasts; ++f)
      EXPECT_EQ(before.folds[fold].forecasts[f].weights, after.folds[fold].forecasts[f].weights) << name_of(static_cast<PlaceForecast>(f));
  EXPECT_NE(before.fitted.places, after.fitted.places);
}

TEST_F(PlaceFoldsOfRuns, YearsBehindTheTrainingPartAreLeftOut) {
  plant(elsewhere());
  const PlaceFolds all = place_folds(task, {}).front();
  task.records.front().years[2].part = DataSplit::kTest;
  const PlaceFolds fewer = place_folds(task, {}).front();
  ASSERT_EQ(fewer.folds.size(), 1u);
  EXPECT_EQ(fewer.folds[0].forecasts[1].weights, all.folds[0].forecasts[1].weights);
  EXPECT_NE(fewer.fitted.places, all.fitted.places);
}

TEST_F(PlaceFoldsOfRuns, TablesHaveARowForEveryForecastPlaceAndAttacker) {
  plant(elsewhere());
  const std::vector<PlaceFolds> folds = place_folds(task, {});
  const PlaceTables tables = place_tables(folds, task.scenario.setup.theatre, {});
  EXPECT_EQ(tables.scores.columns.front().rows(), 4u);
  EXPECT_EQ(tables.folds.columns.front().rows(), 2u * 18);
  EXPECT_EQ(tables.places.columns.front().rows(), 4u * 18);
  EXPECT_THAT(place_text(folds), HasSubstr("places of the years before"));
}

TEST_F(PlaceFoldsOfRuns, NaiveRecordsAreLeftOutAndMixedCategoriesRefused) {
  const auto numbers = std::find_if(observations->series.begin(), observations->series.end(), [](const ObservationModel& model) {
    return !model.categories.empty() && model.categories.front().quantity.columns().empty();
  });
  ASSERT_NE(numbers, observations->series.end());
  task.records.front().model = &*numbers;
  EXPECT_TRUE(place_records(task).empty());

  ObservationModel mixed = observations->series.front();
  mixed.categories[1] = mixed.categories[0];
  task.records.front().model = &mixed;
  EXPECT_THROW(place_records(task), UsageError);
}

}  // namespace
}  // namespace fulcrum
