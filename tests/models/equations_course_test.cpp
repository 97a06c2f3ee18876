// Step 19 of model.md: the chances of dangerous courses of action.
#include "models/equations/course.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/models/exact.h"

namespace fulcrum {
namespace {

TEST(MilitiaFront, IsControlWithoutRivalryAndTheSwingActorsStance) {
  const CourseParameters<double> p{.rivalry = 0.4};
  EXPECT_NEAR(militia_front(p, 0.5, 0.4), 0.67, kExact);   // (1 - .4 + .5)/2 + .3*.4 = .55 + .12
  EXPECT_NEAR(militia_front(p, 0.5, -0.4), 0.55, kExact);  // a swing actor that is against the patron takes nothing away
  EXPECT_EQ(militia_front(p, 1.0, 1.0), 1);
}

TEST(PatronEscalation, IsLikelierFarFromTheGoalWithAFrontAndAPrecedentAndLessSoAtACost) {
  const CourseParameters<double> p{
      .base = -2, .goal_gain = 2, .front_gain = 1.5, .precedent_gain = 0.5, .cost_gain = 4, .goal = 0.7, .precedent = 0.6};
  // -2 + 2*(.7 - .3) + 1.5*.4 + .5*.6 - 4*.2 = -2 + .8 + .6 + .3 - .8 = -1.1
  EXPECT_NEAR(patron_escalation_chance(p, 0.3, 0.4, 0.2), 1 / (1 + std::exp(1.1)), kExact);
}

TEST(MilitiaEscalation, IsThatOfCapableMilitiasWithAnAgendaOfTheirOwn) {
  const CourseParameters<double> p{.freelance = 0.5};
  EXPECT_NEAR(militia_escalation_chance(p, 0.4, 0.6, 0.7, 0.25), 0.0945, kExact);  // .5*.6*.6*.7*.75
  EXPECT_NEAR(militia_escalation_chance(p, 0.4, 0.6, 0.7, -0.25), 0.1575, kExact);
  EXPECT_EQ(militia_escalation_chance(p, 1.0, 0.6, 0.7, 0.0), 0);  // the patron's control is whole
}

}  // namespace
}  // namespace fulcrum
