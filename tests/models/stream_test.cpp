// The random draws: the generator against published vectors, the meaning of the key, and that no draw depends on any other.
#include "models/stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <Random123/threefry.h>
#include <bit>
#include <boost/math/distributions/chi_squared.hpp>
#include <cmath>
#include <concepts>
#include <ostream>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace fulcrum {
namespace {

using Words = std::array<std::uint64_t, 4>;

/// Threefry4x64-20 written from the paper (Salmon et al. 2011, section 4.2; constants of Skein-256 of table 4 and key parity of Skein 1.3),
/// apart from Random123: four words of state, key injected every four rounds.
Words threefry_of_the_paper(const Words& counter, const Words& key) {
  constexpr int kRotations[8][2] = {{14, 16}, {52, 57}, {23, 40}, {5, 37}, {25, 33}, {46, 12}, {58, 22}, {32, 32}};
  const std::uint64_t keys[5] = {key[0], key[1], key[2], key[3], 0x1BD11BDAA9FC1A22ULL ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
  Words x = counter;
  for (std::size_t i = 0; i < 4; ++i) x[i] += keys[i];
  for (std::size_t round = 0; round < 20; ++round) {
    x[0] += x[1];
    x[1] = std::rotl(x[1], kRotations[round % 8][0]) ^ x[0];
    x[2] += x[3];
    x[3] = std::rotl(x[3], kRotations[round % 8][1]) ^ x[2];
    std::swap(x[1], x[3]);
    if (round % 4 != 3) continue;
    const std::size_t injection = round / 4 + 1;
    for (std::size_t i = 0; i < 4; ++i) x[i] += keys[(injection + i) % 5];
    x[3] += injection;
  }
  return x;
}

Words threefry_of_the_library(const Words& counter, const Words& key) {
  const threefry4x64_ctr_t c{{counter[0], counter[1], counter[2], counter[3]}};
  const threefry4x64_key_t k{{key[0], key[1], key[2], key[3]}};
  const threefry4x64_ctr_t words = threefry4x64_R(20, c, k);
  return {words.v[0], words.v[1], words.v[2], words.v[3]};
}

struct KnownAnswer {
  Words counter, key, answer;
};
constexpr std::uint64_t kOnes = ~0ULL;
// The three lines "threefry4x64 20" of tests/kat_vectors, Random123 1.14: counter, key, result.
constexpr KnownAnswer kKnownAnswers[] = {
    {{0, 0, 0, 0}, {0, 0, 0, 0}, {0x09218ebde6c85537, 0x55941f5266d86105, 0x4bd25e16282434dc, 0xee29ec846bd2e40b}},
    {{kOnes, kOnes, kOnes, kOnes},
     {kOnes, kOnes, kOnes, kOnes},
     {0x29c24097942bba1b, 0x0371bbfb0f6f4e11, 0x3c231ffa33f83a1c, 0xcd29113fde32d168}},
    {{0x243f6a8885a308d3, 0x13198a2e03707344, 0xa4093822299f31d0, 0x082efa98ec4e6c89},
     {0x452821e638d01377, 0xbe5466cf34e90c6c, 0xbe5466cf34e90c6c, 0xc0ac29b7c97c50dd},
     {0xa7e8fde591651bd9, 0xbaafd0c30138319b, 0x84a5c1a729e685b9, 0x901d406ccebc1ba4}}};

TEST(Generator, GivesThePublishedKnownAnswers) {
  for (const KnownAnswer& known : kKnownAnswers) EXPECT_EQ(threefry_of_the_library(known.counter, known.key), known.answer);
}

TEST(Generator, OfThePaperWrittenApartGivesTheSame) {
  for (const KnownAnswer& known : kKnownAnswers) EXPECT_EQ(threefry_of_the_paper(known.counter, known.key), known.answer);
  std::mt19937_64 any(1);
  for (int i = 0; i < 1000; ++i) {
    const Words counter{any(), any(), any(), any()}, key{any(), any(), any(), any()};
    EXPECT_EQ(threefry_of_the_library(counter, key), threefry_of_the_paper(counter, key));
  }
}

TEST(Draw, OfZeroKeyAndCounterIsTheFirstKnownAnswer) {
  EXPECT_EQ(draw_words({0, 0}, static_cast<Purpose>(0), {0, 0}, 0), kKnownAnswers[0].answer);
}

TEST(Draw, IsKeyedBySeedReplicateAndPurposeAndCountedByEntityIndexAndOrdinal) {
  const Entity entity{0x1234, 7};
  const Words expected = threefry_of_the_paper({0x1234, 7, 99, 5}, {20080107, 3, 12, 0});
  EXPECT_EQ(draw_words({20080107, 3}, Purpose::kTempo, entity, 99, 5), expected);
}

TEST(Draw, TakesAllSixtyFourBitsOfSeedAndReplicate) {
  const Entity entity = entity_of("threat");
  EXPECT_NE(draw_words({1, 0}, Purpose::kPerception, entity, 0), draw_words({1 + (1ULL << 63), 0}, Purpose::kPerception, entity, 0));
  EXPECT_NE(draw_words({1, 0}, Purpose::kPerception, entity, 0), draw_words({1, 1ULL << 63}, Purpose::kPerception, entity, 0));
}

TEST(Draw, DiffersWhereAnyPartOfItsIdentityDiffers) {
  const Luck luck{1, 0};
  const Entity entity = entity_of("mahdi_army", 4);
  const std::set<Words> draws = {draw_words(luck, Purpose::kCellWeek, entity, 10, 0),
                                 draw_words({2, 0}, Purpose::kCellWeek, entity, 10, 0),
                                 draw_words({1, 1}, Purpose::kCellWeek, entity, 10, 0),
                                 draw_words(luck, Purpose::kTempo, entity, 10, 0),
                                 draw_words(luck, Purpose::kCellWeek, entity_of("badr", 4), 10, 0),
                                 draw_words(luck, Purpose::kCellWeek, entity_of("mahdi_army", 5), 10, 0),
                                 draw_words(luck, Purpose::kCellWeek, entity, 11, 0),
                                 draw_words(luck, Purpose::kCellWeek, entity, 10, 1)};
  EXPECT_EQ(draws.size(), 8u);
}

// Published values of 64-bit FNV-1a: Fowler, Noll, Vo, draft-eastlake-fnv, appendix C.
TEST(EntityName, IsHashedByFnv1a) {
  EXPECT_EQ(entity_of("").name, 0xcbf29ce484222325ULL);
  EXPECT_EQ(entity_of("a").name, 0xaf63dc4c8601ec8cULL);
  EXPECT_EQ(entity_of("foobar").name, 0x85944171f73967e8ULL);
}

TEST(Uniform, IsNeverZeroOrOne) {
  EXPECT_EQ(uniform_of(0), 0x1p-53);
  EXPECT_EQ(uniform_of(kOnes), 1 - 0x1p-53);
  EXPECT_LT(uniform_of(kOnes), 1.0);
}

TEST(Uniform, OfOppositeWordsAddsUpToOneExactly) {
  for (const std::uint64_t word : {0x09218ebde6c85537ULL, 0xee29ec846bd2e40bULL, 1ULL, 1ULL << 12})
    EXPECT_EQ(uniform_of(word) + uniform_of(~word), 1.0);
}

std::vector<double> weeks_of(Stream stream, int from, int to) {
  std::vector<double> draws;
  for (int week = from; week < to; ++week) draws.push_back(stream.uniform(week));
  return draws;
}

TEST(Stream, GivesTheWordsOfTheBlockOfFourWeeks) {
  const Luck luck{20080107, 12};
  Stream stream(luck, Purpose::kPerception, entity_of("patron"));
  for (int week = -9; week < 300; ++week) {
    const int block = (week + 400) / 4 - 100;  // rounds down below zero too
    const Words words = draw_words(luck, Purpose::kPerception, entity_of("patron"), block);
    EXPECT_EQ(stream.uniform(week), uniform_of(words[static_cast<std::size_t>(week - 4 * block)])) << week;
  }
}

TEST(Stream, OfTheWeekBeforeTheStartIsADrawOfItsOwn) {
  const std::vector<double> draws = weeks_of(Stream({1, 0}, Purpose::kPerception, entity_of("patron")), -8, 8);
  EXPECT_EQ(std::set<double>(draws.begin(), draws.end()).size(), draws.size());
}

TEST(Stream, AnswersTheSameInAnyOrderAndHoweverOften) {
  Stream forwards({1, 0}, Purpose::kTempo, entity_of("badr")), anyhow = forwards;
  const std::vector<double> in_order = weeks_of(forwards, 0, 40);
  for (const int week : {39, 0, 0, 17, 3, 38, 17, 4}) EXPECT_EQ(anyhow.uniform(week), in_order[static_cast<std::size_t>(week)]) << week;
}

/// Draws of every militia in every week, interleaved as a step loop takes them.
std::vector<std::vector<double>> interleaved(const std::vector<std::string>& militias, const Luck& luck) {
  std::vector<Stream> streams;
  streams.reserve(militias.size());
  for (const std::string& militia : militias) streams.emplace_back(luck, Purpose::kCourseMilitia, entity_of(militia));
  std::vector<std::vector<double>> draws(militias.size());
  for (int week = 0; week < 30; ++week)
    for (std::size_t m = 0; m < militias.size(); ++m) draws[m].push_back(streams[m].uniform(week));
  return draws;
}

TEST(Stream, StaysTheSameWhenAMilitiaIsAddedOrTheOrderChanges) {
  const auto two = interleaved({"mahdi_army", "badr"}, {1, 0});
  const auto three = interleaved({"badr", "special_groups", "mahdi_army"}, {1, 0});
  EXPECT_EQ(two[0], three[2]);
  EXPECT_EQ(two[1], three[0]);
}

TEST(Stream, StaysTheSameWhenAnotherPurposeDraws) {
  Stream alone({1, 0}, Purpose::kPerception, entity_of("patron"));
  Stream beside = alone, other({1, 0}, Purpose::kCoursePatron, entity_of("patron"));
  for (int week = 0; week < 30; ++week) {
    other.uniform(week);
    EXPECT_EQ(alone.uniform(week), beside.uniform(week));
    EXPECT_NE(beside.uniform(week), other.uniform(week));
  }
}

TEST(Stream, OfAReplicateStaysTheSameHoweverManyReplicatesRun) {
  const auto alone = interleaved({"badr"}, {1, 2});
  for (std::uint64_t replicate = 0; replicate < 5; ++replicate) {
    const auto among = interleaved({"badr"}, {1, replicate});
    EXPECT_EQ(among == alone, replicate == 2);
  }
}

// The four ways in which draws are lined up in use: over weeks, replicates, members of an organisation, and events of a week.
std::vector<double> over_weeks(int n) { return weeks_of(Stream({20080107, 0}, Purpose::kPerception, entity_of("patron")), 0, n); }
template <class Draw>
std::vector<double> lined_up(int n, Draw draw) {
  std::vector<double> draws(static_cast<std::size_t>(n));
  for (std::size_t i = 0; i < draws.size(); ++i) draws[i] = uniform_of(draw(static_cast<std::uint64_t>(i))[0]);
  return draws;
}
std::vector<double> over_replicates(int n) {
  return lined_up(n, [](std::uint64_t i) { return draw_words({20080107, i}, Purpose::kPerception, entity_of("patron"), 0); });
}
std::vector<double> over_members(int n) {
  return lined_up(n, [](std::uint64_t i) { return draw_words({1, 0}, Purpose::kCellWeek, entity_of("badr", i), 52); });
}
std::vector<double> over_ordinals(int n) {
  return lined_up(n, [](std::uint64_t i) { return draw_words({1, 0}, Purpose::kAttack, entity_of("basra"), 52, i); });
}
constexpr int kDraws = 200000;

struct Line {
  const char* name;
  std::vector<double> (*draws)(int);
};
void PrintTo(const Line& line, std::ostream* out) { *out << line.name; }  // for names of tests

class LinedUp : public testing::TestWithParam<Line> {};
INSTANTIATE_TEST_SUITE_P(Draws, LinedUp,
                         testing::Values(Line{"OverWeeks", over_weeks}, Line{"OverReplicates", over_replicates},
                                         Line{"OverMembers", over_members}, Line{"OverOrdinals", over_ordinals}),
                         [](const auto& of) { return std::string(of.param.name); });

// Standard errors: of the mean sqrt(1/12n), of the second central moment sqrt(1/180n), of the correlation of neighbours 1/sqrt(n). The
// seeds are fixed; at four standard errors one correct generator in 16,000 would fail a line.
TEST_P(LinedUp, HaveTheMomentsOfAUniformAndNoCorrelationOfNeighbours) {
  const std::vector<double> draws = GetParam().draws(kDraws);
  double mean = 0, square = 0, product = 0;
  for (const double u : draws) mean += u / kDraws;
  for (const double u : draws) square += (u - .5) * (u - .5) / kDraws;
  for (std::size_t i = 1; i < draws.size(); ++i) product += 12 * (draws[i] - .5) * (draws[i - 1] - .5) / kDraws;
  EXPECT_NEAR(mean, 1.0 / 2, 4 * std::sqrt(1.0 / 12 / kDraws));
  EXPECT_NEAR(square, 1.0 / 12, 4 * std::sqrt(1.0 / 180 / kDraws));
  EXPECT_NEAR(product, 0, 4 / std::sqrt(kDraws));
}

double chi_square(const std::vector<int>& counts, double expected) {
  double sum = 0;
  for (const int count : counts) sum += (count - expected) * (count - expected) / expected;
  return sum;
}
/// Whether a chi-square with that many degrees of freedom lies where all but one in 10,000 do, on either side.
testing::Matcher<double> believable(double freedom) {
  const boost::math::chi_squared distribution(freedom);
  return testing::AllOf(testing::Gt(quantile(distribution, 1e-4)), testing::Lt(quantile(complement(distribution, 1e-4))));
}

TEST_P(LinedUp, FallEvenlyIntoAHundredBins) {
  std::vector<int> counts(100);
  for (const double u : GetParam().draws(kDraws)) ++counts[static_cast<std::size_t>(u * 100)];
  EXPECT_THAT(chi_square(counts, kDraws / 100.0), believable(99));
}

TEST_P(LinedUp, FallEvenlyIntoSquaresAsPairs) {
  const std::vector<double> draws = GetParam().draws(kDraws);
  std::vector<int> counts(400);
  for (std::size_t i = 0; i < draws.size(); i += 2)
    ++counts[static_cast<std::size_t>(draws[i] * 20) * 20 + static_cast<std::size_t>(draws[i + 1] * 20)];
  EXPECT_THAT(chi_square(counts, kDraws / 2.0 / 400.0), believable(399));
}

static_assert(std::uniform_random_bit_generator<DesignEngine>);

TEST(DesignEngine, HandsOutTheWordsOfItsOwnPurposeOneByOne) {
  DesignEngine engine(42, "sobol_shift");
  for (int block = 0; block < 3; ++block)
    for (const std::uint64_t word : draw_words({42, 0}, Purpose::kDesign, entity_of("sobol_shift"), block)) EXPECT_EQ(engine(), word);
}

}  // namespace
}  // namespace fulcrum
