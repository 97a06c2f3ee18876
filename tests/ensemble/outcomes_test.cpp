// Outcomes: numbers with known answers, names, and which series they need.
#include "sim/ensemble/outcomes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/support/default_setup.h"
#include "tests/support/planted_run.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;
using testing_support::PlantedRun;

double of(const std::string& name, const PlantedRun& planted) {
  const Outcome outcome = find_outcome(name);
  return outcome.compute(planted.view(), outcome);
}

// The first `others` of so many weeks are -1, the rest is `value`.
std::vector<double> ends_with(int weeks, int others, double value) {
  std::vector<double> values(static_cast<std::size_t>(weeks), value);
  std::fill_n(values.begin(), others, -1.0);
  return values;
}

OutcomeRequest request(const std::string& name) {
  using Op = Expression::Op;
  OutcomeRequest request;
  request.name = name;
  request.unit = "index";
  request.formula = "insecurity - direct";
  request.expression =
      Expression({{.op = Op::kColumn, .first = 0}, {.op = Op::kColumn, .first = 1}, {.op = Op::kSubtract, .first = 0, .second = 1}},
                 {{find_series("insecurity"), 0}, {find_series("direct"), 0}});
  request.place = {"mine.toml", 12, 8, ""};
  return request;
}

TEST(Outcomes, OfTheLastYearForgetWhatWasBefore) {
  PlantedRun planted({"direct", "indirect"}, testing_support::default_setup().theatre, 60);
  planted.set("direct", ends_with(60, 8, .25)).set("indirect", ends_with(60, 8, .75));
  EXPECT_EQ(of("direct_last_year", planted), .25);
  EXPECT_EQ(of("indirect_last_year", planted), .75);
  EXPECT_EQ(of("total_last_year", planted), 1);
  EXPECT_EQ(of("indirect_share_last_year", planted), .75);
}

TEST(Outcomes, OfTheLastYearAreOverAllWeeksOfAShorterRun) {
  PlantedRun planted({"direct"}, testing_support::default_setup().theatre, 4);
  EXPECT_EQ(of("direct_last_year", planted.set("direct", {0, .25, .5, .25})), .25);
}

TEST(Outcomes, OfWholeRunsAreTheirEndsDifferencesAndProbabilities) {
  PlantedRun planted({"direct", "balance", "burden_total", "confrontation_hazard"}, testing_support::default_setup().theatre, 3);
  planted.set("balance", {.25, .9, .75}).set("burden_total", {1, 2, 4}).set("confrontation_hazard", std::log(2) / 3);
  planted.set("direct", {.25, 1, .25});
  EXPECT_EQ(of("balance_drift", planted), .5);
  EXPECT_EQ(of("cost", planted), 4);
  EXPECT_NEAR(of("confrontation", planted), .5, 1e-15);
  EXPECT_EQ(of("direct_mean", planted), .5);
  EXPECT_EQ(of("direct_max", planted), 1);
  EXPECT_EQ(of("direct_end", planted), .25);
}

TEST(Outcomes, OfCellsAddUpAllPlacesAndKeepTheSidesApart) {
  Theatre theatre = testing_support::default_setup().theatre;
  for (const char* name : {"basra", "baghdad"}) theatre.provinces.emplace_back().name = name;
  const int places = static_cast<int>(axis_names(Axis::kAttack, theatre).size());
  PlantedRun planted({"killed", "attacks_count"}, theatre, 2);
  for (int place = 0; place < places; ++place) planted.set("attacks_count", {1, 2}, place);
  for (int side = 0; side < 4; ++side) planted.set("killed", {0, 1. + side}, side);
  ASSERT_GT(places, 1);
  EXPECT_EQ(of("attacks_total", planted), 3 * places);
  EXPECT_EQ(of("killed_rival", planted), 1);
  EXPECT_EQ(of("killed_host", planted), 2);
  EXPECT_EQ(of("killed_civilians_cosect", planted), 3);
  EXPECT_EQ(of("killed_civilians_others", planted), 4);
}

TEST(Outcomes, AreFoundByNamesThatAreTheirsAlone) {
  std::set<std::string> names;
  for (const auto outcomes : {standard_outcomes(), agent_outcomes()})
    for (const Outcome& outcome : outcomes) {
      EXPECT_TRUE(names.insert(outcome.name).second) << outcome.name;
      EXPECT_EQ(find_outcome(outcome.name).long_name, outcome.long_name);
      for (const std::string& need : outcome.needs) EXPECT_NE(find_series(need), nullptr) << outcome.name << " needs " << need;
    }
  EXPECT_EQ(find_outcome("burden_total_end").unit, "years");
}

TEST(Outcomes, ThatDoNotExistAreRefusedWithWhatIsAllowed) {
  for (const char* name : {"direct_lst_year", "direct_median", "capability_mean", "_mean", ""})
    EXPECT_THAT([&] { find_outcome(name); }, ThrowsMessage<std::invalid_argument>(
                                                 AllOf(HasSubstr("no outcome '" + std::string(name) + "'"), HasSubstr("<series>_max"))));
}

TEST(Outcomes, OfOnesOwnAreTheirFormulaInTheLastWeek) {
  const std::vector<OutcomeRequest> own{request("gap")};
  const Outcome gap = with_standard(own, Resolution::kOrganisations).back();
  EXPECT_EQ(gap.long_name, "insecurity - direct") << "without a title";
  EXPECT_EQ(gap.needs, (std::vector<std::string>{"insecurity", "direct"}));
  PlantedRun planted({"direct", "insecurity"}, testing_support::default_setup().theatre, 2);
  planted.set("direct", {0, .25}).set("insecurity", {0, 1});
  EXPECT_EQ(gap.compute(planted.view(), gap), .75);
  EXPECT_EQ(find_outcome("gap", std::span(&gap, 1)).unit, "index");
}

TEST(Outcomes, OfOnesOwnMustNotTakeANameThatIsInUse) {
  for (const char* name : {"cost", "killed_rival", "direct_max"}) {
    const std::vector<OutcomeRequest> own{request("gap"), request(name)};
    EXPECT_THAT([&] { with_standard(own, Resolution::kOrganisations); },
                ThrowsMessage<InputError>(AllOf(HasSubstr("mine.toml:12:8"), HasSubstr("'" + std::string(name) + "' already"))));
  }
  const std::vector<OutcomeRequest> twice{request("gap"), request("gap")};
  EXPECT_THROW(with_standard(twice, Resolution::kOrganisations), InputError);
}

TEST(Outcomes, AddTheSeriesTheyNeedOnce) {
  const std::vector<Outcome> outcomes{find_outcome("total_last_year"), find_outcome("direct_end")};
  const auto series = with_needs({find_series("direct")}, outcomes, Resolution::kOrganisations);
  EXPECT_EQ(series, (std::vector<const SeriesInfo*>{find_series("direct"), find_series("indirect")}));
}

TEST(Outcomes, OfCellsAreRefusedWhereThereAreNone) {
  const std::vector<Outcome> outcomes{find_outcome("killed_host")};
  EXPECT_NO_THROW(with_needs({}, outcomes, Resolution::kCells));
  EXPECT_THAT([&] { with_needs({}, outcomes, Resolution::kOrganisations); },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("killed_host"), HasSubstr("run.resolution = \"cells\""))));
}

}  // namespace
}  // namespace fulcrum
