// What stands between a hostile file and the program, piece by piece.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <functional>
#include <vector>

#include "models/recording.h"
#include "output/export/export_text.h"
#include "output/files/file_error.h"
#include "output/files/trial.h"
#include "sim/statistics/summary.h"
#include "sim/sweep/journal.h"
#include "sim/terminal/console.h"
#include "tests/support/default_setup.h"

namespace fulcrum {
namespace {

using testing::HasSubstr;

std::string problem_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const std::exception& problem) {
    return problem.what();
  }
  return "";
}

TEST(Trial, ASignalOfTheChildBecomesAnError) {
  EXPECT_THAT(problem_of([] { try_in_child("a.h5", [] { std::raise(SIGSEGV); }); }),
              HasSubstr("a.h5: is damaged: the HDF5 library breaks on it"));
}

TEST(Trial, AnErrorOfTheChildIsLeftToTheWorkItself) {
  EXPECT_EQ(problem_of([] { try_in_child("a.h5", [] { throw FileError("a.h5", "is something else"); }); }), "");
}

TEST(Trial, WhatTheChildFindsUnusableIsRefusedInItsWords) {
  const std::string words(100000, 'x');  // more than a pipe holds
  EXPECT_EQ(problem_of([&] { try_in_child("a.h5", [&] { throw Unusable(words); }); }), "a.h5: is damaged: " + words);
}

TEST(Trial, WhatDoesNotEndIsEnded) {
  EXPECT_THAT(problem_of([] {
                try_in_child("a.h5", [] {
                  for (volatile bool going = true; going;) {
                  }
                });
              }),
              HasSubstr("reading it does not come to an end"));
}

TEST(Console, ControlCharactersAreWrittenOut) {
  EXPECT_EQ(without_controls("a\tb\n"), "a\tb\n");
  EXPECT_EQ(without_controls("\x1b]0;title\x07"), "\\u001b]0;title\\u0007");
  EXPECT_EQ(without_controls("\xc2\x9b"), "\\u009b");      // C1: as good as ESC [
  EXPECT_EQ(without_controls("\xe2\x80\xae"), "\\u202e");  // right to left from here on
  EXPECT_EQ(without_controls("\xff\xc3"), "\\xff\\xc3");   // no UTF-8
  EXPECT_EQ(without_controls("Bağdād █ é 日"), "Bağdād █ é 日");
}

TEST(Csv, FormulasAreTextsAndNumbersAreNumbers) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("@SUM(A1,B1)"), "\"'@SUM(A1,B1)\"");
  EXPECT_EQ(csv_field("+cmd|x"), "'+cmd|x");
  EXPECT_EQ(csv_field("-1.5e-3"), "-1.5e-3");
  EXPECT_EQ(csv_field("+0.25"), "+0.25");
  EXPECT_EQ(csv_field("-"), "-");
}

/// A summary of some runs of one bounded and one unbounded series over 12 weeks.
class Checkpoint : public ::testing::Test {
 protected:
  static constexpr int kWeeks = 12;
  Selection selection_{{find_series("direct"), find_series("burden_total")}, testing_support::default_setup().theatre};
  Summary empty() const { return Summary(selection_, selection_.columns().size(), kWeeks); }
  Summary filled() const {
    Summary summary = empty();
    for (int run = 0; run < 70; ++run) {
      std::vector<double> values;
      for (int i = 0; i < 2 * kWeeks; ++i) values.push_back(((run * 37 + i * 11) % 100) / 100.0);
      const double* first = values.data();
      summary.add({&first, 1}, kWeeks);
    }
    return summary;
  }
};

TEST_F(Checkpoint, ComesBackAsItWas) {
  const std::vector<Summary> all{filled(), empty(), filled()};
  std::vector<Summary> back{empty(), filled(), empty()};
  unpack_summaries(pack_summaries(all), back);
  for (std::size_t i = 0; i < all.size(); ++i) EXPECT_EQ(back[i].bytes(), all[i].bytes());
  EXPECT_EQ(back[0].quantile(0, 5, .75), all[0].quantile(0, 5, .75));
}

TEST_F(Checkpoint, TakesLittleRoomForFewRuns) {
  EXPECT_LT(filled().bytes().size() * 10, filled().most_memory());
  EXPECT_LE(filled().bytes().size(), Summary::packed_bytes(selection_, 2, kWeeks, 70));
}

TEST_F(Checkpoint, EveryChangeOfItsCountsIsSeenOrLeavesASummary) {
  const std::vector<std::byte> whole = filled().bytes();
  int refused = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::vector<std::byte> changed = whole;
    changed[at] ^= std::byte{0x55};
    std::vector<Summary> back{empty()};
    refused += problem_of([&] { unpack_summaries(changed, back); }).empty() ? 0 : 1;
  }
  EXPECT_GT(refused, 0);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    std::vector<Summary> back{empty()};
    EXPECT_NE(problem_of([&] { unpack_summaries(std::span(whole).first(size), back); }), "") << size;
  }
}

TEST_F(Checkpoint, AJournalIsHeldAgainstItsFileAndItsSummaries) {
  const std::vector<Summary> summaries{filled()};
  Journal journal;
  journal.runs = 100;
  journal.done = 72;
  journal.failed = 2;
  const auto problem = [&](std::int64_t rows, std::int64_t stored) {
    return problem_of([&] { require_consistent(journal, summaries, rows, stored, "a.h5.journal"); });
  };
  EXPECT_EQ(problem(100, 72), "");
  EXPECT_THAT(problem(101, 72), HasSubstr("it is of 100 runs, and there are 101"));
  EXPECT_THAT(problem(100, 71), HasSubstr("it says that 72 runs are done, and 71 are stored"));
  journal.failed = 0;
  EXPECT_THAT(problem(100, 72), HasSubstr("72 runs are done, of which 0 failed, and summarises 70"));
}

}  // namespace
}  // namespace fulcrum
