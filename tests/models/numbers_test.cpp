// The functions of a real number: against the long double library within the stated error, and packs against doubles to the last bit.
#include "models/numbers/functions.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "models/numbers/normal_quantile.h"

namespace fulcrum {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity(), kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kUnit = 0x1p-52;  // the last place of 1

/// n + 1 points from low to high, both included, at steps that are no round binary numbers.
std::vector<double> grid(double low, double high, int n) {
  std::vector<double> points;
  for (int i = 0; i <= n; ++i) points.push_back(std::min(high, low + (high - low) * (static_cast<double>(i) / n)));
  return points;
}

/// Error in units in the last place of the true value.
double error_in_last_places(double value, long double truth) {
  const double rounded = static_cast<double>(truth);
  const double place = std::nextafter(std::abs(rounded), kInfinity) - std::abs(rounded);
  return static_cast<double>(std::abs(static_cast<long double>(value) - truth) / place);
}

TEST(Exponential, IsWithinTwoLastPlaces) {
  for (const double x : grid(-707.9, 709, 200003))
    ASSERT_LT(error_in_last_places(exponential(x), std::exp(static_cast<long double>(x))), 2) << x;
  for (const double x : grid(-1, 1, 200003)) ASSERT_LT(error_in_last_places(exponential(x), std::exp(static_cast<long double>(x))), 2) << x;
}

TEST(Exponential, OfZeroIsExactlyOne) {
  EXPECT_EQ(exponential(0.0), 1.0);
  EXPECT_EQ(exponential(-0.0), 1.0);
}

TEST(Exponential, StaysFinitePositiveAndOrderedBeyondItsRange) {
  EXPECT_EQ(exponential(kInfinity), exponential(709.0));
  EXPECT_EQ(exponential(-kInfinity), exponential(-708.0));
  EXPECT_GT(exponential(-1e9), 0.0);
  EXPECT_LT(exponential(1e9), kInfinity);
}

TEST(Exponential, OfNotANumberIsNotANumber) { EXPECT_TRUE(std::isnan(exponential(kNan))); }

TEST(Logarithm, IsWithinTwoLastPlaces) {
  for (const double exponent : grid(-1020, 1020, 200003)) {
    const double x = static_cast<double>(std::exp2(static_cast<long double>(exponent)));
    ASSERT_LT(error_in_last_places(logarithm(x), std::log(static_cast<long double>(x))), 2) << x;
  }
  for (const double x : grid(0.5, 1.999, 200003))
    ASSERT_LT(error_in_last_places(logarithm(x), std::log(static_cast<long double>(x))), 2) << x;
}

TEST(Logarithm, OfOneIsExactlyZero) { EXPECT_EQ(logarithm(1.0), 0.0); }

TEST(Logarithm, OfNumbersNextToOneKeepsItsDigits) {
  for (const double x : {1 + kUnit, 1 - kUnit / 2, 1 + 1e-10, 1 - 1e-10})
    EXPECT_LT(error_in_last_places(logarithm(x), std::log(static_cast<long double>(x))), 2) << x;
}

TEST(ExponentialMinusOne, KeepsItsDigitsNearZero) {
  for (const double size : grid(-50, 2, 5003))
    for (const double sign : {-1.0, 1.0}) {
      const double x = sign * static_cast<double>(std::exp2(static_cast<long double>(size)));
      ASSERT_LT(error_in_last_places(exponential_minus_one(x), std::expm1(static_cast<long double>(x))), 6) << x;
    }
  EXPECT_EQ(exponential_minus_one(0.0), 0.0);
  EXPECT_EQ(exponential_minus_one(1e-300), 1e-300);
  EXPECT_EQ(exponential_minus_one(-100.0), -1.0);
}

TEST(HyperbolicTangent, IsWithinItsStatedError) {
  for (const double x : grid(-25, 25, 200003))
    ASSERT_LT(std::abs(static_cast<long double>(hyperbolic_tangent(x)) - std::tanh(static_cast<long double>(x))), 4e-16L) << x;
}

TEST(HyperbolicTangent, ReachesItsLimits) {
  EXPECT_EQ(hyperbolic_tangent(0.0), 0.0);
  EXPECT_EQ(hyperbolic_tangent(400.0), 1.0);
  EXPECT_EQ(hyperbolic_tangent(-400.0), -1.0);
  EXPECT_EQ(hyperbolic_tangent(-kInfinity), -1.0);
}

TEST(Sigma, IsTheLogisticFunction) {
  for (const double x : grid(-40, 40, 20003))
    ASSERT_LT(error_in_last_places(sigma(x), 1 / (1 + std::exp(-static_cast<long double>(x)))), 4) << x;
  EXPECT_EQ(sigma(0.0), 0.5);
}

// The error of p log x, two last places of it, becomes a relative error of the power.
TEST(Power, IsWithinTheErrorThatItsExponentPassesOn) {
  for (const double x : grid(0.001, 3, 997))
    for (const double p : grid(0.01, 8, 97)) {
      const long double truth = std::pow(static_cast<long double>(x), static_cast<long double>(p));
      ASSERT_LT(error_in_last_places(power(x, p), truth), 3 + 3 * p * std::abs(std::log(x))) << x << "^" << p;
    }
}

TEST(Power, HandlesTheEdges) {
  EXPECT_EQ(power(0.0, 0.0), 1.0);
  EXPECT_EQ(power(0.0, 0.5), 0.0);
  EXPECT_EQ(power(0.7, 0.0), 1.0);
  EXPECT_EQ(power(1.0, 123.0), 1.0);
}

TEST(Clip, LimitsAndHandsNotANumberOn) {
  EXPECT_EQ(clip(-0.1), 0.0);
  EXPECT_EQ(clip(1.1), 1.0);
  EXPECT_EQ(clip(0.3), 0.3);
  EXPECT_EQ(clip(-kInfinity), 0.0);
  EXPECT_EQ(clip(kInfinity), 1.0);
  EXPECT_EQ(clip(5.0, 2.0, 3.0), 3.0);
  EXPECT_TRUE(std::isnan(clip(kNan)));
  EXPECT_TRUE(std::isnan(not_negative(kNan)));
}

TEST(SquareRoot, OfANegativeIsNotANumber) {
  EXPECT_EQ(square_root(2.25), 1.5);
  EXPECT_TRUE(std::isnan(square_root(-1.0)));
}

template <class Width>
class Packs : public testing::Test {};
using Widths = testing::Types<std::integral_constant<int, 2>, std::integral_constant<int, 4>, std::integral_constant<int, 8>>;
TYPED_TEST_SUITE(Packs, Widths);

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (std::isnan(a) && std::isnan(b));
}

