// Grids and lists.
#include "sim/designs/levels.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "tests/designs/points_of.h"

namespace fulcrum {
namespace {

using testing::ElementsAre;
using testing::Optional;

TEST(GridDesign, HasEveryCombinationTheLastFactorRunningFastest) {
  EXPECT_THAT(points_of(GridDesign({{.1, .2}, {.5, .6, .7}})), ElementsAre(ElementsAre(.1, .5), ElementsAre(.1, .6), ElementsAre(.1, .7),
                                                                           ElementsAre(.2, .5), ElementsAre(.2, .6), ElementsAre(.2, .7)));
}

TEST(GridDesign, KeepsItsPointsWhenTheFirstFactorGainsALevel) {
  const GridDesign before({{.1, .2}, {.5, .6, .7}}), after({{.1, .2, .3}, {.5, .6, .7}});
  EXPECT_EQ(first_points_of(after, before.points()), points_of(before));
}

TEST(GridDesign, RefusesMorePointsThanCanBeNumbered) {
  const FactorLevels huge(60, {0, 1});
  EXPECT_THAT(problem_of_grid(huge), Optional(std::string("the grid has more than 4503599627370496 points: give fewer levels, or sample")));
  EXPECT_THROW(GridDesign{huge}, std::invalid_argument);
  EXPECT_EQ(GridDesign(FactorLevels(52, {0, 1})).points(), std::int64_t{1} << 52);
}

TEST(ListDesign, TakesTheLevelsRowByRow) {
  EXPECT_THAT(points_of(ListDesign({{.1, .2, .3}, {.9, .8, .7}})),
              ElementsAre(ElementsAre(.1, .9), ElementsAre(.2, .8), ElementsAre(.3, .7)));
}

TEST(ListDesign, RefusesFactorsWithUnequalNumbersOfValues) {
  EXPECT_THAT(problem_of_list({{.1, .2}, {.5}}),
              Optional(std::string("a list needs the same number of values for each factor: factor 1 has 2, factor 2 has 1")));
  EXPECT_THAT(problem_of_list({}), Optional(std::string("the design has no factors")));
  EXPECT_THAT(problem_of_list({{.1}, {}}), Optional(std::string("factor 2 has no levels")));
}

}  // namespace
}  // namespace fulcrum
