// PRIM on planted boxes: what was hidden is found again, and what is chance is not.
#include "sim/analysis/prim.h"

#include <gtest/gtest.h>

#include <cmath>

#include "sim/designs/latin_hypercube.h"

namespace fulcrum {
namespace {

// A Latin hypercube in the unit cube, of interest where the planted box holds.
Cases planted(std::uint64_t seed, std::int64_t points, const Box& box) {
  const LatinHypercube design({seed, points, static_cast<int>(box.size())});
  Cases cases;
  cases.factors.resize(box.size());
  for (std::int64_t i = 0; i < points; ++i) {
    const auto x = design.point(i);
    for (std::size_t f = 0; f < box.size(); ++f) cases.factors[f].push_back(x[f]);
    cases.of_interest.push_back(contains(box, cases, static_cast<std::size_t>(i)));
  }
  return cases;
}

Box box_of_ten() {
  Box box(10);
  box[2] = {.5, BoxRange{}.high};
  box[7] = {.2, .6};
  return box;
}

TEST(Prim, FindsAPlantedBoxWithCoverageAndDensityAbove95Percent) {
  const Box planted_box = box_of_ten();
  const Box found = find_box(planted(1, 2048, planted_box), {});
  const BoxScore fresh = score(found, planted(2, 8192, planted_box));
  EXPECT_GT(fresh.coverage(), .95);
  EXPECT_GT(fresh.density(), .95);
  EXPECT_EQ(limited_factors(found), 2) << "eight of the ten factors do not matter";
  EXPECT_NEAR(found[2].low, .5, .02);
  EXPECT_NEAR(found[7].low, .2, .02);
  EXPECT_NEAR(found[7].high, .6, .02);
}

TEST(Prim, PeelsUntilTheBoxIsAsSmallAsAllowedAndDensityNeverSuffers) {
  Cases cases = planted(3, 1000, box_of_ten());
  for (std::size_t i = 0; i < cases.size(); i += 7) cases.of_interest[i] = !cases.of_interest[i];
  const auto steps = peel(cases, {.least_mass = .1});
  ASSERT_GT(steps.size(), 10U);
  EXPECT_DOUBLE_EQ(steps.front().score.mass(), 1);
  for (std::size_t i = 1; i < steps.size(); ++i) {
    EXPECT_LT(steps[i].score.inside, steps[i - 1].score.inside);
    EXPECT_LE(steps[i].score.coverage(), steps[i - 1].score.coverage());
    const BoxScore again = score(steps[i].box, cases);
    EXPECT_EQ(again.inside, steps[i].score.inside);
    EXPECT_EQ(again.hits, steps[i].score.hits);
  }
  EXPECT_GE(steps.back().score.mass(), .1);
  EXPECT_GT(steps.back().score.density(), 2 * steps.front().score.density());
}

TEST(Prim, LimitsOfAPlantedBoxAreNotChanceAndOthersAre) {
  const Cases cases = planted(4, 1000, box_of_ten());
  Box box = box_of_ten();
  box[0] = {.03, BoxRange{}.high};
  const auto p = quasi_p_values(box, cases);
  EXPECT_LT(p[2].below, 1e-6);
  EXPECT_TRUE(std::isnan(p[2].above));
  EXPECT_LT(p[7].below, 1e-6);
  EXPECT_LT(p[7].above, 1e-6);
  EXPECT_GT(p[0].below, .5) << "the box is as full without this limit";
}

// Three of four cases in a box that without the limit holds 3 of 6: P(X >= 3), X binomial(4, 1/2), is 5/16.
TEST(Prim, QuasiPValueIsTheBinomialTail) {
  const Cases cases{{{1, 2, 3, 4, 5, 6}}, {false, false, true, false, true, true}};
  EXPECT_NEAR(quasi_p_values({{3, BoxRange{}.high}}, cases)[0].below, 5. / 16, 1e-12);
}

TEST(Prim, EqualValuesLeaveTogether) {
  Cases cases;
  cases.factors.resize(1);
  for (int i = 0; i < 300; ++i) {
    cases.factors[0].push_back(i % 3);
    cases.of_interest.push_back(i % 3 == 1);
  }
  const Box box = find_box(cases, {});
  EXPECT_TRUE(box[0].contains(1));
  EXPECT_FALSE(box[0].contains(0));
  EXPECT_FALSE(box[0].contains(2));
  EXPECT_DOUBLE_EQ(score(box, cases).density(), 1);
}

TEST(Prim, WidensABoxThatIsTooSmallAgain) {
  const Cases cases = planted(5, 4096, {{.3, .7}, {}});
  const Box wide = paste({{.4, .5}, {.4, .9}}, cases, {});
  EXPECT_NEAR(wide[0].low, .3, .02);
  EXPECT_NEAR(wide[0].high, .7, .02);
  EXPECT_FALSE(wide[1].limits_above());
}

TEST(Prim, FindsTwoSeparateBoxesOneAfterTheOther) {
  const Box first{{BoxRange{}.low, .25}, {BoxRange{}.low, .5}, {}}, second{{.8, BoxRange{}.high}, {.5, BoxRange{}.high}, {}};
  Cases cases = planted(6, 4096, Box(3));
  for (std::size_t i = 0; i < cases.size(); ++i) cases.of_interest[i] = contains(first, cases, i) || contains(second, cases, i);
  const auto boxes = find_boxes(cases, {}, 4);
  ASSERT_GE(boxes.size(), 2U);
  std::int64_t hits = 0, inside = 0;
  for (std::size_t i = 0; i < cases.size(); ++i)
    if (contains(boxes[0], cases, i) || contains(boxes[1], cases, i)) {
      ++inside;
      hits += cases.of_interest[i] ? 1 : 0;
    }
  EXPECT_GT(static_cast<double>(hits) / static_cast<double>(inside), .95);
  EXPECT_GT(static_cast<double>(hits) / static_cast<double>(score(Box(3), cases).interest), .9);
}

TEST(Prim, NothingOfInterestGivesNoBox) {
  Cases cases = planted(7, 500, Box(3));
  cases.of_interest.assign(cases.size(), false);
  EXPECT_TRUE(find_boxes(cases, {}, 3).empty());
}

}  // namespace
}  // namespace fulcrum