/// Checks that a function of a pack gives in each lane what it gives for that lane's double alone.
template <int W, class Function>
void expect_lanes_equal_doubles(const std::vector<double>& points, Function function) {
  for (std::size_t i = 0; i + W <= points.size(); ++i) {
    Pack<W> x;
    for (int l = 0; l < W; ++l) x.set_lane(l, points[i + static_cast<std::size_t>(l)]);
    const Pack<W> y = function(x);
    for (int l = 0; l < W; ++l) ASSERT_TRUE(same_bits(y.lane(l), function(x.lane(l)))) << x.lane(l) << " in lane " << l << " of " << W;
  }
}

std::vector<double> with_edges(std::vector<double> points) {
  for (const double edge : {0.0, -0.0, 1.0, -1.0, kInfinity, -kInfinity, kNan, 1e-300, 1e300, 5e-324, 1.0, 0.5}) points.push_back(edge);
  return points;
}

TYPED_TEST(Packs, HaveTheBitsOfDoublesInArithmetic) {
  constexpr int W = TypeParam::value;
  expect_lanes_equal_doubles<W>(with_edges(grid(-3, 3, 1009)), [](auto x) {
    using Real = decltype(x);
    return Real(((x + 0.1) * x - Real(0.3) / (x * x + 1.7)) * -x);
  });
}

TYPED_TEST(Packs, HaveTheBitsOfDoublesInChoices) {
  constexpr int W = TypeParam::value;
  const auto points = with_edges(grid(-2, 2, 1009));
  expect_lanes_equal_doubles<W>(points, [](auto x) { return clip(x); });
  expect_lanes_equal_doubles<W>(points, [](auto x) { return not_negative(x); });
  expect_lanes_equal_doubles<W>(points, [](auto x) { return select(x <= decltype(x)(0.25), decltype(x)(-x), decltype(x)(x * x)); });
}

TYPED_TEST(Packs, HaveTheBitsOfDoublesInEveryFunction) {
  constexpr int W = TypeParam::value;
  const auto points = with_edges(grid(-30, 30, 4001));
  expect_lanes_equal_doubles<W>(points, [](auto x) { return exponential(x); });
  expect_lanes_equal_doubles<W>(points, [](auto x) { return sigma(x); });
  expect_lanes_equal_doubles<W>(points, [](auto x) { return hyperbolic_tangent(x); });
  expect_lanes_equal_doubles<W>(points, [](auto x) { return square_root(x); });
}

TYPED_TEST(Packs, HaveTheBitsOfDoublesInLogarithmAndPower) {
  constexpr int W = TypeParam::value;
  expect_lanes_equal_doubles<W>(grid(1e-3, 50, 4001), [](auto x) { return logarithm(x); });
  expect_lanes_equal_doubles<W>(grid(0, 2, 4001), [](auto x) { return power(x, decltype(x)(0.6)); });
  expect_lanes_equal_doubles<W>(grid(0, 2, 4001), [](auto x) { return power(x, decltype(x)(0.0)); });
}

TYPED_TEST(Packs, HaveTheBitsOfDoublesInTheNormalQuantile) {
  constexpr int W = TypeParam::value;
  expect_lanes_equal_doubles<W>(grid(0x1p-53, 1 - 0x1p-53, 20011), [](auto p) { return normal_quantile(p); });
  // Packs whose lanes fall on both sides of every branch.
  expect_lanes_equal_doubles<W>({0.5, 1e-16, 0.92, 1e-12, 0.08, 1 - 1e-12, 0.3, 0.999, 0.5, 1e-3, 0.6, 0.99, 0.4},
                                [](auto p) { return normal_quantile(p); });
}

TYPED_TEST(Packs, NoticeWhereAnyLaneHolds) {
  constexpr int W = TypeParam::value;
  Pack<W> x(1.0);
  EXPECT_FALSE(any(x < Pack<W>(0.0)));
  x.set_lane(W - 1, -1.0);
  EXPECT_TRUE(any(x < Pack<W>(0.0)));
}

}  // namespace
}  // namespace fulcrum
