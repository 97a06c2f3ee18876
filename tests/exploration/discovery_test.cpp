// Scenario discovery finds a box that is planted, says how good it is, and says when there is nothing to find.
#include "sim/exploration/discovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/designs/sobol.h"
#include "tests/exploration/planted_experiment.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Experiment experiment(const std::function<double(const std::vector<double>&)>& outcome, std::int64_t points = 1000) {
  return testing_support::planted(DesignKind::kSobol,
                                  std::make_shared<SobolDesign>(SobolSettings{.seed = 2, .points = points, .dimensions = 3}), outcome);
}

bool in_corner(const std::vector<double>& x) { return x[0] > .6 && x[2] < .5; }
double corner(const std::vector<double>& x) { return in_corner(x) ? 1 + x[1] : 0; }

const Interest kHigh{.above = .5, .below = {}};

Discovery found(const Experiment& e, const Interest& interest = kHigh) { return discover(e, e.response(0, 0, false), interest, {}); }

TEST(Discovery, FindsTheBoxThatIsPlantedAndNothingElse) {
  const Discovery d = found(experiment(corner));
  ASSERT_FALSE(d.boxes.empty());
  const Box& box = d.boxes.front().box;
  EXPECT_NEAR(box[0].low, .6, .05);
  EXPECT_FALSE(box[0].limits_above());
  EXPECT_FALSE(box[1].limits()) << "it has no part in it";
  EXPECT_NEAR(box[2].high, .5, .05);
  EXPECT_GT(d.boxes.front().fresh.density(), .9) << "it holds on points on which it was not sought";
  EXPECT_EQ(d.trained + d.held_out, 1000);
  EXPECT_EQ(d.boxes.front().found.cases, d.trained);
  EXPECT_EQ(d.boxes.front().fresh.cases, d.held_out);
}

TEST(Discovery, DoesNotDependOnTheUnitsOfFactorsAndOutcomes) {
  Experiment e = experiment(corner);
  const Discovery plain = found(e);
  const auto at = e.at;
  e.at = [at](std::int64_t point) {
    std::vector<double> x = at(point);
    for (double& value : x) value *= 1024;
    return x;
  };
  for (double& y : e.values[0]) y *= 8;
  const Discovery scaled = found(e, {.above = 4, .below = {}});
  ASSERT_EQ(scaled.boxes.size(), plain.boxes.size());
  EXPECT_EQ(scaled.boxes[0].box[0].low, 1024 * plain.boxes[0].box[0].low);
  EXPECT_EQ(scaled.boxes[0].box[2].high, 1024 * plain.boxes[0].box[2].high);
}

TEST(Discovery, PointsWithoutAnOutcomeAreLeftOut) {
  Experiment e = experiment(corner);
  for (std::size_t point = 0; point < 100; ++point) e.values[0][point] = std::nan("");
  const Discovery d = found(e);
  EXPECT_EQ(d.trained + d.held_out, 900);
  const std::string csv = cases_csv(e, {d});
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\n'), 1001) << "a line a point, and the head";
  const std::string first = csv.substr(csv.find('\n') + 1);
  EXPECT_THAT(first.substr(0, first.find('\n')), ::testing::EndsWith(",,")) << "a point without an outcome has no value and no answer";
}

TEST(Discovery, RefusesTooFewPointsAndWhatIsNowhereOrEverywhere) {
  EXPECT_THAT([] { found(experiment(corner, 40)); }, ThrowsMessage<std::invalid_argument>(HasSubstr("at least 50")));
  EXPECT_THAT([] { found(experiment(corner), {.above = 5, .below = {}}); },
              ThrowsMessage<std::invalid_argument>(AllOf(HasSubstr("0 of"), HasSubstr("--above"))));
  EXPECT_THROW(found(experiment(corner), {.above = -1, .below = {}}), std::invalid_argument);
}

TEST(Discovery, TooFewOfInterestAreNotFittedAndTheNumberOfPointsThatWouldDoIsSaid) {
  const Experiment e = experiment([](const auto& x) { return x[0] > .99 ? 1. : 0.; });
  const Discovery d = found(e);
  EXPECT_TRUE(d.boxes.empty());
  EXPECT_THAT(discovery_text(d, e.factors), AllOf(HasSubstr("too few"), HasSubstr("at least 20"), HasSubstr("points would give")));
}

TEST(Discovery, BoxesAreSaidInWords) {
  const std::vector<ExperimentFactor> factors{{"threat.gain", "", "", 0, 1, {}},
                                              {"structure.direct", "", "", 0, 2, {"s_curve", "threshold", "linear"}}};
  const BoxRange any;
  EXPECT_EQ(box_words({any, any}, factors), "anywhere");
  EXPECT_EQ(box_words({{.low = .25}, any}, factors), "threat.gain > 0.25");
  EXPECT_EQ(box_words({{.low = .25, .high = .5}, any}, factors), "0.25 < threat.gain < 0.5");
  EXPECT_EQ(box_words({{.high = .5}, {.high = 1.5}}, factors), "threat.gain < 0.5 and structure.direct is s_curve or threshold");
  EXPECT_EQ(range_within({.low = .25}, factors[0]), std::pair(.25, 1.)) << "the end of the range stands for no limit";
  const Response response{"b", "cost", "years", "burden", true, {}, "a"};
  EXPECT_EQ((Interest{.above = 1, .below = 2}.words(response)), "burden: b less a above 1 and below 2");
}

TEST(Discovery, TablesHaveARowForEachLimitAndEachSample) {
  const Experiment e = experiment(corner);
  const Discovery d = found(e);
  const std::vector<Table> tables = discovery_tables({d}, e.factors, {});
  ASSERT_EQ(tables.size(), 3U);
  int limits = 0;
  for (const DiscoveredBox& box : d.boxes) limits += limited_factors(box.box);
  EXPECT_EQ(static_cast<int>(tables[0].columns[0].rows()), limits);
  EXPECT_EQ(std::get<std::vector<std::string>>(tables[0].columns[2].values).front(), "x0");
  EXPECT_EQ(tables[1].columns[0].rows(), 2 * d.boxes.size()) << "where it was found, and on fresh points";
  EXPECT_EQ(tables[2].columns[0].rows(), d.trajectory.size());
  for (const Table& table : tables)
    for (const TableColumn& column : table.columns) EXPECT_EQ(column.rows(), table.columns.front().rows()) << column.name;
}

}  // namespace
}  // namespace fulcrum
