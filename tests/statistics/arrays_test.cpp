// Sums in the order of the values, whatever Eigen would make of them.
#include "sim/statistics/arrays.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>

namespace fulcrum {
namespace {

std::vector<double> of_many_sizes(int count) {
  std::vector<double> values;
  for (int i = 0; i < count; ++i) values.push_back(std::ldexp(std::sin(i + 1.0), i % 60));
  return values;
}

double in_a_loop(std::span<const double> values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum;
}

TEST(OrderedSum, HasTheBitsOfALoop) {
  for (const int count : {0, 1, 2, 3, 7, 8, 9, 208, 1000}) {
    const std::vector<double> values = of_many_sizes(count);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(ordered_sum(array(values))), std::bit_cast<std::uint64_t>(in_a_loop(values))) << count;
  }
  EXPECT_NE(array(of_many_sizes(1000)).sum(), in_a_loop(of_many_sizes(1000))) << "Eigen's own order has become that of a loop";
}

TEST(OrderedSum, GoesAlongTheRowsOfARowMajorBlock) {
  const std::vector<double> values = of_many_sizes(15 * 14);
  const Eigen::Map<const Rows> block(values.data(), 15, 14);
  EXPECT_EQ(ordered_sum(block), in_a_loop(values));
  EXPECT_EQ(ordered_sum(2.0 * block), 2.0 * in_a_loop(values));
}

TEST(OrderedSum, OfNothingIsPositiveZero) {
  EXPECT_FALSE(std::signbit(ordered_sum(array(std::vector<double>{-0.0, -0.0}))));
  EXPECT_EQ(ordered_sum(array(std::vector<double>{})), 0);
}

TEST(OrderedMean, OfNothingIsNoNumber) { EXPECT_TRUE(std::isnan(ordered_mean(array(std::vector<double>{})))); }

}  // namespace
}  // namespace fulcrum
