// Counts by bin in the room that they need, against a plain array of counts.
#include "sim/statistics/bin_counts.h"

#include <gtest/gtest.h>

#include <numeric>

#include "models/stream.h"
#include "sim/statistics/summary.h"

namespace fulcrum {
namespace {

/// Values by bin that spread over the first `spread` bins of a grid, as BinCounts and as an array.
struct Counted {
  static constexpr std::size_t kBins = 3200;
  BinCounts counts;
  std::vector<std::uint32_t> plain = std::vector<std::uint32_t>(kBins, 0);
  std::uint64_t values = 0;

  void add(std::size_t more, std::size_t spread) {
    Stream stream({3, values}, Purpose::kDesign, entity_of("bin_counts_test"));
    counts.expect(values += more, kBins);
    for (std::size_t i = 0; i < more; ++i) {
      const auto bin = static_cast<std::size_t>(stream.uniform(static_cast<std::int64_t>(i)) * static_cast<double>(spread));
      counts.add(bin);
      ++plain[bin];
    }
  }
  std::vector<std::uint32_t> listed() const {
    std::vector<BinCounts::Entry> entries;
    counts.list(entries);
    std::vector<std::uint32_t> all(kBins, 0);
    for (std::size_t i = 0; i < entries.size(); ++i) {
      EXPECT_TRUE(i == 0 || entries[i - 1].bin < entries[i].bin);
      all[entries[i].bin] = entries[i].count;
    }
    return all;
  }
};

// Few bins, many, and on from few values to more than two bytes, and 19 bits, hold.
TEST(BinCounts, AreThoseOfAPlainArrayInEveryForm) {
  for (const std::size_t spread : {std::size_t{1}, std::size_t{20}, std::size_t{900}, Counted::kBins}) {
    Counted counted;
    for (const std::size_t more : {std::size_t{5}, std::size_t{1000}, std::size_t{70000}, std::size_t{500000}}) {
      counted.add(more, spread);
      EXPECT_EQ(counted.listed(), counted.plain) << spread << " bins, " << counted.values << " values";
    }
  }
}

TEST(BinCounts, ACopyStandsByItself) {
  Counted counted;
  counted.add(2000, 300);
  const BinCounts before = counted.counts;
  const auto plain = counted.plain;
  counted.add(2000, 300);
  Counted copy;
  copy.counts = before;
  EXPECT_EQ(copy.listed(), plain);
  EXPECT_EQ(counted.listed(), counted.plain);
}

TEST(BinCounts, TakeRoomForWhatTheyHold) {
  Counted few, many;
  few.add(1000, 12);
  many.add(60000, Counted::kBins);
  EXPECT_LE(few.counts.memory(), 128u);  // 12 bins of 4 bytes, and room to find them
  EXPECT_LE(many.counts.memory(), 2 * Counted::kBins + 64);
  many.add(60000, Counted::kBins);
  EXPECT_LE(many.counts.memory() + sizeof(BinCounts), BinCounts::most_memory(Counted::kBins));
  few.counts.clear();
  EXPECT_EQ(few.counts.memory(), 0u);
  EXPECT_EQ(few.listed(), std::vector<std::uint32_t>(Counted::kBins, 0));
}

// Attacks of a province's organisation on one target: small whole numbers in an unbounded series. 1,024 runs take less than a twentieth of
// what a count for every bin took.
TEST(Summary, SmallWholeNumbersTakeLittleRoom) {
  const Selection selection({find_series("burden")}, {});
  Summary summary(selection, 1, 2);
  for (int run = 0; run < 1024; ++run) {
    const std::array<double, 2> weeks{static_cast<double>(run % 7), static_cast<double>(run % 30)};
    const double* first = weeks.data();
    summary.add({&first, 1}, 2);
  }
  EXPECT_LT(summary.memory() * 20, summary.most_memory());
  EXPECT_EQ(summary.min(0, 1), 0);
  EXPECT_EQ(summary.max(0, 1), 29);
}

TEST(Summary, QuantilesTogetherAreThoseOneByOne) {
  const Selection selection({find_series("direct")}, {});
  Summary summary(selection, 1, 1);
  for (int run = 0; run < 5 * 97; ++run) {
    const double value = run % 97 / 97.0, *first = &value;
    summary.add({&first, 1}, 1);
  }
  std::array<double, std::size(kQuantiles)> together{};
  summary.quantiles(0, 0, kQuantiles, together);
  for (std::size_t q = 0; q < together.size(); ++q) {
    EXPECT_EQ(together[q], summary.quantile(0, 0, kQuantiles[q]));
    EXPECT_NEAR(together[q], kQuantiles[q], .02);
  }
}

}  // namespace
}  // namespace fulcrum
