// Keyed permutations of any size, without a table.
#include "sim/designs/permutation.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

namespace fulcrum {
namespace {

TEST(Permutation, UsesEveryPlaceOnceAndKnowsTheWayBack) {
  for (const std::uint64_t size : {1, 2, 3, 4, 5, 7, 10, 16, 97, 100, 1000, 1024, 4096, 4099, 10000}) {
    const Permutation order(size, 42, entity_of("test"));
    std::vector<int> uses(size);
    for (std::uint64_t i = 0; i < size; ++i) {
      const std::uint64_t place = order.place_of(i);
      ASSERT_LT(place, size);
      ++uses[place];
      EXPECT_EQ(order.thing_at(place), i);
    }
    EXPECT_EQ(uses, std::vector<int>(size, 1)) << size;
  }
}

TEST(Permutation, WorksForSizesNoTableCouldHold) {
  const std::uint64_t size = (std::uint64_t{1} << 40) - 87;
  const Permutation order(size, 42, entity_of("test"));
  for (std::uint64_t i = 0; i < 1000; ++i) EXPECT_EQ(order.thing_at(order.place_of(i * 1099511627)), i * 1099511627);
}

// All orders of five things come equally often. With 120,000 keys, 1,000 are expected of each of 120 orders; chi-squared with 119 degrees
// of freedom is above 172 once in a thousand.
TEST(Permutation, GivesEveryOrderOfAFewThingsEquallyOften) {
  std::map<std::vector<std::uint64_t>, int> counts;
  for (int number = 0; number < 120000; ++number) {
    const Permutation order(5, 7, entity_of("test"), number);
    ++counts[{order.place_of(0), order.place_of(1), order.place_of(2), order.place_of(3), order.place_of(4)}];
  }
  ASSERT_EQ(counts.size(), 120U);
  double chi_squared = 0;
  for (const auto& [order, count] : counts) chi_squared += (count - 1000.0) * (count - 1000.0) / 1000;
  EXPECT_LT(chi_squared, 172);
}

// Things 0 and 1 (neighbours at first), or 0 and 70 (which begin in one column of the cipher), of more things than are kept: places in
// sixteenths make 256 pairs, 200 expected of each; chi-squared with 255 degrees of freedom is above 330.5 once in a thousand.
TEST(Permutation, GivesEveryPairOfPlacesEquallyOftenWhereItIsACipher) {
  for (const std::uint64_t other : {1, 70}) {
    std::map<std::pair<std::uint64_t, std::uint64_t>, int> counts;
    for (int number = 0; number < 256 * 200; ++number) {
      const Permutation order(4900, 7, entity_of("test"), number);
      ++counts[{order.place_of(0) * 16 / 4900, order.place_of(other) * 16 / 4900}];
    }
    ASSERT_EQ(counts.size(), 256U);
    double chi_squared = 0;
    for (const auto& [places, count] : counts) chi_squared += (count - 200.0) * (count - 200.0) / 200;
    EXPECT_LT(chi_squared, 330.5) << other;
  }
}

// Neighbours stay neighbours as often as chance has it: of 4,899 pairs of following things 2 in expectation end at following places
// (2 (n - 1)/n, Poisson), 2,000 in a thousand permutations with standard deviation 45.
TEST(Permutation, KeepsNeighboursTogetherNoMoreThanChanceWhereItIsACipher) {
  int together = 0;
  for (int number = 0; number < 1000; ++number) {
    const Permutation order(4900, 7, entity_of("test"), number);
    for (std::uint64_t i = 1; i < 4900; ++i) {
      const std::uint64_t before = order.place_of(i - 1), here = order.place_of(i);
      together += before + 1 == here || here + 1 == before ? 1 : 0;
    }
  }
  EXPECT_NEAR(together, 2000, 4 * 45);
}

}  // namespace
}  // namespace fulcrum
