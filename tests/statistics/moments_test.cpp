// Moments are those of the definition, whatever the order of magnitude, and resampling a value twice is having it twice.
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

TEST(ResampledMoments, CountAValueAsOftenAsItWasDrawn) {
  const std::vector<double> values{1, 2, 6}, drawn{1, 1, 6, 6, 6};
  const std::vector<std::uint32_t> counts{2, 0, 3};
  const ResampledMoments moments = resampled_moments({values}, counts, [](double) { return true; });
  const Moments wanted(drawn);
  EXPECT_EQ(moments.count, wanted.count());
  EXPECT_DOUBLE_EQ(moments.mean, wanted.mean());
  EXPECT_DOUBLE_EQ(moments.squares, wanted.squares());
}

TEST(ResampledMoments, PoolColumnsAndLeaveOutWhatIsRefused) {
  const std::vector<double> a{1, kNan}, b{3, 5};
  const std::vector<std::uint32_t> counts{1, 2};
  const ResampledMoments moments = resampled_moments({a, b}, counts, [](double value) { return std::isfinite(value); });
  EXPECT_EQ(moments.count, 4);
  EXPECT_DOUBLE_EQ(moments.mean, (1 + 3 + 2 * 5) / 4.0);
}

}  // namespace
}  // namespace fulcrum
