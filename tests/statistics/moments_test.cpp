// Moments are those of the definition, whatever the order of magnitude.
#include "sim/statistics/moments.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace fulcrum {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

TEST(Moments, AreThoseOfTheDefinition) {
  const std::vector<double> values{2, 4, 4, 4, 5, 5, 7, 9};  // mean 5, squared departures 32
  const Moments moments(values);
  EXPECT_EQ(moments.count(), 8);
  EXPECT_DOUBLE_EQ(moments.mean(), 5);
  EXPECT_DOUBLE_EQ(moments.squares(), 32);
  EXPECT_DOUBLE_EQ(moments.variance(), 32.0 / 7);
  EXPECT_DOUBLE_EQ(moments.error() * moments.error(), 32.0 / 7 / 8);
}

TEST(Moments, LeaveOutWhatIsNotANumber) {
  const Moments moments(std::vector<double>{kNan, 1, kNan, 3});
  EXPECT_EQ(moments.count(), 2);
  EXPECT_EQ(moments.mean(), 2);
}

TEST(Moments, KeepASmallSpreadAboutALargeMean) {
  const Moments moments(std::vector<double>{1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16});
  EXPECT_DOUBLE_EQ(moments.variance(), 30);
}

}  // namespace
}  // namespace fulcrum
