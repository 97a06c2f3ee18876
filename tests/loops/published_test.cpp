// What the literature says of small models: the anchors of the method.
#include <gtest/gtest.h>

#include <array>

#include "tests/loops/small_models.h"

namespace fulcrum {
namespace {

using namespace testing_support;

// Published scores compare the state at a time with the next one and bear the first one's time.
int step_of(double time, double dt) { return static_cast<int>(time / dt + 0.5) + 1; }

// Schoenberg, Davidsen and Eberlein 2020, table 3. The step of 1/16 and the start with one adopter are what gives their inflection.
TEST(PublishedScores, OfTheDiffusionModelAreFound) {
  constexpr double kStep = 0.0625;
  const ScoredModel bass(
      model(260, {level("potential", "999999", "potential' - 0.0625 * adopting"), level("adopters", "1", "adopters' + 0.0625 * adopting"),
                  term("contacts", "adopters' * 100"), term("probability", "potential' / 1000000"),
                  term("meetings", "contacts * probability"), term("adopting", "meetings * 0.015")}));
  struct Row {
    double time, balancing, reinforcing;
  };
  constexpr std::array kTable{Row{1, 0, 1}, Row{9.5, -0.465, 0.535}, Row{9.5625, -0.488, 0.512}, Row{9.625, -0.512, 0.488}, Row{15, -1, 0}};
  for (const Row& row : kTable) {
    const int step = step_of(row.time, kStep);
    EXPECT_NEAR(bass.share({"potential", "probability", "meetings", "adopting"}, step), row.balancing, 5e-4) << row.time;
    EXPECT_NEAR(bass.share({"adopters", "contacts", "meetings", "adopting"}, step), row.reinforcing, 5e-4) << row.time;
  }
}

struct Phases {
  std::vector<std::string> loops;
  std::vector<double> ends;  // last time of each phase but the last
};

Phases yeast_phases(const std::string& start) {
  const ScoredModel yeast(
      model(202, {level("cells", start, "cells' + 0.5 * (births - deaths)"), level("alcohol", "0", "alcohol' + 0.5 * 0.01 * cells'"),
                  term("births", "cells' * (1.1 - 0.1 * alcohol') / 16"), term("deaths", "cells' * exp(alcohol' - 11) / 30")}));
  const std::vector<std::pair<std::string, std::set<std::string>>> loops{{"R", {"cells", "births"}},
                                                                         {"B1", {"cells", "deaths"}},
                                                                         {"B2", {"cells", "alcohol", "births"}},
                                                                         {"B3", {"cells", "alcohol", "deaths"}}};
  Phases phases;
  for (int step = 2; step <= step_of(100, 0.5); ++step) {
    std::string strongest;
    double most = 0;
    for (const auto& [name, variables] : loops)
      if (const double size = std::abs(yeast.share(variables, step)); size > most) {
        most = size;
        strongest = name;
      }
    if (!phases.loops.empty() && phases.loops.back() == strongest) continue;
    if (!phases.loops.empty()) phases.ends.push_back((step - 1) * 0.5);
    phases.loops.push_back(strongest);
  }
  return phases;
}

// The same, table 4: R to 51.5, then B2 to 66, B3 to 75, B1. The article does not say with how many cells it starts; the order holds with
// one cell, and 1.2 cells give its times. The remaining half units to one unit are those of the flows taken together (2023).
TEST(PublishedPhases, OfTheYeastModelAreFound) {
  const std::vector<std::string> order{"R", "B2", "B3", "B1"};
  EXPECT_EQ(yeast_phases("1").loops, order);
  const Phases phases = yeast_phases("1.2");
  ASSERT_EQ(phases.loops, order);
  constexpr std::array kPublished{51.5, 66.0, 75.5};
  for (std::size_t i = 0; i < kPublished.size(); ++i) EXPECT_NEAR(phases.ends[i], kPublished[i], 1.0) << i;
}

// R = K / (K + P0 + P1), from the equations by hand: the hand-over is where the growth is largest, and in the end B has two thirds.
TEST(LogisticGrowth, HandsOverWhereGrowthIsLargestAndEndsAtOneThirdToTwo) {
  const ScoredModel logistic(model(1000, {level("people", "10", "people' + 0.015625 * (births - deaths)"), term("births", "people'"),
                                          term("deaths", "people' * people' / 1000")}));
  const auto& people = logistic.course.values[0];
  int handed_over = 0, fastest = 0;
  for (int step = 2; step < 900; ++step) {
    const auto at = static_cast<std::size_t>(step);
    const double share = logistic.share({"people", "births"}, step);
    EXPECT_NEAR(share, 1000 / (1000 + people[at - 1] + people[at - 2]), 1e-7) << step;
    EXPECT_NEAR(share - logistic.share({"people", "deaths"}, step), 1, 1e-12) << step;
    if (handed_over == 0 && share < 0.5) handed_over = step;
    if (fastest == 0 && people[at] - people[at - 1] < people[at - 1] - people[at - 2]) fastest = step;
  }
  EXPECT_EQ(handed_over, fastest);
  EXPECT_NEAR(logistic.share({"people", "deaths"}, 890), -2.0 / 3, 1e-3);
}

// Schoenberg and Eberlein 2020, on a population: 67 % and a third.
TEST(BirthsAndDeaths, OfATwentiethAndATenthAreTwoThirdsToOne) {
  const ScoredModel population(
      model(30, {level("people", "100", "people' + births - deaths"), term("births", "people' * 0.1"), term("deaths", "people' / 20")}));
  for (int step = 2; step < 30; ++step) {
    EXPECT_NEAR(population.share({"people", "births"}, step), 2.0 / 3, 1e-9);
    EXPECT_NEAR(population.share({"people", "deaths"}, step), -1.0 / 3, 1e-9);
  }
}

TEST(ALoopAlone, IsAllThereIsWhateverItsGain) {
  for (const char* rate : {"0.01", "0.5"}) {
    const ScoredModel growth(model(20, {level("people", "100", std::string("people' + ") + rate + " * people'")}));
    for (int step = 2; step < 20; ++step) EXPECT_NEAR(growth.share({"people"}, step), 1, 1e-9);
  }
}

}  // namespace
}  // namespace fulcrum
