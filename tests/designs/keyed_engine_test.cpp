// The keyed generator behind Boost.Random: each key has its own words, however many are taken from another.
#include "sim/designs/keyed_engine.h"

#include <gtest/gtest.h>

#include <boost/random/normal_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <cmath>
#include <concepts>
#include <random>
#include <set>

namespace fulcrum {
namespace {

static_assert(std::uniform_random_bit_generator<KeyedEngine>);

TEST(KeyedEngine, HandsOutTheBlocksOfItsKeyOneWordAfterTheOther) {
  KeyedEngine engine = keyed_engine(42, "purpose", 3, 5);
  for (std::uint64_t block = 0; block < 3; ++block)
    for (const std::uint64_t word : draw_words({42, 0}, Purpose::kDesign, entity_of("purpose", 3), 5, block)) EXPECT_EQ(engine(), word);
}

TEST(KeyedEngine, HasOtherWordsForEveryOtherKey) {
  std::set<std::uint64_t> first;
  for (const std::uint64_t seed : {1U, 2U})
    for (const char* purpose : {"a", "b"})
      for (const int dimension : {0, 1})
        for (const int number : {0, 1}) first.insert(keyed_engine(seed, purpose, dimension, number)());
  EXPECT_EQ(first.size(), 16U);
}

// Numbers from two implementations: this one, and Boost 1.74's rule for integers (a word over the size of a bucket of words) in whole
// numbers.
TEST(KeyedEngine, GivesBoostsIntegersTheNumbersOfItsWords) {
  KeyedEngine engine = keyed_engine(7, "integers", 0), words = keyed_engine(7, "integers", 0);
  for (std::uint64_t n = 2; n < 2000; ++n) {
    const std::uint64_t bucket = ~std::uint64_t{0} / n + (~std::uint64_t{0} % n == n - 1 ? 1 : 0);
    EXPECT_EQ(boost::random::uniform_int_distribution<std::uint64_t>(0, n - 1)(engine), words() / bucket);
  }
}

// 100,000 normals: the mean is within four standard errors of 0, the mean square of 1.
TEST(KeyedEngine, GivesBoostsNormalsTheirMoments) {
  constexpr int kDraws = 100000;
  KeyedEngine engine = keyed_engine(7, "normals", 0);
  boost::random::normal_distribution<double> normal;
  double sum = 0, squares = 0;
  for (int i = 0; i < kDraws; ++i) {
    const double value = normal(engine);
    sum += value;
    squares += value * value;
  }
  EXPECT_NEAR(sum / kDraws, 0, 4 / std::sqrt(kDraws));
  EXPECT_NEAR(squares / kDraws, 1, 4 * std::sqrt(2.0 / kDraws));
}

}  // namespace
}  // namespace fulcrum
