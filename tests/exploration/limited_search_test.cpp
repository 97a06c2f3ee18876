// The search within a limit: that it comes to minima that are known, keeps what may not grow, and leaves alone what does not matter.
#include "sim/exploration/limited_search.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace fulcrum {
namespace {

using Point = std::vector<double>;
using Judgement = Judged (*)(const Point&);

struct Searched {
  Point best;
  Judged judged;
  std::vector<Point> asked;
};

// Variables between 0 and 1, on a grid of hundredths.
Searched searched(const Point& start, Judgement one, LimitedSearchSettings settings = {.generations = 10}) {
  const Point low(start.size(), 0.0), high(start.size(), 1.0), grid(start.size(), 100.0);
  LimitedSearch search({low, high}, start, grid, settings);
  Searched out;
  const Judge judge = [&](const std::vector<Point>& candidates) {
    std::vector<Judged> all;
    for (const Point& x : candidates) all.push_back(one(x));
    out.asked.insert(out.asked.end(), candidates.begin(), candidates.end());
    return all;
  };
  while (search.advance(judge)) {
  }
  EXPECT_EQ(search.tried(), out.asked.size()) << "nothing is judged twice";
  out.best = search.best();
  out.judged = one(out.best);
  return out;
}

TEST(LimitedSearch, FindsAMinimumAtBoundsAndLeavesTheOtherVariablesWhereTheyWere) {
  const Point start{.31, .5, .123, .77, .4};
  const Searched out = searched(start, [](const Point& x) { return Judged{x[1] - 2 * x[3], 0}; });
  EXPECT_EQ(out.best, (Point{.31, 0, .123, 1, .4}));
}

// One variable alone gains nothing: the second must rise for the first to be allowed to.
TEST(LimitedSearch, MovesTwoVariablesTogetherWhereTheLimitAsksForIt) {
  const Searched out = searched({.2, .2}, [](const Point& x) { return Judged{-x[0], x[0] - x[1]}; });
  EXPECT_LE(out.judged.limited, 0);
  EXPECT_LT(out.judged.value, -.9);
}

// The smallest value lies beyond the limit; within it, x0 = 0.5 is the best that there is.
TEST(LimitedSearch, KeepsTheLimitOfTheStart) {
  const Searched out = searched({.25, .25}, [](const Point& x) { return Judged{-x[0] - .5 * x[1], x[0] + x[1]}; });
  EXPECT_LE(out.judged.limited, .5);
  EXPECT_LT(out.judged.value, -.45);
}

TEST(LimitedSearch, StaysAtAStartThatIsTheBest) {
  const Point start{.5, .25};
  const Searched out = searched(start, [](const Point& x) { return Judged{std::hypot(x[0] - .5, x[1] - .25), 0}; });
  EXPECT_EQ(out.best, start);
}

TEST(LimitedSearch, GivesUpALittleForAVariableThatStays) {
  const Judgement one = [](const Point& x) { return Judged{-x[0] - .01 * x[1], 0}; };
  EXPECT_EQ(searched({0, .4}, one).best, (Point{1, .4}));
  EXPECT_EQ(searched({0, .4}, one, {.generations = 10, .worth = 0}).best, (Point{1, 1}));
}

TEST(LimitedSearch, PassesOverCandidatesWithoutAValue) {
  const Searched out = searched({.1}, [](const Point& x) {
    return Judged{x[0] > .6 ? std::numeric_limits<double>::quiet_NaN() : -x[0], 0};
  });
  EXPECT_GE(out.best[0], .5);
  EXPECT_LE(out.best[0], .6);
}

TEST(LimitedSearch, AsksForTheSameCandidatesAgain) {
  const Judgement one = [](const Point& x) { return Judged{x[0] * x[1] - x[2], x[2]}; };
  EXPECT_EQ(searched({.5, .5, .5}, one).asked, searched({.5, .5, .5}, one).asked);
  EXPECT_NE(searched({.5, .5, .5}, one).asked, searched({.5, .5, .5}, one, {.seed = 2, .generations = 10}).asked);
}

TEST(LimitedSearch, StaysOnItsGridAndWithinItsBounds) {
  const Searched out = searched({.333, .5}, [](const Point& x) { return Judged{std::abs(x[0] - .7) + x[1], 0}; });
  for (const Point& x : out.asked)
    for (const double value : x) {
      EXPECT_TRUE(value == .333 || value * 100 == std::round(value * 100) || std::round(value * 100) / 100 == value) << value;
      EXPECT_TRUE(value >= 0 && value <= 1);
    }
}

}  // namespace
}  // namespace fulcrum
